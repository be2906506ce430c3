/** Holds a table to what is kept of somebody who is to get a token: rows that are ready, and every fault by its cell. */
import { MOST_ROWS, type RosterField } from "../contract/roster-files.ts";
import { tidyText } from "../contract/texts.ts";
import { areDatesSwapped, readBirth } from "./births.ts";
import { type Column, chosen, columnsOf, isEnough } from "./columns.ts";
import { type Planned, type Problem, RowReader } from "./row.ts";
import { type Cell, cellText, Formula, type Table } from "./table.ts";
import type { UnitNames } from "./unit-names.ts";
import { RosterFault } from "./words.ts";

export interface ReadyRow {
  /** As a spreadsheet numbers it: the first is 1. */
  readonly row: number;
  readonly planned: Planned;
}

interface CheckOptions {
  /** In the province, ISO. */
  readonly today: string;
  /** Columns chosen by hand, from 0. */
  readonly choice?: Readonly<Partial<Record<RosterField, number>>> | undefined;
  /** Put back a 0 that Excel has eaten. */
  readonly repairsPhones?: boolean | undefined;
  /** Without them a column of communes is left out. */
  readonly units?: UnitNames | undefined;
}

export interface Checked {
  readonly columns: readonly Column[];
  /** Row of the headings, from 1. */
  readonly headingRow: number;
  /** Rows with anything in them below the headings. */
  readonly rows: number;
  readonly ready: readonly ReadyRow[];
  readonly problems: readonly Problem[];
  /** Phones whose 0 was put back. */
  readonly repaired: number;
  /** Communes that have become part of another one. */
  readonly merged: number;
}

const HEADING_ROWS = 30;

/**
 * The row of headings among the first ones, 0 where there is none, and what its columns hold. Of rows in which no heading is known
 * the one with most cells is taken; where somebody has chosen its columns, and a birth stands there, it is a person's.
 * Throws RosterFault: headings.
 */
export function headingsOf(
  table: Table,
  { choice = {}, today }: Pick<CheckOptions, "choice" | "today">,
): { readonly row: number; readonly columns: Column[] } {
  const guesses = table.rows.slice(0, HEADING_ROWS).map((cells, i) => {
    const columns = columnsOf(cells.map((cell) => tidyText(cellText(cell))));
    const known = columns.filter(({ use }) => use !== "unused").length;
    const filled = columns.filter(({ heading }) => heading !== "").length;
    return { row: i + 1, cells, columns, known, filled };
  });
  const [best] = guesses.toSorted((a, b) => b.known - a.known || b.filled - a.filled || a.row - b.row);
  if (!best) throw new RosterFault("headings");
  const isPerson =
    best.known === 0 && choice.birth !== undefined && "birth" in readBirth(best.cells[choice.birth], today);
  const columns = isPerson ? best.columns.map((column) => ({ ...column, heading: "" })) : best.columns;
  return { row: isPerson ? best.row - 1 : best.row, columns: chosen(columns, choice) };
}

/** Throws RosterFault: headings, no-rows, too-large. */
export function checkRoster(table: Table, options: CheckOptions): Checked {
  const { row: headingRow, columns } = headingsOf(table, options);
  if (!isEnough(columns)) throw new RosterFault("headings");
  const body = table.rows
    .map((cells, i) => ({ row: i + 1, cells }))
    .slice(headingRow)
    .filter(({ cells }) =>
      columns.some(({ index, use }) => use !== "unused" && use !== "marks" && !isBlank(cells[index])),
    );
  if (body.length === 0) throw new RosterFault("no-rows");
  if (body.length > MOST_ROWS) throw new RosterFault("too-large");
  const birthAt = columns.find(({ use }) => use === "birth")!.index;
  const reading = {
    columns,
    today: options.today,
    repairsPhones: options.repairsPhones ?? false,
    units: options.units,
    areSwapped: areDatesSwapped(body.map(({ cells }) => cells[birthAt])),
  };
  const rows = body.map(({ row, cells }) => new RowReader(row, cells, reading).read());
  const problems: Problem[] = [];
  const ready: ReadyRow[] = [];
  const seen = new Map<string, number>();
  for (const { row, planned, found, nameCell } of rows) {
    problems.push(...found);
    if (!planned) continue;
    const whole = JSON.stringify(planned);
    const before = seen.get(whole);
    if (before === undefined) {
      seen.set(whole, row);
      ready.push({ row, planned });
    } else problems.push({ ...nameCell, code: "row-twice", more: String(before) });
  }
  return {
    columns,
    headingRow,
    rows: body.length,
    ready,
    problems,
    repaired: rows.filter(({ isRepaired }) => isRepaired).length,
    merged: rows.filter(({ isMerged }) => isMerged).length,
  };
}

function isBlank(cell: Cell | undefined): boolean {
  return !(cell instanceof Formula) && tidyText(cellText(cell)) === "";
}
