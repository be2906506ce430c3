import { foldedWords, nameSortKey } from "../../contract/names.ts";
import type { Guardian, Person } from "../../contract/persons.ts";
import { normalPhone } from "../../contract/phones.ts";
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
      await queries.query("DELETE FROM people.person WHERE id = $1", [change.person]);
      await queries.query("INSERT INTO people.erasure VALUES ($1, $2) ON CONFLICT DO NOTHING", [
        change.person,
        new Date(change.at).toISOString(),
      ]);
      await forgetAnswersAbout(queries, change.person);
  }
}

async function putPerson(queries: Queries, person: Person): Promise<void> {
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

export async function findPerson(queries: Queries, id: string): Promise<Person | undefined> {
  const rows = await queries.query<PersonRow>("SELECT * FROM people.person WHERE id = $1", [id]);
  return rows[0] && personOf(rows[0]);
}

/** Whether an id is somebody's, or was before they were erased. */
export async function isKnownId(queries: Queries, id: string): Promise<boolean> {
  const rows = await queries.query(
    "SELECT id FROM people.person WHERE id = $1 UNION ALL SELECT person FROM people.erasure WHERE person = $1",
    [id],
  );
  return rows.length > 0;
}

interface PersonQuery {
  /** Beginnings of words of the name, or a phone number. Empty: everybody. */
  readonly text: string;
  /** Units and organisations to look in; undefined: everywhere. */
  readonly places: readonly Place[] | undefined;
  readonly group?: string | undefined;
  readonly hamlet?: string | undefined;
  readonly limit: number;
}

/** All ways in which a group or hamlet of these places is written that are read as the wanted one. */
async function spellingsOf(
  queries: Queries,
  column: "group" | "hamlet",
  wanted: string,
  places: PersonQuery["places"],
): Promise<string[]> {
  const rows = await queries.query<{ spelling: string }>(
    `SELECT DISTINCT "${column}" AS spelling FROM people.person
     WHERE "${column}" IS NOT NULL ${places ? "AND (unit = ANY($1) OR organisation = ANY($1))" : ""}`,
    places ? [places] : [],
  );
  return rows.map(({ spelling }) => spelling).filter(alikeTo(wanted));
}

/** Persons by given name. */
export async function searchPersons(queries: Queries, query: PersonQuery): Promise<Person[]> {
  const parameters: Parameter[] = [];
  const parameter = (value: Parameter) => `$${parameters.push(value)}`;
  const conditions: string[] = [];
  const phone = normalPhone(query.text);
  if (phone) conditions.push(`phone = ${parameter(phone)}`);
  // A folded word holds letters and digits only: nothing in it means anything to LIKE.
  else
    for (const word of new Set(foldedWords(query.text)))
      conditions.push(`id IN (SELECT person FROM people.name_word WHERE word LIKE ${parameter(`${word}%`)})`);
  if (query.places) {
    const places = parameter(query.places);
    conditions.push(`(unit = ANY(${places}) OR organisation = ANY(${places}))`);
  }
  for (const column of ["group", "hamlet"] as const) {
    const wanted = query[column];
    if (wanted === undefined) continue;
    conditions.push(
      `"${column}" = ANY(${parameter(await spellingsOf(queries, column, wanted, query.places))})`,
    );
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : "";
  const rows = await queries.query<PersonRow>(
    `SELECT * FROM people.person ${where} ORDER BY sort_key, birth, id LIMIT ${parameter(query.limit)}`,
    parameters,
  );
  return rows.map(personOf);
}
