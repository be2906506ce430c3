/** Whoever works on while the line is slow or cut, or while a colleague writes, loses nothing at the desk; and a closed case comes back. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { outside } from "../../host-tools/lib/system-packages.ts";
import { type Asked, type Investigator, NAMES, openPairDesk, PATIENCE, type PairDesk } from "./pair-desk.ts";

describe("an investigator in a hurry", function () {
  this.timeout(5 * PATIENCE);
  let at: PairDesk;
  let one: Investigator;
  let two: Investigator;

  before(async function () {
    if (!outside("chromium")) this.skip();
    at = await openPairDesk();
    [one, two] = await Promise.all([at.enter("dieutra.mot"), at.enter("dieutra.hai")]);
  });
  after(() => at?.stop());
  beforeEach(async () => {
    for (const { page } of [one, two]) await at.look(page, at.cases[0]!);
  });

  const [dao, an, buoi] = NAMES;
  const statusOf = (page: Page, name: string) => page.locator(`select[aria-label="Trạng thái của ${name}"]`);
  const noteOf = (page: Page, name: string) => page.locator(`textarea[aria-label="Ghi chú về ${name}"]`);
  const conflicts = (page: Page) => page.locator("[data-testid=meanwhile]");
  async function writeNote(page: Page, name: string, text: string): Promise<void> {
    await noteOf(page, name).fill(text);
    await noteOf(page, name).press("Enter");
  }
  /** In both widths; what they look like is held by nobody but the eye. */
  async function pictured(page: Page): Promise<void> {
    if (!process.env.DESK_PICTURES) return;
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.getByTestId("unsaved").scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${process.env.DESK_PICTURES}/unsaved-${width}.png` });
    }
    await page.setViewportSize({ width: 1366, height: 900 });
  }
  const notes = (asked: readonly Asked[]) => asked.map(({ body: { note }, isSaved }) => [note, isSaved]);

  it("has notes sent that were left while something else was on its way", async () => {
    await one.tune({ lateMs: 1500 });
    await statusOf(one.page, dao).selectOption("called");
    await writeNote(one.page, an, "gọi lại lúc 15 giờ");
    await writeNote(one.page, buoi, "có con nhỏ");
    // The same one again: its own word is no colleague's.
    await writeNote(one.page, an, "gọi lại lúc 16 giờ");
    assert.deepEqual(notes(await one.idle()), [
      [undefined, true],
      ["gọi lại lúc 15 giờ", true],
      ["có con nhỏ", true],
      ["gọi lại lúc 16 giờ", true],
    ]);
    assert.equal(await conflicts(one.page).count(), 0);
    await at.look(one.page, at.cases[0]!);
    assert.equal(await noteOf(one.page, an).inputValue(), "gọi lại lúc 16 giờ");
    assert.equal(await noteOf(one.page, buoi).inputValue(), "có con nhỏ");
  });

  it("keeps what is being typed when a colleague's note comes, and is asked about both", async () => {
    await writeNote(two.page, dao, "đã cách ly ở nhà");
    await two.idle();
    await one.tune({ lateMs: 1500 });
    await statusOf(one.page, dao).selectOption("tested");
    await noteOf(one.page, dao).fill("không nghe máy");
    await one.idle();
    assert.equal(await noteOf(one.page, dao).inputValue(), "không nghe máy");
    await noteOf(one.page, dao).press("Enter");
    assert.deepEqual(notes(await one.idle()), [["không nghe máy", false]]);
    await conflicts(one.page).filter({ hasText: "đã cách ly ở nhà" }).waitFor();
    await one.page.getByRole("button", { name: "Giữ của đồng nghiệp" }).click();
    await one.idle();
    assert.equal(await noteOf(one.page, dao).inputValue(), "đã cách ly ở nhà");
  });

  it("is asked about each conflict until it is settled, whatever is done meanwhile", async () => {
    for (const name of [dao, an]) await statusOf(two.page, name).selectOption("quarantined");
    await two.idle();
    await statusOf(one.page, dao).selectOption("closed");
    await one.idle();
    await statusOf(one.page, an).selectOption("closed");
    await one.idle();
    await statusOf(one.page, buoi).selectOption("called");
    await one.idle();
    assert.equal(await conflicts(one.page).count(), 2);
    for (const left of [1, 0]) {
      await one.page.getByRole("button", { name: "Ghi của tôi" }).first().click();
      await one.idle();
      assert.equal(await conflicts(one.page).count(), left);
    }
    for (const name of [dao, an]) assert.equal(await statusOf(one.page, name).inputValue(), "closed");
  });

  it("sees which note got no answer, and sends it again as the same change", async () => {
    await one.tune({ isCut: true });
    await writeNote(one.page, an, "hẹn xét nghiệm");
    await one.idle();
    await one.page.getByTestId("unsaved").filter({ hasText: "Chưa lưu" }).waitFor();
    await pictured(one.page);
    await one.tune({ isCut: false });
    await statusOf(one.page, buoi).selectOption("tested");
    await one.idle();
    assert.equal(
      await one.page.getByTestId("unsaved").count(),
      1,
      "another change does not make it forgotten",
    );
    await noteOf(one.page, an).focus();
    await noteOf(one.page, an).press("Enter");
    assert.deepEqual(notes(await one.idle()), [["hẹn xét nghiệm", true]]);
    assert.equal(await one.page.getByTestId("unsaved").count(), 0);
    const made = await at.desk.office.queries.query(
      "SELECT id FROM desk.contact_change WHERE note = 'hẹn xét nghiệm'",
    );
    assert.equal(made.length, 1);
  });

  it("keeps a date that is typed while another is being saved", async () => {
    const { page } = one;
    const field = (name: string) => page.locator(`[data-testid=settings] input[name=${name}]`);
    const save = () => page.locator("[data-testid=settings] button[type=submit]").click();
    await one.tune({ lateMs: 1500 });
    await field("onset").fill("2026-11-19");
    await save();
    await field("onset").fill("2026-11-18");
    await field("tested").fill("2026-11-22");
    await one.idle();
    await one.idle();
    assert.equal(await field("onset").inputValue(), "2026-11-18");
    assert.equal(await field("tested").inputValue(), "2026-11-22");
    await save();
    const [saved] = await one.idle();
    assert.deepEqual(
      [saved?.isSaved, saved?.body.onset, saved?.body.tested],
      [true, "2026-11-18", "2026-11-22"],
    );
  });

  it("opens a case again that was closed by mistake, with all that was written", async () => {
    const { page } = one;
    await writeNote(page, buoi, "đang chờ kết quả");
    await one.idle();
    await page.click("[data-testid=closing] summary");
    await page.locator("[data-testid=closing] button.danger").click();
    await page.locator("[data-testid=closing]").waitFor({ state: "detached" });
    await page.goto(`${at.desk.url}/desk/#/case/${at.cases[0]!.id}`);
    await page.locator("text=Đóng nhầm? Mở lại được đến").waitFor();
    await page.getByRole("button", { name: "Mở lại ca này" }).click();
    await page.locator("form.card button[type=submit]").click();
    await page.locator("[data-testid=contact]").first().waitFor();
    assert.equal(await noteOf(page, buoi).inputValue(), "đang chờ kết quả");
  });
});
