import type { Database } from "../database.ts";

/** Tables that tell of persons. */
const TABLES = ["people.person", "people.name_word", "people.consent", "people.assignment"];

/**
 * Takes what was deleted out of the database's files too. PGlite writes its small tables anew and starts a new
 * write-ahead log. A PostgreSQL server only makes the room free: its tables are large and in use, and when dead rows,
 * write-ahead log and archives go is for those who run it to set (docs/admin.md).
 */
export async function scrubDatabase(database: Database): Promise<void> {
  if (database.isDurable) {
    for (const table of TABLES) await database.exec(`VACUUM (ANALYZE) ${table}`);
    return;
  }
  for (const table of TABLES) await database.exec(`VACUUM (FULL) ${table}`);
  await database.exec("SET wal_recycle = off");
  // The first checkpoint may still need the segment before it.
  for (let i = 0; i < 2; i++) {
    await database.exec("SELECT pg_switch_wal()");
    await database.exec("CHECKPOINT");
  }
}
