import type { Database } from "./database.ts";
import { STORE_MIGRATIONS } from "./store-schema.ts";

/** One step of a part's schema; once released it is never changed. Its number is its place in the list, from 1. */
export interface Migration {
  readonly name: string;
  /** Statements of PostgreSQL's dialect without parameters. */
  readonly sql: string;
}

/** What belongs together and is numbered by itself; `part` names it for ever. */
export interface SchemaPart {
  readonly part: string;
  readonly steps: readonly Migration[];
}

/** Parts in the order in which they are brought up: a part may refer to tables of those before it. */
export const SCHEMA: readonly SchemaPart[] = [{ part: "store", steps: STORE_MIGRATIONS }];

/** Brings every part up to its newest step. Throws when the database was written by a newer program. */
export async function migrate(database: Database, schema: readonly SchemaPart[] = SCHEMA): Promise<void> {
  await database.exec(
    "CREATE TABLE IF NOT EXISTS public.migration (part text, number int4, name text NOT NULL, PRIMARY KEY (part, number))",
  );
  const done = await database.query<{ part: string; newest: number }>(
    "SELECT part, max(number) AS newest FROM public.migration GROUP BY part",
  );
  const newest = new Map(done.map((row) => [row.part, row.newest]));
  for (const [part, number] of newest) {
    const known = schema.find((one) => one.part === part)?.steps.length ?? 0;
    if (number > known)
      throw new Error(`The database is of a newer version (${part} schema ${number}, not ${known}).`);
  }
  for (const { part, steps } of schema)
    for (const [at, { name, sql }] of steps.entries()) {
      if (at < (newest.get(part) ?? 0)) continue;
      await database.transaction(async (queries) => {
        await queries.exec(sql);
        await queries.query("INSERT INTO public.migration VALUES ($1, $2, $3)", [part, at + 1, name]);
      });
    }
}
