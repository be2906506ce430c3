import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { readSheet } from "read-excel-file/universal";
import { doubleReasons } from "../../host-tools/contract/doubles.ts";
import { Stream } from "../../host-tools/lib/random.ts";
import { checkRoster } from "../../host-tools/roster/check.ts";
import { DoubleSearch, doubleRows } from "../../host-tools/roster/doubles.ts";
import { cellAddress, markedFile } from "../../host-tools/roster/marked.ts";
import { readTable } from "../../host-tools/roster/read.ts";
import { type MadeUp, Register, SLIPS } from "../../host-tools/studies/doubles/register.ts";
import { drawing } from "../support/seed.ts";
import { TODAY, unitNames, xlsxWith } from "./dirty.ts";
import { madeUpList } from "./made-up-list.ts";

const PEOPLE = 5000;

const check = async (bytes: Uint8Array) => {
  const table = await readTable(bytes);
  return { table, checked: checkRoster(table, { today: TODAY, units: unitNames() }) };
};

/** Cells of the sheet with a fill of this colour. */
function colouredCells(file: Uint8Array, colour: string): Set<string> {
  const parts = unzipSync(file);
  const textIn = (name: string) => new TextDecoder().decode(parts[name]);
  const styles = textIn("xl/styles.xml");
  const fills = [...styles.matchAll(/<fill>[\s\S]*?<\/fill>/g)].map(([fill]) => fill.includes(colour));
  const formats = /<cellXfs[\s\S]*?<\/cellXfs>/.exec(styles)![0];
  const fillOf = [...formats.matchAll(/<xf\b[^>]*>/g)].map(
    ([format]) => fills[Number(/fillId="(\d+)"/.exec(format)?.[1] ?? 0)]!,
  );
  const cells = [...textIn("xl/worksheets/sheet1.xml").matchAll(/<c r="([A-Z]+\d+)"[^>]*?\bs="(\d+)"/g)];
  return new Set(cells.filter(([, , style]) => fillOf[Number(style)]).map(([, cell]) => cell!));
}

describe("a list of five thousand", function () {
  this.timeout(120_000);
  const list = madeUpList(PEOPLE, 20261129);
  let file: Uint8Array;
  before(async () => {
    file = await xlsxWith(list.rows);
  });

  it("is told cell by cell what is wrong in it, and nothing else", async () => {
    const { checked } = await check(file);
    assert.ok(list.wrong.length >= 0.03 * PEOPLE);
    assert.deepEqual(
      checked.problems.map((one) => [cellAddress(one), one.code]),
      list.wrong,
    );
    assert.equal(checked.rows, PEOPLE);
    assert.equal(checked.ready.length, PEOPLE - list.wrong.length);
  });

  it("is given back with the words beside the rows and the cells coloured, and nothing else is", async () => {
    const { table, checked } = await check(file);
    const marked = await markedFile(table, checked);
    const rows = await readSheet(marked.slice().buffer, 1, { trim: false });
    assert.equal(rows.length, PEOPLE + 1);
    assert.equal(rows[0]?.[6], "Lỗi / Problems");
    const told = rows.flatMap((row, i) => (i > 0 && row[6] !== null ? [i + 1] : []));
    assert.deepEqual(
      told,
      list.wrong.map(([cell]) => Number(cell.slice(1))),
    );
    assert.match(String(rows[told[0]! - 1]?.[6]), /^A: thiếu họ tên: .* \/ there is no name: /);
    const wrong = new Set(list.wrong.flatMap(([cell]) => [cell, `G${cell.slice(1)}`]));
    assert.deepEqual(colouredCells(marked, "F9C9C4"), wrong);
  });

  it("is read again with its column of words, which stays one", async () => {
    const { table, checked } = await check(file);
    const again = await check(await markedFile(table, checked));
    // A formula comes back as what it showed last; these showed nothing.
    assert.deepEqual(
      again.checked.problems.map((one) => [cellAddress(one), one.code]),
      list.wrong.map(([cell, code]) => [cell, code === "formula" ? "birth-missing" : code]),
    );
    assert.equal(again.checked.columns[6]?.use, "marks");
    const twice = await markedFile(again.table, again.checked);
    assert.equal((await readSheet(twice.slice().buffer))[0]?.length, 7);
  });
});

describe("a file given back", () => {
  const dangerous = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+cmd", "-2+3", "\t=1", "＝1+1"];

  it("holds no cell that a program would compute", async () => {
    const { table, checked } = await check(
      await xlsxWith([
        ["Họ tên", "Năm sinh", "Tổ"],
        ...dangerous.map((text) => ["Trần Văn Bình", "1960", text]),
      ]),
    );
    const marked = await markedFile(table, checked);
    const sheet = new TextDecoder().decode(unzipSync(marked)["xl/worksheets/sheet1.xml"]);
    assert.doesNotMatch(sheet, /<f[\s>]/);
    const rows = await readSheet(marked.slice().buffer, 1, { trim: false });
    for (const row of rows.slice(1)) assert.match(String(row[2]), /^'/);
  });

  it("leaves a phone with its + as it is, and reads what it wrote", async () => {
    const rows = [
      ["Họ tên", "Năm sinh", "SĐT", "Tổ"],
      ["Trần Văn Bình", "1960", "+84912345678", "-Tổ 1"],
    ];
    const first = await check(await xlsxWith(rows));
    const second = await check(await markedFile(first.table, first.checked));
    assert.equal(first.checked.ready[0]?.planned.phone, "+84912345678");
    assert.deepEqual(second.checked.ready, first.checked.ready);
  });
});

describe("likely doubles of a list", () => {
  it("are those that the rule names, each pair", () =>
    drawing((seed) => {
      const register = new Register(400, seed);
      const chance = new Stream(seed, 3);
      const slips = Object.values(SLIPS);
      const again = register.people.slice(0, 100).map((one, i) => slips[i % slips.length]!(one, chance));
      const people: MadeUp[] = [...register.people, ...again];
      const wanted = people.flatMap((one, i) =>
        people.slice(0, i).flatMap((other, j) => (doubleReasons(one, other).length > 0 ? [`${i} ${j}`] : [])),
      );
      const search = new DoubleSearch<number>();
      const found = people.flatMap((one, i) => {
        const pairs = search.find(one).map(({ item }) => `${i} ${item}`);
        search.add(one, i);
        return pairs;
      });
      assert.deepEqual(found.sort(), wanted.sort());
    }));

  it("are told by their rows, with why", () => {
    const rows = [
      { row: 2, planned: { name: "Trần Văn Bình", birth: "1960", phone: "+84912345678" } },
      { row: 3, planned: { name: "Lê Thị Hoa", birth: "1971" } },
      { row: 4, planned: { name: "Tran Van Binh", birth: "1960", phone: "+84912345678" } },
    ];
    assert.deepEqual(doubleRows(rows), [{ row: 4, of: 2, reasons: ["name-birth", "phone"] }]);
  });
});
