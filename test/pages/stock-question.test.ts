/** A token that the stock says something against is handed out only by a further press, in a real Chromium. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { PATIENCE } from "../support/browser.ts";
import { WARD } from "../support/station-server.ts";
import { AtWork } from "./at-work.ts";
import { looksWell } from "./looks-well.ts";
import { useOwnStation } from "./own-station.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.STOCK_PICTURES;

describe("what the stock says against a token", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();

  async function lies(serial: number, place: string, state: "dead" | "ready"): Promise<void> {
    const deed = {
      serial,
      at: Date.now() - 60_000,
      deed: "received",
      place,
      by: "somebody",
      details: {},
    } as const;
    await own.station.office.commit({ actor: "server", action: "stock.change", outcome: "done" }, [
      { kind: "stock-deed", ...deed, state },
    ]);
  }
  async function label(page: Page, serial: number): Promise<void> {
    await page.fill("input[name=label]", labelDigits(serial), { timeout: PATIENCE });
    await page.click("form:has(input[name=label]) button[type=submit]");
  }
  const stateOf = async (serial: number) => {
    const rows = await own.station.office.queries.query<{ place: string; state: string }>(
      "SELECT place, state FROM stock.token WHERE serial = $1",
      [serial],
    );
    return rows.map(({ place, state }) => [place, state])[0];
  };

  for (const [language, width, height] of [
    ["vi", 1366, 768],
    ["en", 390, 844],
  ] as const)
    it(`is asked before somebody gets it (${language}, ${width})`, async () => {
      await lies(1, WARD, "dead");
      await lies(2, WARD, "ready");
      const known = await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944" });
      const work = await AtWork.open(own.browser, own.station, { language, width, height });
      const { page } = work;
      await work.signIn("lan");
      await work.go(`hand-out/${known}`);
      await label(page, 1);
      await page.click("[data-testid=give]", { timeout: PATIENCE });
      const asked = await page.waitForSelector("[data-testid=stock-doubt]", { timeout: PATIENCE });
      const says = { vi: "Kho ghi thẻ này đã hỏng.", en: "By the stock this token is dead." }[language];
      assert.ok((await asked.textContent())?.includes(says));
      await looksWell(page, `stock-doubt-${language}`);
      if (PICTURES) {
        mkdirSync(PICTURES, { recursive: true });
        await page.screenshot({ path: join(PICTURES, `doubt-${language}-${width}.png`), fullPage: true });
      }
      assert.deepEqual(await stateOf(1), [WARD, "dead"], "nothing was done yet");
      // Another token, which nothing speaks against.
      await page.click("[data-testid=stock-doubt] .primary");
      await label(page, 2);
      await page.click("[data-testid=give]", { timeout: PATIENCE });
      await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
      assert.deepEqual(
        [await stateOf(1), await stateOf(2)],
        [
          [WARD, "dead"],
          [WARD, "handed-out"],
        ],
      );
      assert.deepEqual(work.errors, []);
    });

  it("is asked at the counter, too, where one follows the other", async () => {
    await lies(1, WARD, "dead");
    await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944" });
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("counter");
    await page.fill("input[name=search]", "buoi", { timeout: PATIENCE });
    await page.click("button:has-text('Trần Thị Bưởi')", { timeout: PATIENCE });
    await label(page, 1);
    await page.click("[data-testid=anyway]", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=stock-doubt]", { state: "detached", timeout: PATIENCE });
    assert.deepEqual(await stateOf(1), [WARD, "handed-out"]);
    assert.deepEqual(work.errors, []);
  });
});
