import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser } from "playwright-core";
import { CONSENT_TEXTS } from "../../host-tools/contract/consent-texts.ts";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { buildPages } from "../../host-tools/pages/build.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { FAR, openStationServer, PASSWORD, type StationServer, WARD } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { tooWeak } from "./contrast.ts";
import { enterTraining, TRAINING_SCREENS } from "./screens.ts";
import { assertSpoken, spokenOf } from "./spoken.ts";
import { tooWide } from "./widths.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

describe("the station page in a real Chromium", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    await buildPages("station");
    server = await openServer();
    await enrolTokens(server, 20, Math.floor(Date.now() / 86_400_000) - 3);
    station = await openStationServer(server);
    await station.addAccount("lan", "Nguyễn Thị Lan");
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  afterEach(async () => {
    if (station) Object.assign(station, { mood: "well", pagesCome: true, release: "" });
    for (const context of browser?.contexts() ?? []) await context.close();
  });

  /** What axe finds that is more than a detail. */
  async function serious(work: AtWork): Promise<string[]> {
    // The policy lets no script in; evaluating by the debugger is not held to it.
    await work.page.evaluate(AXE);
    const violations = (await work.page.evaluate(
      "axe.run().then(({ violations }) => violations)",
    )) as Violation[];
    return violations
      .filter(({ impact }) => impact !== "minor")
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  }

  /** What a thumb may miss: lower or narrower than 48 pixels. */
  const tooSmall = (work: AtWork) =>
    work.page.evaluate(() => {
      const pressed =
        "button, a[href], input:not([type=radio], [type=checkbox]), select, summary, label:has(input[type=radio], input[type=checkbox])";
      return [...document.querySelectorAll(pressed)]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".skip"))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 47.5 || box.width < 47.5))
        .map(({ one, box }) => `${Math.round(box.width)} × ${Math.round(box.height)}: ${one.outerHTML}`);
    });

  it("signs in step by step: first password changed, PIN chosen, locked, unlocked; the language is remembered", async () => {
    await station.addAccount("hoa", "Trần Thị Hoa", { mustChange: true });
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.password("hoa");
    await page.waitForSelector("input[name=new]", { timeout: PATIENCE });
    assert.equal(await page.locator("input[name=old]").count(), 0, "it was typed a moment ago");
    // Read anew the page does not know it any more.
    await page.reload();
    await page.fill("input[name=old]", "khong phai mat khau nay", { timeout: PATIENCE });
    for (const name of ["new", "again"]) await page.fill(`input[name=${name}]`, "con tau di qua nui doi");
    await page.click("button[type=submit]");
    await page.waitForSelector("main .notice", { timeout: PATIENCE });
    await page.fill("input[name=old]", PASSWORD);
    await page.fill("input[name=new]", "qua ngan");
    await page.fill("input[name=again]", "qua ngan");
    await page.click("button[type=submit]");
    assert.match(await work.text(), /Chưa đủ 12 ký tự/);
    for (const name of ["new", "again"]) await page.fill(`input[name=${name}]`, "con tau di qua nui doi");
    await page.click("button[type=submit]");
    await page.waitForSelector("input[name=enrolment]", { timeout: PATIENCE });
    await work.enrol();
    for (const name of ["pin", "pin-again"])
      await page.fill(`input[name=${name}]`, "123456", { timeout: PATIENCE });
    await page.click("button[type=submit]");
    assert.match(await work.text(), /Mã PIN quá dễ đoán/);
    await work.choosePin();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    await page.click("header button:has-text('English')");
    await page.waitForSelector("text=Please choose.");
    await page.reload();
    await page.waitForSelector("text=Locked", { timeout: PATIENCE });
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await work.unlock();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    await page.click("header button:has-text('Lock')");
    for (const _ of [1, 2, 3]) {
      const judged = page.waitForResponse(/session\/unlock/, { timeout: PATIENCE });
      await work.unlock("918273");
      await judged;
      await page.waitForFunction(
        () => !document.querySelector<HTMLButtonElement>("button[type=submit]")?.disabled,
      );
    }
    await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("asks those for one-time codes who need them, and sends other roles away", async () => {
    await station.addAccount("truy-vet", "Lê Văn Vết", { role: "investigator" });
    const work = await AtWork.open(browser, station);
    await work.password("truy-vet");
    await work.page.waitForSelector("svg.qr path", { state: "attached", timeout: PATIENCE });
    const secret = ((await work.page.textContent("code")) ?? "").replace(/ /g, "");
    const { TOTP } = await import("otpauth");
    await work.page.fill(
      "input[name=code]",
      new TOTP({ secret }).generate({ timestamp: partsOf(server).now() }),
    );
    await work.page.click("button[type=submit]");
    await work.page.waitForSelector("text=Tài khoản này không làm việc ở trạm", { timeout: PATIENCE });
  });

  it("hands a token to a child whose guardian agrees, takes note that it was lost, and gives another", async () => {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("hand-out");
    const wrong = labelDigits(7).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
    const submit = "form:has(input[name=label]) button[type=submit]";
    await page.fill("input[name=label]", wrong);
    await page.click(submit);
    assert.match(await work.text(), /Số này có chỗ sai/);
    await page.fill("input[name=label]", labelDigits(7));
    await page.click(submit);
    await page.click("[data-testid=new-person]", { timeout: PATIENCE });
    await page.fill("input[name=name]", "Lý Gia Hân");
    await page.fill("input[name=birth]", "2015");
    await page.click("form:has(input[name=birth]) button[type=submit]");
    assert.match(await work.text(), /Cần điền ô này/);
    await page.fill("input[name=guardian]", "Lý Văn Hòa");
    await page.fill("input[name=relation]", "bố");
    await page.click("form:has(input[name=birth]) button[type=submit]");
    await page.waitForSelector("text=Lý Văn Hòa trả lời thay cho Lý Gia Hân", { timeout: PATIENCE });
    assert.equal(await page.isVisible("input[value=yes]:checked"), false, "nobody said yes for them");
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("text=Hãy hỏi câu này rồi chọn câu trả lời", { timeout: PATIENCE });
    await work.answer("contacts", true);
    await work.answer("register", false);
    await work.answer("call-by-token", true);
    assert.deepEqual(await serious(work), []);
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("text=Đã cấp thẻ BZ-0007 cho Lý Gia Hân.", { timeout: PATIENCE });
    const { database } = partsOf(server);
    const [child] = await database.query<{ id: string; guardian: { name: string } }>(
      "SELECT id, guardian FROM people.person WHERE name = 'Lý Gia Hân'",
    );
    assert.equal(child!.guardian.name, "Lý Văn Hòa");
    const consents = await database.query(
      `SELECT purpose, answer, version, given_by, channel, language FROM people.consent WHERE person = $1
       ORDER BY purpose`,
      [child!.id],
    );
    const said = {
      version: CONSENT_TEXTS.at(-1)!.version,
      given_by: "guardian",
      channel: "station",
      language: "vi",
    };
    assert.deepEqual(consents, [
      { purpose: "call-by-token", answer: "given", ...said },
      { purpose: "contacts", answer: "given", ...said },
      { purpose: "register", answer: "refused", ...said },
    ]);

    await work.go("give-back");
    await page.fill("input[name=search]", "gia han");
    await page.click(".list-button:has-text('Lý Gia Hân')", { timeout: PATIENCE });
    await page.click("[data-testid=lost]", { timeout: PATIENCE });
    await page.fill("input[name=label]", labelDigits(8));
    await page.click(submit);
    await page.waitForSelector("text=Đã ghi mất thẻ BZ-0007; Lý Gia Hân nhận thẻ BZ-0008.", {
      timeout: PATIENCE,
    });
    const worn = await database.query(
      "SELECT serial, ended_by FROM people.assignment WHERE person = $1 ORDER BY serial",
      [child!.id],
    );
    assert.deepEqual(worn, [
      { serial: 7, ended_by: "lost" },
      { serial: 8, ended_by: null },
    ]);
    assert.deepEqual(work.errors, []);
  });

  it("stores nothing of who refuses", async () => {
    const work = await AtWork.open(browser, station);
    await work.password("lan");
    await work.page.click("text=Quên PIN", { timeout: PATIENCE });
    await work.choosePin();
    await work.page.waitForSelector(".tiles", { timeout: PATIENCE });
    await work.go("hand-out");
    await work.page.fill("input[name=label]", labelDigits(9));
    await work.page.click("form:has(input[name=label]) button[type=submit]");
    await work.page.click("[data-testid=new-person]", { timeout: PATIENCE });
    await work.page.fill("input[name=name]", "Đinh Không Nhận");
    await work.page.fill("input[name=birth]", "1960");
    await work.page.click("form:has(input[name=birth]) button[type=submit]");
    await work.answer("register", true);
    await work.answer("contacts", false);
    assert.equal(
      await work.page.isVisible("[data-testid=agreed]"),
      false,
      "nothing but contacts is no consent",
    );
    await work.page.click("[data-testid=refused]", { timeout: PATIENCE });
    await work.page.waitForSelector("text=Không ai bị từ chối vào cổng", { timeout: PATIENCE });
    const rows = await partsOf(server).database.query(
      "SELECT id FROM people.person WHERE name = 'Đinh Không Nhận'",
    );
    assert.deepEqual(rows, []);
    // Whether they are there already is asked as a search is: nothing of it is kept.
    const told = station.heard.filter(({ path }) => path !== "/api/persons/doubles");
    assert.ok(!told.some(({ sent }) => sent.includes("Không Nhận")));
  });

  it("seals what is filled in without a network: only the server reads it, once, when the network returns", async () => {
    await station.addAccount("mai", "Đỗ Thị Mai");
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.signIn("mai");
    await work.go("waiting");
    await page.waitForSelector("text=/Đã tải sẵn cho \\d+ thẻ/", { timeout: PATIENCE });
    station.mood = "away";
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(11));
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.click("[data-testid=new-person]", { timeout: PATIENCE });
    await page.fill("input[name=name]", "Hồ Thị Niêm");
    await page.fill("input[name=birth]", "1950");
    await page.click("form:has(input[name=birth]) button[type=submit]");
    await work.answer("contacts", true);
    await work.answer("register", false);
    await page.click("[data-testid=agreed]", { timeout: PATIENCE });
    await page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    const { keptBy } = await import("./kept.ts");
    const kept = await keptBy(page);
    for (const form of ["Hồ Thị Niêm", Buffer.from("Hồ Thị Niêm").toString("hex")])
      assert.ok(!kept.includes(form));
    assert.ok(kept.includes('"store":"form"'));
    await work.go("waiting");
    await page.waitForSelector("text=2 phiếu của bạn", { timeout: PATIENCE });
    station.mood = "well";
    await page.click("main .button.primary");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    const rows = await partsOf(server).database.query(
      "SELECT name, unit, serial FROM people.person JOIN people.assignment ON person = id WHERE name = 'Hồ Thị Niêm'",
    );
    assert.deepEqual(rows, [{ name: "Hồ Thị Niêm", unit: "10525-2025", serial: 11 }]);
    const answers = await partsOf(server).database.query(
      `SELECT purpose, answer FROM people.consent JOIN people.person ON person = id WHERE name = 'Hồ Thị Niêm'
       ORDER BY purpose`,
    );
    assert.deepEqual(answers, [
      { purpose: "contacts", answer: "given" },
      { purpose: "register", answer: "refused" },
    ]);
    for (const { path, sent } of station.heard)
      assert.ok(path !== "/api/persons" || !sent.includes("Hồ Thị Niêm"), "the form went in plain");
  });

  it("takes down another answer later, with and without a network, and nothing else changes", async () => {
    const person = await station.addPerson({ name: "Lương Thị Đổi" });
    await station.addAccount("doi", "Trịnh Thị Dung");
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.signIn("doi");
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    const open = async () => {
      await work.go("wearers");
      await page.fill("input[name=search]", "luong thi doi", { timeout: PATIENCE });
      await page.click(".list-button:has-text('Lương Thị Đổi')", { timeout: PATIENCE });
      await page.click("[data-testid=change-answer]", { timeout: PATIENCE });
      await page.waitForSelector("[data-testid=change-register]", { timeout: PATIENCE });
    };
    const state = (purpose: string) => page.textContent(`[data-testid=${purpose}] .chip`);
    await open();
    assert.deepEqual(await Promise.all(["register", "call-by-token"].map(state)), [
      "Đang không đồng ý",
      "Đang không đồng ý",
    ]);
    assert.deepEqual(await serious(work), []);
    await page.click("[data-testid=change-register]");
    await page.waitForSelector("[data-testid=register] .chip.green", { timeout: PATIENCE });
    station.mood = "away";
    await work.go("");
    await open();
    await page.click("[data-testid=change-call-by-token]");
    await page.waitForSelector("[data-testid=call-by-token] .chip.green", { timeout: PATIENCE });
    await page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    station.mood = "well";
    await work.go("waiting");
    await page.waitForSelector("text=Câu trả lời đồng ý hay không", { timeout: PATIENCE });
    await page.click("main .button.primary");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    await open();
    await page.click("[data-testid=change-register]");
    await page.waitForSelector("[data-testid=register] .chip.grey", { timeout: PATIENCE });
    const rows = await partsOf(server).database.query<{ said: string }>(
      "SELECT purpose || ' ' || answer AS said FROM people.consent WHERE person = $1 ORDER BY said_at",
      [person],
    );
    assert.deepEqual(
      rows.map(({ said }) => said),
      ["contacts given", "register given", "call-by-token given", "register withdrawn"],
    );
    assert.deepEqual(work.errors, []);
  });

  it("says in words why the server refused a form, and sends it no more", async () => {
    const login = "thu";
    await station.addAccount(login, "Vũ Thị Thu");
    const first = await station.addPerson({ name: "Bạch Văn Trước" });
    const second = await station.addPerson({ name: "Cao Thị Sau" });
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.signIn(login);
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    station.mood = "away";
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(13));
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.fill("input[name=search]", "cao thi sau", { timeout: PATIENCE });
    await page.click(".list-button:has-text('Cao Thị Sau')", { timeout: PATIENCE });
    await page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    // Another station was faster.
    await station.wears(first, 13);
    station.mood = "well";
    await work.go("waiting");
    await page.click("main .button.primary");
    const refused = page.locator("text=/Máy chủ không nhận: /");
    await refused.waitFor({ timeout: PATIENCE });
    assert.match((await refused.textContent())!, /đang có người đeo.*Hãy làm lại việc này/);
    const sent = () => station.heard.filter(({ path }) => path === "/api/station/forms").length;
    const before = sent();
    await station.wears(second, 14);
    await page.click("main .button.primary:enabled", { timeout: PATIENCE });
    await page.waitForSelector("main .button.primary:enabled", { timeout: PATIENCE });
    assert.equal(sent(), before);
    await page.click("button:has-text('Xóa phiếu')");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    assert.deepEqual(work.errors, []);
  });

  it("takes in who comes from another place, by name, and only then belongs to this one", async () => {
    const { queries, now } = station.office;
    const ids = await Promise.all(
      ["Trịnh Thị Về", "Hà Văn Nhầm"].map((name) => station.addPerson({ name, unit: FAR })),
    );
    await station.office.commit(
      { actor: "server", action: "person.change", outcome: "done" },
      ids.map((person) => ({
        ...({ kind: "move-asked", id: randomUUID(), person, what: "unit", place: WARD } as const),
        by: "somebody",
        askedAt: now(),
      })),
    );
    await station.addAccount("tham", "Đào Thị Thắm");
    const work = await AtWork.open(browser, station);
    await work.signIn("tham");
    await work.page.setViewportSize({ width: 390, height: 844 });
    await work.go("coming");
    await work.page.waitForSelector("text=từ Tỉnh Quảng Ninh", { timeout: PATIENCE });
    assert.deepEqual(await serious(work), []);
    await work.page.click("text=Nhận Trịnh Thị Về");
    await work.page.waitForSelector("text=Nhận Trịnh Thị Về", { state: "detached", timeout: PATIENCE });
    await work.page.click("text=Hà Văn Nhầm: không phải người của nơi này");
    // It asks first: this place cannot take it back.
    await work.page.waitForSelector("[data-testid=sure]", { timeout: PATIENCE });
    assert.equal((await queries.query("SELECT 1 FROM people.move")).length, 1);
    await work.page.click("[data-testid=sure-yes]");
    await work.page.waitForSelector("text=Không có ai chờ chuyển đến", { timeout: PATIENCE });
    const units = await queries.query<{ unit: string }>(
      "SELECT unit FROM people.person WHERE id = ANY($1) ORDER BY name DESC",
      [ids],
    );
    assert.deepEqual(
      units.map(({ unit }) => unit),
      [WARD, FAR],
    );
  });

  it("says so where it was opened without HTTPS", async () => {
    const work = await AtWork.open(browser, station);
    await work.page.addInitScript("Object.defineProperty(window, 'isSecureContext', { value: false })");
    await work.page.reload();
    await work.page.waitForSelector("text=Kết nối chưa an toàn", { timeout: PATIENCE });
  });

  it("says before anything is begun that this browser, or this computer, cannot sync; all else works", async () => {
    const context = await browser.newContext({ locale: "vi-VN" });
    await context.addInitScript("delete Navigator.prototype.bluetooth");
    await context.addInitScript("globalThis.__name = (named) => named");
    const work = await AtWork.open(browser, station, { context });
    await work.page.waitForSelector("text=Trình duyệt này không đồng bộ được thẻ", { timeout: PATIENCE });
    await work.page.waitForSelector("text=Chrome hoặc Edge", { timeout: PATIENCE });
    await context.close();

    // There is no adapter on this machine.
    await station.addAccount("hien", "Phạm Thị Hiền");
    const other = await AtWork.open(browser, station);
    await other.signIn("hien");
    await other.page.waitForSelector("[data-testid=no-bluetooth][data-code=no-adapter]", {
      timeout: PATIENCE,
    });
    assert.equal(await other.page.locator("text=Trình duyệt này không đồng bộ được thẻ").count(), 0);
    // Nothing was begun: nothing is said of what might be lost.
    assert.doesNotMatch(await other.text(), /Chưa mất dữ liệu/);
  });

  it("says whom to call, before and after signing in, and without a network once it was told", async () => {
    const { office } = station;
    const ward = office.places.unit(WARD)!;
    const support = { phone: "0220 3 891 234", hours: "7:00–17:00" };
    const by = { actor: "server", action: "unit.change", outcome: "done" } as const;
    await office.commit(by, [{ kind: "unit", unit: { ...ward, support } }]);
    await station.addAccount("thuy", "Lê Thị Thúy");
    const work = await AtWork.open(browser, station);
    assert.equal(await work.page.locator("[data-testid=support]").count(), 0);
    await work.signIn("thuy");
    await work.go("help");
    const line = work.page.locator("[data-testid=support]");
    await line.waitFor({ timeout: PATIENCE });
    assert.match((await line.textContent())!, /0220 3 891 234.*7:00–17:00/);
    assert.equal(await line.locator("a").getAttribute("href"), "tel:02203891234");
    await work.context.clearCookies();
    await work.page.reload();
    await work.page.waitForSelector("input[name=login]", { timeout: PATIENCE });
    await work.page.waitForSelector("[data-testid=support]", { timeout: PATIENCE });
    await office.commit(by, [{ kind: "unit", unit: ward }]);
  });

  it("says so where a screen's file does not come, and opens it after a reload", async () => {
    const context = await browser.newContext({ locale: "vi-VN", serviceWorkers: "block" });
    await context.addInitScript("globalThis.__name = (named) => named");
    const work = await AtWork.open(browser, station, { context });
    await station.addAccount("xuan", "Bùi Thị Xuân");
    await work.signIn("xuan");
    await context.route("**/assets/HelpScreen*", (route) => route.abort());
    await work.page.evaluate(() => {
      location.hash = "#/help";
    });
    await work.page.waitForSelector("[data-testid=reload]", { timeout: PATIENCE });
    await context.unroute("**/assets/HelpScreen*");
    await work.page.click("[data-testid=reload]");
    await work.unlock();
    await work.page.waitForSelector("h1:has-text('Không thấy thẻ?')", { timeout: PATIENCE });
  });

  it("says at once that the network is gone", async () => {
    await station.addAccount("yen", "Vũ Thị Yến");
    const work = await AtWork.open(browser, station);
    await work.signIn("yen");
    await work.page.waitForSelector("header >> text=Có mạng", { timeout: PATIENCE });
    await work.context.setOffline(true);
    // Long before it asks the server the next time.
    await work.page.waitForSelector("header >> text=Mất mạng", { timeout: 10_000 });
    await work.context.setOffline(false);
    await work.page.waitForSelector("header >> text=Có mạng", { timeout: PATIENCE });
  });

  it("offers a newer version of itself between two jobs, and opens with it when told to", async () => {
    await station.addAccount("nga", "Lý Thị Nga");
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await work.signIn("nga");
    await page.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
    await page.waitForFunction("navigator.serviceWorker.controller", undefined, { timeout: PATIENCE });
    assert.equal(await page.isVisible("[data-testid=newer-page]"), false);
    station.release = "later";
    // What the hourly look does.
    await page.evaluate("navigator.serviceWorker.ready.then((one) => one.update()).then(() => undefined)");
    await page.waitForSelector("[data-testid=newer-page]", { timeout: PATIENCE });
    assert.deepEqual(await serious(work), []);
    await work.go("sync");
    assert.equal(await page.isVisible("[data-testid=newer-page]"), false);
    const other = await AtWork.open(browser, station, { context: work.context });
    await other.page.waitForSelector("[data-testid=newer-page]", { timeout: PATIENCE });
    await work.go("");
    await page.click("[data-testid=newer-page] button");
    await work.unlock();
    await page.waitForSelector(".tiles", { timeout: PATIENCE });
    assert.equal(await page.isVisible("[data-testid=newer-page]"), false);
    // The other tab has to come along: what it has not fetched of its own version is gone.
    await other.page.click("[data-testid=newer-page] button");
    await other.page.waitForSelector("[data-testid=newer-page]", { state: "detached", timeout: PATIENCE });
    assert.deepEqual([...work.errors, ...other.errors], []);
  });

  for (const language of ["vi", "en"] as const)
    it(`trains without hardware, server or network; axe finds nothing serious on any screen (${language})`, async () => {
      const work = await AtWork.open(browser, station, { language, width: 360, height: 800 });
      await work.page.waitForSelector("input[name=login]", { timeout: PATIENCE });
      const found: string[] = (await serious(work)).map((one) => `sign-in: ${one}`);
      const spoken = new Map([["sign-in", await spokenOf(work.page)]]);
      await enterTraining(work);
      station.mood = "away";
      for (const { name, show } of TRAINING_SCREENS) {
        await show(work);
        assert.ok(await work.page.isVisible(".watermark"), name);
        found.push(...(await tooWide(work.page)).map((one) => `${name}: ${one}`));
        found.push(...(await serious(work)).map((one) => `${name}: ${one}`));
        found.push(...(await tooSmall(work)).map((one) => `${name}: ${one}`));
        found.push(...(await tooWeak(work.page)).map((one) => `${name}: ${one}`));
        spoken.set(name, await spokenOf(work.page));
      }
      assert.deepEqual(found, []);
      assertSpoken(`station.${language}`, spoken);
      assert.deepEqual(work.errors, []);
      assert.ok(!station.heard.some(({ path }) => path.startsWith("/api/tokens/2001")));
    });

  it("works by keyboard alone", async () => {
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await page.waitForSelector("input[name=login]", { timeout: PATIENCE });
    await enterTraining(work);
    await work.go("queue");
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]", { timeout: PATIENCE });
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=result]", { timeout: PATIENCE });
    // The button for the next person has the focus already.
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]", { timeout: PATIENCE });
    await page.keyboard.press("Escape");
    await page.waitForSelector("[data-testid=problem][data-code=none-chosen]", { timeout: PATIENCE });
  });
});
