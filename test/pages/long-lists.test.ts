/** A hamlet of four hundred, and a station where nobody is yet. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";

const PEOPLE = 400;
const HAMLET = "Xóm Chùa";
/** Eight screens of a laptop; a row of each of four hundred would be seventy. */
const MOST_PIXELS = 6_500;

describe("lists of a station", function () {
  this.timeout(4 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    server = await openServer();
    await enrolTokens(server, 6, Math.floor(Date.now() / 86_400_000) - 12);
    station = await openStationServer(server);
    await station.addAccount("lan", "Nguyễn Thị Lan");
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });

  it("that are empty offer what makes the first entry", async () => {
    const work = await AtWork.open(browser, station);
    await work.signIn("lan");
    for (const list of ["visit", "roster"]) {
      await work.go(list);
      await work.page.click("main a:has-text('Cấp thẻ cho người đầu tiên')", { timeout: PATIENCE });
      await work.page.waitForSelector("input[name=label]", { timeout: PATIENCE });
    }
  });

  it("that are long show some at a time, find anybody, and count all", async () => {
    for (let i = 0; i < PEOPLE; i++)
      await station.addPerson({
        name: `Nguyễn Thị Đào ${i}`,
        birth: String(1930 + (i % 60)),
        hamlet: HAMLET,
      });
    for (const width of [1366, 390]) {
      const work = await AtWork.open(browser, station, { width });
      const { page } = work;
      await station.addAccount(`mai.${width}`, "Đỗ Thị Mai");
      await work.signIn(`mai.${width}`);
      await work.go(`visit/${encodeURIComponent(HAMLET)}`);
      await page.waitForSelector(".list li", { timeout: PATIENCE });
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      assert.ok(height < (width === 390 ? 2 * MOST_PIXELS : MOST_PIXELS), `${height} px at ${width}`);
      assert.match(await work.text(), new RegExp(`Còn ${PEOPLE}`));
      await page.fill("input[name=search]", "dao 399");
      await page.waitForSelector(".list li:has-text('Nguyễn Thị Đào 399')", { timeout: PATIENCE });
      assert.equal(await page.locator(".list li").count(), 1);
      await page.fill("input[name=search]", "khong co ai");
      await page.waitForSelector("text=Danh sách này không có ai", { timeout: PATIENCE });
      await page.fill("input[name=search]", "");
      await page.click("[data-testid=show-more]");
      await page.waitForFunction(() => document.querySelectorAll(".list li").length === 80);
      await work.context.close();
    }
  });
});
