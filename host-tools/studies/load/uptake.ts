/**
 * How long it takes to count who wears a token (server/uptake): once a week for everybody, each time that somebody looks at what was
 * counted, and for one station as it is now; on PGlite, and on PostgreSQL where it is installed. `--tokens N` (300,000), `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startPrivateCluster } from "../../lib/private-cluster.ts";
import { postgresqlPrograms } from "../../lib/system-packages.ts";
import { DAY_MS, isoOf } from "../../lib/time.ts";
import type { Database } from "../../server/database/database.ts";
import { migrate } from "../../server/database/migrations.ts";
import { openPglite } from "../../server/database/pglite.ts";
import { openPostgres } from "../../server/database/postgres.ts";
import { SCHEMA } from "../../server/schema.ts";
import { Places } from "../../server/units/unit.ts";
import { countsByPlace, silenceAt, toldWeek } from "../../server/uptake/uptake.ts";
import { applyUptakeChange, namedWearersAt, toldWeeks, wearersAt } from "../../server/uptake/uptake-store.ts";

const NOW = Date.UTC(2026, 10, 22, 17);
const DAY = "2026-11-23";
const COMMUNES = 114;
const ORGANISATIONS = 2000;
const SYNCS = 3;

interface UptakeFigures {
  readonly engine: string;
  readonly tokens: number;
  /** Once a week, for everybody. */
  readonly countMs: number;
  /** A province's or commune's page. */
  readonly readMs: number;
  /** One commune with its organisations, as it is now, with the names for its station. */
  readonly stationMs: number;
}

function placesOfProvince(): Places {
  const places = new Places();
  places.putUnit({ id: "p", code: "31", name: "Tỉnh", tier: "province" });
  for (let i = 0; i < COMMUNES; i++)
    places.putUnit({ id: `u${i}`, code: String(i), name: `Xã ${i}`, tier: "commune", parent: "p" });
  for (let i = 0; i < ORGANISATIONS; i++)
    places.putOrganisation({ id: `o${i}`, name: `Trường ${i}`, kind: "school", unit: `u${i % COMMUNES}` });
  return places;
}

/** Every second one belongs to an organisation; each was read three times, the last 1 to 13 days ago, one in ten never. */
async function fill(database: Database, tokens: number): Promise<void> {
  await migrate(database, SCHEMA);
  const of = "FROM generate_series(1, $1::int4) AS i";
  await database.query(
    `INSERT INTO people.person (id, name, sort_key, birth, phone_shared, unit, organisation)
     SELECT 'person-' || i, 'Nguyễn Thị Đào', 'dao', '1950', false, 'u' || ((i / 2) % ${ORGANISATIONS}) % ${COMMUNES},
       CASE WHEN i % 2 = 0 THEN 'o' || (i / 2) % ${ORGANISATIONS} END ${of}`,
    [tokens],
  );
  await database.query(
    `INSERT INTO people.assignment (serial, assigned_from, person) SELECT i, $2::timestamptz, 'person-' || i ${of}`,
    [tokens, isoOf(NOW - 90 * DAY_MS)],
  );
  for (let sync = 0; sync < SYNCS; sync++) {
    const at = Math.floor((NOW - (1 + 5 * sync) * DAY_MS) / 1000);
    await database.query(
      `INSERT INTO radio.health (serial, received_at, report) SELECT i, to_timestamp($2::int8 - 86400 * (i % 3)),
         jsonb_build_object('anchor', $2::int8 - 86400 * (i % 3), 'batteryMillivolts', 2400 + i % 600) ${of} WHERE i % 10 > 0`,
      [tokens, at],
    );
    await database.query(
      `INSERT INTO radio.page (serial, sequence, length, mac, sealed, closed, received_at)
       SELECT i, $3::int8, 0, '', '', true, to_timestamp($2::int8) ${of} WHERE i % 10 > 0`,
      [tokens, at, sync],
    );
    await database.query(
      `INSERT INTO radio.note (serial, sequence, place, epoch, type, content)
       SELECT i, $3::int8, 0, $2::int8 / 900 - 1, 'ticket', '{}' ${of} WHERE i % 10 > 0`,
      [tokens, at, sync],
    );
  }
  await database.exec("ANALYZE");
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const since = performance.now();
  await work();
  return Math.round(performance.now() - since);
}

async function benchUptake(engine: string, database: Database, tokens: number): Promise<UptakeFigures> {
  const places = placesOfProvince();
  await fill(database, tokens);
  const countMs = await timed(async () => {
    const wearers = await wearersAt(database, NOW, undefined);
    if (wearers.length !== tokens) throw new Error(`${wearers.length} wearers of ${tokens}.`);
    const counts = toldWeek(places, DAY, countsByPlace(wearers, NOW, silenceAt(NOW, places)));
    await applyUptakeChange(database, { kind: "uptake", day: DAY, counts });
  });
  const communes = ["p", ...Array.from({ length: COMMUNES }, (_, i) => `u${i}`)];
  const readMs = await timed(() => toldWeeks(database, DAY, communes));
  const own = ["u1", ...places.allOrganisations().flatMap(({ id, unit }) => (unit === "u1" ? [id] : []))];
  const stationMs = await timed(() => namedWearersAt(database, NOW, own));
  return { engine, tokens, countMs, readMs, stationMs };
}

function textOf({ engine, tokens, countMs, readMs, stationMs }: UptakeFigures): string {
  return `${engine}, ${tokens} tokens: counted for the week in ${countMs} ms, read in ${readMs} ms, one station's list in ${stationMs} ms`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, tokens: { type: "string", default: "300000" } },
  });
  const tokens = Number(values.tokens);
  const figures: UptakeFigures[] = [];
  const bench = async (engine: string, database: Database) => {
    figures.push(await benchUptake(engine, database, tokens));
    await database.close();
  };
  await bench("PGlite", await openPglite());
  const programs = postgresqlPrograms();
  if (programs !== undefined) {
    const cluster = startPrivateCluster(programs);
    await bench("PostgreSQL", await openPostgres(cluster.url)).finally(() => cluster.stop());
  }
  console.log(values.json ? JSON.stringify({ uptake: figures }) : figures.map(textOf).join("\n"));
}
