/** Units and organisations on the administration page, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const LIST = [
  "Mã\tTên\tTừ ngày\tĐến ngày\tNhập vào",
  "11470\tPhường Thủy Nguyên\t01/07/2025\t\t",
  "11473\tXã Dương Quan\t\t30/06/2025\t11470",
  "10525\tPhường Hải Dương\t01/07/2025\t\t",
];

describe("units and organisations on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));
  const places = () => at.station.office.places;

  it("stand in a tree that opens, and are found without diacritics, those that ended too", async () => {
    const { page, go } = await at.enter("tinh");
    await go("units");
    await page.locator("[data-testid=tree]").waitFor();
    await page.locator("[data-testid=unit] a", { hasText: "Phường Hải Dương" }).waitFor();
    await screenLooksWell(page, "units");
    await page.fill("input[name=search]", "quang trung");
    await page.locator("[role=status]", { hasText: "Không có nơi nào như vậy." }).waitFor();
    await page.check("input[name=ended]");
    const found = page.locator("[data-testid=unit]", { hasText: "Phường Quang Trung" });
    assert.match(await found.innerText(), /đến hết ngày 30\/06\/2025.*đã sáp nhập vào Phường Hải Dương/su);
  });

  it("one is added, changed, and taken away while nothing stands on it; that is undone", async () => {
    const { page, go } = await at.enter("tinh");
    await go("units/new");
    await page.locator("[data-testid=unit-form]").waitFor();
    await page.click("button[type=submit]");
    await page.locator("[role=alert]", { hasText: "Hãy nhập tên." }).waitFor();
    await page.fill("input[name=name]", "Thôn Một");
    await page.fill("input[name=code]", "t1");
    await page.selectOption("select[name=tier]", "hamlet");
    await page.fill("input[name=parent-search]", "10525");
    await page.check("input[name=parent]");
    await screenLooksWell(page, "unit-new");
    await page.click("button[type=submit]");
    await page.locator("h1", { hasText: "Thôn Một" }).waitFor();
    const { id } = places()
      .allUnits()
      .find(({ name }) => name === "Thôn Một")!;
    await page.fill("input[name=from]", "2026-02-01");
    await page.fill("input[name=to]", "2026-01-01");
    await page.click("[data-testid=unit-form] button[type=submit]");
    await page.locator("input[name=to][aria-invalid=true]").waitFor();
    await page.fill("input[name=to]", "");
    await page.click("[data-testid=unit-form] button[type=submit]");
    await page.locator("[role=status]", { hasText: "Đã lưu." }).waitFor();
    assert.equal(places().unit(id)!.from, "2026-02-01");
    await at.station.addPerson({ name: "Nguyễn Thị Đào", unit: id });
    await page.click("[data-testid=removal] button");
    await page.click("[data-testid=sure-yes]");
    await page.locator("[role=alert]", { hasText: "còn người thuộc về nơi này" }).waitFor();
    await screenLooksWell(page, "unit-stands");
    await at.station.office.queries.query("DELETE FROM people.person WHERE unit = $1", [id]);
    await page.click("[data-testid=removal] button.danger");
    await page.click("[data-testid=sure-yes]");
    await page.locator("text=Đã bỏ Thôn Một.").waitFor();
    assert.equal(places().unit(id), undefined);
    await page.click("[data-testid=removal] >> text=Hoàn tác");
    await page.locator("[data-testid=removal] button.danger").waitFor();
    assert.equal(places().unit(id)!.name, "Thôn Một");
  });

  it("of a province come from a list, each row looked at first; the same list again changes nothing", async () => {
    const { page, go } = await at.enter("tinh");
    await go("units/list");
    await page.locator("textarea[name=list]").waitFor();
    await page.fill("textarea[name=list]", [...LIST, "11470\tPhường Lạ\t\t\t"].join("\n"));
    await page.click("[data-testid=check]");
    await page.locator("[data-testid=verdict]", { hasText: "3 trên 4 dòng chưa đúng" }).waitFor();
    await page.fill("textarea[name=list]", LIST.join("\n"));
    await page.click("[data-testid=check]");
    await page
      .locator("[data-testid=verdict]", { hasText: "2 đơn vị mới, 0 đơn vị đổi, 1 dòng đã có sẵn" })
      .waitFor();
    assert.equal(places().unit("11470"), undefined);
    await screenLooksWell(page, "unit-list");
    await page.click("[data-testid=take]");
    await page.locator("[data-testid=taken]", { hasText: "Đã ghi 2 đơn vị." }).waitFor();
    assert.deepEqual(places().unit("11473")!.successors, ["11470"]);
    await page.click("[data-testid=check]");
    await page.locator("[data-testid=verdict]", { hasText: "đã có đủ" }).waitFor();
  });

  it("organisations of any kind stand under others, in no circle", async () => {
    const { page, go } = await at.enter("donvi", "en");
    for (const [name, kind] of [
      ["Ban quản lý KCN", "park-board"],
      ["KCN Đại An", "park"],
    ] as const) {
      await go("organisations/new");
      await page.locator("h1", { hasText: "Add an organisation" }).waitFor();
      await page.fill("input[name=name]", name);
      await page.selectOption("select[name=kind]", kind);
      await page.check("input[name=unit]");
      if (kind === "park") {
        await page.click("[data-testid=under] summary");
        await page.fill("input[name=under-search]", "ban quan ly");
        await page.check("input[name=under]");
        await screenLooksWell(page, "organisation-new.en");
      }
      await page.click("[data-testid=organisation-form] button[type=submit]");
      await page.locator("h1", { hasText: name }).waitFor();
    }
    const [board, park] = ["Ban quản lý KCN", "KCN Đại An"].map(
      (name) =>
        places()
          .allOrganisations()
          .find((one) => one.name === name)!,
    );
    assert.deepEqual(park!.under, [board!.id]);
    await go(`organisation/${board!.id}`);
    await page.locator("[data-testid=within]", { hasText: "KCN Đại An" }).waitFor();
    await page.click("[data-testid=under] summary");
    await page.fill("input[name=under-search]", "dai an");
    await page.check("input[name=under]");
    await page.click("[data-testid=organisation-form] button[type=submit]");
    await page.locator("[role=alert]", { hasText: "cannot stand under each other" }).waitFor();
    assert.equal(places().organisation(board!.id)!.under, undefined);
    await go("organisations");
    await page.selectOption("select[name=kind]", "park");
    assert.deepEqual(await page.locator("[data-testid=organisation] a").allTextContents(), ["KCN Đại An"]);
    await screenLooksWell(page, "organisations.en");
  });
});
