import assert from "node:assert/strict";
import iconv from "iconv-lite";
import { checkRoster } from "../../host-tools/roster/check.ts";
import { cellAddress } from "../../host-tools/roster/marked.ts";
import { readTable } from "../../host-tools/roster/read.ts";
import { type FileFaultCode, PROBLEMS, RosterFault } from "../../host-tools/roster/words.ts";
import { DIRTY, TODAY, unitNames, xlsxWith } from "./dirty.ts";

const check = async (bytes: Uint8Array, more = {}) =>
  checkRoster(await readTable(bytes), { today: TODAY, units: unitNames(), ...more });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const isFault = (code: FileFaultCode) => (error: unknown) =>
  error instanceof RosterFault && error.code === code;

const LIST = "Họ và tên;Ngày sinh;Điện thoại\nNguyễn Thị Đào;2/9/1948;0912 345 678\nTrần Văn Bình;1960;\n";
const READY = [
  { row: 2, planned: { name: "Nguyễn Thị Đào", birth: "1948-09-02", phone: "+84912345678" } },
  { row: 3, planned: { name: "Trần Văn Bình", birth: "1960" } },
];

describe("a roster's dirty rows", () => {
  for (const { kind, file, wrong, ready, more = "" } of DIRTY)
    it(`${kind}: the cell is named, and the rest is ready`, async () => {
      const checked = await check(await file());
      assert.deepEqual(
        checked.problems.map((one) => [one.code, cellAddress(one), one.more]),
        wrong.map((cell) => [kind, cell, more]),
      );
      assert.equal(checked.ready.length, ready);
    });

  it("are of every kind that there is", () => {
    assert.deepEqual(DIRTY.map(({ kind }) => kind).sort(), Object.keys(PROBLEMS).sort());
    assert.ok(DIRTY.length >= 20);
  });
});

describe("a roster's text", () => {
  const encodings: readonly (readonly [string, Uint8Array])[] = [
    ["UTF-8", bytesOf(LIST)],
    ["UTF-8 with its mark", bytesOf(`\uFEFF${LIST}`)],
    ["decomposed letters", bytesOf(LIST.normalize("NFD"))],
    ["UTF-16", new Uint8Array(iconv.encode(LIST, "utf-16le", { addBOM: true }))],
    ["UTF-16 with the other end first", new Uint8Array(iconv.encode(LIST, "utf-16be", { addBOM: true }))],
    ["UTF-16 without its mark", new Uint8Array(iconv.encode(LIST, "utf-16le"))],
    ["windows-1258", new Uint8Array(iconv.encode(toWindows1258(LIST), "windows-1258"))],
    ["commas", bytesOf(LIST.replaceAll(";", ","))],
    ["tabs", bytesOf(LIST.replaceAll(";", "\t"))],
    ["Mac's ends of lines", bytesOf(LIST.replaceAll("\n", "\r"))],
  ];
  for (const [name, bytes] of encodings)
    it(`is read from ${name}`, async () => {
      const { ready, problems } = await check(bytes);
      assert.deepEqual(problems, []);
      assert.deepEqual(ready, READY);
    });

  it("names old fonts, and says what to do", async () => {
    const tcvn3 = "Hä vµ tªn;Ngµy sinh\nNguyÔn ThÞ §µo;2/9/1948\nTrÇn V¨n B×nh;1960\n";
    const vni = "Hoï vaø teân;Ngaøy sinh\nNguyeãn Thò Ñaøo;2/9/1948\nTraàn Vaên Bình;1960\n";
    await assert.rejects(check(new Uint8Array(Buffer.from(tcvn3, "latin1"))), isFault("tcvn3"));
    await assert.rejects(check(new Uint8Array(Buffer.from(vni, "latin1"))), isFault("vni"));
    const rows = (text: string) =>
      text
        .trim()
        .split("\n")
        .map((line) => line.split(";"));
    await assert.rejects(check(await xlsxWith(rows(tcvn3))), isFault("tcvn3"));
    await assert.rejects(check(await xlsxWith(rows(vni))), isFault("vni"));
  });

  it("of another kind of file is refused by its name", async () => {
    await assert.rejects(check(new Uint8Array()), isFault("empty"));
    await assert.rejects(check(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3])), isFault("xls"));
    await assert.rejects(check(bytesOf("%PDF-1.7\n")), isFault("no-table"));
    await assert.rejects(check(bytesOf("PK\u0003\u0004 and nothing behind it")), isFault("broken-file"));
    await assert.rejects(
      check(
        new Uint8Array(iconv.encode("名前;生年\n山田太郎は学校の先生です;1960\n".repeat(9), "Shift_JIS")),
      ),
      isFault("encoding"),
    );
    await assert.rejects(check(bytesOf("xin chào\n")), isFault("headings"));
    await assert.rejects(check(bytesOf("Họ và tên;Năm sinh\n;\n")), isFault("no-rows"));
  });
});

