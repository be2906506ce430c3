/** Numbers that benches have drawn, and what became of each. */
import type { NumberEnd } from "../../contract/enrolments.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Statement } from "../journal/events.ts";
import type { Place } from "../units/unit.ts";

/** Of a bench's place. */
interface DrawnNumber {
  readonly serial: number;
  readonly place: Place;
  readonly state: "drawn" | NumberEnd;
}

/** Times are world ms. */
export type NumberChange =
  | { readonly kind: "number-drawn"; readonly serial: number; readonly place: Place; readonly at: number }
  | { readonly kind: "number-ended"; readonly serial: number; readonly end: NumberEnd; readonly at: number };

export const isNumberChange = (change: { readonly kind: string }): change is NumberChange =>
  change.kind === "number-drawn" || change.kind === "number-ended";

/** The number stays taken by its row in registry.enrolment. */
const REMOVE_TOKEN = "DELETE FROM registry.token WHERE serial = $1";

export async function applyNumberChange(queries: Queries, change: NumberChange): Promise<void> {
  const at = isoOf(change.at);
  if (change.kind === "number-drawn") {
    await queries.query(
      "INSERT INTO registry.enrolment VALUES ($1, $2, 'drawn', $3) ON CONFLICT DO NOTHING",
      [change.serial, change.place, at],
    );
    return;
  }
  const { serial, end } = change;
  await queries.query("UPDATE registry.enrolment SET state = $2, since = $3 WHERE serial = $1", [
    serial,
    end,
    at,
  ]);
  if (end === "void") await queries.query(REMOVE_TOKEN, [serial]);
}

/** The number that a statement has made void; undefined of any other statement. */
export function voidedNumber({ sql, parameters }: Statement): number | undefined {
  return sql === REMOVE_TOKEN ? (parameters[0] as number) : undefined;
}

export async function drawnNumber(queries: Queries, serial: number): Promise<DrawnNumber | undefined> {
  const [row] = await queries.query<{ place: string; state: DrawnNumber["state"] }>(
    "SELECT place, state FROM registry.enrolment WHERE serial = $1",
    [serial],
  );
  return row && { serial, ...row };
}

export async function voidNumbers(queries: Queries): Promise<number[]> {
  const rows = await queries.query<{ serial: number }>(
    "SELECT serial FROM registry.enrolment WHERE state = 'void' ORDER BY serial",
  );
  return rows.map(({ serial }) => serial);
}

/** Whether anybody has seen a token of this number: read it, given it a ticket, worn it, kept it, had it in stock. */
export async function wasSeen(queries: Queries, serial: number): Promise<boolean> {
  const [row] = await queries.query<{ seen: boolean }>(
    `SELECT EXISTS (SELECT FROM registry.token WHERE serial = $1 AND (ticket_counter > 0 OR ticket_highest > 0))
       OR EXISTS (SELECT FROM radio.page WHERE serial = $1) OR EXISTS (SELECT FROM people.assignment WHERE serial = $1)
       OR EXISTS (SELECT FROM people.custody WHERE serial = $1) OR EXISTS (SELECT FROM stock.token WHERE serial = $1)
       AS seen`,
    [serial],
  );
  return row!.seen;
}
