/** The kinds of dirty rows that lists of organisations and hamlets have: a small file of each, and the right answer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import writeExcelFile, { type Cell } from "write-excel-file/node";
import type { Unit } from "../../host-tools/contract/units.ts";
import { UnitNames } from "../../host-tools/roster/unit-names.ts";
import type { ProblemCode } from "../../host-tools/roster/words.ts";
import { SAMPLE_UNITS } from "../../host-tools/server/units/sample-units.ts";

const FOLDER = fileURLToPath(new URL("dirty/", import.meta.url));
export const TODAY = "2026-11-20";

/** A ward of another province than the sample's. */
export const ELSEWHERE: Unit = {
  id: "6655",
  code: "6655",
  name: "Phường Hạ Long",
  tier: "commune",
  parent: "22",
};
const UNITS: readonly Unit[] = [...SAMPLE_UNITS, ELSEWHERE];
export const unitNames = () => new UnitNames(UNITS, TODAY, (id) => id.endsWith("-2025"));

interface Dirty {
  readonly kind: ProblemCode;
  readonly file: () => Promise<Uint8Array>;
  /** Cells that are wrong, as a spreadsheet calls them. */
  readonly wrong: readonly string[];
  readonly ready: number;
  /** Said behind it. */
  readonly more?: string;
}

const csv = (kind: ProblemCode, wrong: string, more?: string, ready = 1): Dirty => ({
  kind,
  file: async () => new Uint8Array(readFileSync(join(FOLDER, `${kind}.csv`))),
  wrong: [wrong],
  ready,
  ...(more === undefined ? {} : { more }),
});

/** An Excel file with these rows. */
export async function xlsxWith(rows: readonly (readonly (Cell | string)[])[]): Promise<Uint8Array> {
  const cells = rows.map((row) =>
    row.map((cell): Cell => (typeof cell === "string" ? { value: cell, type: String } : cell)),
  );
  return new Uint8Array(await writeExcelFile(cells, { sheet: "Danh sách" }).toBuffer());
}

const HEADINGS = ["Họ và tên", "Ngày sinh"];
const dateCell = (iso: string): Cell => ({ value: new Date(iso), type: Date, format: "dd/mm/yyyy" });

export const DIRTY: readonly Dirty[] = [
  csv("name-missing", "A3"),
  csv("name-signs", "A3"),
  csv("broken-letters", "A3"),
  csv("legacy-font", "A5", undefined, 3),
  csv("signs", "D3"),
  csv("too-long", "D3"),
  csv("birth-missing", "B3"),
  csv("birth-unreadable", "B3"),
  csv("birth-no-such-day", "B3"),
  csv("birth-month-first", "B3"),
  csv("birth-two-digits", "B3"),
  csv("birth-future", "B3"),
  csv("birth-too-old", "B3"),
  {
    kind: "birth-swapped",
    file: () =>
      xlsxWith([
        HEADINGS,
        ...[1, 2, 3, 4, 5].map((day) => [`Trần Văn ${"ABCDE"[day - 1]}`, dateCell(`1960-03-0${day}`)]),
        ["Nguyễn Thị Đào", "25/03/1960"],
      ]),
    wrong: ["B2", "B3", "B4", "B5", "B6"],
    ready: 1,
  },
  csv("phone-zero-eaten", "C3"),
  csv("phone-several", "C3"),
  csv("id-number", "C3"),
  csv("phone-unreadable", "C3"),
  {
    kind: "formula",
    file: () =>
      xlsxWith([
        HEADINGS,
        ["Nguyễn Thị Đào", dateCell("1948-09-02")],
        [{ value: '=CONCATENATE("Trần Văn"," Bình")', type: "Formula" }, dateCell("1960-03-25")],
      ]),
    wrong: ["A3"],
    ready: 1,
  },
  csv("cell-error", "A3"),
  csv("unit-unknown", "C3"),
  csv("unit-several", "C3", "Phường Lê Thanh Nghị; Phường Tân Hưng"),
  csv("unit-elsewhere", "C3"),
  csv("guardian-nameless", "C3"),
  csv("row-twice", "A3", "2"),
];
