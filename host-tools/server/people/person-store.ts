import { foldedWords, nameSortKey } from "../../contract/names.ts";
import { hasWord, soughtIn } from "../../contract/person-search.ts";
import type { Guardian, Person } from "../../contract/persons.ts";
import { alikeTo } from "../../contract/texts.ts";
import type { Parameter, Queries } from "../database/database.ts";
import { forgetAnswersAbout } from "../repeats/done-store.ts";
import type { Place } from "../units/unit.ts";

/** Everything that can happen to a person's records; `person` in each is the random id. */
export type PersonChange =
  | { readonly kind: "person"; readonly person: string; readonly details: Person }
  | { readonly kind: "erase"; readonly person: string; readonly at: number };

export async function applyPersonChange(queries: Queries, change: PersonChange): Promise<void> {
  switch (change.kind) {
    case "person":
      return putPerson(queries, change.details);
    case "erase":
      return erasePerson(queries, change.person, new Date(change.at).toISOString());
  }
}

/** With everybody who became one with them. */
async function erasePerson(queries: Queries, person: string, at: string): Promise<void> {
  const merged = await queries.query<{ id: string }>("SELECT id FROM people.merged WHERE person = $1", [
    person,
  ]);
  await queries.query("DELETE FROM people.person WHERE id = $1", [person]);
  for (const id of [person, ...merged.map((one) => one.id)]) {
    await queries.query("INSERT INTO people.erasure VALUES ($1, $2) ON CONFLICT DO NOTHING", [id, at]);
    await forgetAnswersAbout(queries, id);
  }
}

export async function putPerson(queries: Queries, person: Person): Promise<void> {
  const { id, name, birth, phone, phoneShared, idNumber, unit, organisation, hamlet, group, guardian } =
    person;
  const rows = await queries.query(
    `INSERT INTO people.person SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12
     WHERE NOT EXISTS (SELECT FROM people.erasure WHERE person = $1)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, sort_key = excluded.sort_key, birth = excluded.birth,
       phone = excluded.phone, phone_shared = excluded.phone_shared, id_number = excluded.id_number,
       unit = excluded.unit, organisation = excluded.organisation, hamlet = excluded.hamlet,
       "group" = excluded."group", guardian = excluded.guardian
     RETURNING id`,
    [
      id,
      name,
      nameSortKey(name),
      birth,
      phone ?? null,
      phoneShared ?? false,
      idNumber ?? null,
      unit,
      organisation ?? null,
      hamlet ?? null,
      group ?? null,
      guardian ? JSON.stringify(guardian) : null,
    ],
  );
  if (rows.length === 0) return;
  await queries.query("DELETE FROM people.name_word WHERE person = $1", [id]);
  await queries.query("INSERT INTO people.name_word SELECT $1, unnest($2::text[])", [
    id,
    [...new Set(foldedWords(name))],
  ]);
}

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly birth: string;
  readonly phone: string | null;
  readonly phone_shared: boolean;
  readonly id_number: string | null;
  readonly unit: string;
  readonly organisation: string | null;
  readonly hamlet: string | null;
  readonly group: string | null;
  readonly guardian: Guardian | null;
}

function personOf(row: PersonRow): Person {
  const { id, name, birth, phone, phone_shared, id_number, unit, organisation, hamlet, group, guardian } =
    row;
  return {
    id,
    name,
    birth,
    unit,
    ...(phone === null ? {} : { phone }),
    ...(phone_shared ? { phoneShared: true } : {}),
    ...(id_number === null ? {} : { idNumber: id_number }),
    ...(organisation === null ? {} : { organisation }),
    ...(hamlet === null ? {} : { hamlet }),
    ...(group === null ? {} : { group }),
    ...(guardian === null ? {} : { guardian }),
  };
}

/** Names of those of these persons that there are. */
export async function namesOfPersons(queries: Queries, ids: readonly string[]): Promise<string[]> {
  const rows = await queries.query<{ name: string }>(
    "SELECT name FROM people.person WHERE id = ANY($1::text[])",
    [[...ids]],
  );
  return rows.map(({ name }) => name);
}

export async function findPerson(queries: Queries, id: string): Promise<Person | undefined> {
  const rows = await queries.query<PersonRow>("SELECT * FROM people.person WHERE id = $1", [id]);
  return rows[0] && personOf(rows[0]);
}

