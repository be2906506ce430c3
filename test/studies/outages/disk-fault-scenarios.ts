/** What the server does with its disk, as lives of a process that may end at any call, and what must be true afterwards. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { makeFolder, textOf, writeDurably } from "../../../host-tools/server/disk/durable-files.ts";
import { loadKeyRing } from "../../../host-tools/server/keys/key-ring.ts";
import { WRAPPING_KEY_FILE } from "../../../host-tools/server/keys/key-wrapping.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import { restoreBackup } from "../../../host-tools/server/upkeep/administration.ts";
import { checkBackup } from "../../../host-tools/server/upkeep/backup.ts";
import type { PageUpload } from "../../../host-tools/server/uploads/open-upload.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { pageOf, record, seedOf, type TestToken, uploadOf } from "../../support/scenario.ts";

export const DAY = 20780;
const DAY_MS = 86_400_000;
export const START = (DAY + 1) * DAY_MS;
export const TOKENS = 3;
const NEXT_KEY = new Uint8Array(32).fill(7);

/** What was answered, which must be true from then on. */
export interface Told {
  /** MACs of receipted pages. */
  readonly receipts: Map<string, string>;
  /** Pages that were brought, receipted or not. */
  readonly brought: Map<string, PageUpload>;
  ticket: number;
  /** Serials of tokens that are erased, or of which it is not known. */
  readonly erased: Set<number>;
  readonly perhapsErased: Set<number>;
  /** Pages whose bytes are discarded, or of which it is not known. */
  readonly discarded: Set<string>;
  readonly perhapsDiscarded: Set<string>;
  /** File of a backup. */
  backup: string | undefined;
  isRestored: boolean;
}

export interface Bench {
  /** Data folder; on the real disk there is only its lock. */
  readonly dir: string;
  readonly told: Told;
  /** An empty database; the one before it is gone. */
  readonly emptied: () => Promise<Database>;
  database: Database;
  now: number;
}

export interface Scenario {
  readonly name: string;
  /** A life of the process. */
  readonly life: (bench: Bench) => Promise<void>;
  /** What is wrong on a disk as a power cut left it; of the bench's own folder unless told. */
  readonly wrong?: (bench: Bench) => Promise<string | undefined>;
}

/** Opens the server of a bench, and closes it whatever becomes of `work`: a dead process keeps no lock, either. */
export async function withServer<T>(bench: Bench, work: (server: Server) => Promise<T>): Promise<T> {
  let isOver = false;
  const onFatal = () => {
    isOver = true;
  };
  const { dir, database } = bench;
  const now = () => bench.now;
  const server = await openServer({ dir, database, now, monotonic: () => 0, onFatal });
  try {
    return await work(server);
  } finally {
    await server.close().catch((error: unknown) => {
      if (!isOver) throw error;
    });
  }
}

const tokens: readonly TestToken[] = Array.from({ length: TOKENS }, (_, i) => ({
  serial: i + 1,
  day: DAY,
  keys: keysFromSeed(sha256, seedOf(i + 1)),
}));

/** Pages of these sequences, one of each token. */
export function pages(...sequences: number[]): PageUpload[] {
  return sequences.flatMap((sequence) =>
    tokens.map((token, i) => {
      const epoch = DAY * 96 + 8 + sequence;
      const page = pageOf(token, sequence, epoch).records(epoch, [record(tokens[(i + 1) % TOKENS]!, epoch)]);
      return uploadOf(token, page.build(true));
    }),
  );
}

const FIRST = pages(2);
const SECOND = pages(3);

const idOf = ({ serial, sequence }: Pick<PageUpload, "serial" | "sequence">) => `${serial} ${sequence}`;

/** Brings pages; what is receipted is noted, what is refused is not. */
export async function bring(server: Server, uploads: readonly PageUpload[], { told }: Bench): Promise<void> {
  await Promise.all(
    uploads.map(async (upload) => {
      told.brought.set(idOf(upload), upload);
      try {
        await server.receivePage(upload);
        told.receipts.set(idOf(upload), toHex(upload.mac));
      } catch {}
    }),
  );
}