describe("a roster's columns", () => {
  it("of ID numbers are left out, and that is said", async () => {
    const { columns, ready } = await check(
      bytesOf(
        "STT,Họ tên,Năm sinh,Số CCCD,Số thẻ BHYT,CMND/Hộ chiếu,Dân tộc\n1,Trần Văn Bình,1960,030060001234,HT4300000000001,141000123,Kinh\n",
      ),
    );
    assert.deepEqual(
      columns.map(({ use }) => use),
      ["unused", "name", "birth", "id-numbers", "id-numbers", "id-numbers", "unused"],
    );
    assert.deepEqual(ready, [{ row: 2, planned: { name: "Trần Văn Bình", birth: "1960" } }]);
  });

  it("of ID numbers cannot be chosen as something else", async () => {
    const { ready } = await check(bytesOf("Họ tên,Năm sinh,CCCD\nTrần Văn Bình,1960,030060001234\n"), {
      choice: { name: 0, birth: 1, hamlet: 2 },
    });
    assert.deepEqual(ready[0]?.planned, { name: "Trần Văn Bình", birth: "1960" });
  });

  it("of family and given names are read as one name, below lines of titles and blank ones", async () => {
    const { ready, headingRow } = await check(
      bytesOf(
        "CÔNG TY MAY,,,\n,,,\nDANH SÁCH CÔNG NHÂN,,,\nSTT,Họ và tên đệm,Tên,Ngày sinh\n,,,\n1,Nguyễn Thị,Đào,02-09-1948\n",
      ),
    );
    assert.equal(headingRow, 4);
    assert.deepEqual(ready, [{ row: 6, planned: { name: "Nguyễn Thị Đào", birth: "1948-09-02" } }]);
  });

  it("without headings are taken as somebody chose them, the first row with the rest", async () => {
    const { ready, headingRow } = await check(bytesOf("x,Trần Văn Bình,1960\ny,Lê Thị Hoa,1971\n"), {
      choice: { name: 1, birth: 2 },
    });
    assert.deepEqual([headingRow, ready.map(({ row }) => row)], [0, [1, 2]]);
  });

  it("hold ID numbers under other headings, too: such a cell is refused, and not shown", async () => {
    const { ready, problems } = await check(
      bytesOf(
        "Họ tên,Năm sinh,Tổ\nTrần Văn Bình,1960,030060001234\nLê Thị Hoa,1971,Tổ 1 thẻ HT4300000000001\n",
      ),
    );
    assert.deepEqual(
      problems.map(({ code, value }) => [code, value]),
      [
        ["id-number", "…"],
        ["id-number", "…"],
      ],
    );
    assert.deepEqual(ready, []);
  });

  it("are taken as somebody chose them", async () => {
    const { ready } = await check(bytesOf("A,B,C\nx,Trần Văn Bình,1960\n"), {
      choice: { name: 1, birth: 2 },
    });
    assert.deepEqual(ready, [{ row: 2, planned: { name: "Trần Văn Bình", birth: "1960" } }]);
  });
});

describe("a roster's births and phones", () => {
  const births: readonly (readonly [string, string])[] = [
    ["1948", "1948"],
    ["2/9/1948", "1948-09-02"],
    ["02.09.1948", "1948-09-02"],
    ["1948-09-02", "1948-09-02"],
    ["17778", "1948-09-02"],
    ["00/00/1948", "1948"],
    ["9/1948", "1948"],
    ["ngày 2 tháng 9 năm 1948", "1948-09-02"],
  ];
  for (const [written, birth] of births)
    it(`${written} is ${birth}`, async () => {
      const { ready, problems } = await check(bytesOf(`Họ tên;Ngày sinh\nTrần Văn Bình;${written}\n`));
      assert.deepEqual(problems, []);
      assert.equal(ready[0]?.planned.birth, birth);
    });

  it("are dates of Excel too", async () => {
    const { ready } = await check(
      await xlsxWith([
        ["Họ tên", "Ngày sinh"],
        ["Trần Văn Bình", { value: new Date("1960-03-25"), type: Date, format: "dd/mm/yyyy" }],
        ["Trần Văn Cường", { value: 1961, type: Number }],
        ["Trần Văn Dũng", { value: 22000, type: Number }],
      ]),
    );
    assert.deepEqual(
      ready.map(({ planned }) => planned.birth),
      ["1960-03-25", "1961", "1960-03-25"],
    );
  });

  it("get a 0 back only where that is asked for", async () => {
    const list = bytesOf("Họ tên;Năm sinh;SĐT\nTrần Văn Bình;1960;912345678\nLê Thị Hoa;1961;0987 654 321\n");
    const plain = await check(list);
    assert.deepEqual([plain.ready.length, plain.repaired, plain.problems.length], [1, 0, 1]);
    const repaired = await check(list, { repairsPhones: true });
    assert.deepEqual([repaired.ready.length, repaired.repaired, repaired.problems.length], [2, 1, 0]);
    assert.equal(repaired.ready[0]?.planned.phone, "+84912345678");
  });
});

describe("a roster's communes", () => {
  it("are those of today, by names of before too", async () => {
    const { ready, merged, problems } = await check(
      bytesOf(
        "Họ tên;Năm sinh;Xã, phường\nTrần Văn An;1960;Phường Cẩm Thượng\nTrần Văn Bảo;1960;xa an thuong\nTrần Văn Chi;1960;Phường Tân Hưng\nTrần Văn Du;1960;\n",
      ),
    );
    assert.deepEqual(problems, []);
    assert.deepEqual(
      ready.map(({ planned }) => planned.unit),
      ["10507-2025", "10507-2025", "10537-2025", undefined],
    );
    assert.equal(merged, 2);
  });
});

/** As Windows writes it: letters composed, tones apart. */
function toWindows1258(text: string): string {
  return text
    .normalize("NFD")
    .replace(/([aAeEoOuU])([\u0323\u0300\u0301\u0303\u0309]?)([\u0302\u0306\u031b])/gu, "$1$3$2")
    .replace(/[aAeEoOuU][\u0302\u0306\u031b]/gu, (pair) => pair.normalize("NFC"));
}
