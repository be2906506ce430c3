/** A hamlet of four hundred, and a station where nobody is yet. */
import assert from "node:assert/strict";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

const PEOPLE = 400;
const HAMLET = "Xóm Chùa";
/** Eight screens of a laptop; a row of each of four hundred would be seventy. */
const MOST_PIXELS = 6_500;

describe("lists of a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation({ isForAll: true });

  it("that are empty offer what makes the first entry", async () => {
    const work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    for (const list of ["visit", "roster"]) {
      await work.go(list);
      await work.page.click("main a:has-text('Cấp thẻ cho người đầu tiên')", { timeout: PATIENCE });
      await work.page.waitForSelector("input[name=label]", { timeout: PATIENCE });
    }
  });

  it("that are long show some at a time, find anybody, and count all", async () => {
    for (let i = 0; i < PEOPLE; i++)
      await own.station.addPerson({
        name: `Nguyễn Thị Đào ${i}`,
        birth: String(1930 + (i % 60)),
        hamlet: HAMLET,
      });
    for (const width of [1366, 390]) {
      const work = await AtWork.open(own.browser, own.station, { width });
      const { page } = work;
      await own.station.addAccount(`mai.${width}`, "Đỗ Thị Mai");
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
