import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { buildPages } from "../../host-tools/pages/build.ts";
import { agedTerm, isOver, newTerm, type Term } from "../../host-tools/pages/station/local-store/expiry.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 23);

describe("how old is what a station holds ahead", () => {
  const lasts = 48 * HOUR;
  const agedBy = (looks: readonly (readonly [now: number, elapsed: number])[], cameAt = NOW) =>
    looks.reduce<Term>(
      (term, [now, elapsed]) => agedTerm(term, cameAt + now, elapsed),
      newTerm(lasts, cameAt),
    );

  for (const [what, looks, over] of [
    ["an hour before its end", [[47 * HOUR, 0]], false],
    ["at its end", [[48 * HOUR, 0]], true],
    ["by a page that stays open while the clock stands", Array(48).fill([0, HOUR]), true],
    [
      "by a clock that was set far ahead and back again",
      [
        [60 * HOUR, 0],
        [HOUR, 0],
      ],
      true,
    ],
    [
      "with a clock that was set back a year, at the first start",
      [
        [40 * HOUR, 0],
        [-365 * DAY, 0],
      ],
      false,
    ],
    [
      "and eight starts later, each time set back",
      [[40 * HOUR, 0], ...Array.from({ length: 9 }, (_, i) => [-(i + 1) * DAY, 0])],
      true,
    ],
    [
      "with a clock that is a little behind",
      [
        [HOUR, 0],
        [HOUR - 30_000, 0],
      ],
      false,
    ],
  ] as [string, [number, number][], boolean][])
    it(`is ${over ? "over" : "not over"} ${what}`, () => {
      assert.equal(isOver(agedBy(looks)), over);
      // A clock that is years off, and goes on rightly from there, is as good.
      assert.equal(isOver(agedBy(looks, Date.UTC(2010, 0, 1))), over);
    });

  it("is over where nothing tells how long it lasts", () => {
    assert.ok(isOver(newTerm(Number.NaN, NOW)));
  });
});

describe("what a station that stays without a network holds ahead", function () {
  this.timeout(4 * PATIENCE);
  const LOGIN = "lan";
  let server: Server;
  let station: StationServer;
  let browser: Browser;
  let work: AtWork;

  before(async function () {
    needsBrowser(this);
    this.timeout(SETTING_UP);
    await buildPages("station");
    server = await openServer();
    await enrolTokens(server, 2, Math.floor(Date.now() / DAY) - 3);
    station = await openStationServer(server);
    await station.addAccount(LOGIN, "Nguyễn Thị Lan");
    await station.wears(await station.addPerson({ name: "Lê Thị Đào", group: "Lớp 6A" }), 1);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });
  beforeEach(async () => {
    work = await AtWork.open(browser, station);
    await work.password(LOGIN);
    // The account's PIN is known after the first test.
    await work.page.waitForSelector("input[name=pin]", { timeout: PATIENCE });
    if ((await work.page.locator("input[name=pin-again]").count()) > 0) await work.choosePin();
    else await work.unlock();
    await work.go("waiting");
    await work.page.waitForSelector("text=danh sách 1 người", { timeout: PATIENCE });
    await work.page.evaluate(() => navigator.serviceWorker.ready);
    Object.assign(station, { mood: "away", pagesCome: false });
  });
  afterEach(async () => {
    Object.assign(station, { mood: "well", pagesCome: true });
    await work.context.close();
  });

  /** Names of what is held, and ms by which the term says that it is old. */
  const held = () =>
    work.page.evaluate(async () => {
      const opened = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await opened(indexedDB.open("station"));
      const store = () => database.transaction("held").objectStore("held");
      const keys = (await opened(store().getAllKeys())) as [string, string][];
      const term = keys.find(([, name]) => name === "term");
      const bytes = term && (await opened(store().get(term)));
      database.close();
      const age: number | undefined = bytes && JSON.parse(new TextDecoder().decode(bytes)).age;
      return { names: keys.map(([, name]) => name).sort(), age };
    });
  const until = async (isSo: (now: Awaited<ReturnType<typeof held>>) => boolean) => {
    const end = Date.now() + PATIENCE;
    while (!isSo(await held())) {
      assert.ok(Date.now() < end, JSON.stringify(await held()));
      await work.page.waitForTimeout(200);
    }
  };
  /** The page is opened again when the computer's clock has gone on by so much. */
  async function reopen(milliseconds: number): Promise<void> {
    await work.context.addInitScript((ahead) => {
      (globalThis as { jumped?: number }).jumped = ahead;
    }, milliseconds);
    await work.page.reload();
    await work.page.waitForSelector("input[name=pin]", { timeout: PATIENCE });
  }

  it("is there a day later, and is deleted after two when the page is opened, before anybody unlocks it", async () => {
    for (const name of ["ahead", "basics", "term"]) assert.ok((await held()).names.includes(name), name);
    await reopen(DAY);
    await until(({ age }) => age !== undefined && age >= DAY);
    assert.ok((await held()).names.includes("ahead"));
    await reopen(2 * DAY);
    await until(({ names }) => !names.includes("ahead") && !names.includes("term"));
    await work.unlock();
    await work.page.waitForSelector(".bar .status", { timeout: PATIENCE });
    await work.go("waiting");
    await work.page.waitForSelector("text=đã hết hạn nên máy đã xóa", { timeout: PATIENCE });
    assert.ok(!(await work.text()).includes("Lê Thị Đào"));
    // What tells of nobody is there: a form can still be sealed.
    assert.ok((await held()).names.includes("basics"));

    Object.assign(station, { mood: "well", pagesCome: true });
    await work.page.click("main .button.primary");
    await work.page.waitForSelector("text=danh sách 1 người", { timeout: PATIENCE });
    assert.ok((await held()).names.includes("ahead"), "with a network it is fetched at once");
  });

  it("is deleted while the page stays open, from memory as well", async () => {
    await work.go("roster/Lớp 6A");
    await work.page.waitForSelector("text=Lê Thị Đào", { timeout: PATIENCE });
    await work.setClockAhead(2 * DAY);
    await until(({ names }) => !names.includes("ahead"));
    // The page has locked itself meanwhile, as behind any jump.
    await work.unlock();
    await work.page.waitForSelector(".bar .status", { timeout: PATIENCE });
    await work.go("waiting");
    await work.page.waitForSelector("text=đã hết hạn nên máy đã xóa", { timeout: PATIENCE });
  });

  it("grows older at each start with a clock that was set back", async () => {
    for (let starts = 1; starts <= 3; starts++) {
      await reopen(-starts * 365 * DAY);
      await until(({ age }) => age !== undefined && age >= starts * HOUR);
      assert.ok((await held()).names.includes("ahead"));
    }
  });
});
