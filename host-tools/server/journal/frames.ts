/** Frames of the journal: length u32 | CRC-32 u32 | entries, each length u32 | bytes. */
import { readU32, writeInteger } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import type { DiskFile } from "../disk/disk.ts";
import { readFully } from "../disk/whole.ts";

const FRAME_HEADER_BYTES = 8;

export function frameOf(entries: readonly Uint8Array[]): Uint8Array {
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

/** The frame that begins at this byte with the place behind it; undefined when it is not whole. */
export function frameAt(
  bytes: Uint8Array,
  at: number,
): { readonly entries: Uint8Array[]; readonly end: number } | undefined {
  if (at + FRAME_HEADER_BYTES > bytes.length) return undefined;
  const start = at + FRAME_HEADER_BYTES;
  const end = start + readU32(bytes, at);
  const places = end > bytes.length ? [] : entriesBetween(bytes, start, end);
  if (places.length === 0 || crc32(bytes.subarray(start, end)) !== readU32(bytes, at + 4)) return undefined;
  return { entries: places.map(([from, to]) => new Uint8Array(bytes.subarray(from, to))), end };
}

/** Where each entry begins and ends; none when their lengths do not fill the frame. */
function entriesBetween(bytes: Uint8Array, start: number, end: number): [from: number, to: number][] {
  const places: [number, number][] = [];
  let at = start;
  while (at + 4 <= end) {
    const to = at + 4 + readU32(bytes, at);
    places.push([at + 4, to]);
    at = to;
  }
  return at === end ? places : [];
}

/** Whether a whole frame begins anywhere behind this byte. */
export function hasFrameBehind(bytes: Uint8Array, at: number): boolean {
  for (let place = at + 1; place + FRAME_HEADER_BYTES < bytes.length; place++)
    if (frameAt(bytes, place)) return true;
  return false;
}

/** Frames of a file between these bytes, one at a time. Throws `damage(at)` where one is not whole. */
export async function* framesOf(
  file: DiskFile,
  from: number,
  damage: (at: number) => Error,
  to = Number.POSITIVE_INFINITY,
): AsyncIterable<{ readonly entries: Uint8Array[]; readonly end: number }> {
  const size = Math.min(to, await file.size());
  const header = new Uint8Array(FRAME_HEADER_BYTES);
  for (let at = from; at < size; ) {
    if (at + FRAME_HEADER_BYTES > size) throw damage(at);
    await readFully(file, header, at);
    const length = FRAME_HEADER_BYTES + readU32(header, 0);
    if (at + length > size) throw damage(at);
    const bytes = new Uint8Array(length);
    await readFully(file, bytes, at);
    const frame = frameAt(bytes, 0);
    if (!frame) throw damage(at);
    at += length;
    yield { entries: frame.entries, end: at };
  }
}
