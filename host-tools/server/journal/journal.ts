/**
 * The journal: everything that changes the store, in order, on disk before anybody is told that it happened.
 * Segments `00000001.journal`, ... hold frames, of which each is one write and one sync, with a copy in the tail. A segment
 * `00000005.checkpoint` stands for everything before it: what is older is deleted.
 */
import { join } from "node:path";
import { type DiskFile, disk } from "../disk/disk.ts";
import { renameDurably, syncFolder } from "../disk/durable-files.ts";
import { writeFully } from "../disk/whole.ts";
import { damageAt, JournalDamage } from "./damage.ts";
import { frameOf, framesOf } from "./frames.ts";
import { standUp } from "./opening.ts";
import {
  checkpointName,
  journalName,
  removeReplaced,
  type Segment,
  segmentsIn,
  standing,
  writeFrames,
} from "./segments.ts";
import { openTail } from "./tail.ts";

const SEGMENT_BYTES = 64 * 1024 * 1024;

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
  /** Drawn when it was begun; "" where nothing is kept. */
  readonly id: string;
  /** Where the checkpoint begins that stands for everything before, or JOURNAL_START. */
  readonly start: JournalPosition;
  readonly end: JournalPosition;
  /** Resolves when the entries are durable. One call at a time. */
  append(entries: readonly Uint8Array[]): Promise<JournalPosition>;
  /** Frames behind a position, in order. Throws JournalDamage where one is not whole. */
  read(from: JournalPosition): AsyncIterable<JournalFrame>;
  /** Puts a checkpoint of these frames in the place of everything there is. Nothing changes when `frames` throws. */
  replace(frames: AsyncIterable<readonly Uint8Array[]>): Promise<JournalPosition>;
  /** Reads everything again, and tells the pause how many bytes that were; what it found that is not whole any more. */
  check(pause: (bytes: number) => Promise<void>): Promise<JournalDamage | undefined>;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly segmentBytes?: number;
  /** Told once, when the disk has refused something: what is on it is not known, and nothing is taken any more. */
  readonly onBroken?: (error: Error) => void;
}

export const JOURNAL_START: JournalPosition = { segment: 0, place: 0 };
export const JOURNAL_FOLDER = "journal";

/** A journal that keeps nothing, for a database in memory. */
export function forgetfulJournal(): Journal {
  return {
    id: "",
    start: JOURNAL_START,
    end: JOURNAL_START,
    append: async () => JOURNAL_START,
    read: async function* () {},
    replace: async () => JOURNAL_START,
    check: async () => undefined,
    close: async () => {},
  };
}

/**
 * Opens the journal of a data folder, made when missing. A frame at the very end that was torn before anybody was told of it is cut
 * off. Throws JournalDamage where receipted bytes are missing.
 */
export async function openJournal(
  dir: string,
  { segmentBytes = SEGMENT_BYTES, onBroken = () => {} }: JournalOptions = {},
): Promise<Journal> {
  const folder = join(dir, JOURNAL_FOLDER);
  const { id, checkpoint, tail, ...stood } = await standUp(dir, folder);
  let { segment, place } = stood;
  let start: JournalPosition = checkpoint === 0 ? JOURNAL_START : { segment: checkpoint, place: 0 };
  let file = await disk().open(join(folder, journalName(segment)), "update");
  const copies = await openTail(dir, id, tail);
  // Of an older program, or new: from now on it is missed.
  if (!tail) await copies.note(segment, place, new Uint8Array(0));
  let broken = false;

  /** After a failed sync nobody knows what is on the disk: no further receipt. */
  const orBroken = async <T>(work: () => Promise<T>): Promise<T> => {
    if (broken)
      throw new Error("The journal could not be written. Restart the server when the disk is well.");
    try {
      return await work();
    } catch (error) {
      broken = true;
      onBroken(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  };
  const begin = async (number: number): Promise<DiskFile> => {
    await file.close();
    segment = number;
    place = 0;
    const next = await disk().open(join(folder, journalName(number)), "update");
    syncFolder(folder);
    return next;
  };

  return {
    id,
    get start() {
      return start;
    },
    get end() {
      return { segment, place };
    },
    append: (entries) =>
      orBroken(async () => {
        if (place >= segmentBytes) file = await begin(segment + 1);
        const frame = frameOf(entries);
        const written = await Promise.allSettled([
          writeFully(file, frame, place).then(() => file.sync()),
          copies.note(segment, place, frame),
        ]);
        for (const one of written) if (one.status === "rejected") throw one.reason;
        place += frame.length;
        return { segment, place };
      }),
    async *read(from) {
      for (const one of segmentsIn(folder)) {
        if (one.number < from.segment) continue;
        const first = one.number === from.segment ? from.place : 0;
        for await (const { entries, end } of framesIn(folder, one, first))
          yield { entries, end: { segment: one.number, place: end } };
      }
    },
    async replace(frames) {
      const name = checkpointName(segment + 1);
      await writeFrames(join(folder, `${name}.new`), frames);
      return orBroken(async () => {
        renameDurably(join(folder, `${name}.new`), join(folder, name));
        start = { segment: segment + 1, place: 0 };
        file = await begin(segment + 2);
        await copies.begin(segment);
        removeReplaced(folder);
        return { segment, place };
      });
    },
    async check(pause) {
      const end = { segment, place };
      for (const one of standing(segmentsIn(folder))) {
        try {
          let at = 0;
          for await (const frame of framesIn(
            folder,
            one,
            0,
            one.number === end.segment ? end.place : Infinity,
          )) {
            await pause(frame.end - at);
            at = frame.end;
          }
        } catch (error) {
          // A checkpoint may have come in its place meanwhile.
          if (start.segment > one.number) return undefined;
          if (error instanceof JournalDamage) return error;
          throw error;
        }
        if (one.number === end.segment) break;
      }
      return undefined;
    },
    async close() {
      await file.close();
      await copies.close();
    },
  };
}

async function* framesIn(folder: string, { name, number }: Segment, from: number, to?: number) {
  const path = join(folder, name);
  const reader = await disk().open(path, "read");
  try {
    yield* framesOf(reader, from, (at) => damageAt(path, number, at), to);
  } finally {
    await reader.close();
  }
}
