/**
 * How wrong a token's clock was, from what its log says about it. A token that lost power goes on at the last time it
 * had written down; CLOCK frames say by how much it was moved later: by other tokens, which nobody vouches for, and at
 * last by the server. Only from then on it was right, so everything before is counted back from there. A clock that had
 * the server's time and only drifted was right at first: what it wrote moves by a growing share.
 */
import { EPOCH_SECONDS, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { NoteRow } from "./derive.ts";

/** A place in a token's log: pages in order of sequence, bytes in order of place. */
export interface LogPlace {
  readonly sequence: number;
  readonly place: number;
}

export type PlacedNote = NoteRow & LogPlace;

interface ClockSpan {
  /** Frames behind `after` and before `before` were written with the wrong clock. */
  readonly after: LogPlace;
  readonly before: LogPlace;
  /** Own time, Unix seconds, at which the error was zero; undefined when it was the same all the time. */
  readonly rightAt: number | undefined;
  /** Own time, Unix seconds, at which the clock was moved. */
  readonly setAt: number;
  /** Own time at which it came right at last, and by how much it was moved in all until then. */
  readonly knownAt: number;
  readonly seconds: number;
  /** How much of that had been done before the span. */
  readonly stepped: number;
  /** First own epoch of the span. */
  readonly fromEpoch: number;
}

const LOG_START: LogPlace = { sequence: -1, place: 0 };
const LOG_END: LogPlace = { sequence: Number.MAX_SAFE_INTEGER, place: 0 };
/** Smaller steps are below the minutes that records count in. */
const LEAST_STEP_SECONDS = 30;
/** Source of CLOCK and TIME frames: the server's signed time. Others say less: a bound, or a neighbour's word. */
const SERVER = 1;

/** A stretch of the log between two movements of the clock. */
interface Piece {
  readonly after: LogPlace;
  readonly stepped: number;
  readonly fromEpoch: number;
}

/** Spans of a token's log, from its notes in any order. */
export function clockSpansOf(notes: readonly PlacedNote[]): ClockSpan[] {
  const inOrder = [...notes].sort(comparePlaces);
  const spans: ClockSpan[] = [];
  let rightAt: number | undefined;
  let piece: Piece = { after: LOG_START, stepped: 0, fromEpoch: inOrder[0]?.epoch ?? 0 };
  /** Movements since the clock was right last, or lost its power: spans whose whole error is not known yet. */
  let open: ClockSpan[] = [];
  const move = (note: PlacedNote, setAt: number, delta: number): void => {
    const { after, stepped, fromEpoch } = piece;
    open.push({ after, before: note, rightAt, setAt, knownAt: setAt, seconds: 0, stepped, fromEpoch });
    piece = { after: note, stepped: stepped + delta, fromEpoch: epochAt(setAt + delta) };
  };
  const settle = (): void => {
    const knownAt = open.at(-1)?.setAt ?? 0;
    spans.push(...open.map((span) => ({ ...span, knownAt, seconds: piece.stepped })).filter(matters));
    open = [];
  };
  for (const note of inOrder) {
    if (note.type === "boot") {
      settle();
      piece = { after: note, stepped: 0, fromEpoch: note.epoch };
      rightAt = note.content.clockTrusted === true ? note.epoch * EPOCH_SECONDS : undefined;
    } else if (note.type === "clock") {
      move(note, Number(note.content.oldTime), Number(note.content.delta));
    }
    if (note.type === "clock" || note.type === "time") {
      if (note.content.source !== SERVER) continue;
      const { oldTime, delta, time } = note.content;
      const now = note.type === "time" ? Number(time) : Number(oldTime) + Number(delta);
      // A piece that ends without a movement has its share of the earlier ones' error, too.
      if (note.type === "time" && piece.stepped !== 0) move(note, now, 0);
      settle();
      rightAt = now;
      piece = { after: note, stepped: 0, fromEpoch: epochAt(now) };
    }
  }
  if (piece.stepped !== 0)
    move({ ...LOG_END, type: "clock", epoch: 0, content: {} }, piece.fromEpoch * EPOCH_SECONDS, 0);
  settle();
  return spans;
}

/** Whether anything in a span moves by half a minute. */
function matters({ rightAt, seconds, stepped }: ClockSpan): boolean {
  const atEnd = Math.abs(seconds - stepped);
  const atStart = rightAt === undefined ? atEnd : Math.abs(stepped);
  return Math.max(atEnd, atStart) >= LEAST_STEP_SECONDS;
}

function epochAt(time: number): number {
  return Math.floor(time / EPOCH_SECONDS);
}

/** Minutes to add to what the clock said at an own epoch within the span. */
export function shiftMinutes(span: ClockSpan, ownEpoch: number): number {
  const own = ownEpoch * EPOCH_SECONDS + EPOCH_SECONDS / 2;
  const share =
    span.rightAt === undefined || span.knownAt <= span.rightAt
      ? 1
      : Math.max(0, Math.min(1, (own - span.rightAt) / (span.knownAt - span.rightAt)));
  return Math.round((span.seconds * share - span.stepped) / 60) || 0;
}

/** The span that a place of the log lies in. */
export function spanAt(spans: readonly ClockSpan[], place: LogPlace): ClockSpan | undefined {
  return spans.find(
    ({ after, before }) => comparePlaces(after, place) < 0 && comparePlaces(place, before) < 0,
  );
}

/** Spans in which the token advertised the IDs of other epochs than the world's, with their error in minutes. */
export function displacedIds(
  spans: readonly ClockSpan[],
): { ownFrom: number; ownTo: number; shift: number }[] {
  return spans
    .map((span) => ({
      ownFrom: span.fromEpoch,
      ownTo: Math.floor(span.setAt / EPOCH_SECONDS),
      shift: Math.round((span.seconds - span.stepped) / 60) || 0,
    }))
    .filter(({ shift }) => Math.abs(shift) >= MINUTES_PER_EPOCH);
}

function comparePlaces(a: LogPlace, b: LogPlace): number {
  return a.sequence - b.sequence || a.place - b.place;
}
