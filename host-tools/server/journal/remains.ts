/** What is whole of a journal that is not, frame by frame: for a salvage. */
import { join } from "node:path";
import { type DiskFile, disk } from "../disk/disk.ts";
import { readFully } from "../disk/whole.ts";
import { frameAt } from "./frames.ts";
import type { JournalFrame } from "./journal.ts";
import { journalName, segmentsIn, standing } from "./segments.ts";
import { readTail, type TailFrame } from "./tail.ts";

/** Bytes that are not whole frames. `to` is where the next whole one begins, or the end of the file. */
export interface Hole {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

interface Remains {
  /** In order, with the holes between them noted as they are met. */
  frames(): AsyncGenerator<JournalFrame & { readonly segment: number; readonly isCheckpoint: boolean }>;
  /** Complete when the frames have been read to their end. */
  readonly holes: Hole[];
}

/** Frames longer than this are not looked for: a length that went bad would have all behind it read. */
const LONGEST_FRAME = 256 * 1024 * 1024;
const HEADER_BYTES = 8;

/** Of the newest checkpoint and what follows, with the last two frames from the tail where their own place is not whole. */
export function remainsOf(dir: string, folder: string): Remains {
  const holes: Hole[] = [];
  const tail = readTail(dir).filter(({ frame }) => frame.length > 0);
  return {
    holes,
    async *frames() {
      const segments = standing(segmentsIn(folder));
      for (const [i, { name, number, isCheckpoint }] of segments.entries()) {
        const before = segments[i - 1];
        for (let gone = (before?.number ?? number - 1) + 1; gone < number; gone++)
          holes.push({ file: journalName(gone), from: 0, to: 0 });
        const copies = isCheckpoint ? [] : tail.filter(({ segment }) => segment === number);
        const file = await disk().open(join(folder, name), "read");
        try {
          for await (const frame of framesIn(file, name, copies, holes))
            yield { ...frame, segment: number, isCheckpoint, end: { segment: number, place: frame.end } };
        } finally {
          await file.close();
        }
      }
      const last = segments.at(-1)?.number ?? 0;
      for (const { segment, place, frame } of tail)
        if (segment > last) {
          const { entries } = frameAt(frame, 0)!;
          yield { entries, segment, isCheckpoint: false, end: { segment, place: place + frame.length } };
        }
    },
  };
}

async function* framesIn(file: DiskFile, name: string, copies: readonly TailFrame[], holes: Hole[]) {
  const size = await file.size();
  const end = Math.max(size, ...copies.map(({ place, frame }) => place + frame.length));
  for (let at = 0; at < end; ) {
    const copy = copies.find(({ place }) => place === at);
    const frame = (await wholeAt(file, size, at)) ?? (copy && behind(copy));
    if (frame) {
      yield frame;
      at = frame.end;
      continue;
    }
    const next = await nextWhole(file, size, at + 1, copies);
    holes.push({ file: name, from: at, to: next ?? size });
    if (next === undefined) break;
    at = next;
  }
}

function behind({ place, frame }: TailFrame) {
  return { entries: frameAt(frame, 0)!.entries, end: place + frame.length };
}

async function wholeAt(file: DiskFile, size: number, at: number) {
  if (at + HEADER_BYTES > size) return undefined;
  const header = new Uint8Array(HEADER_BYTES);
  await readFully(file, header, at);
  const length = HEADER_BYTES + new DataView(header.buffer).getUint32(0, true);
  if (length > LONGEST_FRAME || at + length > size) return undefined;
  const bytes = new Uint8Array(length);
  await readFully(file, bytes, at);
  const frame = frameAt(bytes, 0);
  return frame && { entries: frame.entries, end: at + frame.end };
}

async function nextWhole(file: DiskFile, size: number, from: number, copies: readonly TailFrame[]) {
  for (let at = from; at < size; at++)
    if (copies.some(({ place }) => place === at) || (await wholeAt(file, size, at))) return at;
  return undefined;
}
