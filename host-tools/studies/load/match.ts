/**
 * How long a case takes among many records: join of both sides and fusion, on PostgreSQL (cold and warm), with one SQL
 * query per ID beside it, as Bluezone's phones look IDs up, and on PGlite. `--records N` (5,000,000; 100,000,000 take six
 * minutes and 20 GB), `--pglite N` (0 for none), `--cases N`, `--alone` (goes before all others
 * while it measures, as root, where others use the machine too), `--json`.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { availableParallelism, constants, setPriority, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { SHARED_PEERS_WEIGHTS } from "../../../protocol/shared-peers.ts";
import { opensslSpeed } from "../../lib/openssl-speed.ts";
import { startPrivateCluster } from "../../lib/private-cluster.ts";
import { percentile } from "../../lib/statistics.ts";
import { postgresqlPrograms } from "../../lib/system-packages.ts";
import type { Database } from "../../server/database/database.ts";
import { migrate } from "../../server/database/migrations.ts";
import { openPglite } from "../../server/database/pglite.ts";
import { openPostgres } from "../../server/database/postgres.ts";
import { keyWrapping } from "../../server/keys/key-wrapping.ts";
import { IdIndex } from "../../server/matching/id-index.ts";
import { matchCase, matchCases } from "../../server/matching/match.ts";
import type { MatchParts } from "../../server/matching/reading.ts";
import { SCHEMA } from "../../server/schema.ts";
import type { TokenDirectory } from "../../server/tokens/directory.ts";
import {
  COPIED_COLUMNS,
  DAYS,
  directoryOf,
  encounterCopies,
  FIRST_DAY,
  serialOf,
  tokensFor,
} from "./match-data.ts";

const INDEXES = ["encounter_prefix", "encounter_page", "encounter_epoch"];
/** A server of 24 GB: two fifths of it for the database. */
const SETTINGS = {
  shared_buffers: "10GB",
  maintenance_work_mem: "1GB",
  max_wal_size: "16GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  synchronous_commit: "off",
  max_parallel_maintenance_workers: "0",
};
const TOGETHER = 100;
const QUERIED_CASES = 10;

interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

interface MatchFigures {
  /** What `openssl speed` makes of SHA-256 on all processors right after it, a second: to hold other machines' figures to. */
  readonly opensslPerSecond?: number | undefined;
  readonly engine: string;
  readonly records: number;
  readonly tokens: number;
  readonly gigabytes: number;
  readonly cases: number;
  /** Contacts of a case, and records of both sides that they were made from, medians. */
  readonly contacts: number;
  readonly rows: number;
  /** ms, of one case after the other. */
  readonly cold?: Times;
  readonly warm: Times;
  /** The same with what contacts' logs share with the case's; of how many contacts, median. */
  readonly withPeers: Times & { readonly readOf: number };
  /** Seconds of so many cases at one time: of cases that nobody has asked for yet, and of the same again. */
  readonly together: {
    readonly cases: number;
    readonly first: number;
    readonly again: number;
    readonly withPeers: number;
  };
  /** The others' records only, one query per ID, ms. */
  readonly queryPerId: Times;
}

function timesOf(values: readonly number[]): Times {
  const at = (p: number) => Math.round(10 * percentile(values, p)!) / 10;
  return { p50: at(50), p95: at(95), most: at(100) };
}

/** Serials of cases, the same ones for the same number of tokens. */
function casesOf(tokens: number, cases: number, salt: number): number[] {
  let state = 12_345 + salt;
  return Array.from({ length: cases }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return serialOf(state % tokens);
  });
}

const PERIOD = { fromDay: FIRST_DAY, toDay: FIRST_DAY + DAYS - 1 };
const RULE = { ...DEFAULT_RULE, sharedPeers: SHARED_PEERS_WEIGHTS };

class Bench {
  readonly directory: TokenDirectory;
  readonly tokens: number;
  database: Database;

  constructor(database: Database, tokens: number) {
    this.database = database;
    this.tokens = tokens;
    this.directory = directoryOf(tokens, keyWrapping(new Uint8Array(32)));
  }

  match(serial: number, index: IdIndex, beforePeers?: (contacts: number) => Promise<void>) {
    return matchCase(this.#partsWith(index), { case: serial, ...PERIOD, rule: RULE }, beforePeers);
  }

  #partsWith(index: IdIndex): MatchParts {
    const { database, directory } = this;
    return { database, directory, index, now: () => (FIRST_DAY + DAYS) * 86_400_000 };
  }

  /** One case after the other; derived IDs are forgotten before each. */
  async times(serials: readonly number[], readsPeers = false) {
    const times: number[] = [];
    const contacts: number[] = [];
    const readOf: number[] = [];
    for (const serial of serials) {
      const index = new IdIndex(this.directory);
      const started = performance.now();
      const result = await this.match(
        serial,
        index,
        readsPeers ? async (read) => void readOf.push(read) : undefined,
      );
      times.push(performance.now() - started);
      contacts.push(result.contacts.length);
    }
    return { times: timesOf(times), contacts: timesOf(contacts).p50, readOf: percentile(readOf, 50) ?? 0 };
  }

