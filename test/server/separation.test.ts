import assert from "node:assert/strict";
import type { Database } from "../../host-tools/server/database/database.ts";
import { migrate } from "../../host-tools/server/database/migrations.ts";
import { SCHEMA } from "../../host-tools/server/schema.ts";
import { describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

/** Who was near whom, by token alone. */
const RADIO = "radio";
/** Everything that a column of the radio's tables may be called: a new one is thought about here first. */
const RADIO_COLUMNS = new Set([
  "serial",
  "recorder",
  "prefix",
  "epoch",
  "shift",
  "sequence",
  "place",
  "summary",
  "clock_trusted",
  "length",
  "mac",
  "sealed",
  "closed",
  "received_at",
  "last_epoch",
  "discarded",
  "type",
  "content",
  "own_from",
  "own_to",
  "report",
  "one",
  "day",
  // Of passages: the gate's random id, a minute, and words of three closed lists.
  "gate",
  "minute",
  "side",
  "direction",
  "evidence",
]);

describeOnDatabases("encounters and identities", () => {
  let database: Database;
  before(async () => {
    database = await emptyDatabase();
    await migrate(database, SCHEMA);
  });

  it("have no table, reference, view or function in common", async () => {
    const references = await database.query(
      `SELECT conname FROM pg_constraint
       JOIN pg_class AS own ON own.oid = conrelid JOIN pg_class AS other ON other.oid = confrelid
       WHERE contype = 'f' AND own.relnamespace <> other.relnamespace
         AND $1::text::regnamespace IN (own.relnamespace, other.relnamespace)`,
      [RADIO],
    );
    assert.deepEqual(references, []);
    const views = await database.query(
      "SELECT relname FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid WHERE relkind IN ('v', 'm') AND nspname !~ '^pg_' AND nspname <> 'information_schema'",
    );
    assert.deepEqual(views, []);
    const functions = await database.query(
      "SELECT proname FROM pg_proc WHERE pronamespace = $1::text::regnamespace OR prosrc LIKE '%radio.%' AND pronamespace <> 'pg_catalog'::regnamespace",
      [RADIO],
    );
    assert.deepEqual(functions, []);
  });

  it("are told apart by column: an encounter's table has none for a person", async () => {
    const columns = await database.query<{ name: string }>(
      `SELECT DISTINCT attname AS name FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid
       WHERE relnamespace = $1::text::regnamespace AND relkind = 'r' AND attnum > 0`,
      [RADIO],
    );
    assert.ok(columns.length > 15);
    for (const { name } of columns) assert.ok(RADIO_COLUMNS.has(name), `radio: column ${name}`);
  });

  it("keep rolling IDs out of the identities' schemas", async () => {
    const columns = await database.query<{ table: string; name: string }>(
      `SELECT attrelid::regclass::text AS "table", attname AS name FROM pg_attribute
       JOIN pg_class ON attrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
       WHERE relkind = 'r' AND nspname <> $1 AND nspname !~ '^pg_' AND nspname <> 'information_schema'
         AND attname IN ('prefix', 'rolling_id', 'recorder', 'summary')`,
      [RADIO],
    );
    assert.deepEqual(columns, []);
  });
});
