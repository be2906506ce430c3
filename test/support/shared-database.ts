import { type Database, openPglite } from "../../host-tools/server/database.ts";

let shared: Promise<Database> | undefined;

/** A real database without tables. All tests share one process of it, since it takes seconds to start. */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openPglite();
  const database = await shared;
  await database.exec(
    "DROP SCHEMA IF EXISTS radio CASCADE; DROP SCHEMA IF EXISTS registry CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
  );
  return { ...database, close: async () => {} };
}
