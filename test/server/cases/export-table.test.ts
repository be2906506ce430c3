import assert from "node:assert/strict";
import fc from "fast-check";
import { unzipSync } from "fflate";
import type { Coverage } from "../../../host-tools/contract/coverage.ts";
import {
  csvOf,
  type ExportedContact,
  rowsOf,
  xlsxOf,
} from "../../../host-tools/server/cases/export-table.ts";

const CONTACT: ExportedContact = {
  label: "Nguyễn Thị Đào",
  isContact: true,
  minutes: 45,
  closeMinutes: 30,
  first: "2026-11-22T17:00:00.000Z",
  last: "2026-11-23T01:59:00.000Z",
  days: [{ risk: 0.0044 }, { risk: 0.0011 }],
  distance: "1m",
  evidence: "both",
  judgedWith: 9,
  state: "to-call",
  line: { state: "no-answer", tries: 2 },
  tokens: [{ name: "BZ-0002" }],
  confidence: { level: "high", reasons: ["both-logs", "with-others"] },
};

const COVERAGE: Coverage = {
  of: "case",
  from: "2026-11-22",
  to: "2026-12-23",
  zone: "province",
  firstKept: "2026-12-02T00:00:00.000Z",
  logsUntil: "2026-12-23T17:00:00.000Z",
  ids: 1234,
  unresolved: 7,
  tokens: 1_000_000,
  lookedAt: 31,
  isExhaustive: false,
  logs: 2,
  missing: [{ label: '=HYPERLINK("x")', token: "BZ-0007", isCase: false }],
};

/** The rows of a CSV file as a reader that knows quotes sees them, headings first; what it covers stands above. */
function cellsOf(csv: string): string[][] {
  const rows = allCellsOf(csv);
  return rows.slice(rows.findIndex(([first]) => first!.startsWith("STT")));
}

function allCellsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}

describe("a list of contacts as a table", () => {
  it("is in Vietnamese time, one row a person, in letters that Excel knows", async () => {
    const csv = csvOf(rowsOf([CONTACT], COVERAGE));
    assert.equal(csv.charCodeAt(0), 0xfeff);
    const [titles, row] = cellsOf(csv.slice(1));
    const cell = (title: string) => row![titles!.findIndex((one) => one.startsWith(title))];
    assert.deepEqual(
      [
        "STT",
        "Họ và tên",
        "Số phút gần",
        "Lần đầu",
        "Lần cuối",
        "Khoảng cách",
        "Nguy cơ",
        "Xét cùng",
        "Vì sao",
      ].map(cell),
      [
        "1",
        "Nguyễn Thị Đào",
        "30",
        "23/11/2026 00:00",
        "23/11/2026 08:59",
        "khoảng 1 m",
        "0,6 %",
        "9",
        "có nhật ký hai bên; xét cùng người khác ở quanh",
      ],
    );
    assert.equal(titles!.length, row!.length);
    const parts = unzipSync(await xlsxOf(rowsOf([CONTACT], COVERAGE)));
    const texts = Object.entries(parts).map(([name, bytes]) => [name, Buffer.from(bytes).toString("utf8")]);
    const sheet = texts.find(([name]) => /worksheets\/sheet1\.xml$/.test(name!))![1]!;
    assert.match(sheet, /orientation="landscape"/);
    assert.ok(texts.some(([, text]) => text!.includes("Nguyễn Thị Đào")));
    assert.ok(texts.some(([, text]) => text!.includes("Người tiếp xúc")));
  });

  it("says on top what it covers, what was not looked at first, in the file for Excel as in the text", async () => {
    const rows = allCellsOf(csvOf(rowsOf([CONTACT], COVERAGE)).slice(1));
    const above = rows.slice(0, rows.length - 2).map(([vi, en]) => [vi!, en!] as const);
    assert.match(above[0]![0], /^CHƯA TRA HẾT CÁC THẺ: mới tra 1\.234 mã .* trong 31 trên 1\.000\.000 thẻ/);
    assert.match(above[0]![1], /^NOT ALL TOKENS WERE LOOKED AT: the 1,234 IDs .* 31 of 1,000,000 enrolled/);
    assert.match(above[1]![0], /Các bản ghi trước 07:00 02\/12\/2026 đã bị xóa/);
    assert.match(above[1]![1], /Records before 07:00 02\/12\/2026 are deleted.*ask the person/);
    assert.match(above[2]![0], /1 trên 2 thẻ có liên quan đã biết.*BZ-0007.*chưa có gì/);
    assert.match(above[3]![0], /22\/11\/2026 – 23\/12\/2026/);
    const parts = unzipSync(await xlsxOf(rowsOf([CONTACT], COVERAGE)));
    const sheet = Object.values(parts)
      .map((bytes) => Buffer.from(bytes).toString("utf8"))
      .join("");
    for (const cells of above) for (const text of cells) assert.ok(sheet.includes(text.slice(0, 40)), text);
    assert.ok(sheet.indexOf("CHƯA TRA HẾT") < sheet.indexOf("STT / No."));
  });

  it("computes nothing, whatever people write", async () => {
    for (const note of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠A"]) {
      const [, row] = cellsOf(csvOf(rowsOf([{ ...CONTACT, note }], COVERAGE)).slice(1));
      assert.ok(row!.includes(`'${note}`), note);
      const parts = unzipSync(await xlsxOf(rowsOf([{ ...CONTACT, note, label: note }], COVERAGE)));
      for (const bytes of Object.values(parts))
        assert.ok(!/<f[ >]/.test(Buffer.from(bytes).toString("utf8")));
    }
  });

  it("loses no cell to commas, quotes and lines in a note", () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zđ",\n\r ]{0,20}$/), { minLength: 1, maxLength: 5 }),
        (notes) => {
          const rows = cellsOf(
            csvOf(
              rowsOf(
                notes.map((note) => ({ ...CONTACT, note })),
                COVERAGE,
              ),
            ).slice(1),
          );
          const place = rows[0]!.findIndex((title) => title.startsWith("Ghi chú"));
          assert.deepEqual(
            rows.slice(1).map((row) => row[place]!.replace(/^'/, "")),
            notes,
          );
        },
      ),
    );
  });
});