  async together(cases: number, salt: number, readsPeers = false): Promise<number> {
    const index = new IdIndex(this.directory);
    const started = performance.now();
    const requests = casesOf(this.tokens, cases, salt).map((serial) => ({
      case: serial,
      ...PERIOD,
      rule: RULE,
    }));
    await matchCases(this.#partsWith(index), requests, readsPeers ? async () => {} : undefined);
    return Math.round(performance.now() - started) / 1000;
  }

  async queryPerId(serials: readonly number[]): Promise<Times> {
    const times: number[] = [];
    for (const serial of serials) {
      const index = new IdIndex(this.directory);
      const started = performance.now();
      for (let day = FIRST_DAY; day < FIRST_DAY + DAYS; day++)
        for (const [i, prefix] of index.prefixesOf(serial, day).entries()) {
          const epoch = day * EPOCHS_PER_DAY + i;
          await this.database.query(
            "SELECT recorder, epoch, summary FROM radio.encounter WHERE prefix = $1 AND epoch BETWEEN $2 AND $3",
            [prefix, epoch - 1, epoch + 1],
          );
        }
      times.push(performance.now() - started);
    }
    return timesOf(times);
  }

  async rowsOf(serial: number): Promise<number> {
    const [row] = await this.database.query<{ rows: number }>(
      "SELECT count(*)::int4 AS rows FROM radio.encounter WHERE recorder = $1",
      [serial],
    );
    // Both sides of each meeting were written down.
    return 2 * row!.rows;
  }
}

async function figuresOf(
  engine: string,
  bench: Bench,
  records: number,
  cases: number,
  cold?: Times,
): Promise<MatchFigures> {
  const serials = casesOf(bench.tokens, cases, 0);
  const { database } = bench;
  const [size] = await database.query<{ bytes: number }>(
    "SELECT pg_total_relation_size('radio.encounter') AS bytes",
  );
  await bench.times(serials);
  const warm = await bench.times(serials);
  await bench.times(serials, true);
  const withPeers = await bench.times(serials, true);
  await bench.together(10, 555);
  const together = {
    cases: TOGETHER,
    first: await bench.together(TOGETHER, 999),
    again: await bench.together(TOGETHER, 999),
    withPeers: await bench.together(TOGETHER, 999, true),
  };
  return {
    engine,
    records,
    tokens: bench.tokens,
    cases,
    contacts: warm.contacts,
    gigabytes: Math.round(size!.bytes / 1e7) / 100,
    rows: await bench.rowsOf(serials[0]!),
    ...(cold ? { cold } : {}),
    warm: warm.times,
    withPeers: { ...withPeers.times, readOf: withPeers.readOf },
    together,
    queryPerId: await bench.queryPerId(serials.slice(0, QUERIED_CASES)),
  };
}

/** Before everybody else for the processors, by priority: the system halts real-time programs for a twentieth of each second. */
function goFirst(): void {
  for (const thread of readdirSync("/proc/self/task"))
    setPriority(Number(thread), constants.priority.PRIORITY_HIGHEST);
}

/** Takes the cluster's files out of the system's cache, and nobody else's. */
function forgetFiles(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, name);
    if (statSync(file).isFile())
      execFileSync("dd", [`if=${file}`, "iflag=nocache", "count=0"], { stdio: "ignore" });
  }
}

/**
 * Brings what matching reads into the database's own memory, where a server that has been up for a while has it; into the
 * system's cache where the extension for it is not installed.
 */
async function warmUp(database: Database, folder: string): Promise<void> {
  const [there] = await database.query("SELECT FROM pg_available_extensions WHERE name = 'pg_prewarm'");
  if (!there) return readFiles(folder);
  await database.exec("CREATE EXTENSION pg_prewarm");
  const indexes = await database.query<{ name: string }>(
    "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'radio' AND tablename = 'encounter'",
  );
  for (const name of ["encounter", ...indexes.map((index) => index.name)])
    await database.query("SELECT pg_prewarm($1)", [`radio.${name}`]);
}

function readFiles(folder: string): void {
  for (const name of readdirSync(join(folder, "data/base"), { recursive: true, encoding: "utf8" })) {
    const file = join(folder, "data/base", name);
    if (statSync(file).isFile())
      execFileSync("dd", [`if=${file}`, "of=/dev/null", "bs=1M"], { stdio: "ignore" });
  }
}

