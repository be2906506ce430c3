/**
 * How wrong a token's clock was, from what its log says about it. A token that lost power goes on at the last time it
 * had written down, and a CLOCK frame says later how far off that was: everything since the restart moves by so much.
 * A clock that only drifted was right at first: what it wrote moves by a growing share.
 */
import { EPOCH_SECONDS, MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import type { NoteRow } from "./derive.ts";

/** A place in a token's log: pages in order of sequence, bytes in order of place. */
export interface LogPlace {
  readonly sequence: number;
  readonly place: number;
}

export type PlacedNote = NoteRow & LogPlace;

export interface ClockSpan {
  /** Frames behind `after` and before `before` were written with the wrong clock. */
  readonly after: LogPlace;
  readonly before: LogPlace;
  /** Own time, Unix seconds, at which the error was zero; undefined when it was the same all the time. */
  readonly rightAt: number | undefined;
  /** Own time, Unix seconds, at which the clock was set, and by how much. */
  readonly setAt: number;
  readonly seconds: number;
  /** First own epoch of the span. */
  readonly fromEpoch: number;
}

const LOG_START: LogPlace = { sequence: -1, place: 0 };
/** Smaller steps are below the minutes that records count in. */
const LEAST_STEP_SECONDS = 30;

/** Spans of a token's log, from its notes in any order. */
export function clockSpansOf(notes: readonly PlacedNote[]): ClockSpan[] {
  const inOrder = [...notes].sort(comparePlaces);
  const spans: ClockSpan[] = [];
  let after = LOG_START;
  let rightAt: number | undefined;
  let fromEpoch = inOrder[0]?.epoch ?? 0;
  for (const note of inOrder) {
    if (note.type === "boot") {
      after = note;
      fromEpoch = note.epoch;
      rightAt = note.content.clockTrusted === true ? note.epoch * EPOCH_SECONDS : undefined;
    } else if (note.type === "clock") {
      const setAt = Number(note.content.oldTime);
      const seconds = Number(note.content.delta);
      if (Math.abs(seconds) >= LEAST_STEP_SECONDS)
        spans.push({ after, before: note, rightAt, setAt, seconds, fromEpoch });
      after = note;
      rightAt = setAt + seconds;
      fromEpoch = Math.floor(rightAt / EPOCH_SECONDS);
    }
  }
  return spans;
}

/** Minutes to add to what the clock said at an own epoch within the span. */
export function shiftMinutes(span: ClockSpan, ownEpoch: number): number {
  const own = ownEpoch * EPOCH_SECONDS + EPOCH_SECONDS / 2;
  const share =
    span.rightAt === undefined || span.setAt <= span.rightAt
      ? 1
      : Math.max(0, Math.min(1, (own - span.rightAt) / (span.setAt - span.rightAt)));
  return Math.round((span.seconds * share) / 60) || 0;
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
      shift: Math.round(span.seconds / 60),
    }))
    .filter(({ shift }) => Math.abs(shift) >= MINUTES_PER_EPOCH);
}

function comparePlaces(a: LogPlace, b: LogPlace): number {
  return a.sequence - b.sequence || a.place - b.place;
}
