/** A made-up list of an organisation, some of its rows dirty in the ways that lists are. */
import type { Cell } from "write-excel-file/node";
import { readablePhone } from "../../host-tools/contract/phones.ts";
import { Stream } from "../../host-tools/lib/random.ts";
import type { ProblemCode } from "../../host-tools/roster/words.ts";
import { Register } from "../../host-tools/studies/doubles/register.ts";

type Row = [name: string, birth: Cell | string, phone: Cell | string, group: string, unit: string];

/** Column, and what it becomes. */
type Soil = readonly [column: number, value: Cell | string];

const text = (value: string): Soil[1] => value;

/** One cell of a row made dirty; what each asks for stands in the words of problems. */
const SOILS: readonly (readonly [ProblemCode, Soil])[] = [
  ["name-missing", [0, text("")]],
  ["name-signs", [0, text("Trần Văn Bình (nghỉ)")]],
  ["broken-letters", [0, text("Nguy?n V?n An")]],
  ["legacy-font", [0, text("NguyÔn V¨n §øc")]],
  ["signs", [3, text("Tổ <1>")]],
  ["too-long", [3, text("Tổ may ".repeat(20))]],
  ["birth-missing", [1, text("")]],
  ["birth-unreadable", [1, text("không rõ")]],
  ["birth-no-such-day", [1, text("30/2/1970")]],
  ["birth-month-first", [1, text("3/25/1970")]],
  ["birth-two-digits", [1, text("2/5/70")]],
  ["birth-future", [1, text("2/5/2070")]],
  ["birth-too-old", [1, text("1790")]],
  ["phone-zero-eaten", [2, { value: 912345678, type: Number }]],
  ["phone-several", [2, text("0912345678; 0987654321")]],
  ["id-number", [2, text("030170001234")]],
  ["phone-unreadable", [2, text("hỏi tổ trưởng")]],
  ["formula", [1, { value: "=1900+70", type: "Formula" }]],
  ["cell-error", [3, text("#N/A")]],
  ["unit-unknown", [4, text("Phường Đâu Đó")]],
  ["unit-several", [4, text("Phường Trần Phú")]],
  ["unit-elsewhere", [4, text("Phường Hạ Long")]],
];

const LIST_HEADINGS = ["Họ và tên", "Ngày sinh", "Số điện thoại", "Phân xưởng", "Xã/Phường", "Số CCCD"];
const UNIT_NAMES = ["Phường Thành Đông", "P. Cẩm Thượng", "Phường Hải Dương", "xã An Thượng", ""];

interface MadeUpList {
  readonly rows: readonly (readonly (Cell | string)[])[];
  /** Cells that are wrong, as a spreadsheet calls them, with what is. */
  readonly wrong: readonly (readonly [cell: string, code: ProblemCode])[];
}

/** Every so many rows one is dirty, each kind in turn. */
export function madeUpList(people: number, seed: number, dirtyEach = 33): MadeUpList {
  const register = new Register(people, seed);
  const chance = new Stream(seed, 2);
  const wrong: [string, ProblemCode][] = [];
  const rows = register.people.slice(0, people).map((one, i): (Cell | string)[] => {
    const date = `${one.birth.slice(0, 4)}-${String(1 + chance.below(12)).padStart(2, "0")}-${String(1 + chance.below(28)).padStart(2, "0")}`;
    const row: Row = [
      one.name,
      { value: new Date(date), type: Date, format: "dd/mm/yyyy" },
      one.phone === undefined ? "" : readablePhone(one.phone),
      `Tổ may ${1 + (i % 40)}`,
      UNIT_NAMES[i % UNIT_NAMES.length]!,
    ];
    if (i % dirtyEach === dirtyEach - 1) {
      const [code, [column, value]] = SOILS[Math.floor(i / dirtyEach) % SOILS.length]!;
      row[column] = value as never;
      wrong.push([`${"ABCDE"[column]}${i + 2}`, code]);
    }
    return [...row, `0300${String(i).padStart(8, "0")}`];
  });
  return { rows: [LIST_HEADINGS, ...rows], wrong };
}
