/** Answers that are lost on their way to a station: what was done is done once, whatever is pressed or sent again. */
import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { openServer, partsOf, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";

const ADDING = /^POST \/api\/persons$/;
const FORM = "/api/station/forms";

describe("answers that are lost on their way to a station", function () {
  this.timeout(6 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;
  let nurses = 0;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    server = await openServer();
    await enrolTokens(server, 30, Math.floor(Date.now() / 86_400_000) - 3);
    station = await openStationServer(server);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  afterEach(async () => {
    if (station) Object.assign(station, { mood: "well", loses: undefined, lateMs: 0 });
    for (const context of browser?.contexts() ?? []) await context.close();
  });

  /** A nurse whose computer holds what it needs to keep forms. */
  async function atWork(): Promise<AtWork> {
    const login = `nurse${++nurses}`;
    await station.addAccount(login, "Đỗ Thị Mai");
    const work = await AtWork.open(browser, station);
    await work.signIn(login);
    await work.go("waiting");
    await work.page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    return work;
  }

  /** As far as the consent that is to be given. */
  async function toConsent(work: AtWork, serial: number, name: string): Promise<void> {
    const { page } = work;
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(serial));
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.click("[data-testid=new-person]", { timeout: PATIENCE });
    await page.fill("input[name=name]", name);
    await page.fill("input[name=birth]", "1950");
    await page.click("form:has(input[name=birth]) button[type=submit]");
    await work.answer("contacts", true);
    await page.locator("[data-testid=agreed]:enabled").waitFor({ timeout: PATIENCE });
  }

  async function sendAll(work: AtWork): Promise<void> {
    await work.go("waiting");
    await work.page.click("main .button.primary:enabled", { timeout: PATIENCE });
    await work.page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
  }

  const tokensOf = (name: string) =>
    partsOf(server).database.query(
      "SELECT serial, assigned_to IS NULL AS worn FROM people.person LEFT JOIN people.assignment ON person = id WHERE name = $1",
      [name],
    );
  const rowsOf = async (action: string) =>
    (
      await partsOf(server).database.query<{ n: number }>(
        "SELECT count(*) AS n FROM audit.entry WHERE action = $1 AND outcome = 'done'",
        [action],
      )
    )[0]!.n;

  it("leave one person, who wears the token: the form that is kept is the same deed", async () => {
    const work = await atWork();
    const { page } = work;
    const name = "Hồ Thị Lạc";
    await toConsent(work, 1, name);
    const before = await rowsOf("person.add");
    station.loses = ADDING;
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    assert.equal((await tokensOf(name)).length, 1, "the server did it");
    station.loses = undefined;
    await sendAll(work);
    assert.deepEqual(await tokensOf(name), [{ serial: 1, worn: true }]);
    assert.equal(await rowsOf("person.add"), before + 1);
    assert.deepEqual(work.errors, []);
  });

  it("keep the token's form behind the person's, where the server is only slow", async () => {
    const work = await atWork();
    const { page } = work;
    // The page gives up sooner than a nurse would; the proportions are the same.
    await page.evaluate(() => {
      const { timeout } = AbortSignal;
      AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 10);
    });
    const name = "Hồ Thị Chậm";
    await toConsent(work, 2, name);
    const refused: string[] = [];
    page.on("response", (answer) => answer.status() >= 400 && refused.push(answer.url()));
    Object.assign(station, { loses: ADDING, lateMs: 1800 });
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    assert.deepEqual(refused, []);
    station.loses = undefined;
    await sendAll(work);
    assert.deepEqual(await tokensOf(name), [{ serial: 2, worn: true }]);
    assert.deepEqual(refused, []);
  });

  it("are told as what they are where no form can be kept yet, and pressing again adds nobody twice", async () => {
    const login = `nurse${++nurses}`;
    await station.addAccount(login, "Đỗ Thị Mai");
    const work = await AtWork.open(browser, station);
    const { page } = work;
    await page.route("**/api/station/ahead", (route) => route.abort());
    await work.signIn(login);
    const name = "Hồ Thị Bấm";
    await toConsent(work, 3, name);
    station.loses = ADDING;
    for (const _ of [1, 2]) {
      await page.click("[data-testid=agreed]:enabled", { timeout: PATIENCE });
      await page.waitForSelector("text=/chưa rõ đã ghi chưa/", { timeout: PATIENCE });
      await page.locator("[data-testid=agreed]:enabled").waitFor({ timeout: PATIENCE });
    }
    station.loses = undefined;
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    assert.deepEqual(await tokensOf(name), [{ serial: 3, worn: true }]);
  });

  it("add nobody twice where the token was refused and it is pressed again", async () => {
    const work = await atWork();
    const { page } = work;
    const name = "Hồ Thị Nữa";
    await toConsent(work, 4, name);
    await page.route("**/api/tokens/4/wearers", (route) =>
      route.fulfill({
        status: 409,
        json: { error: { reason: "worn", vi: "Thẻ này đang có người đeo.", en: "Worn.", number: "-" } },
      }),
    );
    for (const _ of [1, 2]) {
      await page.click("[data-testid=agreed]:enabled", { timeout: PATIENCE });
      await page.waitForSelector("text=Thẻ này đang có người đeo.", { timeout: PATIENCE });
      await page.locator("[data-testid=agreed]:enabled").waitFor({ timeout: PATIENCE });
    }
    assert.equal((await tokensOf(name)).length, 1);
    await page.unroute("**/api/tokens/4/wearers");
    await page.click("[data-testid=agreed]");
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    assert.deepEqual(await tokensOf(name), [{ serial: 4, worn: true }]);
    await work.go("waiting");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
  });

  it("leave no form to be done by hand where a token came back", async () => {
    const name = "Hồ Thị Trả";
    const person = await station.addPerson({ name });
    await station.wears(person, 5);
    const work = await atWork();
    const { page } = work;
    await work.go("give-back");
    await page.fill("input[name=label]", labelDigits(5));
    await page.click("form:has(input[name=label]) button[type=submit]");
    station.loses = /\/wearers\/end$/;
    await page.click("[data-testid=returned]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=given-back]", { timeout: PATIENCE });
    station.loses = undefined;
    await sendAll(work);
    assert.deepEqual(await tokensOf(name), [{ serial: 5, worn: false }]);
  });

  it("do no harm where two tabs send at once: one of them sends", async () => {
    const people = await Promise.all(
      ["Một", "Hai", "Ba"].map((one) => station.addPerson({ name: `Hồ Thị ${one}` })),
    );
    assert.equal(people.length, 3);
    const work = await atWork();
    const login = `nurse${nurses}`;
    const second = await AtWork.open(browser, station, { context: work.context });
    await second.unlock();
    await second.page.waitForSelector(".tiles", { timeout: PATIENCE });
    station.mood = "away";
    for (const [i, one] of ["Một", "Hai", "Ba"].entries()) {
      await work.go("");
      await work.go("hand-out");
      await work.page.fill("input[name=label]", labelDigits(10 + i));
      await work.page.click("form:has(input[name=label]) button[type=submit]");
      await work.page.fill("input[name=search]", `Hồ Thị ${one}`, { timeout: PATIENCE });
      await work.page.click(`.list-button:has-text('Hồ Thị ${one}')`, { timeout: PATIENCE });
      await work.page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    }
    const sent = () => station.heard.filter(({ path }) => path === FORM).length;
    const before = sent();
    station.mood = "well";
    const tabs: Page[] = [work.page, second.page];
    await Promise.all(tabs.map((page) => page.evaluate(() => dispatchEvent(new Event("online")))));
    await work.go("waiting");
    await work.page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    assert.equal(sent(), before + 3, login);
    for (const [i, one] of ["Một", "Hai", "Ba"].entries())
      assert.deepEqual(await tokensOf(`Hồ Thị ${one}`), [{ serial: 10 + i, worn: true }]);
  });

  it("leave a word where the browser may clear what waits, in both languages, and none where it keeps it", async () => {
    const work = await atWork();
    const { page } = work;
    const keep = async (serial: number, name: string, word: "attached" | "detached") => {
      await toConsent(work, serial, name);
      station.mood = "away";
      await page.click("[data-testid=agreed]");
      await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
      await page.waitForSelector("[data-testid=kept-fleeting]", { state: word, timeout: PATIENCE });
      await work.go("waiting");
      await page.waitForSelector("[data-testid=waiting]", { timeout: PATIENCE });
    };
    await keep(20, "Hồ Thị Ẩn", "attached");
    assert.match(
      (await page.textContent("[data-testid=fleeting]", { timeout: PATIENCE }))!,
      /cửa sổ ẩn danh/,
    );
    await page.click("header button:has-text('English')");
    assert.match((await page.textContent("[data-testid=fleeting]"))!, /private window/);
    await page.click("header button:has-text('Tiếng Việt')");
    station.mood = "well";
    await sendAll(work);
    // A window without a history is never promised anything: the browser's word is put in its mouth.
    await page.evaluate(() => {
      let isGiven = false;
      navigator.storage.persisted = async () => isGiven;
      navigator.storage.persist = async () => {
        isGiven = true;
        return isGiven;
      };
    });
    await keep(21, "Hồ Thị Bền", "detached");
    assert.equal(await page.locator("[data-testid=fleeting]").count(), 0);
    assert.equal(await page.evaluate(() => navigator.storage.persisted()), true);
  });
});
