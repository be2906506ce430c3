/** Lists of people to come at the administration page, in a real Chromium: checked, put right, kept, decided, undone. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { readSheet } from "read-excel-file/universal";
import { PATIENCE } from "../support/browser.ts";
import { screenLooksWell, useQuanly } from "./quanly-at-work.ts";

const SCHOOL = "truong-ngoc-chau";
const fileOf = (name: string, ...lines: readonly string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(["Họ tên;Ngày sinh;Lớp;SĐT phụ huynh;Phụ huynh;CCCD", ...lines].join("\n")),
});
const WRONG = fileOf(
  "sai.csv",
  "Nguyễn Minh Khôi;2/9/2014;6A;912345678;Nguyễn Văn Hà;030214001234",
  "Trần Gia Bảo;31/2/2014;6A;;;",
  "Lê Bảo Ngọc;2014;6B;;;",
);
const RIGHT = fileOf(
  "dung.csv",
  "Nguyễn Minh Khôi;2/9/2014;6A;;;",
  "Trần Gia Bảo;3/2/2014;6A;;;",
  "Tran Gia Bao;3/2/2014;6C;;;",
);

describe("lists of people to come at the administration page", function () {
  this.timeout(4 * PATIENCE);
  const at = useQuanly();
  afterEach(() => assert.deepEqual(at.errors.splice(0), []));
  const planned = async () => (await at.station.office.queries.query("SELECT FROM people.planned")).length;

  it("are checked first: each cell by its name, and the file comes back with marks", async () => {
    const { page, go } = await at.enter("truong");
    await go("lists");
    await page.setInputFiles("input[name=list]", WRONG);
    await page.locator("[data-testid=problems]").waitFor();
    const said = await page.innerText("main");
    assert.match(said, /3 dòng, 1 dòng dùng được/);
    assert.match(said, /Ô D2 · 912345678\s+Excel đã bỏ số 0/);
    assert.match(said, /Ô B3 · 31\/2\/2014\s+không có ngày này: xem lại ngày và tháng/);
    assert.doesNotMatch(said, /030214001234/);
    assert.ok(await page.isDisabled("[data-testid=bring]"), "nothing of it can be kept as a whole");
    await page.click("[data-testid=columns] >> xpath=.. >> summary");
    assert.match(await page.innerText("[data-testid=columns]"), /CCCD: Số giấy tờ: bỏ, không nhận/);
    await screenLooksWell(page, "lists-checked", false);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-testid=marked]")]);
    const rows = await readSheet(new Uint8Array(readFileSync((await download.path())!)).buffer);
    assert.match(String(rows[2]?.[6]), /^B: không có ngày này/);
    await page.check("input[name=zero]");
    await page.locator("text=Đã thêm lại số 0 cho 1 số điện thoại").waitFor();
    assert.equal(await planned(), 0);
  });

  it("are kept whole, change nothing a second time, wait where somebody may be there, and are undone", async () => {
    const { page, go } = await at.enter("truong");
    await go("lists");
    const keep = async () => {
      await page.setInputFiles("input[name=list]", RIGHT);
      await page.click("[data-testid=bring]");
      await page.locator("[data-testid=brought]").waitFor();
      return page.innerText("[data-testid=brought]");
    };
    assert.match(
      await keep(),
      /Đã lưu danh sách\.\s+Thêm 3, đổi 0, như cũ 0, bỏ qua 0\.\s+1 dòng chờ quyết định/,
    );
    await page.locator("[data-testid=waiting-rows]").waitFor();
    assert.match(
      await page.innerText("[data-testid=waiting-rows]"),
      /Tran Gia Bao.*dòng 4.*giống dòng 3 của cùng tệp: cùng tên/su,
    );
    await screenLooksWell(page, "lists-brought", false);
    assert.match(await keep(), /Không có gì thay đổi.*Thêm 0, đổi 0, như cũ 3/su);
    await page.click("[data-testid=waiting-rows] >> text=Cùng một người: bỏ dòng");
    await page.locator("[data-testid=waiting-rows]").waitFor({ state: "detached" });
    assert.equal(await planned(), 2);
    await page.click("[data-testid=kept-lists] >> text=Hoàn tác");
    await page.locator("text=Đã hoàn tác").waitFor();
    assert.equal(await planned(), 0);
    await page.locator("text=Chưa gửi danh sách nào").waitFor();
  });

  it("are kept row by row where that is chosen, by a unit administrator for an organisation, in English", async () => {
    const { page, go } = await at.enter("donvi", "en");
    await go("lists");
    await page.selectOption("select[name=place]", SCHOOL);
    await page.setInputFiles("input[name=list]", WRONG);
    await page.locator("[data-testid=problems]").waitFor();
    await page.check("input[value=rows]");
    await page.click("[data-testid=bring]");
    await page.locator("[data-testid=brought]").waitFor();
    const said = await page.innerText("[data-testid=brought]");
    assert.match(said, /Added 1, changed 0, as before 0, skipped 2\./);
    assert.match(said, /Row 2: something is wrong in the row/);
    await screenLooksWell(page, "lists-rows.en", false);
    await page.setInputFiles("input[name=list]", {
      name: "x.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4"),
    });
    await page.locator("[data-testid=fault]", { hasText: "This is no table" }).waitFor();
    assert.equal(await page.locator("[data-testid=waiting-rows]").count(), 0);
  });
});
