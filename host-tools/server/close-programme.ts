/** The end of the programme: everything is deleted, and a search of every file that is left shows it. */

import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { countTables, type Database, dropEverything, type Queries } from "./database.ts";

export interface Closure {
  /** Pieces of what was kept that were looked for: keys, pages, names, numbers. */
  readonly pieces: number;
  /** Files that are left in the folders, and how many bytes were searched. */
  readonly files: number;
  readonly bytes: number;
  /** Files in which a piece was found; empty when everything is gone. */
  readonly found: readonly string[];
  /** Tables that are left in the database. */
  readonly tables: number;
}

/** Pieces looked for at most: more would take hours and prove no more. */
const MAX_PIECES = 20_000;
/** Shorter ones are found by chance. */
const MIN_PIECE_BYTES = 6;

/**
 * Pieces of every text and byte column of every table, before they are deleted: what the search looks for.
 * The words of schema and program (roles, kinds) are no pieces: only values that stand in one row.
 */
export async function piecesOf(queries: Queries): Promise<Buffer[]> {
  const columns = await queries.query<{ table: string; column: string; type: string }>(
    `SELECT attrelid::regclass::text AS "table", quote_ident(attname) AS "column", format_type(atttypid, NULL) AS type
     FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE relkind = 'r' AND attnum > 0 AND NOT attisdropped AND nspname NOT IN ('pg_catalog', 'information_schema')
       AND nspname !~ '^pg_' AND nspname <> 'public' AND atttypid IN ('text'::regtype, 'bytea'::regtype)`,
  );
  const pieces: Buffer[] = [];
  const each = Math.max(1, Math.floor(MAX_PIECES / Math.max(1, columns.length)));
  for (const { table, column, type } of columns) {
    const rows = await queries.query<{ value: string | Uint8Array }>(
      `SELECT ${column} AS value FROM ${table} WHERE octet_length(${column}) >= $1
       GROUP BY ${column} HAVING count(*) = 1 LIMIT $2`,
      [MIN_PIECE_BYTES, each],
    );
    // The middle of a page is sealed; its beginning is the same in many.
    for (const { value } of rows)
      pieces.push(
        type === "bytea" ? Buffer.from(value as Uint8Array).subarray(-24) : Buffer.from(value as string),
      );
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
      if (name === "lock") continue;
      // A key is overwritten first: where a file's blocks may be read later, it opens nothing.
      if (name.startsWith("wrapping-key")) writeFileSync(path, randomBytes(statSync(path).size));
      rmSync(path, { recursive: true, force: true });
    }
  return tables;
}

/** Looks for the pieces in every file of the folders. */
export function searchFiles(
  folders: readonly string[],
  pieces: readonly Buffer[],
): Pick<Closure, "files" | "bytes" | "found"> {
  const files = folders.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      : [],
  );
  let bytes = 0;
  const found = files.filter((file) => {
    const content = readFileSync(file);
    bytes += content.length;
    return pieces.some((piece) => content.includes(piece) || content.includes(piece.toString("hex")));
  });
  return { files: files.length, bytes, found };
}
