import { chmodSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import type { Database, Queries } from "./database.ts";
import { makeFolder } from "./durable-files.ts";

/**
 * PostgreSQL in this process (PGlite), in a folder that is made when missing, or in memory without one.
 * It runs without fsync: what was committed last may be gone after a power cut.
 */
export async function openPglite(folder?: string): Promise<Database> {
  if (folder) {
    makeFolder(folder);
    // PGlite lets everybody read and write its files (0666): the folder keeps them out.
    chmodSync(folder, 0o700);
  }
  const pglite = await PGlite.create(folder ?? "memory://");
  return {
    ...queriesOf(pglite),
    isDurable: false,
    transaction: (work) => pglite.transaction((transaction) => work(queriesOf(transaction))),
    close: () => pglite.close(),
  };
}

function queriesOf(source: Pick<PGlite, "query" | "exec">): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly unknown[] = []) {
      return (await source.query<Row>(sql, [...parameters])).rows;
    },
    async exec(sql) {
      await source.exec(sql);
    },
  };
}
