/** People who are to belong to another place: it has to take them in first. */

import type { Moved } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

interface Move {
  /** Random. */
  readonly id: string;
  readonly person: string;
  readonly what: Moved;
  readonly place: Place;
  /** World ms. */
  readonly askedAt: number;
}

export type MoveChange =
  /** In the place of what was asked before for the same. */
  | ({ readonly kind: "move-asked"; readonly by: string } & Move)
  /** Taken in, refused, or taken back. */
  | { readonly kind: "move-ended"; readonly person: string; readonly what: Moved };

export async function applyMoveChange(queries: Queries, change: MoveChange): Promise<void> {
  const { person, what } = change;
  await queries.query("DELETE FROM people.move WHERE person = $1 AND what = $2", [person, what]);
  if (change.kind === "move-ended") return;
  await queries.query(
    `INSERT INTO people.move (id, person, what, place, asked_by, asked_at) SELECT $1, $2, $3, $4, $5, $6
     WHERE EXISTS (SELECT FROM people.person WHERE id = $2)`,
    [change.id, person, what, change.place, change.by, isoOf(change.askedAt)],
  );
}

interface MoveRow {
  readonly id: string;
  readonly person: string;
  readonly what: Moved;
  readonly place: Place;
  readonly asked_at: Date;
}

const moveOf = ({ asked_at, id, person, what, place }: MoveRow): Move => ({
  id,
  person,
  what,
  place,
  askedAt: asked_at.getTime(),
});

export async function findMove(queries: Queries, id: string): Promise<Move | undefined> {
  const rows = await queries.query<MoveRow>("SELECT * FROM people.move WHERE id = $1", [id]);
  return rows[0] && moveOf(rows[0]);
}

/** Places that were asked to take a person in, and have not answered. */
export async function waitingOf(
  queries: Queries,
  person: string,
): Promise<Readonly<Partial<Record<Moved, Place>>>> {
  const rows = await queries.query<Pick<MoveRow, "what" | "place">>(
    "SELECT what, place FROM people.move WHERE person = $1",
    [person],
  );
  return Object.fromEntries(rows.map(({ what, place }) => [what, place]));
}

/** Those who are to come to these places, who waits longest first. */
export async function movesTo(queries: Queries, places: readonly Place[]): Promise<Move[]> {
  const rows = await queries.query<MoveRow>(
    "SELECT * FROM people.move WHERE place = ANY($1) ORDER BY asked_at, id",
    [[...places]],
  );
  return rows.map(moveOf);
}
