import { basename, dirname, join } from "node:path";
import { DAY_MS } from "../../lib/time.ts";
import { FORM_FILE } from "../disk/data-form.ts";
import { disk } from "../disk/disk.ts";
import { makeFolder, renameDurably, syncFolder, writeDurably } from "../disk/durable-files.ts";
import type { EventOf } from "../journal/events.ts";
import { framesOf } from "../journal/frames.ts";
import { checkpointName, copyFile, writeFrames } from "../journal/segments.ts";
import { TAIL_NAMES } from "../journal/tail.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { eventsOf } from "../store/checkpoint.ts";
import type { Writer } from "../store/writer.ts";
import { checkSeal, sealedFrames, takeSealOff } from "./backup-seal.ts";
import { type ErasureParts, listErasures } from "./erasure-list.ts";

export interface BackupInfo {
  readonly file: string;
  readonly bytes: number;
  /** World ms. */
  readonly at: number;
  /** Of the wrapping key, without which the backup is of no use. It is not in the backup. */
  readonly fingerprint: string;
}

/**
 * Writes everything that is kept, of one moment, into a new file, sealed, and beside it the list of what was erased so far.
 * Throws when the file is there.
 */
export async function writeBackup(
  parts: ErasureParts & { readonly writer: Writer },
  file: string,
): Promise<BackupInfo> {
  if (disk().exists(file)) throw new Error(`${file} is there already.`);
  const folder = dirname(file);
  makeFolder(folder);
  const { writer, wrapping } = parts;
  const bytes = await writer.snapshot((frames) => writeFrames(`${file}.new`, sealedFrames(frames, wrapping)));
  renameDurably(`${file}.new`, file);
  await listErasures(parts, folder);
  const { at, fingerprint } = await checkBackup(file, wrapping);
  return { file, bytes, at, fingerprint };
}

const DAILY_NAME = /^bluezone-(\d{4}-\d{2}-\d{2})\.backup$/;

/**
 * Today's backup (UTC), unless it is there, in a folder of them; those older than `days` are deleted, since they hold
 * what has expired, where the clock may be relied on for that. Returns the file written, if one was.
 */
export async function dailyBackup(
  backup: (file: string) => Promise<unknown>,
  folder: string,
  at: number,
  days: number,
  mayDiscard: boolean,
): Promise<string | undefined> {
  const name = (time: number) => `bluezone-${new Date(time).toISOString().slice(0, 10)}.backup`;
  const file = join(folder, name(at));
  const isNew = !disk().exists(file);
  if (isNew) await backup(file);
  const oldest = name(at - days * DAY_MS);
  if (mayDiscard)
    for (const other of backupsIn(folder)) if (other < oldest) disk().remove(join(folder, other));
  return isNew ? file : undefined;
}

/** Names of the daily backups in a folder, oldest first. */
export function backupsIn(folder: string): string[] {
  return disk()
    .list(folder)
    .filter((name) => DAILY_NAME.test(name))
    .sort();
}

/**
 * Reads a backup from beginning to end; its frames are read once its seal holds under the wrapping key. Throws when it was changed, is cut
 * short, another key's, or no backup. `name` is what messages call it.
 */
export async function checkBackup(file: string, keys: KeyWrapping, name = file): Promise<EventOf<"begin">> {
  const reader = await disk().open(file, "read");
  try {
    const end = await checkSeal(reader, name, keys);
    const damage = (at: number) => new Error(`${name} is damaged at byte ${at}.`);
    let begin: EventOf<"begin"> | undefined;
    let last: string | undefined;
    for await (const event of eventsOf(framesOf(reader, 0, damage, end))) {
      if (event.kind === "begin") begin ??= event;
      last = event.kind;
    }
    if (!begin?.isWhole || last !== "end") throw new Error(`${name} is not a whole backup.`);
    return begin;
  } finally {
    await reader.close();
  }
}

/** In a folder that was restored in part: it may hold what was erased since the backup, and is opened by nobody else. */
const RESTORING_FILE = "restoring";

export function isHalfRestored(dir: string): boolean {
  return disk().exists(join(dir, RESTORING_FILE));
}

export function noteRestored(dir: string): void {
  disk().remove(join(dir, RESTORING_FILE));
  syncFolder(dir);
}

/** Takes a backup away again that did not open. */
export function takeBackupAway(dir: string): void {
  for (const name of ["journal", ...TAIL_NAMES, "database", "database-state", FORM_FILE, RESTORING_FILE])
    disk().remove(join(dir, name));
}

/**
 * Makes a backup the beginning of the journal of a folder that has none; the server that opens the folder fills its
 * database from it. The folder stands as half restored until `noteRestored`. Throws when the folder is in use, or the backup
 * does not hold under the wrapping key; then nothing of it is left in the folder.
 */
export async function placeBackup(file: string, dir: string, keys: KeyWrapping): Promise<EventOf<"begin">> {
  const journal = join(dir, "journal");
  for (const part of [journal, join(dir, "database")])
    if (disk().exists(part)) throw new Error(`${part} is there already: restore into an empty folder.`);
  makeFolder(`${journal}.new`);
  try {
    // The copy is what is checked: nobody who can write where backups lie can put another file in its place meanwhile.
    const copy = join(`${journal}.new`, checkpointName(1));
    await copyFile(file, copy);
    const begin = await checkBackup(copy, keys, basename(file));
    await takeSealOff(copy);
    syncFolder(`${journal}.new`);
    writeDurably(join(dir, RESTORING_FILE), `${basename(file)}\n`);
    renameDurably(`${journal}.new`, journal);
    return begin;
  } catch (error) {
    disk().remove(`${journal}.new`);
    throw error;
  }
}
