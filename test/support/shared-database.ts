import { startPrivateCluster } from "../../host-tools/lib/private-cluster.ts";
import { postgresqlPrograms } from "../../host-tools/lib/system-packages.ts";
import { type Database, dropEverything } from "../../host-tools/server/database/database.ts";
import { openPglite } from "../../host-tools/server/database/pglite.ts";
import { openPostgres } from "../../host-tools/server/database/postgres.ts";

type Engine = "PGlite" | "PostgreSQL";

const shared = new Map<Engine, Promise<Database>>();
let engine: Engine = "PGlite";
let privateUrl: string | undefined;
/** Gives up the claim of the test's server that has the database. */
let giveUp: () => Promise<void> = async () => {};

/** Whether there is a PostgreSQL, of TEST_DATABASE_URL or a private one, and whether it is wanted: a short round goes without. */
const hasPostgresql =
  process.env.TEST_DATABASES !== "PGlite" && Boolean(process.env.TEST_DATABASE_URL || postgresqlPrograms());

/** A real database without tables. All tests share one of each engine, since it takes seconds to start. */
export async function emptyDatabase(): Promise<Database> {
  const opened = shared.get(engine) ?? (engine === "PGlite" ? openPglite() : openPostgres(databaseUrl()!));
  shared.set(engine, opened);
  const database = await opened;
  // Tests that do not close their server have done with it when the next one opens.
  await giveUp();
  const claim = async () => {
    await giveUp();
    giveUp = await database.claim();
    return giveUp;
  };
  await dropEverything(database);
  return { ...database, claim, close: async () => {} };
}

/** Each test and hook: a database takes its time where many programs share two processors. */
const LONGEST_MS = 120_000;

/** The same suite on PGlite and on PostgreSQL: `emptyDatabase` gives the one whose turn it is. */
export function describeOnDatabases(title: string, suite: () => void): void {
  for (const name of ["PGlite", "PostgreSQL"] as const)
    (name === "PGlite" || hasPostgresql ? describe : describe.skip)(`${title} (${name})`, function () {
      this.timeout(LONGEST_MS);
      before(async () => {
        engine = name;
        await emptyDatabase();
      });
      after(() => {
        engine = "PGlite";
      });
      suite();
    });
}

/** For DATABASE_URL of another process, which then works on the same database; undefined when it is PGlite's turn. */
export function databaseUrl(): string | undefined {
  if (engine === "PGlite") return undefined;
  privateUrl ??=
    process.env.TEST_DATABASE_URL || startPrivateCluster(postgresqlPrograms()!, { isDurable: false }).url;
  return privateUrl;
}

// A program of a test uses the harness outside of Mocha, and opens no database here.
if (typeof after === "function")
  after(async () => {
    if (shared.has("PostgreSQL")) await (await shared.get("PostgreSQL")!).close();
  });
