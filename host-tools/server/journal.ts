/**
 * The journal: everything that changes the store, in order, on disk before anybody is told that it happened.
 * Segments `00000001.journal`, ... hold frames: length u32 | CRC-32 u32 | entries, each length u32 | bytes.
 * One frame is one write and one fsync.
 */
import { constants, mkdirSync, readdirSync } from "node:fs";
import { type FileHandle, open, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { readU32, writeInteger } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";

const FRAME_HEADER_BYTES = 8;
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
  readonly end: JournalPosition;
  /** Resolves when the entries are durable. One call at a time. */
  append(entries: readonly Uint8Array[]): Promise<JournalPosition>;
  /** Frames behind a position, in order. */
  read(from: JournalPosition): AsyncIterable<JournalFrame>;
  close(): Promise<void>;
}

export const JOURNAL_START: JournalPosition = { segment: 0, place: 0 };

/** A journal that keeps nothing, for a database in memory. */
export function forgetfulJournal(): Journal {
  return {
    end: JOURNAL_START,
    append: async () => JOURNAL_START,
    read: async function* () {},
    close: async () => {},
  };
}

/**
 * Opens the journal in a folder, made when missing. A torn frame at the very end (a crash before its fsync) is cut
 * off; damage anywhere else throws, since receipted bytes may be behind it.
 */
export async function openJournal(folder: string, segmentBytes = SEGMENT_BYTES): Promise<Journal> {
  mkdirSync(folder, { recursive: true });
  const segments = segmentsIn(folder);
  let segment = segments.at(-1) ?? 1;
  let place = await repair(join(folder, fileName(segment)), segments.length > 0);
  let file = await openSegment(folder, segment);
  let broken = false;

  return {
    get end() {
      return { segment, place };
    },
    async append(entries) {
      if (broken)
        throw new Error("The journal could not be written. Restart the server when the disk is well.");
      if (place >= segmentBytes) {
        await file.close();
        segment++;
        place = 0;
        file = await openSegment(folder, segment);
      }
      const frame = frameOf(entries);
      try {
        for (let at = 0; at < frame.length; )
          at += (await file.write(frame, at, frame.length - at, place + at)).bytesWritten;
        await file.datasync();
      } catch (error) {
        // After a failed fsync nobody knows what is on the disk: no further receipt.
        broken = true;
        throw error;
      }
      place += frame.length;
      return { segment, place };
    },
    async *read(from) {
      for (const number of segmentsIn(folder)) {
        if (number < from.segment) continue;
        const bytes = await readFile(join(folder, fileName(number)));
        let at = number === from.segment ? from.place : 0;
        while (at < bytes.length) {
          const frame = frameAt(bytes, at);
          if (!frame) throw new Error(damage(join(folder, fileName(number)), at));
          at = frame.end;
          yield { entries: frame.entries, end: { segment: number, place: at } };
        }
      }
    },
    close: () => file.close(),
  };
}

function fileName(segment: number): string {
  return `${String(segment).padStart(8, "0")}.journal`;
}

function segmentsIn(folder: string): number[] {
  return readdirSync(folder)
    .filter((name) => /^\d{8}\.journal$/.test(name))
    .map((name) => Number.parseInt(name, 10))
    .sort((a, b) => a - b);
}

async function openSegment(folder: string, segment: number): Promise<FileHandle> {
  const file = await open(join(folder, fileName(segment)), constants.O_CREAT | constants.O_RDWR, 0o600);
  // The name must be durable as well as the bytes.
  const directory = await open(folder, "r");
  await directory.sync();
  await directory.close();
  return file;
}

function frameOf(entries: readonly Uint8Array[]): Uint8Array {
  const length = entries.reduce((sum, entry) => sum + 4 + entry.length, 0);
  const frame = new Uint8Array(FRAME_HEADER_BYTES + length);
  let at = FRAME_HEADER_BYTES;
  for (const entry of entries) {
    at = writeInteger(frame, at, 4, entry.length);
    frame.set(entry, at);
    at += entry.length;
  }
  writeInteger(frame, 0, 4, length);
  writeInteger(frame, 4, 4, crc32(frame.subarray(FRAME_HEADER_BYTES)));
  return frame;
}

function frameAt(bytes: Uint8Array, at: number): { entries: Uint8Array[]; end: number } | undefined {
  if (at + FRAME_HEADER_BYTES > bytes.length) return undefined;
  const start = at + FRAME_HEADER_BYTES;
  const end = start + readU32(bytes, at);
  if (end === start || end > bytes.length || crc32(bytes.subarray(start, end)) !== readU32(bytes, at + 4))
    return undefined;
  const entries: Uint8Array[] = [];
  for (let entry = start; entry < end; ) {
    const next = entry + 4 + readU32(bytes, entry);
    entries.push(new Uint8Array(bytes.subarray(entry + 4, next)));
    entry = next;
  }
  return { entries, end };
}

/** Cuts a torn last frame off; returns the length of what is whole. */
async function repair(path: string, exists: boolean): Promise<number> {
  if (!exists) return 0;
  const bytes = await readFile(path);
  let at = 0;
  for (let frame = frameAt(bytes, 0); frame; frame = frameAt(bytes, at)) at = frame.end;
  if (at === bytes.length) return at;
  const claimed =
    at + FRAME_HEADER_BYTES <= bytes.length ? at + FRAME_HEADER_BYTES + readU32(bytes, at) : Infinity;
  // A torn write ends the file, or left nothing but the zeros of blocks that were never filled.
  const torn = claimed >= bytes.length || bytes.subarray(at).every((byte) => byte === 0);
  if (!torn) throw new Error(damage(path, at));
  await truncate(path, at);
  return at;
}

function damage(path: string, at: number): string {
  return `The journal is damaged at byte ${at} of ${path}. Restore it from a backup; nothing was changed.`;
}
