import type { Database } from "./database.ts";

/** Schemas whose tables tell of persons; `everything` takes those of tokens and encounters along. */
const PERSONS = ["people", "desk", "station"];
const EVERYTHING = [...PERSONS, "office", "registry", "radio"];

/**
 * Takes what was deleted out of the database's files too. PGlite writes its tables anew and starts a new write-ahead log.
 * A PostgreSQL server only makes the room free unless it is to be `thorough`: then its tables are written anew as well,
 * nobody else can use them meanwhile, and it needs `wal_recycle = off` (docs/admin.md). Returns what the database's role
 * was not allowed to do.
 */
export async function scrubDatabase(
  database: Database,
  what: "persons" | "everything" = "persons",
  isThorough = !database.isDurable,
): Promise<string[]> {
  const tables = await tablesOf(database, what === "persons" ? PERSONS : EVERYTHING);
  const way = database.isDurable ? (isThorough ? "(FULL, ANALYZE)" : "(ANALYZE)") : "(FULL)";
  for (const table of tables) await database.exec(`VACUUM ${way} ${table}`);
  if (!isThorough) return [];
  if (!database.isDurable) await database.exec("SET wal_recycle = off");
  const refused: string[] = [];
  // The planner's figures quote frequent values. The first checkpoint may still need the segment before it.
  const last = ["SELECT pg_switch_wal()", "CHECKPOINT", "SELECT pg_switch_wal()", "CHECKPOINT"];
  for (const sql of database.isDurable ? ["VACUUM (FULL) pg_catalog.pg_statistic", ...last] : last)
    await database.exec(sql).catch(() => refused.push(sql));
  return refused;
}

async function tablesOf(database: Database, schemas: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE relkind = 'r' AND nspname = ANY($1) ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ name }) => name);
}
