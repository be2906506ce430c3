import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readSheet } from "read-excel-file/universal";
import { SAMPLE_UNITS } from "../../../host-tools/server/units/sample-units.ts";
import { bztoken } from "../../support/bztoken.ts";

const DIRTY = fileURLToPath(new URL("../../roster/dirty/", import.meta.url));

describe("bztoken roster check", function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bztoken-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const listOf = (text: string) => {
    const file = join(folder, "list.csv");
    writeFileSync(file, text);
    return file;
  };

  it("tells rows, what is ready, each cell that is wrong with its fix, and who may be written down twice", async () => {
    const file = listOf(
      "Họ tên;Năm sinh;SĐT;CCCD\nTrần Văn Bình;1960;912345678;030060001234\nLê Thị Hoa;1971;0987654321;\nLe Thi Hoa;1971;;\n",
    );
    const { code, stdout } = await bztoken("roster", "check", file, "--json");
    assert.equal(code, 0);
    const told = JSON.parse(stdout);
    assert.deepEqual(
      [told.rows, told.ready, told.duplicates],
      [3, 2, [{ row: 4, of: 3, reasons: ["name-birth"] }]],
    );
    const [error] = told.errors;
    assert.deepEqual(
      [error.row, error.column, error.value, error.problem.code, told.errors.length],
      [2, "C", "912345678", "phone-zero-eaten", 1],
    );
    assert.match(error.fix.vi, /thêm lại số 0/);
    assert.doesNotMatch(stdout, /030060001234/);
    const repaired = JSON.parse((await bztoken("roster", "check", file, "--repair-phones", "--json")).stdout);
    assert.deepEqual([repaired.ready, repaired.repaired, repaired.errors], [3, 1, []]);
  });

  it("says the same to people in both languages, and writes the file with its marks", async () => {
    const out = join(folder, "marked.xlsx");
    const { code, stdout } = await bztoken(
      "roster",
      "check",
      join(DIRTY, "birth-no-such-day.csv"),
      "--marked",
      out,
    );
    assert.equal(code, 0);
    assert.match(stdout, /2 dòng: 1 dùng được, 1 có lỗi\. \/ 2 rows: 1 ready, 1 with problems\./);
    assert.match(
      stdout,
      /B3 {2}31\/02\/1960 {2}không có ngày này: xem lại ngày và tháng\n +there is no such day/,
    );
    const rows = await readSheet(new Uint8Array(readFileSync(out)).buffer);
    assert.deepEqual(rows[0]?.at(-1), "Lỗi / Problems");
    assert.match(String(rows[2]?.at(-1)), /^B: không có ngày này/);
  });

  it("looks communes up where it is given units", async () => {
    const units = join(folder, "units.json");
    writeFileSync(units, JSON.stringify({ units: SAMPLE_UNITS }));
    const file = join(DIRTY, "unit-several.csv");
    const { stdout } = await bztoken("roster", "check", file, "--units", units, "--json");
    assert.deepEqual(JSON.parse(stdout).errors[0].problem.more, "Phường Lê Thanh Nghị; Phường Tân Hưng");
    const within = await bztoken("roster", "check", file, "--units", units, "--within", "22", "--json");
    assert.deepEqual(
      JSON.parse(within.stdout).errors.map((one: { problem: { code: string } }) => one.problem.code),
      ["unit-elsewhere", "unit-elsewhere"],
    );
  });

  it("says of a file that is none what to do with it", async () => {
    const { code, stderr } = await bztoken("roster", "check", listOf("%PDF-1.4"));
    assert.equal(code, 2);
    assert.match(stderr, /Đây không phải là bảng: chọn tệp \.xlsx hoặc \.csv\. \/ This is no table/);
    assert.equal((await bztoken("roster", "check", join(folder, "none.csv"))).code, 2);
    assert.equal((await bztoken("roster", "look")).code, 2);
  });
});
