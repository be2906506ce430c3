/**
 * The journal: everything that changes the store, in order, on disk before anybody is told that it happened.
 * Segments `00000001.journal`, ... hold frames, of which each is one write and one fsync. A segment
 * `00000005.checkpoint` stands for everything before it: what is older is deleted.
 */
import { constants, readdirSync, rmSync } from "node:fs";
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, renameDurably, syncFolder } from "./durable-files.ts";
import { frameAt, frameOf, framesOf, hasFrameBehind, writeFully } from "./journal-frames.ts";

const SEGMENT_BYTES = 64 * 1024 * 1024;
const SEGMENT_NAME = /^(\d{8})\.(journal|checkpoint)$/;

/** Where a frame ends. */
export interface JournalPosition {
  readonly segment: number;
  readonly place: number;
}

export interface JournalFrame {
  readonly entries: readonly Uint8Array[];
  readonly end: JournalPosition;
}

export interface Journal {
  /** Where the checkpoint begins that stands for everything before, or JOURNAL_START. */
  readonly start: JournalPosition;
  readonly end: JournalPosition;
  /** Resolves when the entries are durable. One call at a time. */
  append(entries: readonly Uint8Array[]): Promise<JournalPosition>;
  /** Frames behind a position, in order. */
  read(from: JournalPosition): AsyncIterable<JournalFrame>;
  /** Puts a checkpoint of these frames in the place of everything there is. Nothing changes when `frames` throws. */
  replace(frames: AsyncIterable<readonly Uint8Array[]>): Promise<JournalPosition>;
  close(): Promise<void>;
}

export const JOURNAL_START: JournalPosition = { segment: 0, place: 0 };

/** A journal that keeps nothing, for a database in memory. */
export function forgetfulJournal(): Journal {
  return {
    start: JOURNAL_START,
    end: JOURNAL_START,
    append: async () => JOURNAL_START,
    read: async function* () {},
    replace: async () => JOURNAL_START,
    close: async () => {},
  };
}

/**
 * Opens the journal in a folder, made when missing. A torn frame at the very end (a crash before its fsync) is cut
 * off; damage anywhere else throws, since receipted bytes may be behind it.
 */
export async function openJournal(folder: string, segmentBytes = SEGMENT_BYTES): Promise<Journal> {
  makeFolder(folder);
  const segments = removeReplaced(folder);
  const newest = segments.at(-1);
  let start = startOf(segments);
  let segment = newest === undefined ? 1 : newest.isCheckpoint ? newest.number + 1 : newest.number;
  let place = newest && !newest.isCheckpoint ? await repair(join(folder, newest.name)) : 0;
  let file = await openSegment(folder, `${padded(segment)}.journal`);
  let broken = false;

  /** After a failed fsync nobody knows what is on the disk: no further receipt. */
  const orBroken = async <T>(work: () => Promise<T>): Promise<T> => {
    if (broken)
      throw new Error("The journal could not be written. Restart the server when the disk is well.");
    try {
      return await work();
    } catch (error) {
      broken = true;
      throw error;
    }
  };

  return {
    get start() {
      return start;
    },
    get end() {
      return { segment, place };
    },
    append: (entries) =>
      orBroken(async () => {
        if (place >= segmentBytes) {
          await file.close();
          segment++;
          place = 0;
          file = await openSegment(folder, `${padded(segment)}.journal`);
        }
        const frame = frameOf(entries);
        await writeFully(file, frame, place);
        await file.datasync();
        place += frame.length;
        return { segment, place };
      }),
    async *read(from) {
      for (const { number, name } of segmentsIn(folder)) {
        if (number < from.segment) continue;
        const reader = await open(join(folder, name), "r");
        try {
          const first = number === from.segment ? from.place : 0;
          const broken = (at: number) => new Error(damage(join(folder, name), at));
          for await (const { entries, end } of framesOf(reader, first, broken))
            yield { entries, end: { segment: number, place: end } };
        } finally {
          await reader.close();
        }
      }
    },
    async replace(frames) {
      const name = `${padded(segment + 1)}.checkpoint`;
      await writeFrames(join(folder, `${name}.new`), frames);
      return orBroken(async () => {
        renameDurably(join(folder, `${name}.new`), join(folder, name));
        await file.close();
        start = { segment: segment + 1, place: 0 };
        segment += 2;
        place = 0;
        file = await openSegment(folder, `${padded(segment)}.journal`);
        removeReplaced(folder);
        syncFolder(folder);
        return { segment, place };
      });
    },
    close: () => file.close(),
  };
}

/**
 * Writes frames into a new file that only its owner may read, and makes them durable; returns how many bytes. What could
 * not be written to its end is deleted: it may be what fills the disk.
 */
export async function writeFrames(
  path: string,
  frames: AsyncIterable<readonly Uint8Array[]>,
): Promise<number> {
  const file = await open(path, "w", 0o600);
  try {
    let place = 0;
    for await (const entries of frames) {
      const frame = frameOf(entries);
      await writeFully(file, frame, place);
      place += frame.length;
    }
    await file.sync();
    return place;
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

interface Segment {
  readonly number: number;
  readonly name: string;
  readonly isCheckpoint: boolean;
}

function padded(segment: number): string {
  return String(segment).padStart(8, "0");
}

function segmentsIn(folder: string): Segment[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const match = SEGMENT_NAME.exec(name);
      return match ? [{ name, number: Number(match[1]), isCheckpoint: match[2] === "checkpoint" }] : [];
    })
    .sort((a, b) => a.number - b.number);
}

function startOf(segments: readonly Segment[]): JournalPosition {
  const checkpoint = segments.findLast(({ isCheckpoint }) => isCheckpoint);
  return checkpoint ? { segment: checkpoint.number, place: 0 } : JOURNAL_START;
}

/** Deletes what a checkpoint stands for and checkpoints that were never finished; returns what is left. */
function removeReplaced(folder: string): Segment[] {
  for (const name of readdirSync(folder)) if (name.endsWith(".new")) rmSync(join(folder, name));
  const segments = segmentsIn(folder);
  const { segment: first } = startOf(segments);
  for (const { number, name } of segments) if (number < first) rmSync(join(folder, name));
  return segments.filter(({ number }) => number >= first);
}

async function openSegment(folder: string, name: string): Promise<FileHandle> {
  const file = await open(join(folder, name), constants.O_CREAT | constants.O_RDWR, 0o600);
  syncFolder(folder);
  return file;
}

/** Cuts a torn last frame off; returns the length of what is whole. */
async function repair(path: string): Promise<number> {
  const bytes = await readFile(path);
  let at = 0;
  for (let frame = frameAt(bytes, 0); frame; frame = frameAt(bytes, at)) at = frame.end;
  if (at === bytes.length) return at;
  // Each frame is on disk before the next one is begun: what is torn has no whole frame behind it, whichever of its
  // blocks were filled. Behind what was damaged later there is one, and receipts were given for it.
  if (hasFrameBehind(bytes, at)) throw new Error(damage(path, at));
  await truncate(path, at);
  return at;
}

function damage(path: string, at: number): string {
  return `The journal is damaged at byte ${at} of ${path}. Restore it from a backup; nothing was changed.`;
}
