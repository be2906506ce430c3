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
      const typed = new Map([
        [WARD, { heads: 900, phones: 60 }],
        [SCHOOL, { heads: 240, phones: 30 }],
      ]);
      const told = toldWeek(office.places, day, counts, week < 2 ? undefined : typed);
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
    await page.locator("[data-testid=shares]").waitFor();
    await page.selectOption("select[name=figure]", "share");
    // 661 to 669 of whom 558 to 562 and 103 to 107 stand beside 58 to 62 and 28 to 32 phones, of 898 to 902 and 238 to 242.
    await multiple("Phường Hải Dương").locator("strong", { hasText: "65–67 %" }).waitFor();
    assert.equal(await multiple("Phường Hải Dương").locator("svg rect.sure").count(), 2);
    assert.equal(await multiple("Phường Thành Đông").locator("svg rect.sure").count(), 0);
    await page.selectOption("select[name=figure]", "silent");
    await multiple("Phường Hải Dương").locator("strong", { hasText: /\d/ }).waitFor();
    await multiple("Phường Hải Dương").locator("a").click();
    await multiple("Trường THCS Ngọc Châu").waitFor();
    await page.locator("a.button", { hasText: "Nơi lớn hơn" }).click();
    await multiple("Phường Thành Đông").waitFor();
    await go("coverage/22");
    await page.locator("[role=alert]").waitFor();
  });

  it("takes a unit's target, draws it and takes it back", async () => {
    const { page, go } = await at.enter("donvi");
    await go("coverage");
    const form = page.locator("[data-testid=target]");
    await form.locator("button[type=submit]").click();
    await form.locator(".wrong").first().waitFor();
    await form.locator("[name=percent]").fill("70");
    await form.locator("[name=until]").fill("2026-12-31");
    await form.locator("button[type=submit]").click();
    await page.locator("[data-testid=shares]", { hasText: "70 % đến 31/12/2026" }).waitFor();
    assert.match(await page.innerText("[data-testid=shares]"), /1 trong 1 đơn vị/);
    await page.selectOption("select[name=figure]", "share");
    await page.locator("svg line.target").first().waitFor({ state: "attached" });
    await screenLooksWell(page, "coverage-share");
    await form.locator("button", { hasText: "Bỏ chỉ tiêu" }).click();
    await page.locator("svg line.target").first().waitFor({ state: "detached" });
  });

  it("takes a manager's head count, and says from when on it is told", async () => {
    const { page, go } = await at.enter("truong");
    await go("coverage");
    const form = page.locator("[data-testid=heads]");
    await form.locator("[name=heads]").fill("250");
    await form.locator("[name=phones]").fill("251");
    await form.locator("button[type=submit]").click();
    await form.locator(".wrong", { hasText: "Không thể nhiều hơn" }).waitFor();
    await form.locator("[name=phones]").fill("31");
    await form.locator("button[type=submit]").click();
    await form.locator("[role=status]", { hasText: "250 người, trong đó 31" }).waitFor();
    const rows = await at.station.office.queries.query(
      "SELECT place, heads::int4, phones::int4 FROM office.head_count",
    );
    assert.deepEqual(rows, [{ place: SCHOOL, heads: 250, phones: 31 }]);
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
