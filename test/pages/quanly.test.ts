/** The administration page in a real Chromium: who is let in, what each role finds, and how it looks. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ROLE_TEXTS } from "../../host-tools/server/staff/roles.ts";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

describe("the administration page in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));

  for (const [login, tiles] of [
    [
      "tinh",
      [
        "#/accounts",
        "#/computers",
        "#/units",
        "#/organisations",
        "#/coverage",
        "#/gates",
        "#/word",
        "#/audit",
        "#/access",
      ],
    ],
    [
      "donvi",
      [
        "#/accounts",
        "#/computers",
        "#/organisations",
        "#/lists",
        "#/coverage",
        "#/gates",
        "#/word",
        "#/access",
      ],
    ],
    ["truong", ["#/lists", "#/notices", "#/coverage", "#/gates", "#/fire", "#/word", "#/access"]],
    ["kiemtra", ["#/accounts", "#/computers", "#/audit", "#/access"]],
  ] as const)
    it(`${login} finds what the access table lets the role do, and nothing else`, async () => {
      const { page } = await at.enter(login);
      await page.locator(".tile").first().waitFor();
      assert.deepEqual(
        await page.locator(".tile").evaluateAll((all) => all.map((one) => one.getAttribute("href"))),
        tiles,
      );
      await screenLooksWell(page, `home-${login}`);
    });

  it("tells a guard and a nurse that it is not for them, and where theirs is", async () => {
    const guard = await at.enter("cong");
    await guard.page.locator("[data-testid=wrong-role]").waitFor();
    assert.match(await guard.page.innerText("main"), /chưa có trang nào.*Không ai bị từ chối vào cổng/su);
    await screenLooksWell(guard.page, "guard");
    await at.station.addAccount("lan", "Nguyễn Thị Lan");
    const nurse = await at.enter("lan", "en");
    await nurse.page.locator("[data-testid=own-pages] a[href='/station/']").waitFor();
    await screenLooksWell(nurse.page, "nurse.en");
  });

  it("says so where its work does not come, and opens it after a reload", async () => {
    const { page, context } = await at.enter("donvi");
    await context.route("**/assets/QuanlyApp*", (route) => route.abort());
    await page.reload();
    const reload = page.getByTestId("reload");
    await reload.waitFor();
    await context.unroute("**/assets/QuanlyApp*");
    await reload.click();
    await page.locator("a[href='#/word']").waitFor();
  });

  it("shows a manager what people of their organisation are asked, and not what others are", async () => {
    const notice = { kind: "everybody", names: [], madeAt: 0, until: Date.UTC(2027, 0, 1) } as const;
    await at.station.office.commit({ actor: "server", action: "notice.change", outcome: "done" }, [
      { kind: "notice", notice: { ...notice, id: randomUUID(), place: "truong-ngoc-chau" } },
      { kind: "notice", notice: { ...notice, id: randomUUID(), place: "10507-2025" } },
    ]);
    const { page, go } = await at.enter("truong");
    await page.locator("[data-testid=notices]").waitFor();
    await go("notices");
    await page.locator("h1", { hasText: "Lời mời đồng bộ" }).waitFor();
    const said = await page.innerText("[data-testid=notices]");
    assert.match(said, /Mời đồng bộ định kỳ: Trường THCS Ngọc Châu/);
    assert.doesNotMatch(said, /Thành Đông/);
    await screenLooksWell(page, "notices");
  });

  it("shows who may see what as the table has it, for one role and for all", async () => {
    const { page, go } = await at.enter("kiemtra");
    await go("access");
    await page.selectOption("select[name=role]", "guard");
    await page.locator("[data-testid=role-facts]", { hasText: ROLE_TEXTS.guard.vi }).waitFor();
    const actions = () =>
      page.locator("[data-action]").evaluateAll((all) => all.map((one) => one.getAttribute("data-action")));
    assert.ok(!(await actions()).some((one) => one?.startsWith("person") || one?.startsWith("assignment")));
    await screenLooksWell(page, "access-guard");
    await page.selectOption("select[name=role]", "");
    await page.selectOption("select[name=resource]", "contacts");
    assert.deepEqual(
      new Set((await actions()).map((one) => one?.split(".")[0])),
      new Set(["contacts", "passages"]),
    );
    assert.doesNotMatch((await page.locator(".chip").allInnerTexts()).join(), /Bảo vệ|Quản lý|Người gọi/);
    const english = await at.enter("kiemtra", "en");
    await english.go("access");
    await english.page.selectOption("select[name=role]", "auditor");
    await screenLooksWell(english.page, "access-auditor.en");
  });

  it("lets an auditor search the log, verify its chain and take its head away; a broken row is found", async () => {
    const { page, go } = await at.enter("kiemtra");
    await go("audit");
    await page.locator("[data-testid=rows]").waitFor();
    assert.match(await page.innerText("[data-testid=found]"), /mới nhất ở trên/);
    await page.selectOption("select[name=action]", "session.open");
    await page.selectOption("select[name=outcome]", "done");
    await page.fill("input[name=from]", "2026-11-23");
    await page.fill("input[name=to]", "2026-11-22");
    await page.locator("[role=alert]", { hasText: "Ngày đến trước ngày từ." }).waitFor();
    await page.fill("input[name=to]", "2026-11-23");
    await page.click("[data-testid=search]");
    await page.locator("tr[data-action='session.open']").first().waitFor();
    await page.waitForSelector("tr[data-action]:not([data-action='session.open'])", { state: "detached" });
    const shown = await page
      .locator("[data-testid=rows] tbody tr")
      .evaluateAll((all) =>
        all.map(
          (one) => [one.getAttribute("data-action"), Number(one.querySelector("td")!.textContent)] as const,
        ),
      );
    assert.ok(shown.every(([action]) => action === "session.open"));
    assert.deepEqual(
      shown.map(([, number]) => number),
      shown.map(([, number]) => number).sort((a, b) => b - a),
    );
    await page.click("[data-testid=verify]");
    await page.locator("[data-testid=chain]", { hasText: "Chuỗi nguyên vẹn" }).waitFor();
    await screenLooksWell(page, "audit", false);
    const download = page.waitForEvent("download");
    await page.click("[data-testid=head]");
    const stream = await (await download).createReadStream();
    const { number, hash } = JSON.parse(Buffer.concat(await stream.toArray()).toString("utf8"));
    assert.deepEqual(
      await at.station.office.queries.query("SELECT number::int4, hash FROM audit.entry WHERE number = $1", [
        number,
      ]),
      [{ number, hash }],
    );
    const { queries } = at.station.office;
    await queries.query("ALTER TABLE audit.entry DISABLE TRIGGER append_only");
    await queries.query("UPDATE audit.entry SET place = 'elsewhere' WHERE number = 3");
    await page.click("[data-testid=verify]");
    await page.locator("text=Dòng 3: bị sửa").waitFor();
    assert.match(await page.innerText("[data-testid=chain]"), /không khớp/);
  });

  it("gives a code for a computer, and takes a lost one out with one press", async () => {
    const { page, go } = await at.enter("donvi");
    await go("computers");
    await page.locator("input[name=name]").waitFor();
    await page.click("button[type=submit]");
    await page.locator("[role=alert]", { hasText: "Hãy đặt tên máy." }).waitFor();
    await page.fill("input[name=name]", "Máy phòng tiêm");
    await page.click("button[type=submit]");
    assert.match((await page.textContent("[data-testid=code]"))!, /^[a-z0-9]{4}(-[a-z0-9]{4}){2}$/);
    await page.locator("[data-testid=computer]", { hasText: "Máy phòng tiêm" }).waitFor();
    await screenLooksWell(page, "computers", false);
    assert.equal(await page.locator("input[name=gate]").count(), 0, "a unit has no gate");
    await page.fill("input[name=name]", "Cổng chính");
    await page.fill("input[name=place-search]", "ngoc chau");
    await page.check("input[name=place][value='truong-ngoc-chau']");
    await page.check("input[name=gate]");
    await page.selectOption("select[name=shift]", "12");
    await page.click("button[type=submit]");
    const gate = page.locator("[data-testid=computer]", { hasText: "máy của cổng, ca 12 giờ" });
    await gate.waitFor();
    await screenLooksWell(page, "gate", false);
    const english = await at.enter("donvi", "en");
    await english.go("computers");
    await english.page.check("input[name=place][value='truong-ngoc-chau']");
    await english.page.check("input[name=gate]");
    await screenLooksWell(english.page, "gate.en", false);
    await page.locator("[data-testid=computer]", { hasText: "Máy phòng tiêm" }).locator("button").click();
    await page.locator("[role=status]", { hasText: "Đã gỡ Máy phòng tiêm." }).waitFor();
    await page
      .locator("[data-testid=computer]", { hasText: "Máy phòng tiêm" })
      .waitFor({ state: "detached" });
  });
});
