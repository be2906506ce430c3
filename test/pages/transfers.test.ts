/** Boxes of tokens between two places, in a real Chromium, by keyboard and scanner alone: sent, acknowledged, taken over, taken back. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { tokenName } from "../../protocol/identity.ts";
import { PATIENCE } from "../support/browser.ts";
import { WARD } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { looksWell } from "./looks-well.ts";
import { useOwnStation } from "./own-station.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.STOCK_PICTURES;
const SCHOOL = "truong-ngoc-chau";

describe("boxes of tokens between places", function () {
  this.timeout(6 * PATIENCE);
  const own = useOwnStation();

  async function lies(serials: readonly number[], place: string): Promise<void> {
    await own.station.office.commit(
      { actor: "server", action: "stock.change", outcome: "done" },
      serials.map((serial) => ({
        kind: "stock-deed",
        serial,
        at: Date.now() - 60_000,
        deed: "received",
        place,
        by: "somebody",
        state: "ready",
        details: {},
      })),
    );
  }
  async function picture(page: Page, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }
  /** A reader types the digits of a label, and Enter, faster than a hand. */
  async function scan(page: Page, serial: number, count: number): Promise<void> {
    await page.keyboard.type(labelDigits(serial));
    await page.keyboard.press("Enter");
    await page.waitForSelector(`[data-testid=in-box]:has-text("${count}")`, { timeout: PATIENCE });
  }
  /** Goes on with Tab until the cursor is there. */
  async function tabTo(page: Page, selector: string): Promise<void> {
    for (let i = 0; i < 120; i++) {
      if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`the Tab key never comes to ${selector}`);
  }
  async function choose(page: Page, deed: string): Promise<void> {
    await tabTo(page, "select[name=deed]");
    // A letter chooses what begins with it; the arrows go on from there.
    for (let i = 0; i < 20; i++) {
      if ((await page.inputValue("select[name=deed]")) === deed) return;
      await page.keyboard.press("ArrowDown");
    }
    assert.fail(`the arrows never come to ${deed}`);
  }
  async function perform(page: Page): Promise<string> {
    await tabTo(page, "[data-testid=perform]");
    await page.keyboard.press("Enter");
    await page.waitForSelector("[data-testid=in-box]", { state: "detached", timeout: PATIENCE });
    return (await page.textContent("[data-testid=stock-result]")) ?? "";
  }
  async function atStock(login: string, language: "vi" | "en", width: number, height: number) {
    const work = await AtWork.open(own.browser, own.station, { language, width, height });
    await work.signIn(login);
    await work.go("stock");
    await work.page.waitForSelector("[data-testid=boxes]", { timeout: PATIENCE });
    await work.page.focus("[data-testid=box] input[name=label]");
    return work;
  }

  for (const [language, width, height] of [
    ["vi", 1366, 768],
    ["en", 390, 844],
  ] as const)
    it(`are sent, acknowledged as far as they came, taken over and taken back (${language}, ${width})`, async () => {
      await lies([1, 2, 3], WARD);
      await lies([4, 5], SCHOOL);
      await own.station.addAccount("hoa", "Trần Thị Hoa", { role: "station", place: SCHOOL });
      const from = await atStock("lan", language, width, height);
      const { page } = from;
      for (const serial of [1, 2]) await scan(page, serial, serial);
      await choose(page, "sent");
      // Nothing is sent to nowhere.
      assert.ok(await page.isDisabled("[data-testid=perform]"));
      await tabTo(page, "input[name=where-to]");
      await page.keyboard.type("ngọc châu");
      await page.waitForSelector("[data-testid=found-places] button", { timeout: PATIENCE });
      await looksWell(page, `stock-send-${language}`);
      await picture(page, `stock-send-${language}-${width}`);
      await tabTo(page, "[data-testid=found-places] button");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-testid=chosen-place]", { timeout: PATIENCE });
      await perform(page);
      await page.waitForSelector("[data-testid=on-its-way]:has-text(': 2')", { timeout: PATIENCE });
      await page.waitForSelector("[data-testid=take-back]", { timeout: PATIENCE });

      const to = await atStock("hoa", language, width, height);
      await to.page.waitForSelector("[data-testid=receive]", { timeout: PATIENCE });
      await tabTo(to.page, "[data-testid=receive]");
      await to.page.keyboard.press("Enter");
      await to.page.waitForFunction(
        () => document.querySelector<HTMLSelectElement>("select[name=deed]")?.value === "came",
        undefined,
        { timeout: PATIENCE },
      );
      // The cursor stands where the reader types.
      await scan(to.page, 1, 1);
      await scan(to.page, 3, 2);
      const said = await perform(to.page);
      // What did not come, and what nobody announced.
      assert.ok(said.includes(tokenName(2)) && said.includes(tokenName(3)), said);
      await looksWell(to.page, `stock-came-${language}`);
      await picture(to.page, `stock-came-${language}-${width}`);
      const places = () =>
        own.station.office.queries.query<{ serial: number; place: string; away: boolean }>(
          "SELECT serial, place, transfer IS NOT NULL AS away FROM stock.token WHERE serial < 4 ORDER BY serial",
        );
      assert.deepEqual(await places(), [
        { serial: 1, place: SCHOOL, away: false },
        { serial: 2, place: WARD, away: true },
        { serial: 3, place: WARD, away: false },
      ]);
      await tabTo(to.page, "[data-testid=take-over]");
      await to.page.keyboard.press("Enter");
      await to.page.waitForSelector("[data-testid=take-over]", { state: "detached", timeout: PATIENCE });
      assert.equal((await places())[2]!.place, SCHOOL);

      // The sender sees both, and takes back only what nobody has acknowledged.
      await from.go("help");
      await from.go("stock");
      await page.waitForSelector("[data-testid=transfer] >> nth=1", { timeout: PATIENCE });
      assert.equal(await page.locator("[data-testid=take-back]").count(), 0);
      await lies([6], WARD);
      await page.focus("[data-testid=box] input[name=label]");
      await scan(page, 6, 1);
      await choose(page, "sent");
      await tabTo(page, "input[name=where-to]");
      await page.keyboard.type("ngọc châu");
      await page.waitForSelector("[data-testid=found-places] button", { timeout: PATIENCE });
      await tabTo(page, "[data-testid=found-places] button");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-testid=chosen-place]", { timeout: PATIENCE });
      await perform(page);
      await page.waitForSelector("[data-testid=take-back]", { timeout: PATIENCE });
      await looksWell(page, `stock-boxes-${language}`);
      await picture(page, `stock-boxes-${language}-${width}`);
      await tabTo(page, "[data-testid=take-back]");
      await page.keyboard.press("Enter");
      await page.waitForSelector("[data-testid=take-back]", { state: "detached", timeout: PATIENCE });
      assert.deepEqual([...from.errors, ...to.errors], []);
    });
});
