/** The people of a place as a station holds them: what tells them apart, and the token they wear; nothing more. */
import type { RosterEntry } from "../../contract/stations.ts";
import { OPTIONAL_PURPOSES, type OptionalPurpose } from "../../contract/vocabulary.ts";
import type { Queries } from "../database/database.ts";
import { usableFor } from "../people/consents.ts";
import type { Place } from "../units/unit.ts";

interface RosterRow {
  readonly id: string;
  readonly name: string;
  readonly birth: string;
  readonly hamlet: string | null;
  readonly group: string | null;
  readonly organisation: string | null;
  readonly serial: number | null;
}

const COLUMNS = `id, name, birth, hamlet, "group", organisation, worn.serial`;
const WORN = "LEFT JOIN people.assignment AS worn ON worn.person = person.id AND worn.assigned_to IS NULL";

/** By given name. Of several tokens that somebody wears the newest stands. `now` in world ms. */
export async function rosterOf(
  queries: Queries,
  places: readonly Place[],
  now: number,
): Promise<RosterEntry[]> {
  const rows = await queries.query<RosterRow>(
    `SELECT * FROM (
       SELECT DISTINCT ON (person.id) ${COLUMNS}, sort_key FROM people.person ${WORN}
       WHERE unit = ANY($1) OR organisation = ANY($1)
       ORDER BY person.id, worn.assigned_from DESC NULLS LAST
     ) AS roster ORDER BY sort_key, birth, id`,
    [[...places]],
  );
  return withGiven(queries, rows, now);
}

/** Who wears a token now, world ms. */
export async function wearerOf(
  queries: Queries,
  serial: number,
  now: number,
): Promise<RosterEntry | undefined> {
  const rows = await queries.query<RosterRow>(
    `SELECT ${COLUMNS} FROM people.person ${WORN} WHERE worn.serial = $1`,
    [serial],
  );
  return (await withGiven(queries, rows, now))[0];
}

/** With what each gave beside contacts. */
async function withGiven(queries: Queries, rows: readonly RosterRow[], now: number): Promise<RosterEntry[]> {
  const persons = rows.map(({ id }) => id);
  const usable = await Promise.all(
    OPTIONAL_PURPOSES.map(
      async (purpose) => [purpose, await usableFor(queries, persons, purpose, now)] as const,
    ),
  );
  return rows.map((row) =>
    entryOf(
      row,
      usable.filter(([, given]) => given.has(row.id)).map(([purpose]) => purpose),
    ),
  );
}

function entryOf(row: RosterRow, given: readonly OptionalPurpose[]): RosterEntry {
  const { id, name, birth, hamlet, group, organisation, serial } = row;
  return {
    id,
    name,
    birth,
    ...(hamlet === null ? {} : { hamlet }),
    ...(group === null ? {} : { group }),
    ...(organisation === null ? {} : { organisation }),
    ...(serial === null ? {} : { serial: Number(serial) }),
    given,
  };
}

/** Tokens that organisations of these places keep for their people to share. */
export async function keptTokens(queries: Queries, places: readonly Place[]): Promise<number[]> {
  const rows = await queries.query<{ serial: number }>(
    "SELECT serial FROM people.custody WHERE kept_to IS NULL AND organisation = ANY($1)",
    [[...places]],
  );
  return rows.map(({ serial }) => Number(serial));
}
