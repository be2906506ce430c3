import assert from "node:assert/strict";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

const DAY_MS = 86_400_000;
const CLOSE_MS = 5 * 60_000;

describe("what a laptop says of when it was, at a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation({ tokens: 3 });
  let [former, next] = ["", ""];

  beforeEach(async () => {
    former = await own.station.addPerson({ name: "Trần Thị Bưởi", birth: "1944" });
    next = await own.station.addPerson({ name: "Cao Văn Sau", birth: "1961" });
    await own.station.wears(former, 1);
  });

  const wornOf = (person: string) =>
    own.station.office.queries.query<{ assigned_from: Date; assigned_to: Date | null; told_at: Date | null }>(
      "SELECT assigned_from, assigned_to, told_at FROM people.assignment WHERE person = $1",
      [person],
    );

  /** Without a network the token goes from one to the other. */
  async function handOver(work: AtWork): Promise<number> {
    const { page } = work;
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    own.station.mood = "away";
    await work.go("hand-out");
    await page.fill("input[name=label]", labelDigits(1), { timeout: PATIENCE });
    await page.click("form:has(input[name=label]) button[type=submit]");
    await page.fill("input[name=search]", "cao van sau", { timeout: PATIENCE });
    await page.click(".list-button:has-text('Cao Văn Sau')", { timeout: PATIENCE });
    await page.waitForSelector("[data-testid=handed-out]", { timeout: PATIENCE });
    return partsOf(own.server).now();
  }

  async function send(work: AtWork): Promise<void> {
    own.station.mood = "well";
    await work.go("waiting");
    await work.page.click("main .button.primary", { timeout: PATIENCE });
    await work.page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
  }

  it("is put right on a laptop whose clock is a day behind", async () => {
    const work = await AtWork.open(own.browser, own.station, { clockOff: -DAY_MS });
    await work.signIn("lan");
    const at = await handOver(work);
    await send(work);
    const [[of], [to]] = [await wornOf(former), await wornOf(next)];
    assert.ok(Math.abs(to!.assigned_from.getTime() - at) < CLOSE_MS, String(to!.assigned_from));
    assert.equal(of!.assigned_to?.getTime(), to!.assigned_from.getTime());
    assert.deepEqual(work.errors, []);
  });

  it("is somebody's to decide where the clock was set meanwhile", async () => {
    const work = await AtWork.open(own.browser, own.station);
    const { page } = work;
    await work.signIn("lan");
    await work.go("waiting");
    await page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
    await work.setClockAhead(-DAY_MS);
    await handOver(work);
    await work.setClockAhead(0);
    await send(work);
    const [[of], [to]] = [await wornOf(former), await wornOf(next)];
    assert.deepEqual([of!.assigned_to, to!.assigned_to], [null, null], "nobody is cut short");
    await work.go("");
    await page.click("a[href='#/questions']");
    await page.waitForSelector("[data-testid=doubted]", { timeout: PATIENCE });
    const shown = (await page.textContent("[data-testid=doubted]")) ?? "";
    for (const text of ["BZ-0001", "Trần Thị Bưởi", "Cao Văn Sau"]) assert.ok(shown.includes(text), shown);
    await page.fill("input[name=time]", "00:30");
    await page.click("[data-testid=got-it]");
    await page.waitForSelector("text=Không có gì cần quyết định", { timeout: PATIENCE });
    const [[after], [begun]] = [await wornOf(former), await wornOf(next)];
    assert.equal(after!.assigned_to?.getTime(), begun!.assigned_from.getTime());
    assert.equal((begun!.assigned_from.getTime() + 7 * 3_600_000) % DAY_MS, 30 * 60_000);
    assert.deepEqual(work.errors, []);
  });
});
