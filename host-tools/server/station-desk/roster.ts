/** The people of a place as a station holds them: what tells them apart, and the token they wear; nothing more. */
import type { RosterEntry } from "../../contract/stations.ts";
import type { Queries } from "../database/database.ts";
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

/** By given name. Of several tokens that somebody wears the newest stands. */
export async function rosterOf(queries: Queries, places: readonly Place[]): Promise<RosterEntry[]> {
  const rows = await queries.query<RosterRow>(
    `SELECT * FROM (
       SELECT DISTINCT ON (person.id) ${COLUMNS}, sort_key FROM people.person ${WORN}
       WHERE unit = ANY($1) OR organisation = ANY($1)
       ORDER BY person.id, worn.assigned_from DESC NULLS LAST
     ) AS roster ORDER BY sort_key, birth, id`,
    [[...places]],
  );
  return rows.map(entryOf);
}

/** Who wears a token now. */
export async function wearerOf(queries: Queries, serial: number): Promise<RosterEntry | undefined> {
  const rows = await queries.query<RosterRow>(
    `SELECT ${COLUMNS} FROM people.person ${WORN} WHERE worn.serial = $1`,
    [serial],
  );
  return rows[0] && entryOf(rows[0]);
}

function entryOf({ id, name, birth, hamlet, group, organisation, serial }: RosterRow): RosterEntry {
  return {
    id,
    name,
    birth,
    ...(hamlet === null ? {} : { hamlet }),
    ...(group === null ? {} : { group }),
    ...(organisation === null ? {} : { organisation }),
    ...(serial === null ? {} : { serial: Number(serial) }),
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
