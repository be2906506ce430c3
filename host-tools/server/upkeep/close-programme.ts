/** The end of the programme: everything is deleted, and a search of every file that is left shows it. */

import { randomBytes } from "node:crypto";
import { readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countTables, type Database, dropEverything, type Queries } from "../database/database.ts";
import type { Search } from "./piece-search.ts";

/** What is left; nothing is found when everything is gone. */
export interface Closure extends Search {
  /** Pieces of what was kept that were looked for: keys, pages, names, numbers. */
  readonly pieces: number;
  /** Tables that are left in the database. */
  readonly tables: number;
}

/** Pieces looked for at most: more would take hours and prove no more. */
const MAX_PIECES = 20_000;
/** Shorter ones are found by chance. */
const MIN_PIECE_BYTES = 6;

/** What a column holds, as one value a row: texts, bytes, and each text within JSON. */
const VALUES: Readonly<Record<string, (table: string, column: string) => string>> = {
  text: (table, column) => `SELECT ${column} AS value FROM ${table}`,
  bytea: (table, column) => `SELECT ${column} AS value FROM ${table}`,
  jsonb: (table, column) =>
    `SELECT leaf #>> '{}' AS value FROM ${table}, jsonb_path_query(${column}, 'strict $.**') AS leaf
     WHERE jsonb_typeof(leaf) = 'string'`,
};

/**
 * Pieces of every column of texts, bytes and JSON of every table, before they are deleted: what the search looks for.
 * The words of schema and program (roles, kinds) are no pieces: only values that are there once.
 */
export async function piecesOf(queries: Queries): Promise<Buffer[]> {
  const columns = await queries.query<{ table: string; column: string; type: string }>(
    `SELECT attrelid::regclass::text AS "table", quote_ident(attname) AS "column", format_type(atttypid, NULL) AS type
     FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND nspname NOT IN ('pg_catalog', 'information_schema')
       AND nspname !~ '^pg_' AND nspname <> 'public' AND format_type(atttypid, NULL) = ANY($1)`,
    [Object.keys(VALUES)],
  );
  const pieces: Buffer[] = [];
  const each = Math.max(1, Math.floor(MAX_PIECES / Math.max(1, columns.length)));
  for (const { table, column, type } of columns) {
    const rows = await queries.query<{ value: string | Uint8Array }>(
      `SELECT value FROM (${VALUES[type]!(table, column)}) AS held WHERE octet_length(value) >= $1
       GROUP BY value HAVING count(*) = 1 LIMIT $2`,
      [MIN_PIECE_BYTES, each],
    );
    // The middle of a page is sealed; its beginning is the same in many.
    for (const { value } of rows)
      pieces.push(typeof value === "string" ? Buffer.from(value) : Buffer.from(value).subarray(-24));
  }
  return pieces;
}

/** Deletes the tables, and every file in the folder that the server wrote. */
export async function deleteEverything(database: Database, dir: string | undefined): Promise<number> {
  await database.transaction(dropEverything);
  const tables = await countTables(database);
  await database.close();
  if (dir)
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (name.startsWith("lock-")) continue;
      // A key is overwritten first: where a file's blocks may be read later, it opens nothing.
      if (name.startsWith("wrapping-key")) writeFileSync(path, randomBytes(statSync(path).size));
      rmSync(path, { recursive: true, force: true });
    }
  return tables;
}