async function benchPostgresql(
  programs: string,
  records: number,
  cases: number,
  isAlone: boolean,
): Promise<MatchFigures> {
  const cluster = startPrivateCluster(programs, { isDurable: false, settings: SETTINGS });
  try {
    const bench = new Bench(await openPostgres(cluster.url), tokensFor(records));
    const { database } = bench;
    await migrate(database, SCHEMA);
    for (const name of INDEXES) await database.exec(`ALTER INDEX radio.${name} RENAME TO old_${name}`);
    const indexes = await database.query<{ name: string; definition: string }>(
      `SELECT indexname AS name, indexdef AS definition FROM pg_indexes
       WHERE schemaname = 'radio' AND tablename = 'encounter'`,
    );
    for (const { name } of indexes) await database.exec(`DROP INDEX radio.${name}`);
    let rows = 0;
    const file = join(cluster.folder, "rows");
    for (const { rows: some, copy } of encounterCopies(bench.tokens)) {
      writeFileSync(file, copy, { mode: 0o644 });
      await database.exec(`COPY radio.encounter (${COPIED_COLUMNS}) FROM '${file}' (FORMAT binary)`);
      rows += some;
      progress(`${rows} rows`);
    }
    rmSync(file);
    for (const { definition } of indexes) {
      progress(definition);
      await database.exec(definition);
    }
    progress("vacuum");
    await database.exec("VACUUM (ANALYZE) radio.encounter");
    await database.exec("CHECKPOINT");
    await database.close();
    // The server started anew has this process's priority.
    if (isAlone) goFirst();
    cluster.restart(() => forgetFiles(cluster.folder));
    bench.database = await openPostgres(cluster.url);
    const { times: cold } = await bench.times(casesOf(bench.tokens, cases, 0));
    await warmUp(bench.database, cluster.folder);
    const figures = await figuresOf("PostgreSQL", bench, rows, cases, cold);
    await bench.database.close();
    return { ...figures, opensslPerSecond: opensslSpeed(availableParallelism()) };
  } finally {
    cluster.stop();
  }
}

export async function benchPglite(records: number, cases: number): Promise<MatchFigures> {
  const folder = mkdtempSync(join(tmpdir(), "bluezone-bench-"));
  try {
    const data = join(folder, "database");
    const empty = await openPglite(data);
    await migrate(empty, SCHEMA);
    await empty.close();
    const tokens = tokensFor(records);
    const pglite = await PGlite.create(data);
    let rows = 0;
    for (const { rows: some, copy } of encounterCopies(tokens)) {
      await pglite.query(`COPY radio.encounter (${COPIED_COLUMNS}) FROM '/dev/blob' (FORMAT binary)`, [], {
        blob: new Blob([copy as Uint8Array<ArrayBuffer>]),
      });
      rows += some;
      progress(`PGlite ${rows} rows`);
    }
    await pglite.exec("VACUUM (ANALYZE) radio.encounter");
    await pglite.close();
    const bench = new Bench(await openPglite(data), tokens);
    const figures = await figuresOf("PGlite", bench, rows, cases);
    await bench.database.close();
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function progress(text: string): void {
  if (process.stderr.isTTY || process.env.BENCH_PROGRESS) process.stderr.write(`${text}\n`);
}

function textOf(figures: MatchFigures): string {
  const {
    engine,
    records,
    tokens,
    gigabytes,
    cases,
    contacts,
    rows,
    cold,
    warm,
    withPeers,
    together,
    queryPerId,
    opensslPerSecond,
  } = figures;
  const of = ({ p50, p95, most }: Times) => `p50 ${p50} ms, p95 ${p95} ms, most ${most} ms`;
  return [
    `${engine}: ${records} records of ${tokens} tokens, ${gigabytes} GB with indexes`,
    `  ${cases} cases of ${DAYS} days, each about ${rows} records and ${contacts} people`,
    ...(cold ? [`  cold: ${of(cold)}`] : []),
    `  warm: ${of(warm)}`,
    `  warm with shared peers, read of ${withPeers.readOf} contacts: ${of(withPeers)}`,
    `  ${together.cases} cases together: ${together.first} s, the same again ${together.again} s, with shared peers ${together.withPeers} s`,
    `  one query per ID, others' records only: ${of(queryPerId)}`,
    ...(opensslPerSecond === undefined
      ? []
      : [`  openssl speed: ${(opensslPerSecond / 1e6).toFixed(1)} million SHA-256 of 32 bytes a second`]),
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      records: { type: "string", default: "5000000" },
      pglite: { type: "string", default: "1000000" },
      cases: { type: "string", default: "50" },
      alone: { type: "boolean", default: false },
    },
  });
  const cases = Number(values.cases);
  const figures: MatchFigures[] = [];
  const programs = postgresqlPrograms();
  if (programs && Number(values.records) > 0)
    figures.push(await benchPostgresql(programs, Number(values.records), cases, values.alone));
  if (Number(values.pglite) > 0) figures.push(await benchPglite(Number(values.pglite), cases));
  console.log(values.json ? JSON.stringify({ match: figures }) : figures.map(textOf).join("\n"));
}
