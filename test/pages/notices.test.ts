/** Whom stations are to ask to sync, made and withdrawn by an investigator in a real Chromium. */
import assert from "node:assert/strict";
import { noticesAt } from "../../host-tools/server/cases/notice-store.ts";
import { PATIENCE, useOwnDesk } from "./own-desk.ts";

const START = Date.UTC(2026, 10, 23, 3);

describe("notices to sync, made at the desk", function () {
  this.timeout(3 * PATIENCE);
  const own = useOwnDesk({
    start: START,
    tokens: 60,
    spoken: "calls",
    async prepare(desk) {
      await desk.addAccount("dieutra", "Nguyễn Thanh Hà", { role: "investigator" });
      await desk.addAccount("duyet", "Phạm Văn Duyệt", { role: "province-administrator" });
      let serial = 1;
      const wear = async (count: number, details: object) => {
        for (let i = 0; i < count; i++) {
          const person = await desk.addPerson({ name: `Trần Văn ${serial}`, ...details });
          await desk.wears(person, serial++);
        }
      };
      await wear(21, { hamlet: "Tổ 3" });
      await wear(20, { hamlet: "Tổ 4" });
      await wear(3, { hamlet: "Tổ 12" });
      await wear(2, { organisation: "truong-ngoc-chau", group: "5A" });
    },
  });
  const { enter, picture } = own;

  for (const [language, width] of [
    ["vi", 1366],
    ["en", 390],
  ] as const)
    it(`are seen before they are made, refuse who is too few, and are withdrawn and put back with one press (${language}, ${width})`, async () => {
      const page = await enter("dieutra", language, width);
      await page.locator("a[href='#/notices']").click();
      const small = page.locator("label", { hasText: "Tổ 12" });
      await small.waitFor();
      assert.ok(await small.locator("input").isDisabled());
      assert.match((await small.textContent())!, /chưa đủ người đeo thẻ|too few wear a token/);
      const send = page.locator("form button[type=submit]");
      assert.ok(await send.isDisabled(), "nobody is chosen");
      await page.check("input[value='Tổ 3']");
      await page.check("input[value='Tổ 4']");
      const preview = page.locator("[data-testid=notice-preview]");
      await preview.getByText("Mời đồng bộ định kỳ: Tổ 3, Tổ 4").waitFor();
      await picture(page, `notices-${language}-${width}`);
      await send.click();
      const now = page.locator("[data-testid=notice-now]");
      await now.getByText(/(định kỳ|regular sync): Tổ 3, Tổ 4/).waitFor();
      assert.equal(await page.locator("input:checked").count(), 0);
      await now.getByRole("button").click();
      await now.waitFor({ state: "detached" });
      const told = page.locator("[data-testid=notice-told]");
      await told.getByText(/Đã thu hồi|Withdrawn/).waitFor();
      await told.getByRole("button").click();
      await now.waitFor();
      await picture(page, `notices-made-${language}-${width}`);
      await now.getByRole("button").click();
      await now.waitFor({ state: "detached" });
      assert.deepEqual(await noticesAt(own.desk.office.queries, undefined, own.now()), []);
      // Of a school of two nobody can be named, nor everybody.
      await page.selectOption("select[name=notice-place]", { label: "Trường THCS Ngọc Châu" });
      await page.locator("label", { hasText: "5A" }).waitFor();
      assert.equal(await page.locator("form input:enabled").count(), 0);
      await picture(page, `notices-small-${language}-${width}`);
      await page.context().close();
    });

  it("are not for who approves", async () => {
    const page = await enter("duyet");
    await page.locator("h1").waitFor();
    assert.equal(await page.locator("a[href='#/notices']").count(), 0);
    await page.context().close();
  });
});
