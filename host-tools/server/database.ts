import { mkdirSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/** Parameters as PostgreSQL's drivers take them; arrays become SQL arrays, Uint8Array bytea. */
export type Parameter =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly (number | string | boolean | null)[];

/** What statements run on: the database, or a transaction of it. 8-byte integers come back as numbers. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  /** Several statements without parameters. */
  exec(sql: string): Promise<void>;
}

/** The one way to the store. PostgreSQL's dialect only, so that another driver can stand behind it. */
export interface Database extends Queries {
  /** Commits what `work` did when it resolves, and rolls it back when it throws. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** PostgreSQL in this process (PGlite), in a folder that is made when missing, or in memory without one. */
export async function openPglite(folder?: string): Promise<Database> {
  if (folder) mkdirSync(folder, { recursive: true });
  const pglite = await PGlite.create(folder ?? "memory://");
  return {
    ...queriesOf(pglite),
    transaction: (work) => pglite.transaction((transaction) => work(queriesOf(transaction))),
    close: () => pglite.close(),
  };
}

function queriesOf(source: Pick<PGlite, "query" | "exec">): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
      return (await source.query<Row>(sql, [...parameters])).rows;
    },
    async exec(sql) {
      await source.exec(sql);
    },
  };
}
