import { startPrivateCluster } from "../../host-tools/bench/private-cluster.ts";
import { postgresqlPrograms } from "../../host-tools/build/system-packages.ts";
import { type Database, dropEverything } from "../../host-tools/server/database.ts";
import { openPglite } from "../../host-tools/server/pglite.ts";
import { openPostgres } from "../../host-tools/server/postgres.ts";

export type Engine = "PGlite" | "PostgreSQL";

const shared = new Map<Engine, Promise<Database>>();
let engine: Engine = "PGlite";

/** Whether there is a PostgreSQL: the one of TEST_DATABASE_URL, which is emptied, or a private one. */
const hasPostgresql = Boolean(process.env.TEST_DATABASE_URL || postgresqlPrograms());

/** A real database without tables. All tests share one of each engine, since it takes seconds to start. */
export async function emptyDatabase(): Promise<Database> {
  const opened = shared.get(engine) ?? (engine === "PGlite" ? openPglite() : openTestPostgres());
  shared.set(engine, opened);
  const database = await opened;
  await dropEverything(database);
  return { ...database, close: async () => {} };
}

/** The same suite on PGlite and on PostgreSQL: `emptyDatabase` gives the one whose turn it is. */
export function describeOnDatabases(title: string, suite: () => void): void {
  for (const name of ["PGlite", "PostgreSQL"] as const)
    (name === "PGlite" || hasPostgresql ? describe : describe.skip)(`${title} (${name})`, () => {
      before(async function () {
        this.timeout(60_000);
        engine = name;
        await emptyDatabase();
      });
      after(() => {
        engine = "PGlite";
      });
      suite();
    });
}

function openTestPostgres(): Promise<Database> {
  const url = process.env.TEST_DATABASE_URL;
  return openPostgres(url || startPrivateCluster(postgresqlPrograms()!, { isDurable: false }).url);
}

after(async () => {
  if (shared.has("PostgreSQL")) await (await shared.get("PostgreSQL")!).close();
});
