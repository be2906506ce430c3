/** PGlite in the server's folder. It runs without fsync, so after a power cut it is made anew from the journal. */
import { rmSync } from "node:fs";
import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { bootId } from "../disk/boot-id.ts";
import { freeBytesOf } from "../disk/disk-room.ts";
import { textOf, writeDurably } from "../disk/durable-files.ts";
import type { Database } from "./database.ts";
import { openPglite } from "./pglite.ts";

/** The PostgreSQL that it names is the server's; without it the server has PGlite. */
const DATABASE_URL_VARIABLE = "DATABASE_URL";

const STATE_FILE = "database-state";
const SYNCED = "synced";
/** PGlite begins a new segment of its write-ahead log (16 MB) when it likes, and spins where there is no room for one. */
const ROOM_BYTES = 64_000_000;

/**
 * The database of DATABASE_URL, or PGlite in `dir`. What PGlite holds is believed when it was closed and synced, or
 * when the machine has not been started anew since: then what the process wrote is there, even if it was killed.
 * Otherwise, or when it does not open, it is thrown away, and the journal fills it again. Throws where PGlite has no room.
 */
export async function openOwnDatabase(dir: string | undefined): Promise<Database> {
  const url = process.env[DATABASE_URL_VARIABLE];
  // Its driver is loaded only where it is used.
  if (url) return (await import("./postgres.ts")).openPostgres(url);
  if (!dir) return openPglite();
  const free = await freeBytesOf(dir);
  if (free < ROOM_BYTES)
    throw new Error(
      `The disk of ${dir} is full: ${Math.floor(free / 1e6)} MB are free, the database needs ${ROOM_BYTES / 1e6}. Make room.`,
    );
  const folder = join(dir, "database");
  const stateFile = join(dir, STATE_FILE);
  const state = textOf(stateFile) ?? "";
  if (state !== SYNCED && (state === "" || state !== bootId()))
    rmSync(folder, { recursive: true, force: true });
  // Durable before the first change of the tables: "synced" must not come back with a power cut.
  writeDurably(stateFile, bootId());
  const database = await openPglite(folder).catch(async () => {
    rmSync(folder, { recursive: true, force: true });
    return openPglite(folder);
  });
  return {
    ...database,
    async close() {
      await database.close();
      await syncFiles(folder);
      writeDurably(stateFile, SYNCED);
    },
  };
}

async function syncFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const file = await open(join(entry.parentPath ?? entry.path, entry.name), "r");
    await file.sync();
    await file.close();
  }
}
