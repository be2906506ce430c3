/** How it is forgotten who became one with whom. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";

/** Both may have answered in one millisecond: the later row stands behind the other. */
async function giveConsents(queries: Queries, from: string, to: string): Promise<void> {
  type Said = { readonly person: string; readonly purpose: string; readonly said_at: Date };
  const saidBy = (origin: string, person: string | null) =>
    queries.query<Said>(
      "SELECT person, purpose, said_at FROM people.consent WHERE origin = $1 AND person = coalesce($2, person)",
      [origin, person],
    );
  const moving = await saidBy(from, null);
  const placeOf = ({ purpose }: Said, at: number) => `${purpose} ${at}`;
  const there = moving[0] ? await saidBy(to, moving[0].person) : [];
  const taken = new Set(there.map((one) => placeOf(one, one.said_at.getTime())));
  for (const one of moving) {
    let at = one.said_at.getTime();
    while (taken.has(placeOf(one, at))) at++;
    taken.add(placeOf(one, at));
    await queries.query(
      "UPDATE people.consent SET origin = $5, said_at = $4 WHERE person = $1 AND purpose = $2 AND said_at = $3 AND origin = $6",
      [one.person, one.purpose, one.said_at.toISOString(), isoOf(at), to, from],
    );
  }
}

/** When its time is over nothing tells any more whose what was; the id still stands for who stayed. */
export const MERGE_DATA: RoomData = {
  // Of what a token recorded there is nothing.
  async erase() {},
  async discard(queries, { before }) {
    const due = await queries.query<{ id: string; parent: string | null }>(
      "SELECT id, parent FROM people.merged WHERE merged_at < $1 AND details IS NOT NULL",
      [isoOf(before("merges"))],
    );
    for (const { id, parent } of due) {
      await queries.query("UPDATE people.assignment SET origin = $2 WHERE origin = $1", [id, parent ?? ""]);
      await giveConsents(queries, id, parent ?? "");
      await queries.query(
        "UPDATE people.merged SET details = NULL, changed = NULL, narrowed = NULL, waiting = NULL WHERE id = $1",
        [id],
      );
    }
  },
};