/** Pages for which there is no receipt: their station brings them again. */
export function unreceipted({ brought, receipts }: Told): PageUpload[] {
  return [...brought.values()].filter((page) => !receipts.has(idOf(page)));
}

/** What is wrong with what a server holds. */
export async function judge({ database, told }: Bench): Promise<string | undefined> {
  const rows = await database.query<{
    serial: number;
    sequence: number;
    mac: Uint8Array;
    sealed: Uint8Array | null;
  }>("SELECT serial, sequence, mac, sealed FROM radio.page");
  const held = new Map(rows.map((row) => [idOf(row), row]));
  for (const [id, mac] of told.receipts) {
    const row = held.get(id);
    if (told.perhapsErased.has(Number(id.split(" ")[0]))) continue;
    if (!row) return `receipted page ${id} is not there`;
    if (toHex(row.mac) !== mac) return `receipted page ${id} is another one`;
    if (!row.sealed && !told.perhapsDiscarded.has(id)) return `the bytes of page ${id} are not there`;
  }
  for (const id of told.discarded) if (held.get(id)?.sealed) return `the bytes of page ${id} are there again`;
  const records = await database.query("SELECT 1 FROM radio.encounter WHERE recorder = ANY($1)", [
    [...told.erased],
  ]);
  return records.length > 0 ? "what was erased is there again" : undefined;
}

/** Uploads, a ticket, what the scenario is about, and uploads. */
function working(name: string, work: (server: Server, bench: Bench) => Promise<unknown>): Scenario {
  return {
    name,
    life: (bench) =>
      withServer(bench, async (server) => {
        await bring(server, FIRST, bench);
        bench.told.ticket = (await server.issueTicket(1)).counter;
        await work(server, bench);
        await bring(server, SECOND, bench);
      }),
  };
}

const backupOf = ({ dir }: Bench) => join(dir, "backups", "one.backup");
const restoredOf = ({ dir }: Bench) => join(dir, "restored");

export const SCENARIOS: readonly Scenario[] = [
  working("uploads", async () => {}),
  working("checkpoint", (server) => server.admin.compact()),
  working("retention", async (server, bench) => {
    bench.now += 40 * DAY_MS;
    const { receipts, discarded, perhapsDiscarded } = bench.told;
    for (const id of receipts.keys()) perhapsDiscarded.add(id);
    await server.admin.applyRetention();
    for (const id of perhapsDiscarded) discarded.add(id);
  }),
  working("erasure", async (server, { told }) => {
    told.perhapsErased.add(2);
    await server.admin.eraseToken(2);
    told.erased.add(2);
  }),
  working("change of keys", (server) => server.admin.rotateWrappingKey(NEXT_KEY)),
  working("backup", async (server, bench) => {
    await server.admin.backup(backupOf(bench));
    bench.told.backup = backupOf(bench);
  }),
  {
    name: "restore",
    async life(bench) {
      await withServer(bench, (server) => server.admin.backup(backupOf(bench)));
      const dir = restoredOf(bench);
      mkdirSync(dir, { recursive: true });
      const key = textOf(join(bench.dir, WRAPPING_KEY_FILE))!;
      const restored: Bench = { ...bench, dir, database: await bench.emptied() };
      // The machine makes the folder and the key's file before anything is restored into it.
      makeFolder(dir);
      writeDurably(join(dir, WRAPPING_KEY_FILE), key);
      await restoreBackup(backupOf(bench), dir, (way) =>
        openServer({ dir, database: restored.database, now: () => bench.now, monotonic: () => 0, ...way }),
      );
      bench.told.isRestored = true;
    },
    async wrong(bench) {
      const look = async (dir: string) => {
        const database = bench.database.isDurable ? bench.database : await bench.emptied();
        const there = { ...bench, dir, database };
        return withServer(there, () => judge(there));
      };
      // A durable database is the restored server's by now.
      const own = bench.database.isDurable ? undefined : await look(bench.dir);
      return own ?? (bench.told.isRestored ? look(restoredOf(bench)) : undefined);
    },
  },
];

/** Whether a backup that was answered for can be read from beginning to end. */
export async function judgeBackup({ told, dir }: Bench): Promise<void> {
  if (told.backup) await checkBackup(told.backup, loadKeyRing(dir, false));
}
