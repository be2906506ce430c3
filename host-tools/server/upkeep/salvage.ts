/**
 * A new journal from whatever is whole: the tables, what the old journal holds behind them, and where there are no tables what it
 * holds at all. The old one stays beside it, for somebody to look at and to delete.
 */
import { join } from "node:path";
import { Refusal } from "../../contract/refusal.ts";
import { lastHead } from "../audit/audit-store.ts";
import { EMPTY_HEAD } from "../audit/chain.ts";
import { HEAD_FOLDER, readHeads } from "../audit/head-files.ts";
import { type Database, dropEverything } from "../database/database.ts";
import { completePart, migrate, type SchemaPart } from "../database/migrations.ts";
import { openOwnDatabase } from "../database/own-database.ts";
import { disk } from "../disk/disk.ts";
import { makeFolder, renameDurably, syncFolder, textOf, writeDurably } from "../disk/durable-files.ts";
import { lockFolder } from "../disk/lock.ts";
import { decodeEvent, type ServerEvent } from "../journal/events.ts";
import { JOURNAL_FOLDER, JOURNAL_START, type JournalPosition } from "../journal/journal.ts";
import { ID_FILE } from "../journal/opening.ts";
import { isBefore, otherJournal, positionOf, setPosition } from "../journal/position.ts";
import { type Hole, remainsOf } from "../journal/remains.ts";
import { checkpointName, writeFrames } from "../journal/segments.ts";
import { TAIL_NAMES } from "../journal/tail.ts";
import { loadKeyRing } from "../keys/key-ring.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { applyEvents } from "../store/apply-events.ts";
import { bringBack, setAside } from "../store/checkpoint.ts";
import { STORE_SCHEMA } from "../store/schema.ts";
import { snapshotFrames } from "../store/snapshot.ts";
import type { Tables } from "../store/tables.ts";
import { TokenDirectory } from "../tokens/directory.ts";

export interface Salvaged {
  /** Bytes of the old journal that are not whole. */
  readonly holes: readonly Hole[];
  /** Whether the tables hold what stood in all of the holes. */
  readonly areTablesNewer: boolean;
  /** Frames that were brought into the tables. */
  readonly applied: number;
  /** Frames that are whole, and rest on something that is lost. */
  readonly refused: number;
  /** World ms: of the last change before the first hole that counts, and of the first one behind the last such. */
  readonly lostAfter: number | undefined;
  readonly lostBefore: number | undefined;
  /** Rows of the audit log up to its newest written head that are not there. */
  readonly auditRows: number;
  /** Where the old journal lies. */
  readonly kept: string;
}

/** In a folder whose salvage is under way: nothing else opens it. */
const SALVAGING_FILE = "salvaging";

export function isHalfSalvaged(dir: string): boolean {
  return disk().exists(join(dir, SALVAGING_FILE));
}

/**
 * Salvages a folder that nobody has open. `schema` is every part of the tables in order, `now` world ms. Its database is
 * the one of DATABASE_URL, else PGlite in it, unless `given`.
 */
export async function salvageFolder(
  dir: string,
  schema: readonly SchemaPart[],
  now: number,
  given?: Database,
): Promise<Salvaged> {
  const release = await lockFolder(dir);
  try {
    const wrapping = loadKeyRing(dir, false);
    const database = given ?? (await openOwnDatabase(dir));
    const unclaim = await database.claim();
    try {
      return await salvageJournal(dir, { database, wrapping, schema }, now);
    } finally {
      await unclaim();
      if (!given) await database.close();
    }
  } finally {
    await release();
  }
}

/** Throws where nothing is left to begin with. */
interface Parts {
  readonly database: Database;
  readonly wrapping: KeyWrapping;
  readonly schema: readonly SchemaPart[];
}

async function salvageJournal(dir: string, parts: Parts, now: number): Promise<Salvaged> {
  const { database, wrapping, schema } = parts;
  const folder = join(dir, JOURNAL_FOLDER);
  const kept = finishMoves(dir, folder, now);
  const read = await readRemains(dir, folder, parts);
  const known = (await positionOf(database))!;
  await migrate(database, schema);
  const fresh = `${folder}.new`;
  disk().remove(fresh);
  makeFolder(fresh);
  await database.transaction(async (queries) => {
    await queries.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const begin = { isWhole: true, before: known, fingerprint: wrapping.fingerprint };
    await writeFrames(
      join(fresh, checkpointName(known.segment + 1)),
      snapshotFrames(queries, now, begin, schema),
    );
  });
  const id = known.journal ?? textOf(join(folder, ID_FILE))?.trim();
  if (id) writeDurably(join(fresh, ID_FILE), `${id}\n`);
  syncFolder(fresh);

  writeDurably(join(dir, SALVAGING_FILE), `${kept}\n`);
  if (disk().exists(folder)) renameDurably(folder, kept);
  renameDurably(fresh, folder);
  for (const name of TAIL_NAMES) disk().remove(join(dir, name));
  const auditRows = await missingRows(database, dir, kept);
  disk().remove(join(dir, SALVAGING_FILE));
  syncFolder(dir);
  return { ...read, auditRows, kept };
}

