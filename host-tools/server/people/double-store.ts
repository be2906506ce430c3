/** People who came in by a form without a network and are likely to be somebody who was there: staff decide. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

export type DoubleChange =
  | {
      readonly kind: "double-noted";
      readonly person: string;
      readonly others: readonly string[];
      /** World ms. */
      readonly at: number;
    }
  /** Somebody has said of these two what they are. */
  | { readonly kind: "double-settled"; readonly person: string; readonly other: string };

export async function applyDoubleChange(queries: Queries, change: DoubleChange): Promise<void> {
  if (change.kind === "double-settled") {
    await queries.query(
      "DELETE FROM people.likely_double WHERE (person = $1 AND other = $2) OR (person = $2 AND other = $1)",
      [change.person, change.other],
    );
    return;
  }
  await queries.query(
    `INSERT INTO people.likely_double (person, other, noted_at)
     SELECT $1, id, $3 FROM people.person
     WHERE id = ANY($2::text[]) AND EXISTS (SELECT FROM people.person WHERE id = $1) ON CONFLICT DO NOTHING`,
    [change.person, change.others, isoOf(change.at)],
  );
}

interface NotedDouble {
  readonly person: string;
  readonly other: string;
  /** World ms. */
  readonly notedAt: number;
}

/** Where the newcomer belongs to one of these places, who waits longest first. */
export async function notedDoublesOf(queries: Queries, places: readonly Place[]): Promise<NotedDouble[]> {
  const rows = await queries.query<{ person: string; other: string; noted_at: Date }>(
    `SELECT person, other, noted_at FROM people.likely_double JOIN people.person ON id = person
     WHERE unit = ANY($1) OR organisation = ANY($1) ORDER BY noted_at, person, other`,
    [[...places]],
  );
  return rows.map(({ person, other, noted_at }) => ({ person, other, notedAt: noted_at.getTime() }));
}
