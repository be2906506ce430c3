/** The search for a person in a real Chromium: a common name is never cut without a word, with a network or without. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { launchBrowser, needsBrowser, PATIENCE, SETTING_UP } from "../support/browser.ts";
import { enrolTokens } from "../support/scenario.ts";
import { emptyDatabase } from "../support/shared-database.ts";
import { openStationServer, type StationServer } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";

const HUNGS = 60;
/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.SEARCH_PICTURES;

describe("the search for a person at a station", function () {
  this.timeout(3 * PATIENCE);
  let server: Server;
  let station: StationServer;
  let browser: Browser;

  before(async function () {
    this.timeout(SETTING_UP);
    needsBrowser(this);
    server = await openServer({ database: await emptyDatabase() });
    await enrolTokens(server, 2, Math.floor(Date.now() / 86_400_000) - 3);
    station = await openStationServer(server);
    for (const language of ["vi", "en"]) await station.addAccount(`yta.${language}`, "Phạm Thị Mai");
    for (let i = 0; i < HUNGS; i++)
      await station.addPerson({
        name: "Nguyễn Văn Hùng",
        birth: String(1920 + i),
        hamlet: `Thôn ${i}`,
        idNumber: String(30_060_000_000 + i).padStart(12, "0"),
      });
    browser = await launchBrowser({ address: "unix:path=/nowhere" });
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await station?.stop();
    await server?.close();
  });

  async function picture({ page }: AtWork, name: string): Promise<void> {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  async function toWhom(work: AtWork): Promise<void> {
    await work.go("hand-out");
    await work.page.fill("input[name=label]", labelDigits(1));
    await work.page.click("form:has(input[name=label]) button[type=submit]");
    await work.page.waitForSelector("input[name=search]", { timeout: PATIENCE });
  }

  for (const [language, width] of [
    ["vi", 1366],
    ["en", 390],
  ] as const)
    it(`says 50 of 60 and gives the rest; fewer with more words; without a network what was searched (${language}, ${width})`, async () => {
      const work = await AtWork.open(browser, station, { language, width });
      const { page } = work;
      await work.signIn(`yta.${language}`);
      await work.go("waiting");
      await page.waitForSelector("text=/(Đã tải sẵn cho|Tickets of|thẻ|token)/", { timeout: PATIENCE });
      await toWhom(work);
      const lines = page.locator(".list-button");
      await page.fill("input[name=search]", "hung");
      const more = page.locator("[data-testid=more-found]");
      await more.waitFor({ timeout: PATIENCE });
      assert.match((await more.textContent())!, /50 (trên|of) 60/);
      assert.equal(await lines.count(), 50);
      await picture(work, `more.${language}`);
      await page.click("[data-testid=show-more]");
      await more.waitFor({ state: "detached", timeout: PATIENCE });
      assert.equal(await lines.count(), HUNGS);
      await page.fill("input[name=search]", "hùng 1964");
      await page.waitForFunction(() => document.querySelectorAll(".list-button").length === 1);
      assert.match((await lines.first().textContent())!, /1964/);
      await page.fill("input[name=search]", "030060000007");
      await page.waitForFunction(() =>
        /1927/.test(document.querySelector(".list-button")?.textContent ?? ""),
      );
      station.mood = "away";
      await page.fill("input[name=search]", "hùng thôn 24");
      await page.locator("[data-testid=held-only]").waitFor({ timeout: PATIENCE });
      assert.equal(await lines.count(), 1);
      assert.match((await lines.first().textContent())!, /1944/);
      await picture(work, `held.${language}`);
      station.mood = "well";
      await work.context.close();
    });
});
