/**
 * Schedules: when a token, badge or phone is on the air and when it listens, without a program behind it. What is known of
 * a design is its times; everything else (radio, air, meter) is the world's own.
 */

import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import { Stream } from "../lib/random.ts";
import { EPOCH_MS, MINUTE_MS } from "../lib/time.ts";

/** From, to in ms; drawn evenly. */
type Between = readonly [least: number, most: number];

/** Listens for `windowMs`, the next time after `everyMs` from start to start; each channel in turn for `slotMs`. */
interface PeriodicListening {
  readonly windowMs: number;
  readonly everyMs: Between;
  readonly slotMs: number;
}

/** Advertises all the time, or `onMs` of every `cycleMs`. */
interface SteadyAdverts {
  readonly intervalMs: number;
  readonly onMs?: number;
  readonly cycleMs?: number;
}

/**
 * Once a minute, at an instant that everybody computes from the minute, all listen and send: the window lies around that
 * instant in three equal slots, one per channel, and a burst of adverts around the window.
 */
export interface Rendezvous {
  readonly windowMs: number;
  /** Time between adverts of the burst, and how long it lasts. */
  readonly spacingMs: number;
  readonly burstMs: number;
  /** Interval of adverts outside the burst. */
  readonly backgroundMs: number;
  /** Spread (standard deviation) of the tokens' clocks about the common time. */
  readonly clockSdMs: number;
  /** What changes for who is alone; nothing where not given. */
  readonly alone?: Alone;
}

/** Who heard nobody for so long has a rendezvous in one of so many minutes only, with another burst. */
export interface Alone {
  readonly afterMinutes: number;
  readonly oneIn: number;
  readonly spacingMs: number;
  readonly burstMs: number;
}

/** Whether a token was alone for so many minutes before this one. */
export type IsAlone = (minute: number, minutes: number) => boolean;

export interface Schedule {
  readonly name: string;
  readonly title: string;
  readonly listening?: PeriodicListening;
  readonly adverts?: SteadyAdverts;
  readonly rendezvous?: Rendezvous;
  readonly powerDbm: number;
  readonly connectable: boolean;
  readonly packet: "token" | "phone" | "iphone";
  /** The same peer gives one row in so many ms, for what logs rows and not minutes. */
  readonly rowEveryMs?: number;
  readonly processor: ProcessorTimes;
}

/** Processor time, ms. */
export interface ProcessorTimes {
  /** Adverts by what they are to the listener. */
  readonly known: number;
  readonly fresh: number;
  readonly phone: number;
  readonly freshPhone: number;
  readonly foreign: number;
  /** Everything else of a minute, and of an epoch: without peers, and for each peer. */
  readonly minute: number;
  readonly epoch: number;
  readonly epochPeer: number;
  /** The lights, ms a minute. */
  readonly ledMs: number;
  /** Wake-ups a minute. */
  readonly wakeUps: number;
  /** A button is watched. */
  readonly button: boolean;
}

/** Nothing is charged but the radio: in favour of designs of which no processor time is known. */
export const NO_PROCESSOR: ProcessorTimes = {
  known: 0,
  fresh: 0,
  phone: 0,
  freshPhone: 0,
  foreign: 0,
  minute: 0,
  epoch: 0,
  epochPeer: 0,
  ledMs: 0,
  wakeUps: 0,
  button: false,
};

/** A span of listening or of advertising, world ms. */
export interface Look {
  readonly from: number;
  readonly to: number;
  readonly slotMs: number;
}

export interface Emission {
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
}

const NEVER_ALONE: IsAlone = () => false;

/** Minutes with a rendezvous from `startAt` on, and whether the token is alone in them: asked when the one before it has begun. */
function* meetingsOf({ alone }: Rendezvous, startAt: number, isAlone: IsAlone) {
  for (let minute = Math.ceil(startAt / MINUTE_MS); ; minute++) {
    const rests = alone !== undefined && isAlone(minute, alone.afterMinutes);
    if (!rests) yield { minute, alone: undefined };
    else if (minute % alone.oneIn === 0) yield { minute, alone };
  }
}

/** Spans of listening from `startAt` on, ascending; `errorMs` is the clock's error. */
export function* looksOf(
  schedule: Schedule,
  startAt: number,
  seed: number,
  errorMs: number,
  isAlone: IsAlone = NEVER_ALONE,
): Generator<Look> {
  const { rendezvous, listening } = schedule;
  if (rendezvous) {
    const slotMs = rendezvous.windowMs / 3;
    for (const { minute } of meetingsOf(rendezvous, startAt, isAlone)) {
      const middle = minute * MINUTE_MS + rendezvousOffset(minute) + errorMs;
      yield { from: middle - rendezvous.windowMs / 2, to: middle + rendezvous.windowMs / 2, slotMs };
    }
  }
  if (!listening) return;
  const stream = new Stream(seed, 1);
  const { windowMs, slotMs, everyMs } = listening;
  for (let from = startAt + stream.between(0, everyMs[1]); ; from += stream.between(...everyMs))
    yield { from, to: from + windowMs, slotMs };
}

/** Spans of advertising from `startAt` on, ascending, cut at the borders of epochs. */
export function* emissionsOf(
  schedule: Schedule,
  startAt: number,
  seed: number,
  errorMs: number,
  isAlone: IsAlone = NEVER_ALONE,
): Generator<Emission> {
  for (const span of uncutEmissions(schedule, startAt, seed, errorMs, isAlone)) {
    let { from } = span;
    while (from < span.to) {
      const epochEnd = (Math.floor(from / EPOCH_MS) + 1) * EPOCH_MS;
      const to = Math.min(span.to, epochEnd);
      yield { from, to, intervalMs: span.intervalMs };
      from = to;
    }
  }
}

function* uncutEmissions(
  schedule: Schedule,
  startAt: number,
  seed: number,
  errorMs: number,
  isAlone: IsAlone,
): Generator<Emission> {
  const { rendezvous, adverts } = schedule;
  const stream = new Stream(seed, 2);
  if (rendezvous) {
    const { backgroundMs } = rendezvous;
    let last = startAt + stream.between(0, backgroundMs);
    for (const { minute, alone } of meetingsOf(rendezvous, startAt, isAlone)) {
      const { burstMs, spacingMs } = alone ?? rendezvous;
      const middle = minute * MINUTE_MS + rendezvousOffset(minute) + errorMs;
      // Adverts of different tokens must not start together.
      const from = middle - burstMs / 2 - spacingMs / 2 + stream.between(0, spacingMs);
      const to = middle + burstMs / 2 + spacingMs / 2;
      if (backgroundMs < MINUTE_MS && from > last) yield { from: last, to: from, intervalMs: backgroundMs };
      yield { from, to, intervalMs: spacingMs };
      last = to + stream.between(0, backgroundMs);
    }
  }
  if (!adverts) return;
  const { intervalMs, onMs, cycleMs } = adverts;
  if (onMs === undefined || cycleMs === undefined) {
    yield { from: startAt + stream.between(0, intervalMs), to: Number.POSITIVE_INFINITY, intervalMs };
    return;
  }
  for (let from = startAt - stream.between(0, cycleMs); ; from += cycleMs)
    yield { from: Math.max(from, startAt), to: Math.max(from + onMs, startAt), intervalMs };
}
