/**
 * Finds the frames of an opened page, also behind a torn one (SPEC.md §4). Half of the checks have 16 bits: among the
 * words of a torn frame chance looks like a frame once in 65,536. There a frame needs a further sign.
 */
import {
  FRAME_TYPED,
  frameHolds,
  payloadLength,
  recordsOf,
  recordWords,
  type TypedFrame,
  typedFrameOf,
} from "./frame.ts";
import type { Crc32 } from "./hash.ts";
import type { EncounterRecord } from "./record.ts";

const MOST_TYPED_WORDS = 4;

/** The used part of a page: plain for what it says, sealed for what was never written. */
export interface PageView {
  readonly crc32: Crc32;
  readonly sequence: number;
  readonly plain: Uint8Array;
  readonly sealed: Uint8Array;
}

export type FrameContent =
  | { readonly kind: "records"; readonly records: readonly EncounterRecord[] }
  | { readonly kind: "typed"; readonly frame: TypedFrame };

export interface RawFrame {
  readonly offset: number;
  /** Offset behind it. */
  readonly end: number;
  /** Low half of its header. */
  readonly low: number;
  /** Undefined when its type is not known, or has another length. */
  readonly content: FrameContent | undefined;
}

/** True when no word between two offsets was ever written. */
export function isBlank(sealed: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (sealed[i] !== 0xff) return false;
  return true;
}

/** The frames from an offset on. What lies between two of them is torn, or was never written. */
export function* rawFrames(view: PageView, from: number): Generator<RawFrame> {
  for (let at = from; ; ) {
    const frame = frameAt(view, at) ?? frameBehind(view, at);
    if (!frame) return;
    yield frame;
    at = frame.end;
  }
}

/** The frame at an offset if it lies within the page and stands its check. The header is written last: a blank one is none. */
function frameAt({ crc32, sequence, plain, sealed }: PageView, offset: number): RawFrame | undefined {
  const low = plain[offset]! | (plain[offset + 1]! << 8);
  const end = offset + 4 + 4 * (low & 255);
  if (end === offset + 4 || !(end <= plain.length) || isBlank(sealed, offset, offset + 4)) return undefined;
  const frame = plain.subarray(offset, end);
  if (!frameHolds(crc32, frame, sequence, offset)) return undefined;
  const payload = frame.slice(4, 4 + payloadLength(low));
  return {
    offset,
    end,
    low,
    content: contentOf(payload, (low & FRAME_TYPED) !== 0),
  };
}

function contentOf(payload: Uint8Array, typed: boolean): FrameContent | undefined {
  if (!typed) return { kind: "records", records: recordsOf(payload) };
  const frame = typedFrameOf(payload);
  return frame && { kind: "typed", frame };
}

/** The first frame behind a place where none stands. */
function frameBehind(view: PageView, place: number): RawFrame | undefined {
  for (let offset = place + 4; offset < view.plain.length; offset += 4) {
    const frame = frameAt(view, offset);
    if (frame && isAsWritten(frame)) return frame;
  }
  return undefined;
}

/**
 * Beside the check: a known type with its length, or as many words as records need, and either the check's other half or
 * records that a token can have made. All together chance looks like one once in some 10⁸ words.
 */
function isAsWritten({ offset, end, content }: RawFrame): boolean {
  if (!content) return false;
  const words = (end - offset - 4) / 4;
  if (content.kind === "typed") return words <= MOST_TYPED_WORDS;
  const { records } = content;
  if (words !== recordWords(records.length)) return false;
  return records.length % 2 === 1 || records.every(isPlausible);
}

/** Heard in some minute, in no more minutes than adverts, and none of them weaker than the mean. */
function isPlausible({ summary }: EncounterRecord): boolean {
  const { minutes, count, strongestLoss, stretchLoss } = summary;
  let heard = 0;
  for (let left = minutes; left; left &= left - 1) heard++;
  return heard > 0 && heard <= count && strongestLoss <= stretchLoss;
}
