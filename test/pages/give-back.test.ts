/** Trả / thay / mất thẻ in a real Chromium: what was pressed by mistake is undone, and a sync in between loses nothing of it. */
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { labelDigits } from "../../host-tools/contract/label.ts";
import { PATIENCE } from "../support/browser.ts";
import { AtWork } from "./at-work.ts";
import { useOwnStation } from "./own-station.ts";

/** Where pictures go; nowhere unless it is set. */
const PICTURES = process.env.GIVE_BACK_PICTURES;
const NAME = "Trần Thị Bưởi";

describe("a token that comes back at a station", function () {
  this.timeout(4 * PATIENCE);
  const own = useOwnStation();
  let person: string;
  let work: AtWork;

  before(() => {
    if (PICTURES) mkdirSync(PICTURES, { recursive: true });
  });
  beforeEach(async () => {
    person = await own.station.addPerson({ name: NAME, birth: "1944" });
    await own.station.wears(person, 4);
    work = await AtWork.open(own.browser, own.station);
    await work.signIn("lan");
    await work.go("waiting");
    await work.page.waitForSelector("text=/danh sách \\d+ người/", { timeout: PATIENCE });
  });

  const wait = (testId: string) =>
    work.page.waitForSelector(`[data-testid=${testId}]`, { timeout: PATIENCE });
  const label = async (serial: number) => {
    await work.page.fill("input[name=label]", labelDigits(serial), { timeout: PATIENCE });
    await work.page.click("form:has(input[name=label]) button[type=submit]");
  };
  const worn = () =>
    own.station.office.queries.query<{ serial: number; by: string | null }>(
      `SELECT serial::float8 AS serial, ended_by AS by FROM people.assignment WHERE person = $1
       ORDER BY serial, assigned_from`,
      [person],
    );
  const begin = async () => {
    await work.go("");
    await work.go("give-back");
    await label(4);
    await wait("returned");
  };

  it("is worn on when somebody presses Hoàn tác, whatever was noted", async () => {
    const { page } = work;
    await begin();
    await page.click("[data-testid=returned]");
    await wait("given-back");
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "given-back.png"), fullPage: true });
    assert.deepEqual(await worn(), [{ serial: 4, by: "returned" }]);
    await page.click("[data-testid=undo]");
    await wait("end-undone");
    assert.match(await work.text(), /Trần Thị Bưởi vẫn đeo thẻ BZ-0004 như trước/);
    assert.deepEqual(await worn(), [{ serial: 4, by: null }]);
    // Lost, and a new one handed out for it.
    await page.click("main .button:has-text('Trả / thay / mất thẻ')");
    await label(4);
    await (await wait("lost")).click();
    await label(5);
    await wait("given-back");
    assert.deepEqual(await worn(), [
      { serial: 4, by: "lost" },
      { serial: 5, by: null },
    ]);
    await page.click("[data-testid=undo]");
    await wait("end-undone");
    assert.match(await work.text(), /Thu lại thẻ mới BZ-0005/);
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "end-undone.png"), fullPage: true });
    assert.deepEqual(await worn(), [
      { serial: 4, by: null },
      { serial: 5, by: "returned" },
    ]);
    assert.deepEqual(work.errors, []);
  });

  it("is worn on without a network too: the undoing waits behind the form, and both are sent", async () => {
    const { page } = work;
    own.station.mood = "away";
    await begin();
    await page.click("[data-testid=returned]");
    await wait("given-back");
    await page.waitForSelector("text=phiếu đã niêm phong", { timeout: PATIENCE });
    await page.click("[data-testid=undo]");
    await wait("end-undone");
    // On this computer they wear it again.
    await begin();
    own.station.mood = "well";
    await work.go("waiting");
    assert.match(await work.text(), /Hoàn tác trả/);
    await page.click("main .button.primary");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    assert.deepEqual(await worn(), [{ serial: 4, by: null }]);
    assert.deepEqual(work.errors, []);
  });

  it("is undone once where the answer to it is lost", async () => {
    const { page } = work;
    await begin();
    await page.click("[data-testid=returned]");
    await wait("given-back");
    own.station.loses = /\/end$/;
    await page.click("[data-testid=undo]");
    await wait("end-undone");
    own.station.loses = undefined;
    await work.go("waiting");
    await page.click("main .button.primary");
    await page.waitForSelector("text=Không có gì chờ gửi", { timeout: PATIENCE });
    assert.deepEqual(await worn(), [{ serial: 4, by: null }]);
  });

  it("says so where somebody has it by now, and changes nothing", async () => {
    const { page } = work;
    await begin();
    await page.click("[data-testid=returned]");
    await wait("given-back");
    const other = await own.station.addPerson({ name: "Lê Văn Tám" });
    await own.station.wears(other, 4);
    await page.click("[data-testid=undo]");
    await page.waitForSelector("main .notice.red, main [role=alert]", { timeout: PATIENCE });
    assert.deepEqual(await worn(), [{ serial: 4, by: "returned" }]);
  });

  it("goes on at the step where it was left for a sync, also after a reload", async () => {
    const { page } = work;
    await begin();
    await page.click("a:has-text('Đồng bộ thẻ này trước')");
    await wait("back-to-job");
    if (PICTURES) await page.screenshot({ path: join(PICTURES, "sync-in-between.png"), fullPage: true });
    await page.reload();
    await work.unlock();
    await (await wait("back-to-job")).click();
    await wait("returned");
    assert.match(await work.text(), /Trần Thị Bưởi đang đeo thẻ BZ-0004/);
    await page.click("[data-testid=returned]");
    await wait("given-back");
    assert.deepEqual(await worn(), [{ serial: 4, by: "returned" }]);
    // Done is done: no way leads back into it.
    await page.goBack();
    assert.equal(await page.locator("[data-testid=returned]").count(), 0);
    assert.deepEqual(work.errors, []);
  });
});
