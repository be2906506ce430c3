/** The people of a place as a station holds them: what tells them apart, and the tokens they wear; nothing more. */
import { phoneEndOf } from "../../contract/doubles.ts";
import type { RosterEntry } from "../../contract/roster.ts";
import { OPTIONAL_PURPOSES, type OptionalPurpose } from "../../contract/vocabulary.ts";
import type { Parameter, Queries } from "../database/database.ts";
import { usableFor } from "../people/consents.ts";
import type { Place } from "../units/unit.ts";

interface RosterRow {
  readonly id: string;
  readonly name: string;
  readonly birth: string;
  readonly phone: string | null;
  readonly id_number: string | null;
  readonly hamlet: string | null;
  readonly group: string | null;
  readonly organisation: string | null;
  readonly guardian: string | null;
  readonly serials: number[];
}

/** Rows of people who meet a condition, by given name; `who` stands for the person in it. */
export function rosterRows(
  queries: Queries,
  condition: string,
  parameters: readonly Parameter[],
): Promise<RosterRow[]> {
  return queries.query<RosterRow>(
    `SELECT id, name, birth, phone, id_number, hamlet, "group", organisation, guardian->>'name' AS guardian,
       ARRAY(
         SELECT serial::float8 FROM people.assignment WHERE person = who.id AND assigned_to IS NULL
         ORDER BY coalesce(told_at, assigned_from) DESC
       ) AS serials
     FROM people.person AS who WHERE ${condition} ORDER BY sort_key, birth, id`,
    parameters,
  );
}

/** By given name. `now` in world ms. */
export async function rosterOf(
  queries: Queries,
  places: readonly Place[],
  now: number,
): Promise<RosterEntry[]> {
  const rows = await rosterRows(queries, "unit = ANY($1) OR organisation = ANY($1)", [[...places]]);
  return rosterEntriesOf(queries, rows, now);
}

/** One person; undefined where there is none. `now` in world ms. */
export async function rosterEntryOf(
  queries: Queries,
  person: string,
  now: number,
): Promise<RosterEntry | undefined> {
  return (await rosterEntriesOf(queries, await rosterRows(queries, "id = $1", [person]), now))[0];
}

/** Who wears a token now, world ms. */
export async function wearerOf(
  queries: Queries,
  serial: number,
  now: number,
): Promise<RosterEntry | undefined> {
  const rows = await rosterRows(
    queries,
    "id IN (SELECT person FROM people.assignment WHERE serial = $1 AND assigned_to IS NULL)",
    [serial],
  );
  return (await rosterEntriesOf(queries, rows, now))[0];
}

/** With what each gave beside contacts. `now` in world ms. */
export async function rosterEntriesOf(
  queries: Queries,
  rows: readonly RosterRow[],
  now: number,
): Promise<RosterEntry[]> {
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
  const { id, name, birth, phone, hamlet, group, organisation, guardian, serials } = row;
  return {
    id,
    name,
    birth,
    ...(hamlet === null ? {} : { hamlet }),
    ...(group === null ? {} : { group }),
    ...(organisation === null ? {} : { organisation }),
    ...(guardian === null ? {} : { guardian }),
    ...(phone === null ? {} : { phoneEnd: phoneEndOf(phone) }),
    ...(serials.length === 0 ? {} : { serials: serials.map(Number) }),
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