/** A salvage that was cut short between its two moves: the old journal goes back. Returns where it will be kept. */
function finishMoves(dir: string, folder: string, now: number): string {
  const begun = textOf(join(dir, SALVAGING_FILE))?.trim();
  if (begun && !disk().exists(folder) && disk().exists(begun)) renameDurably(begun, folder);
  return begun ?? join(dir, `journal.damaged-${new Date(now).toISOString().replaceAll(":", "")}`);
}

type Read = Omit<Salvaged, "auditRows" | "kept">;

/** Brings what the tables do not hold into them, frame by frame. */
async function readRemains(dir: string, folder: string, parts: Parts): Promise<Read> {
  const { database, wrapping, schema } = parts;
  const tables: Tables = { directory: new TokenDirectory(wrapping), schema };
  const { frames, holes } = remainsOf(dir, folder);
  const known = await positionOf(database);
  const own = textOf(join(folder, ID_FILE))?.trim();
  if (known?.journal && own && own !== known.journal) throw otherJournal(known.journal, own);
  if (known) await tables.directory.load(database);
  const state = { applied: 0, refused: 0, holes: 0, latest: known?.latest.getTime() ?? 0 };
  let at: JournalPosition = known ?? JOURNAL_START;
  let [lostAfter, lostBefore]: (number | undefined)[] = [];
  const filling = known ? undefined : fillingOf(database, tables);
  for await (const frame of frames()) {
    const events = frame.entries.map(decodeEvent);
    const isHeld = known !== undefined && !isBefore(known, frame.end);
    if (holes.length > state.holes && !isHeld) {
      lostAfter ??= state.latest;
      lostBefore = events[0]?.at;
    }
    state.holes = holes.length;
    if (isHeld) continue;
    // A checkpoint stands for what the tables hold already.
    if (known && frame.isCheckpoint) continue;
    const isTaken = filling
      ? await filling.take(events, frame.isCheckpoint)
      : await tryEvents(database, tables, events);
    state[isTaken ? "applied" : "refused"]++;
    state.latest = Math.max(state.latest, ...events.map((event) => event.at));
    at = frame.end;
  }
  await filling?.end();
  if (!known && state.applied === 0)
    throw new Error("Neither the tables nor the journal hold anything whole: restore a backup.");
  const areTablesNewer = known !== undefined && holes.every((hole) => isBehind(known, hole));
  if (!areTablesNewer && holes.length > 0) lostAfter ??= state.latest;
  await database.transaction(async (queries) => {
    await completePart(queries, STORE_SCHEMA);
    await setPosition(queries, at, state.latest);
  });
  return { holes, areTablesNewer, applied: state.applied, refused: state.refused, lostAfter, lostBefore };
}

/** Whether the tables were filled beyond a hole. */
function isBehind(known: JournalPosition, { file, to }: Hole): boolean {
  return !isBefore(known, { segment: Number.parseInt(file, 10), place: to });
}

/** One frame's events or none of them. Throws when the database is away or its disk full: nothing is lost by that. */
async function tryEvents(
  database: Database,
  tables: Tables,
  events: readonly ServerEvent[],
): Promise<boolean> {
  try {
    await database.transaction((queries) =>
      applyEvents(
        queries,
        tables,
        events.map((event) => ({ event })),
      ),
    );
    return true;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return false;
  }
}

/** Tables filled from a checkpoint of which parts may be missing, and from what follows it. */
function fillingOf(database: Database, tables: Tables) {
  let references: Awaited<ReturnType<typeof setAside>> | undefined;
  let isBegun = false;
  let isLoading = false;
  const finish = async () => {
    if (isLoading)
      await database.transaction(async (queries) => {
        await bringBack(queries, references ?? [], "NOT VALID");
        await tables.directory.load(queries);
      });
    isLoading = false;
  };
  return {
    async take(events: readonly ServerEvent[], isCheckpoint: boolean): Promise<boolean> {
      if (!isBegun) await database.transaction(dropEverything);
      isBegun = true;
      const begin = events.find(({ kind }) => kind === "begin");
      if (begin?.kind === "begin" && !begin.isWhole)
        throw new Error("The journal begins after what the database held: restore the database's backup.");
      if (!isCheckpoint) await finish();
      else if (!isLoading && events.some(({ kind }) => kind === "rows" || kind === "page")) {
        isLoading = true;
        await database.transaction(async (queries) => {
          await completePart(queries, STORE_SCHEMA);
          references = await setAside(queries);
        });
      }
      if (events.some(({ kind }) => kind === "page")) await tables.directory.load(database);
      return tryEvents(database, tables, events);
    },
    end: finish,
  };
}

/** Rows of the audit log between its end and the newest head that was written; heads of what is lost go beside the old journal. */
async function missingRows(database: Database, dir: string, kept: string): Promise<number> {
  const heads = join(dir, HEAD_FOLDER);
  const { number } = await lastHead(database);
  const newest = Math.max(EMPTY_HEAD.number, ...readHeads(heads).map((head) => head.number));
  if (newest <= number) return 0;
  renameDurably(heads, `${kept}-${HEAD_FOLDER}`);
  return newest - number;
}
