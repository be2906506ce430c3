/** The stock of tokens at a station, in a real Chromium: a box is scanned, looked at, refurbished, lent. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { tokenName } from "../../protocol/identity.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { looksWell } from "./looks-well.ts";
import { useOwnStation } from "./own-station.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.STOCK_PICTURES;

describe("the stock of tokens at a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();

  async function scan({ page }: AtWork, serial: number, count: number): Promise<void> {
    await page.fill("[data-testid=box] input[name=label]", labelDigits(serial));
    await page.press("[data-testid=box] input[name=label]", "Enter");
    await page.waitForSelector(`[data-testid=in-box]:has-text("${count}")`, { timeout: PATIENCE });
  }
  async function perform({ page }: AtWork, deed: string): Promise<string> {
    await page.selectOption("select[name=deed]", deed);
    await page.click("[data-testid=perform]");
    await page.waitForSelector("[data-testid=in-box]", { state: "detached", timeout: PATIENCE });
    return (await page.textContent("[data-testid=stock-result]")) ?? "";
  }
  const counted = ({ page }: AtWork, state: string, count: number) =>
    page.waitForSelector(`[data-testid=count-${state}]:has-text(": ${count}")`, { timeout: PATIENCE });
  const states = () =>
    own.station.office.queries.query("SELECT serial, state FROM stock.token ORDER BY serial");
  async function picture({ page }: AtWork, name: string): Promise<void> {
    if (!PICTURES) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
  }

  for (const [language, width, height] of [
    ["vi", 1366, 768],
    ["en", 390, 844],
  ] as const)
    it(`counts, lists, refurbishes with its check-list, and tells what was not done (${language}, ${width})`, async () => {
      const person = await own.station.addPerson({ name: "Trần Văn Hai" });
      await own.station.wears(person, 3);
      const work = await AtWork.open(own.browser, own.station, { language, width, height });
      const { page } = work;
      await work.signIn("lan");
      await work.go("stock");
      await page.waitForSelector("[data-testid=box]", { timeout: PATIENCE });
      for (const serial of [1, 2, 3]) await scan(work, serial, serial);
      // The box is there still when somebody comes back.
      await work.go("help");
      await work.go("stock");
      await page.waitForSelector("[data-testid=in-box]:has-text('3')", { timeout: PATIENCE });
      const said = await perform(work, "received");
      assert.ok(said.includes(tokenName(3)), said);
      assert.deepEqual(await states(), [
        { serial: 1, state: "ready" },
        { serial: 2, state: "ready" },
        { serial: 3, state: "handed-out" },
      ]);
      await counted(work, "ready", 2);
      await counted(work, "handed-out", 1);
      await scan(work, 1, 1);
      await perform(work, "to-refurbish");
      await counted(work, "to-refurbish", 1);
      await scan(work, 1, 1);
      await page.selectOption("select[name=deed]", "refurbished");
      // What nobody has looked at is not told as well.
      assert.ok(await page.isDisabled("[data-testid=perform]"));
      const looked = { battery: "changed", strap: "well", label: "well", wiped: "synced" };
      for (const [part, found] of Object.entries(looked)) {
        assert.ok(await page.isDisabled("[data-testid=perform]"), part);
        await page.selectOption(`select[name=${part}]`, found);
      }
      await looksWell(page, `stock-${language}`);
      await picture(work, `stock-${language}-${width}`);
      await perform(work, "refurbished");
      await counted(work, "ready", 2);
      const checked = await own.station.office.queries.query(
        "SELECT details->'checked' AS checked FROM stock.deed WHERE deed = 'refurbished'",
      );
      assert.deepEqual(checked, [{ checked: looked }]);
      await page.click("[data-testid=stock-result] button");
      await counted(work, "to-refurbish", 1);
      await page.click("[data-testid=count-to-refurbish]");
      await page.waitForSelector("[data-testid=tokens]", { timeout: PATIENCE });
      assert.match((await page.textContent("[data-testid=tokens]")) ?? "", new RegExp(tokenName(1)));
      await scan(work, 3, 1);
      await perform(work, "lent");
      const [lent] = await own.station.office.queries.query<{ due: boolean }>(
        "SELECT due_at IS NOT NULL AS due FROM stock.token WHERE serial = 3",
      );
      assert.ok(lent?.due);
      assert.deepEqual(work.errors, []);
    });

  for (const [language, width, height] of [
    ["vi", 1366, 768],
    ["en", 390, 844],
  ] as const)
    it(`takes stock by scanning all that lies here, and notes as lost what is not (${language}, ${width})`, async () => {
      const person = await own.station.addPerson({ name: "Trần Văn Hai" });
      await own.station.wears(person, 3);
      const work = await AtWork.open(own.browser, own.station, { language, width, height });
      const { page } = work;
      await work.signIn("lan");
      await work.go("stock");
      await page.waitForSelector("[data-testid=box]", { timeout: PATIENCE });
      for (const serial of [1, 2, 4]) await scan(work, serial, serial === 4 ? 3 : serial);
      await perform(work, "received");
      // The second is not there; the third is somebody's, and lies here.
      for (const [n, serial] of [1, 4, 3].entries()) await scan(work, serial, n + 1);
      const said = await perform(work, "taking");
      assert.match(said, { vi: /có 2 trong 3 thẻ/, en: /2 of 3 are here/ }[language]);
      assert.match((await page.textContent("[data-testid=missing]")) ?? "", new RegExp(tokenName(2)));
      assert.match(said, { vi: /kho ghi là “Đã cấp”/, en: /the stock says “Handed out”/ }[language]);
      await looksWell(page, `stock-taking-${language}`);
      await picture(work, `stock-taking-${language}-${width}`);
      await counted(work, "lost", 0);
      await page.click("[data-testid=note-lost]");
      await counted(work, "lost", 1);
      const kept = await own.station.office.queries.query("SELECT found FROM stock.taking");
      assert.deepEqual(kept, [{ found: 2 }]);
      assert.deepEqual(work.errors, []);
    });
});
