/**
 * How fast the server takes token logs of 5,000 records, and what a record costs on disk: on PGlite, and on PostgreSQL
 * where its programs are installed (with fsync). `--json` for one JSON object, `--logs N` for more than 60 logs.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import type { EncounterRecord } from "../../../protocol/record.ts";
import { startPrivateCluster } from "../../lib/private-cluster.ts";
import { sha256 } from "../../lib/sha256.ts";
import { percentile } from "../../lib/statistics.ts";
import { postgresqlPrograms } from "../../lib/system-packages.ts";
import { DAY_MS } from "../../lib/time.ts";
import { logPages } from "../../models/page-builder.ts";
import type { Database } from "../../server/database/database.ts";
import { openPglite } from "../../server/database/pglite.ts";
import { openPostgres } from "../../server/database/postgres.ts";
import { frameAt } from "../../server/journal/frames.ts";
import { JOURNAL_FOLDER } from "../../server/journal/journal.ts";
import { segmentsIn } from "../../server/journal/segments.ts";
import { openServer, type PageUpload, type Server } from "../../server/server.ts";

const RECORDS_PER_LOG = 5000;
/** As on a hospital ward: 152 records in 40 epochs of a day. */
const RECORDS_PER_EPOCH = 4;
const DAY = 20780;
/** Stations that sync at the same time. */
const STATIONS = 16;
const SINGLE_UPLOADS = 200;

interface IngestFigures {
  readonly engine: string;
  readonly logs: number;
  readonly records: number;
  readonly pages: number;
  readonly recordsPerSecond: number;
  /** Pages that shared one fsync of the journal. */
  readonly pagesPerFsync: number;
  /** On disk, per record: rows with their indexes, sealed pages, journal. */
  readonly bytesPerRecord: { readonly rows: number; readonly pages: number; readonly journal: number };
  /** One page at a time until its receipt, ms. */
  readonly receiptMs: { readonly p50: number; readonly p95: number };
}

/** Runs the bench on an empty database. */
export async function benchIngest(engine: string, database: Database, logs: number): Promise<IngestFigures> {
  const dir = mkdtempSync(join(tmpdir(), "bluezone-bench-"));
  const now = () => (DAY + 17) * DAY_MS;
  const server = await openServer({ dir, database, now });
  try {
    const uploads = await enrolledLogs(server, logs + 1);
    const single = uploads.pop()!;
    const framesBefore = framesIn(dir);
    const started = performance.now();
    await syncAll(server, uploads);
    const seconds = (performance.now() - started) / 1000;
    const frames = framesIn(dir) - framesBefore;
    const records = logs * RECORDS_PER_LOG;
    const pages = uploads.flat().length;
    const bytes = await bytesOnDisk(database, dir);
    return {
      engine,
      logs,
      records,
      pages,
      recordsPerSecond: Math.round(records / seconds),
      pagesPerFsync: round(pages / frames),
      bytesPerRecord: {
        rows: round(bytes.rows / records),
        pages: round(bytes.pages / records),
        journal: round(bytes.journal / records),
      },
      receiptMs: await receiptTimes(server, single),
    };
  } finally {
    await server.close();
    rmSync(dir, { recursive: true });
  }
}

/** On every engine that is at hand. */
async function benchEngines(logs: number): Promise<IngestFigures[]> {
  const figures: IngestFigures[] = [];
  const folder = mkdtempSync(join(tmpdir(), "bluezone-bench-"));
  figures.push(await benchIngest("PGlite", await openPglite(join(folder, "database")), logs));
  rmSync(folder, { recursive: true });
  const programs = postgresqlPrograms();
  if (programs) {
    const cluster = startPrivateCluster(programs);
    try {
      figures.push(await benchIngest("PostgreSQL", await openPostgres(cluster.url), logs));
    } finally {
      cluster.stop();
    }
  }
  return figures;
}

async function enrolledLogs(server: Server, logs: number): Promise<PageUpload[][]> {
  const board = boards.puckjs!;
  const seeds = Array.from({ length: logs }, (_, i) => sha256(Uint8Array.of(i & 255, i >> 8)));
  await server.enrol(
    seeds.map((seed, i) => ({
      serial: i + 1,
      seed,
      day: DAY,
      board: board.number,
      powerAtOneMetre: board.radio.rssiAtOneMetreDbm,
    })),
  );
  return seeds.map((seed, i) => {
    const { pageKey } = keysFromSeed(sha256, seed);
    return logPages(pageKey, logFrames(seed)).map((page) => ({ serial: i + 1, ...page }));
  });
}

function logFrames(seed: Uint8Array): { epoch: number; records: EncounterRecord[] }[] {
  let state = seed;
  return Array.from({ length: RECORDS_PER_LOG / RECORDS_PER_EPOCH }, (_, i) => {
    state = sha256(state);
    const records = Array.from({ length: RECORDS_PER_EPOCH }, (_, peer) => ({
      prefix: state.slice(6 * peer, 6 * peer + 6),
      summary: { minutes: 0x7fff, strongestLoss: -2, stretchLoss: 2, count: 20 },
    }));
    return { epoch: DAY * EPOCHS_PER_DAY + i, records };
  });
}

async function syncAll(server: Server, logs: readonly PageUpload[][]): Promise<void> {
  let next = 0;
  const station = async () => {
    while (next < logs.length)
      for (const result of await server.receivePages(logs[next++]!))
        if (!result.ok) throw new Error(`A page was refused: ${result.error.reason}.`);
  };
  await Promise.all(Array.from({ length: STATIONS }, station));
}

async function receiptTimes(
  server: Server,
  log: readonly PageUpload[],
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (const page of log.slice(0, SINGLE_UPLOADS)) {
    const started = performance.now();
    await server.receivePage(page);
    times.push(performance.now() - started);
  }
  return { p50: round(percentile(times, 50)!), p95: round(percentile(times, 95)!) };
}

async function bytesOnDisk(database: Database, dir: string) {
  const [sizes] = await database.query<{ rows: number; pages: number }>(
    "SELECT pg_total_relation_size('radio.encounter') AS rows, pg_total_relation_size('radio.page') AS pages",
  );
  const journal = readdirSync(join(dir, "journal")).map((name) => statSync(join(dir, "journal", name)).size);
  return { ...sizes!, journal: journal.reduce((sum, size) => sum + size, 0) };
}

/** Read beside the server that writes them: to open a journal is to put it right. */
function framesIn(dir: string): number {
  const folder = join(dir, JOURNAL_FOLDER);
  let frames = 0;
  for (const { name } of segmentsIn(folder)) {
    const bytes = readFileSync(join(folder, name));
    for (let frame = frameAt(bytes, 0); frame; frame = frameAt(bytes, frame.end)) frames++;
  }
  return frames;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function textOf({
  engine,
  records,
  pages,
  recordsPerSecond,
  pagesPerFsync,
  bytesPerRecord,
  receiptMs,
}: IngestFigures) {
  return [
    `${engine}: ${records} records in ${pages} pages`,
    `  ${recordsPerSecond} records/s into tables and journal, ${pagesPerFsync} pages to an fsync`,
    `  bytes a record: ${bytesPerRecord.rows} rows and indexes, ${bytesPerRecord.pages} sealed pages, ${bytesPerRecord.journal} journal`,
    `  one page until its receipt: ${receiptMs.p50} ms (median), ${receiptMs.p95} ms (p95)`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { json: { type: "boolean" }, logs: { type: "string", default: "60" } },
  });
  const figures = await benchEngines(Number(values.logs));
  console.log(values.json ? JSON.stringify({ ingest: figures }) : figures.map(textOf).join("\n"));
}
