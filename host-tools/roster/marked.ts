/** A file given back: as it was, with a column of what is wrong beside each row, and the cells coloured. */
import writeExcelFile, { type Cell as Written } from "write-excel-file/node";
import type { Checked } from "./check.ts";
import { MARK_TITLE } from "./columns.ts";
import type { Problem } from "./row.ts";
import { type Cell, cellText, columnLetter, Formula, type Table } from "./table.ts";
import { explained, PROBLEMS } from "./words.ts";

const WRONG = "#f9c9c4";
const HEADING = "#dbe7f3";
const WIDTH = 18;
const MARK_WIDTH = 70;

/** What begins like a formula is not one when the file is saved as text and opened again; a phone's + stays. */
function harmlessCell(text: string): string {
  return /^\s*(?:[=@＝＠]|[+\-＋－](?![\d\s.]*$))|^[\t\r\n]/.test(text) ? `'${text}` : text;
}

function writtenOf(cell: Cell | undefined, look: object): Written {
  if (cell instanceof Formula) return writtenOf(cell.shown, look);
  if (cell === undefined || cell === null)
    return Object.keys(look).length > 0 ? { value: "", type: String, ...look } : null;
  if (cell instanceof Date) return { value: cell, type: Date, format: "dd/mm/yyyy", ...look };
  if (typeof cell === "number") return { value: cell, type: Number, ...look };
  return { value: harmlessCell(cellText(cell)), type: String, ...look };
}

/** All that is wrong with a row: "C: thiếu năm sinh… / there is no birth…". */
function toldOfRow(problems: readonly Problem[]): string {
  return problems
    .map(({ letter, code, more }) => {
      const { vi, en } = explained(PROBLEMS[code], more);
      return `${letter}: ${vi} / ${en}`;
    })
    .join("\n");
}

/** The file as XLSX, whatever it was. */
export async function markedFile(
  table: Table,
  { columns, headingRow, problems }: Checked,
): Promise<Uint8Array> {
  const byRow = new Map<number, Problem[]>();
  for (const problem of problems) byRow.set(problem.row, [...(byRow.get(problem.row) ?? []), problem]);
  const width = Math.max(...table.rows.map((row) => row.length), columns.length);
  // A file that comes back a second time has the column already.
  const markAt = columns.find(({ use }) => use === "marks")?.index ?? width;
  const rows = table.rows.map((cells, i) => {
    const wrong = byRow.get(i + 1) ?? [];
    return Array.from({ length: Math.max(width, markAt + 1) }, (_, column): Written => {
      const isHeading = i + 1 === headingRow;
      if (column === markAt && i + 1 >= headingRow)
        return isHeading
          ? { value: MARK_TITLE, type: String, fontWeight: "bold", backgroundColor: HEADING }
          : wrong.length > 0
            ? { value: toldOfRow(wrong), type: String, wrap: true, backgroundColor: WRONG }
            : null;
      const isWrong = wrong.some((one) => one.column === column);
      return writtenOf(
        cells[column],
        isWrong ? { backgroundColor: WRONG } : isHeading ? { fontWeight: "bold" } : {},
      );
    });
  });
  const widths = Array.from({ length: Math.max(width, markAt + 1) }, (_, i) => ({
    width: i === markAt ? MARK_WIDTH : WIDTH,
  }));
  const file = writeExcelFile(rows, { sheet: "Danh sách", stickyRowsCount: headingRow, columns: widths });
  return new Uint8Array(await file.toBuffer());
}

/** Where a problem stands, as a spreadsheet calls it: C17. */
export function cellAddress({ row, column }: Pick<Problem, "row" | "column">): string {
  return `${columnLetter(column)}${row}`;
}
