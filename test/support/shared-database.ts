import { type Database, openPglite } from "../../host-tools/server/database.ts";

let shared: Promise<Database> | undefined;

/** A real database without tables. All tests share one process of it, since it takes seconds to start. */
export async function emptyDatabase(): Promise<Database> {
  shared ??= openPglite();
  const database = await shared;
  await database.exec(`
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
      END LOOP;
    END $$;
    CREATE SCHEMA public`);
  return { ...database, close: async () => {} };
}
