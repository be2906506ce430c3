/** Tables in text files: by commas, semicolons or tabs. */
import Papa from "papaparse";
import { MOST_ROWS } from "../contract/roster-files.ts";
import { columnsOf } from "./columns.ts";
import type { Table } from "./table.ts";
import { decodeText } from "./text.ts";
import { RosterFault } from "./words.ts";

const SEPARATORS = [";", "\t", ","] as const;
/** Title, heading and blank rows may stand above; a file may end in blank ones. */
export const MOST_LINES = MOST_ROWS + 1000;
const LOOKED_AT = 30;

function parsed(text: string, delimiter: string, preview = 0): string[][] {
  return Papa.parse<string[]>(text, { delimiter, preview, skipEmptyLines: false }).data;
}

/** The separator by which most headings are known, else by which most cells come out of the first rows. */
function separatorOf(text: string): string {
  const scored = SEPARATORS.map((separator) => {
    const rows = parsed(text, separator, LOOKED_AT);
    const known = Math.max(
      ...rows.map((row) => columnsOf(row).filter(({ use }) => use !== "unused").length),
      0,
    );
    const cells = rows.reduce((sum, row) => sum + row.length, 0);
    return { separator, known, cells };
  });
  scored.sort((a, b) => b.known - a.known || b.cells - a.cells);
  return scored[0]!.separator;
}

/** Throws RosterFault. */
export function readCsv(bytes: Uint8Array): Table {
  const { text: all, encoding } = decodeText(bytes);
  // Excel's own word for the separator.
  const told = /^sep=(.)\r?\n/i.exec(all);
  const text = told ? all.slice(told[0].length) : all;
  const rows = parsed(text, told?.[1] ?? separatorOf(text), MOST_LINES + 1);
  while (rows.length > 0 && rows.at(-1)!.every((cell) => cell.trim() === "")) rows.pop();
  if (rows.length > MOST_LINES) throw new RosterFault("too-large");
  if (rows.length === 0) throw new RosterFault("empty");
  return { kind: "csv", encoding, rows: told ? [[], ...rows] : rows, otherSheets: [] };
}
