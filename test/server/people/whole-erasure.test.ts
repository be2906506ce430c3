/** Whatever table tells of a person goes with the person's erasure and is told of in docs/legal.md, before anything stands in it. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { migrate } from "../../../host-tools/server/database/migrations.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { emptyDatabase } from "../../support/shared-database.ts";

const PAGE = readFileSync(new URL("../../../docs/legal.md", import.meta.url), "utf8");

/** Columns that may hold a person's random id and outlive them, and why. */
const OUTLIVE: Readonly<Record<string, string>> = {
  "people.erasure.person": "late logs and restored backups are held to it",
  "audit.entry.subject": "proves who looked; the id leads nowhere any more",
};

const OF_PERSON = /(?:^|_)(?:person|people|patient|wearer|subject)(?:_|$)/;

interface Column {
  readonly table: string;
  readonly column: string;
  /** What a deletion of the person does: "c" takes the row along; null where the column refers to nobody. */
  readonly deletes: string | null;
}

async function columnsOfPersons(database: Database): Promise<Column[]> {
  const columns = await database.query<Column>(
    `SELECT space.nspname || '.' || rel.relname AS "table", att.attname AS "column", con.confdeltype::text AS deletes
     FROM pg_attribute AS att
       JOIN pg_class AS rel ON rel.oid = att.attrelid AND rel.relkind = 'r'
       JOIN pg_namespace AS space ON space.oid = rel.relnamespace
       LEFT JOIN pg_constraint AS con ON con.conrelid = rel.oid AND con.contype = 'f'
         AND con.confrelid = 'people.person'::regclass AND att.attnum = ANY(con.conkey)
     WHERE att.attnum > 0 AND NOT att.attisdropped
       AND space.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
     ORDER BY 1, 2`,
  );
  return columns.filter(({ column, deletes }) => deletes !== null || OF_PERSON.test(column));
}

interface Reference {
  readonly table: string;
  readonly to: string;
  readonly deletes: string;
}

/** References to tables that tell of a person, from tables that tell of one by them alone. */
async function referencesToPersons(database: Database): Promise<Reference[]> {
  const all = await database.query<Reference>(
    `SELECT DISTINCT space.nspname || '.' || rel.relname AS "table", other.nspname || '.' || target.relname AS "to",
       con.confdeltype::text AS deletes
     FROM pg_constraint AS con
       JOIN pg_class AS rel ON rel.oid = con.conrelid
       JOIN pg_namespace AS space ON space.oid = rel.relnamespace
       JOIN pg_class AS target ON target.oid = con.confrelid
       JOIN pg_namespace AS other ON other.oid = target.relnamespace
     WHERE con.contype = 'f' ORDER BY 1, 2`,
  );
  const reached = new Set(["people.person"]);
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const { table, to } of all) if (reached.has(to)) reached.add(table);
  }
  return all.filter(({ to }) => reached.has(to) && to !== "people.person");
}

/** What "kept" says of a table in each row of docs/legal.md that names it. */
function keptOf(table: string): string[] {
  return PAGE.split("\n")
    .filter((line) => line.startsWith("| ") && line.split(" | ")[1]?.includes(`\`${table}\``))
    .map((line) => line.split(" | ").at(-1)!);
}

async function findings(database: Database): Promise<string[]> {
  const found: string[] = [];
  for (const { table, column, deletes } of await columnsOfPersons(database)) {
    const name = `${table}.${column}`;
    if (Object.hasOwn(OUTLIVE, name)) continue;
    if (deletes !== "c") found.push(`${name} does not go with the person`);
    if (!keptOf(table).some((kept) => /as name|withdraw/.test(kept)))
      found.push(`${name}: docs/legal.md does not say that it goes when the person withdraws`);
  }
  for (const { table, to, deletes } of await referencesToPersons(database)) {
    if (deletes !== "c") found.push(`${table} does not go with ${to}`);
    if (keptOf(table).length === 0) found.push(`${table}: docs/legal.md does not say how long it is kept`);
  }
  return found;
}

describe("what is kept of a person", () => {
  let database: Database;
  beforeEach(async function () {
    this.timeout(120_000);
    database = await emptyDatabase();
    await migrate(database, SCHEMA);
  });

  it("goes as a whole when they withdraw, from every table that tells of one, and the page says so", async () => {
    const columns = await columnsOfPersons(database);
    assert.ok(columns.filter(({ deletes }) => deletes === "c").length >= 6, JSON.stringify(columns));
    assert.deepEqual(await findings(database), []);
    for (const name of Object.keys(OUTLIVE))
      assert.ok(
        columns.some(({ table, column }) => `${table}.${column}` === name),
        name,
      );
  });

  it("is missed nowhere: a table of test results that forgets it is found at once", async () => {
    await database.exec(
      `CREATE TABLE medical.result (person text NOT NULL, result text);
       CREATE TABLE medical.symptom (of_whom text REFERENCES people.person ON DELETE SET NULL);
       CREATE TABLE medical.quarantine (person text REFERENCES people.person ON DELETE CASCADE);
       CREATE TABLE medical.dose (told text REFERENCES medical.told);`,
    );
    const told = "docs/legal.md does not say that it goes when the person withdraws";
    assert.deepEqual(await findings(database), [
      `medical.quarantine.person: ${told}`,
      "medical.result.person does not go with the person",
      `medical.result.person: ${told}`,
      "medical.symptom.of_whom does not go with the person",
      `medical.symptom.of_whom: ${told}`,
      "medical.dose does not go with medical.told",
      "medical.dose: docs/legal.md does not say how long it is kept",
    ]);
  });
});
