/** How many wear a token, as the administration page draws it, in a real Chromium and with a real server behind it. */
import assert from "node:assert/strict";
import { toldWeek } from "../../host-tools/server/uptake/uptake.ts";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const WEEKS = ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23"];
const SCHOOL = "truong-ngoc-chau";
const [WARD, NEIGHBOUR] = ["10525-2025", "10507-2025"];

describe("coverage on the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));
  before(async () => {
    const { office } = at.station;
    for (const [week, day] of WEEKS.entries()) {
      const of = (all: number, silent: number, due: number) => ({
        all,
        parts: { never: 3, silent, due, dueLater: 0 },
      });
      const counts = new Map([
        [WARD, of(320 + 60 * week, 40 - 6 * week, 12)],
        [SCHOOL, of(90 + 4 * week, 5, 9 * (week % 2))],
        [NEIGHBOUR, of(3 + week, 0, 0)],
      ]);
      const told = toldWeek(office.places, day, counts);
      if (day === "2026-11-09") continue;
      await office.commit({ actor: "server", action: "uptake", outcome: "done" }, [
        { kind: "uptake", day, counts: told },
      ]);
    }
  });

  it("shows a province its totals first, then each commune over the weeks, and never few people", async () => {
    const { page, go } = await at.enter("tinh");
    await page.click("a[href='#/coverage']");
    await page.locator("[data-testid=totals]").waitFor();
    assert.match(await page.innerText("[data-testid=totals]"), /tính đến 0 giờ ngày 23\/11\/2026/iu);
    const multiple = (name: string) => page.locator("[data-testid=multiple]", { hasText: name });
    await multiple("Phường Hải Dương").locator("svg rect.sure").first().waitFor();
    // 560 and 106 people are 558 to 562 and 103 to 107: two places leave no room for less.
    assert.match(await multiple("Phường Hải Dương").innerText(), /661–669/);
    assert.equal(await multiple("Phường Hải Dương").locator("svg rect.sure").count(), WEEKS.length - 1);
    const few = multiple("Phường Thành Đông");
    assert.match(await few.innerText(), /\*/);
    assert.match((await few.locator("svg").getAttribute("aria-label"))!, /tuần từ 23\/11 \*/);
    assert.equal(await few.locator("svg text.few").count(), WEEKS.length - 1);
    assert.match((await few.locator("svg").getAttribute("aria-label"))!, /tuần từ 09\/11 chưa đếm/);
    await page.locator("[data-testid=sectors]").waitFor();
    await page.click("details summary");
    await screenLooksWell(page, "coverage");
    await page.selectOption("select[name=figure]", "silent");
    await multiple("Phường Hải Dương").locator("strong", { hasText: /\d/ }).waitFor();
    await multiple("Phường Hải Dương").locator("a").click();
    await multiple("Trường THCS Ngọc Châu").waitFor();
    await page.locator("a.button", { hasText: "Nơi lớn hơn" }).click();
    await multiple("Phường Thành Đông").waitFor();
    await go("coverage/22");
    await page.locator("[role=alert]").waitFor();
  });

  it("shows a manager the own organisation, in English too", async () => {
    const { page, go } = await at.enter("truong", "en");
    await go("coverage");
    await page.locator("[data-testid=totals]").waitFor();
    assert.equal(await page.locator("[data-testid=multiple]").count(), 1);
    assert.equal(await page.locator("[data-testid=sectors]").count(), 0);
    await screenLooksWell(page, "coverage-school.en");
  });
});
