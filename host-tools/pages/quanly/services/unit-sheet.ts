/** A province's list of units from a spreadsheet, as the server takes it. */
import { folded } from "../../../contract/names.ts";
import type { Tier } from "../../../contract/vocabulary.ts";
import { pastedRows } from "./delimited.ts";

export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly tier: string;
  readonly from?: string;
  readonly to?: string;
  readonly into?: readonly string[];
}

export const MOST_UNIT_ROWS = 400;

const FIELDS = ["code", "name", "from", "to", "into"] as const;
type Field = (typeof FIELDS)[number];

const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  code: ["ma", "ma don vi", "ma xa", "ma so", "code"],
  name: ["ten", "ten don vi", "ten xa", "ten xa phuong", "name"],
  from: ["tu ngay", "hieu luc tu", "ngay hieu luc", "from", "valid from"],
  to: ["den ngay", "het hieu luc", "den het ngay", "to", "valid to"],
  into: ["nhap vao", "sap nhap vao", "vao", "into", "merged into"],
};

/** A unit's level stands in its name. */
const KINDS: readonly (readonly [start: string, tier: Tier])[] = [
  ["phuong ", "commune"],
  ["xa ", "commune"],
  ["dac khu ", "commune"],
  ["thi tran ", "commune"],
  ["quan ", "district"],
  ["huyen ", "district"],
  ["thi xa ", "district"],
  ["thon ", "hamlet"],
  ["xom ", "hamlet"],
  ["to ", "hamlet"],
  ["khu ", "hamlet"],
];

function tierOf(name: string): string {
  const text = `${folded(name)} `;
  return KINDS.find(([start]) => text.startsWith(start))?.[1] ?? "";
}

/** 01/07/2025 and 1-7-2025 as 2025-07-01; anything else as it is. */
function isoDay(cell: string): string {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(cell);
  if (!found) return cell;
  const [, day, month, year] = found;
  return `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`;
}

/** Spreadsheets eat zeros in front of codes: five digits are a commune's. */
function codeOf(cell: string): string {
  return /^\d{3,4}$/.test(cell) ? cell.padStart(5, "0") : cell.toLowerCase();
}

export function unitRows(text: string): UnitRow[] {
  const rows = pastedRows(text);
  const named = (rows[0] ?? []).map((cell) => FIELDS.find((field) => HEADINGS[field].includes(folded(cell))));
  const hasHeadings = named.includes("code") && named.includes("name");
  const at: readonly (Field | undefined)[] = hasHeadings ? named : FIELDS;
  return (hasHeadings ? rows.slice(1) : rows).map((cells) => {
    const cellOf = (field: Field) => cells[at.indexOf(field)] ?? "";
    const name = cellOf("name");
    const into = cellOf("into")
      .split("+")
      .map((one) => one.trim())
      .filter((one) => one !== "")
      .map((one) => (/^\d+$/.test(one) ? codeOf(one) : one));
    const days = (["from", "to"] as const).flatMap((field) =>
      cellOf(field) === "" ? [] : [[field, isoDay(cellOf(field))] as const],
    );
    return Object.assign(
      { code: codeOf(cellOf("code")), name, tier: tierOf(name) },
      Object.fromEntries(days),
      into.length > 0 ? { into } : {},
    );
  });
}
