/** What a start makes of the journal's files: nothing in them is believed before this process has written and synced it itself. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { disk } from "../disk/disk.ts";
import { makeFolder, syncFolder, textOf, writeDurably } from "../disk/durable-files.ts";
import { damageAt, JournalDamage } from "./damage.ts";
import { frameAt, hasFrameBehind } from "./frames.ts";
import {
  copyFile,
  journalName,
  removeReplaced,
  removeUnfinished,
  rewrite,
  type Segment,
  segmentsIn,
  standing,
} from "./segments.ts";
import { readTail, type TailFrame } from "./tail.ts";

/** In the journal's folder. */
export const ID_FILE = "id";

/** A journal's files when they can be gone on with. */
interface StandingJournal {
  /** Drawn when the journal was begun. */
  readonly id: string;
  /** Number of the checkpoint that it begins with; 0 without one. */
  readonly checkpoint: number;
  /** Where the next frame goes. */
  readonly segment: number;
  readonly place: number;
  readonly tail: TailFrame | undefined;
}

/**
 * Makes the folder where there is none, cuts off a frame that was torn before anybody was told of it, puts back one that went bad and
 * is in the tail, and makes the rest durable. Throws JournalDamage where receipted bytes are missing; then nothing was changed.
 */
export async function standUp(dir: string, folder: string): Promise<StandingJournal> {
  const tail = readTail(dir);
  const newest = tail.at(-1);
  if (newest && segmentsIn(folder).length === 0)
    throw new JournalDamage(
      `The journal in ${folder} is missing: it went to byte ${endOf(newest)} of ${journalName(newest.segment)}.`,
      newest.segment,
      0,
    );
  const segments = standing(segmentsIn(folder));
  checkSequence(folder, segments, newest);
  const last = segments.at(-1);
  const bytes = last && !last.isCheckpoint ? disk().read(join(folder, last.name)) : new Uint8Array(0);
  const segment = last === undefined ? 1 : last.isCheckpoint ? last.number + 1 : last.number;
  const whole = wholeFrames(join(folder, journalName(segment)), segment, bytes, tail);

  makeFolder(folder);
  syncFolder(dir);
  removeUnfinished(folder);
  const id = identify(folder, newest);
  const checkpoint = segments[0]?.isCheckpoint ? segments[0] : undefined;
  // Older ones are left where the end of a change of checkpoints was not seen.
  if (checkpoint && segmentsIn(folder).length > segments.length)
    await copyFile(join(folder, checkpoint.name), join(folder, checkpoint.name));
  removeReplaced(folder);
  await rewrite(join(folder, journalName(segment)), one(whole));
  return { id, checkpoint: checkpoint?.number ?? 0, segment, place: whole.length, tail: newest };
}

/** Segments follow each other, and none is missing at the end. */
function checkSequence(folder: string, segments: readonly Segment[], newest: TailFrame | undefined): void {
  const first = segments[0];
  let expected = first?.isCheckpoint ? first.number : 1;
  for (const { number } of segments) {
    if (number !== expected) throw missing(folder, expected);
    expected++;
  }
  if (newest && newest.segment >= expected && !isFirstBehind(segments, newest))
    throw missing(folder, expected);
}

/** A segment was begun and its file not made yet, behind a checkpoint. */
function isFirstBehind(segments: readonly Segment[], newest: TailFrame): boolean {
  return (
    newest.frame.length === 0 &&
    segments.at(-1)?.isCheckpoint === true &&
    newest.segment === segments.at(-1)!.number + 1
  );
}

function missing(folder: string, segment: number): JournalDamage {
  return new JournalDamage(`${join(folder, journalName(segment))} is missing.`, segment, 0);
}

/** The frames of the newest segment, with those of the tail where its own are not whole. */
function wholeFrames(
  path: string,
  segment: number,
  bytes: Uint8Array,
  tail: readonly TailFrame[],
): Uint8Array {
  const noted = tail.filter((one) => one.segment === segment);
  const kept = noted.filter(({ frame }) => frame.length > 0);
  const longest = Math.max(bytes.length, ...kept.map(endOf));
  const whole = new Uint8Array(longest);
  whole.set(bytes);
  let at = 0;
  for (;;) {
    const frame = frameAt(bytes, at);
    const copy = frame ? undefined : kept.find(({ place }) => place === at);
    if (copy) whole.set(copy.frame, at);
    const end = frame?.end ?? (copy && endOf(copy));
    if (end === undefined) break;
    at = end;
  }
  // Each frame is durable before the next one is begun, in its segment or in the tail: what is torn has nothing whole behind it.
  if (hasFrameBehind(bytes, at) || noted.some((one) => endOf(one) > at)) throw damageAt(path, segment, at);
  return whole.subarray(0, at);
}

function endOf({ place, frame }: TailFrame): number {
  return place + frame.length;
}

function identify(folder: string, newest: TailFrame | undefined): string {
  const path = join(folder, ID_FILE);
  const own = textOf(path)?.trim();
  if (own && newest && newest.journal !== own)
    throw new Error(
      `The journal in ${folder} is ${own}, and the files beside it that hold its end belong to ${newest.journal}. Which of them is in the wrong place?`,
    );
  if (own) return own;
  const id = newest?.journal ?? randomUUID();
  writeDurably(path, `${id}\n`);
  return id;
}

async function* one(bytes: Uint8Array) {
  yield bytes;
}
