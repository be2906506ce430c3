/**
 * The end of the journal, a second time: two files beside its folder hold its last two frames, each with the place at which it stands.
 * They tell a frame that was torn from one that went bad, bring the latter back, and know that a journal that is missing was there.
 *
 * A file: frame (journal-frames.ts) of two entries, JSON of `TailPlace` and the journal's frame, which is empty where a segment begins.
 */
import { join } from "node:path";
import { type DiskFile, disk } from "../disk/disk.ts";
import { syncFolder } from "../disk/durable-files.ts";
import { writeFully } from "../disk/whole.ts";
import { frameAt, frameOf } from "./frames.ts";

export const TAIL_NAMES = ["journal-tail.0", "journal-tail.1"] as const;

interface TailPlace {
  /** Id of the journal. */
  readonly journal: string;
  /** Counts what was written into the two files, so that the newer one is known. */
  readonly count: number;
  readonly segment: number;
  /** Where the frame begins in its segment. */
  readonly place: number;
}

/** A frame of the journal as the tail keeps it. */
export interface TailFrame extends TailPlace {
  readonly frame: Uint8Array;
}

/** What the two files hold, the older one first; none where they are missing or not whole. */
export function readTail(folder: string): TailFrame[] {
  return TAIL_NAMES.flatMap((name) => {
    const path = join(folder, name);
    const read = disk().exists(path) ? frameAt(disk().read(path), 0) : undefined;
    if (read?.entries.length !== 2) return [];
    const place: TailPlace = JSON.parse(new TextDecoder().decode(read.entries[0]));
    return [{ ...place, frame: read.entries[1]! }];
  }).sort((a, b) => a.count - b.count);
}

interface TailWriter {
  /** Resolves when it is durable. One call at a time. */
  note(segment: number, place: number, frame: Uint8Array): Promise<void>;
  /** A new segment begins: nothing of what was before it is left. */
  begin(segment: number): Promise<void>;
  close(): Promise<void>;
}

/** Goes on behind what was read: the older of the two is written over first. */
export async function openTail(
  folder: string,
  journal: string,
  newest: TailFrame | undefined,
): Promise<TailWriter> {
  let count = newest?.count ?? 0;
  const files: DiskFile[] = [];
  for (const name of TAIL_NAMES) files.push(await disk().open(join(folder, name), "update"));
  syncFolder(folder);
  const write = async (segment: number, place: number, frame: Uint8Array, isAlone: boolean) => {
    count++;
    const where: TailPlace = { journal, count, segment, place };
    const file = files[count % files.length]!;
    if (isAlone) await file.truncate(0);
    await writeFully(file, frameOf([new TextEncoder().encode(JSON.stringify(where)), frame]), 0);
    await file.sync();
  };
  return {
    note: (segment, place, frame) => write(segment, place, frame, false),
    async begin(segment) {
      // One after the other: at least one is whole at any time.
      for (const _ of files) await write(segment, 0, new Uint8Array(0), true);
    },
    async close() {
      for (const file of files) await file.close();
    },
  };
}
