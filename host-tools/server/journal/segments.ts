/** The files of a journal: `00000001.journal`, ... and `00000005.checkpoint`, which stands for everything before it. */
import { join } from "node:path";
import { type DiskFile, disk } from "../disk/disk.ts";
import { renameDurably, syncFolder } from "../disk/durable-files.ts";
import { readFully, writeFully } from "../disk/whole.ts";
import { frameOf } from "./frames.ts";

const SEGMENT_NAME = /^(\d{8})\.(journal|checkpoint)$/;
/** Of a file that is not finished. */
const UNFINISHED = ".new";
const COPIED_AT_ONCE = 1024 * 1024;

export interface Segment {
  readonly number: number;
  readonly name: string;
  readonly isCheckpoint: boolean;
}

export function journalName(segment: number): string {
  return `${padded(segment)}.journal`;
}

export function checkpointName(segment: number): string {
  return `${padded(segment)}.checkpoint`;
}

function padded(segment: number): string {
  return String(segment).padStart(8, "0");
}

/** In order. */
export function segmentsIn(folder: string): Segment[] {
  return disk()
    .list(folder)
    .flatMap((name) => {
      const match = SEGMENT_NAME.exec(name);
      return match ? [{ name, number: Number(match[1]), isCheckpoint: match[2] === "checkpoint" }] : [];
    })
    .sort((a, b) => a.number - b.number);
}

/** The newest checkpoint and what follows; everything where there is none. */
export function standing(segments: readonly Segment[]): Segment[] {
  return segments.slice(
    Math.max(
      0,
      segments.findLastIndex(({ isCheckpoint }) => isCheckpoint),
    ),
  );
}

/** Deletes what was never finished. */
export function removeUnfinished(folder: string): void {
  for (const name of disk().list(folder)) if (name.endsWith(UNFINISHED)) disk().remove(join(folder, name));
}

/** Deletes what the newest checkpoint stands for. Its name and bytes are durable by then. */
export function removeReplaced(folder: string): void {
  const segments = segmentsIn(folder);
  for (const { name } of segments.slice(0, segments.length - standing(segments).length))
    disk().remove(join(folder, name));
  syncFolder(folder);
}

/**
 * Writes frames into a new file that only its owner may read, and makes them durable; returns how many bytes. What could
 * not be written to its end is deleted: it may be what fills the disk.
 */
export async function writeFrames(
  path: string,
  frames: AsyncIterable<readonly Uint8Array[]>,
): Promise<number> {
  return writeWhole(
    path,
    (async function* () {
      for await (const entries of frames) yield frameOf(entries);
    })(),
  );
}

/**
 * Puts these bytes in the place of a file that may only seem to hold them: what is in memory alone, or was refused by the disk before,
 * reads like the rest.
 */
export async function rewrite(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  await writeWhole(`${path}${UNFINISHED}`, pieces);
  renameDurably(`${path}${UNFINISHED}`, path);
}

/** Makes `to` what `from` is, perhaps the same: bytes and name are durable then. */
export async function copyFile(from: string, to: string): Promise<void> {
  const file = await disk().open(from, "read");
  try {
    await rewrite(to, piecesOf(file));
  } finally {
    await file.close();
  }
}

async function* piecesOf(file: DiskFile): AsyncGenerator<Uint8Array> {
  const size = await file.size();
  for (let at = 0; at < size; at += COPIED_AT_ONCE) {
    const piece = new Uint8Array(Math.min(COPIED_AT_ONCE, size - at));
    await readFully(file, piece, at);
    yield piece;
  }
}

async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await disk().open(path, "write");
  try {
    let place = 0;
    for await (const piece of pieces) {
      await writeFully(file, piece, place);
      place += piece.length;
    }
    await file.sync();
    return place;
  } catch (error) {
    disk().remove(path);
    throw error;
  } finally {
    await file.close();
  }
}
