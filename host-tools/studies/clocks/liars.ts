/**
 * Liars beside honest tokens: radios that send forged bursts, always with the clock-trusted bit and as often as the radio
 * allows, so that every honest span hears them, and forged times for whoever listens wide.
 */
import { Stream } from "../../lib/random.ts";
import { CRYSTAL, RC } from "./kinds.ts";
import { PairBook } from "./meetings.ts";
import { FIRST_MINUTE, liveMinute } from "./simulation.ts";
import { type Heard, kindOf, SILENCE, TokenClock } from "./token-clock.ts";

export const LIES = ["gaining", "losing", "jumping"] as const;
type Lie = (typeof LIES)[number];

interface LiarOptions {
  readonly honest: number;
  readonly liars: number;
  readonly lie: Lie;
  readonly days: number;
  readonly seed: number;
  /** Adverts of one liar in a span: 7 at the shortest interval of 20 ms, 1.5 like a token. */
  readonly advertsPerSpan?: number;
}

export interface LiarOutcome {
  /** Largest share of its envelope that a clock with authenticated time was steered by; above 1 it would have left it. */
  readonly envelopeUsed: number;
  /** Largest error of a clock with authenticated time, s: its own drift and what it was steered by. */
  readonly largestError: number;
  /** Of the pairs' minutes together, those that at least one log has. */
  readonly pairMinutes: number;
  readonly pairMinutesLogged: number;
  /** The same share on the day after the liars have gone. */
  readonly shareAfter: number;
  /** Honest tokens that came out with authenticated time all the way, and how far those without it were led ahead, days. */
  readonly trusted: number;
  readonly ledAheadDays: number;
}

/** From when to when people are together each day, with the liars among them: minutes of the day. */
const TOGETHER = [480, 1020] as const;
/** Two of the honest tokens lose power at noon of the first day. */
const POWER_LOST_AT = 720;
const POWERLESS = 2;
/** Days that run undisturbed before the first liar comes. */
const CALM_DAYS = 2;

export function besideLiars(options: LiarOptions): LiarOutcome {
  const clocks = Array.from({ length: options.honest }, (_, i) => {
    return new TokenClock(i % 2 ? CRYSTAL : RC, options.seed * 1009 + i, FIRST_MINUTE);
  });
  const everybody = clocks.map((_, i) => i);
  const chances = new Stream(options.seed, 7);
  const book = new PairBook(clocks);
  const bookAfter = new PairBook(clocks);
  let envelopeUsed = 0;
  let largestError = 0;
  let ledAhead = 0;
  const end = (CALM_DAYS + options.days) * 1440;
  for (let now = 0; now < end + 1440; now++) {
    const minute = FIRST_MINUTE + now;
    const minuteOfDay = now % 1440;
    const attacked = now >= CALM_DAYS * 1440 && now < end;
    const together = minuteOfDay >= TOGETHER[0] && minuteOfDay < TOGETHER[1];
    for (let i = 0; i < clocks.length; i++) {
      const clock = clocks[i]!;
      clock.age(minute);
      if (now === CALM_DAYS * 1440 + POWER_LOST_AT && i < POWERLESS) clock.losePower(minute);
      const forged = together && attacked && options.liars > 0 ? forge(options, minute, chances) : undefined;
      const counted = clock.trusted && now >= CALM_DAYS * 1440;
      const note = (peer: number, heard: boolean): void => {
        if (counted && clocks[peer]!.trusted) (attacked ? book : bookAfter).note(i, peer, now, heard);
      };
      liveMinute(clocks, i, together ? everybody : [], minute, note, forged);
      if (clock.trusted) {
        envelopeUsed = Math.max(envelopeUsed, Math.abs(clock.steered) / clock.envelope);
        largestError = Math.max(largestError, Math.abs(clock.error));
      } else ledAhead = Math.max(ledAhead, clock.error);
    }
  }
  return {
    envelopeUsed,
    largestError,
    pairMinutes: book.together,
    pairMinutesLogged: book.logged,
    shareAfter: bookAfter.logged / bookAfter.together,
    trusted: clocks.filter((c) => c.trusted).length,
    ledAheadDays: ledAhead / 86400,
  };
}

/** What a span hears of the liars, and what they tell who listens wide, s ahead. */
function forge(
  options: LiarOptions,
  minute: number,
  chances: Stream,
): { readonly heard: Heard; readonly hints: readonly number[] } {
  const adverts = options.liars * (options.advertsPerSpan ?? 7);
  const odd = (minute & 1) === 1;
  // An hour one way, an hour the other.
  const ahead = options.lie === "gaining" || (options.lie === "jumping" && Math.floor(minute / 60) % 2 === 0);
  // Late in an odd minute says "ahead", early in an even one "behind"; the rest says "in step".
  const late = odd ? ahead : !(!ahead && !odd);
  const heard = SILENCE.slice();
  heard[kindOf(true, late)] = adverts;
  const far =
    options.lie === "jumping"
      ? chances.between(-40, 40) * 86400
      : (ahead ? 1 : -1) * chances.between(0.3, 60);
  return { heard, hints: Array.from({ length: adverts }, () => far) };
}