/** Whether an id is somebody's, or was before they were erased. */
export async function isKnownId(queries: Queries, id: string): Promise<boolean> {
  const rows = await queries.query(
    `SELECT id FROM people.person WHERE id = $1 UNION ALL SELECT id FROM people.merged WHERE id = $1
     UNION ALL SELECT person FROM people.erasure WHERE person = $1`,
    [id],
  );
  return rows.length > 0;
}

interface PersonQuery {
  /** As contract/person-search.ts reads it. Empty: everybody. */
  readonly text: string;
  /** Units and organisations to look in; undefined: everywhere. */
  readonly places: readonly Place[] | undefined;
  readonly group?: string | undefined;
  readonly hamlet?: string | undefined;
  readonly limit: number;
  /** So many of them were told already. */
  readonly skip?: number;
}

/** What of a person names a hamlet, class or workshop. */
export const BELONGING = ["group", "hamlet"] as const;
type Belonging = (typeof BELONGING)[number];

/** All ways in which groups or hamlets of these places are written. */
async function spellingsOf(
  queries: Queries,
  column: Belonging,
  places: PersonQuery["places"],
): Promise<string[]> {
  const rows = await queries.query<{ spelling: string }>(
    `SELECT DISTINCT "${column}" AS spelling FROM people.person
     WHERE "${column}" IS NOT NULL ${places ? "AND (unit = ANY($1) OR organisation = ANY($1))" : ""}`,
    places ? [places] : [],
  );
  return rows.map(({ spelling }) => spelling);
}

/** How many of a person's unit and organisation, without them, write a hamlet or group in which way. */
export async function spellingsAround(
  queries: Queries,
  { id, unit, organisation }: Person,
  column: Belonging,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries.query<{ spelling: string; count: number }>(
    `SELECT "${column}" AS spelling, count(*)::int4 AS count FROM people.person
     WHERE "${column}" IS NOT NULL AND id <> $1 AND (unit = $2 OR organisation = $3)
     GROUP BY 1 ORDER BY 2 DESC, 1`,
    [id, unit, organisation ?? null],
  );
  return new Map(rows.map(({ spelling, count }) => [spelling, count]));
}

interface FoundPeople {
  readonly persons: readonly Person[];
  /** How many there are, told or not. */
  readonly total: number;
}

/** Persons by given name. */
export async function searchPersons(queries: Queries, query: PersonQuery): Promise<FoundPeople> {
  const parameters: Parameter[] = [];
  const parameter = (value: Parameter) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  const { phone, idNumber, words } = soughtIn(query.text);
  if (phone !== undefined) conditions.push(`phone = ${parameter(phone)}`);
  if (idNumber !== undefined) conditions.push(`id_number = ${parameter(idNumber)}`);
  const isWanted = words.length > 0 || BELONGING.some((column) => query[column] !== undefined);
  const written = new Map<Belonging, readonly string[]>();
  if (isWanted)
    for (const column of BELONGING) written.set(column, await spellingsOf(queries, column, query.places));
  for (const word of words) {
    // A folded word holds letters and digits only: nothing in it means anything to LIKE.
    const begins = parameter(`${word}%`);
    const places = BELONGING.map((column) => {
      const spellings = written.get(column)!.filter((one) => hasWord(one, word));
      return `"${column}" = ANY(${parameter(spellings)})`;
    });
    const year = /^\d{1,4}$/.test(word) ? [`birth LIKE ${begins}`] : [];
    const name = `id IN (SELECT person FROM people.name_word WHERE word LIKE ${begins})`;
    conditions.push(`(${[name, ...year, ...places].join(" OR ")})`);
  }
  if (query.places) {
    const places = parameter(query.places);
    conditions.push(`(unit = ANY(${places}) OR organisation = ANY(${places}))`);
  }
  for (const column of BELONGING) {
    const wanted = query[column];
    if (wanted === undefined) continue;
    const spellings = written.get(column)!.filter(alikeTo(wanted));
    conditions.push(`"${column}" = ANY(${parameter(spellings)})`);
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  const [count] = await queries.query<{ total: number }>(
    `SELECT count(*)::int4 AS total FROM people.person ${where}`,
    [...parameters],
  );
  const rows = await queries.query<PersonRow>(
    `SELECT * FROM people.person ${where} ORDER BY sort_key, birth, id
     LIMIT ${parameter(query.limit)} OFFSET ${parameter(query.skip ?? 0)}`,
    parameters,
  );
  return { persons: rows.map(personOf), total: count!.total };
}
