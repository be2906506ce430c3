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

interface JournalOptions {
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
export async function openJournal(dir: string, options: JournalOptions = {}): Promise<Journal> {
  const folder = join(dir, JOURNAL_FOLDER);
  const stood = await standUp(dir, folder);
  const file = await disk().open(join(folder, journalName(stood.segment)), "update");
  const copies = await openTail(dir, stood.id, stood.tail);
  // Of an older program, or new: from now on it is missed.
  if (!stood.tail) await copies.note(stood.segment, stood.place, new Uint8Array(0));
  return new DiskJournal({ folder, file, copies, ...stood }, options);
}

interface Opened {
  readonly folder: string;
  readonly id: string;
  /** Of the newest segment, which is written to. */
  readonly file: DiskFile;
  readonly copies: Awaited<ReturnType<typeof openTail>>;
  readonly segment: number;
  readonly place: number;
  /** Number of the checkpoint, 0 where there is none. */
  readonly checkpoint: number;
}

class DiskJournal implements Journal {
  readonly id: string;
  readonly #folder: string;
  readonly #copies: Opened["copies"];
  readonly #segmentBytes: number;
  readonly #onBroken: (error: Error) => void;
  #file: DiskFile;
  #start: JournalPosition;
  #end: JournalPosition;
  #isBroken = false;

  constructor(
    { folder, id, file, copies, segment, place, checkpoint }: Opened,
    { segmentBytes = SEGMENT_BYTES, onBroken = () => {} }: JournalOptions,
  ) {
    this.id = id;
    this.#folder = folder;
    this.#file = file;
    this.#copies = copies;
    this.#segmentBytes = segmentBytes;
    this.#onBroken = onBroken;
    this.#start = checkpoint === 0 ? JOURNAL_START : { segment: checkpoint, place: 0 };
    this.#end = { segment, place };
  }

  get start(): JournalPosition {
    return this.#start;
  }

  get end(): JournalPosition {
    return this.#end;
  }

  append(entries: readonly Uint8Array[]): Promise<JournalPosition> {
    return this.#orBroken(async () => {
      if (this.#end.place >= this.#segmentBytes) await this.#begin(this.#end.segment + 1);
      const { segment, place } = this.#end;
      const frame = frameOf(entries);
      const written = await Promise.allSettled([
        writeFully(this.#file, frame, place).then(() => this.#file.sync()),
        this.#copies.note(segment, place, frame),
      ]);
      for (const one of written) if (one.status === "rejected") throw one.reason;
      this.#end = { segment, place: place + frame.length };
      return this.#end;
    });
  }

  async *read(from: JournalPosition): AsyncGenerator<JournalFrame> {
    for (const one of segmentsIn(this.#folder)) {
      if (one.number < from.segment) continue;
      const first = one.number === from.segment ? from.place : 0;
      for await (const { entries, end } of framesIn(this.#folder, one, first))
        yield { entries, end: { segment: one.number, place: end } };
    }
  }

  async replace(frames: AsyncIterable<readonly Uint8Array[]>): Promise<JournalPosition> {
    const number = this.#end.segment + 1;
    const path = join(this.#folder, checkpointName(number));
    await writeFrames(`${path}.new`, frames);
    return this.#orBroken(async () => {
      renameDurably(`${path}.new`, path);
      this.#start = { segment: number, place: 0 };
      await this.#begin(number + 1);
      await this.#copies.begin(this.#end.segment);
      removeReplaced(this.#folder);
      return this.#end;
    });
  }

  async check(pause: (bytes: number) => Promise<void>): Promise<JournalDamage | undefined> {
    const end = this.#end;
    for (const one of standing(segmentsIn(this.#folder))) {
      try {
        await lookThrough(this.#folder, one, one.number === end.segment ? end.place : Infinity, pause);
      } catch (error) {
        // A checkpoint may have come in its place meanwhile.
        if (this.#start.segment > one.number) return undefined;
        if (error instanceof JournalDamage) return error;
        throw error;
      }
      if (one.number === end.segment) break;
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.#file.close();
    await this.#copies.close();
  }

  /** After a failed sync nobody knows what is on the disk: no further receipt. */
  async #orBroken<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isBroken)
      throw new Error("The journal could not be written. Restart the server when the disk is well.");
    try {
      return await work();
    } catch (error) {
      this.#isBroken = true;
      this.#onBroken(error instanceof Error ? error : new Error(String(error)));
      throw error;
    }
  }

  /** Goes on in a new segment. */
  async #begin(number: number): Promise<void> {
    await this.#file.close();
    this.#end = { segment: number, place: 0 };
    this.#file = await disk().open(join(this.#folder, journalName(number)), "update");
    syncFolder(this.#folder);
  }
}

/** Reads a segment up to a byte and tells how many bytes each frame had. Throws JournalDamage. */
async function lookThrough(
  folder: string,
  segment: Segment,
  to: number,
  pause: (bytes: number) => Promise<void>,
): Promise<void> {
  let at = 0;
  for await (const { end } of framesIn(folder, segment, 0, to)) {
    await pause(end - at);
    at = end;
  }
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
