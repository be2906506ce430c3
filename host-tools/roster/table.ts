/** A table as it stands in a file: rows of cells, blank ones too, so that numbers are those that a program shows. */

/** What a cell shows; a date has no zone. */
export type Value = string | number | boolean | Date | null;

/** A formula is never evaluated. What its program computed last is shown to people, and not taken. */
export class Formula {
  readonly shown: Value;

  constructor(shown: Value) {
    this.shown = shown;
  }
}

export type Cell = Value | Formula;

export interface Table {
  readonly kind: "xlsx" | "csv";
  readonly encoding?: string;
  readonly rows: readonly (readonly Cell[])[];
  /** Names of sheets that were not read: only the first one is. */
  readonly otherSheets: readonly string[];
}

/** As people read it: 31/12/1999, TRUE. */
export function cellText(cell: Cell | undefined): string {
  if (cell === undefined || cell === null) return "";
  if (cell instanceof Formula) return cellText(cell.shown);
  if (cell instanceof Date) {
    const part = (value: number) => String(value).padStart(2, "0");
    return `${part(cell.getUTCDate())}/${part(cell.getUTCMonth() + 1)}/${cell.getUTCFullYear()}`;
  }
  return typeof cell === "string" ? cell : String(cell);
}

/** As spreadsheets call a column: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** The column of a letter: A is 0. */
export function columnIndex(letters: string): number {
  return [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}
