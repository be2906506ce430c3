/** What the listeners of a gate make of a scene: passages heard, taps, directions, who is inside by the minute. */
import { mean } from "../../lib/statistics.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { GatePerson } from "./people.ts";
import type { Hearing, PlayedGate } from "./play-gate.ts";
import type { ListenerName } from "./scenes.ts";

/** Zones about the line in which a passage may be heard, metres to either side. */
const ZONES = [3, 15] as const;
/** Difference of strength between two listeners that says on which side somebody is, dB. */
const SIDE_DB = 12;
/** Somebody weaker than this at both listeners of the line is not at the gate, dBm. */
const AT_GATE_DBM = -78;
/** A passage is looked for in spans of this length. */
const PASSAGE_MS = 25_000;

/** How often passers were heard while they were in a zone: shares of 0, 1, and 2 or more. */
interface Times {
  readonly metres: number;
  readonly seconds: number;
  readonly passages: number;
  readonly none: number;
  readonly once: number;
  readonly more: number;
}

interface Passer extends GatePerson {
  readonly heard: readonly Hearing[];
  readonly answered: boolean;
}

function passersOf({ people, heard, answered }: PlayedGate): Passer[] {
  return people.flatMap((person, i) =>
    person.kind === "passer" ? [{ ...person, heard: heard[i]!, answered: answered[i]! }] : [],
  );
}

/** Adverts of the schedule that reached either listener of the line, by zone. */
export function timesHeard(played: PlayedGate): Times[] {
  const passers = passersOf(played);
  return ZONES.map((metres) => {
    const counts = passers.map(({ heard, crossesAt, metresPerSecond }) => {
      const within = (1000 * metres) / metresPerSecond;
      const adverts = heard.filter(
        ({ by, at, purpose }) =>
          purpose === "schedule" && by !== "hall" && Math.abs(at - crossesAt) <= within,
      );
      // Both listeners may hear the same advert.
      return new Set(adverts.map(({ at }) => Math.round(at / 5))).size;
    });
    const share = (is: (count: number) => boolean) => counts.filter(is).length / counts.length;
    return {
      metres,
      seconds: mean(passers.map(({ metresPerSecond }) => (2 * metres) / metresPerSecond)),
      passages: counts.length,
      none: share((count) => count === 0),
      once: share((count) => count === 1),
      more: share((count) => count >= 2),
    };
  });
}

interface Taps {
  readonly passages: number;
  /** Share of the taps of which a listener of the line heard an advert. */
  readonly heard: number;
  /** Adverts heard of a tap, mean. */
  readonly adverts: number;
  /** Share of those who tapped that heard the gate's answer. */
  readonly answered: number;
}

export function tapsHeard(played: PlayedGate): Taps {
  const passers = passersOf(played);
  const counts = passers.map(
    ({ heard }) => heard.filter(({ purpose, by }) => purpose === "tap" && by !== "hall").length,
  );
  return {
    passages: passers.length,
    heard: counts.filter((count) => count > 0).length / passers.length,
    adverts: mean(counts),
    answered: passers.filter(({ answered }) => answered).length / passers.length,
  };
}

/** Direction told by two listeners on both sides of the line: the sign of the change of the difference of their strengths. */
interface Directions {
  readonly right: number;
  readonly wrong: number;
  readonly untold: number;
  /** Passages that were none: told of bystanders, an hour and person. */
  readonly falseAnHour: number;
}

export function directionsTold(played: PlayedGate): Directions {
  const passers = passersOf(played);
  const told = passers.map(({ heard, crossesAt, metresPerSecond, what }) => {
    const within = (1000 * 15) / metresPerSecond;
    const direction = directionOf(heard.filter(({ at }) => Math.abs(at - crossesAt) <= within));
    return direction === undefined ? "untold" : direction === what ? "right" : "wrong";
  });
  const share = (word: string) => told.filter((one) => one === word).length / told.length;
  const { people, heard, startAt, endAt } = played;
  const bystanders = people.flatMap(({ kind }, i) => (kind === "bystander" ? [heard[i]!] : []));
  let wrongly = 0;
  for (const adverts of bystanders)
    for (let from = startAt; from < endAt; from += PASSAGE_MS)
      wrongly += Number(
        directionOf(adverts.filter(({ at }) => at >= from && at < from + PASSAGE_MS)) !== undefined,
      );
  return {
    right: share("right"),
    wrong: share("wrong"),
    untold: share("untold"),
    falseAnHour: wrongly / bystanders.length / ((endAt - startAt) / 3_600_000),
  };
}

function directionOf(heard: readonly Hearing[]): "in" | "out" | undefined {
  if (!heard.some(({ by, rssi }) => by !== "hall" && rssi >= AT_GATE_DBM)) return undefined;
  const sides = sidesOf(heard);
  if (sides.length < 2) return undefined;
  const half = Math.ceil(sides.length / 2);
  const change = mean(sides.slice(-half)) - mean(sides.slice(0, half));
  if (Math.abs(change) < SIDE_DB) return undefined;
  return change > 0 ? "in" : "out";
}

/** Of each advert that both listeners of the line heard: how much stronger it was at the inner one, dB. */
function sidesOf(heard: readonly Hearing[]): number[] {
  const outer = heard.filter(({ by }) => by === "outer");
  return heard
    .filter(({ by }) => by === "inner")
    .flatMap(({ at, rssi }) => {
      const same = outer.find((other) => Math.abs(other.at - at) < 2);
      return same ? [rssi - same.rssi] : [];
    });
}

interface ByTheMinute {
  /** Share of who came in that was first told inside no later than so many minutes after. */
  readonly within1: number;
  readonly within2: number;
  readonly within3: number;
  readonly falseAnHour: number;
}

/** Inside by the minute: heard in a minute, and stronger in the hall than at the outer listener. */
export function insideByTheMinute(played: PlayedGate): ByTheMinute | undefined {
  const comers = passersOf(played).filter(({ what }) => what === "in");
  if (comers.length === 0) return undefined;
  const late = comers.map(({ heard, crossesAt }) => firstInside(heard, crossesAt - MINUTE_MS) - crossesAt);
  const share = (minutes: number) => late.filter((ms) => ms <= minutes * MINUTE_MS).length / late.length;
  const { people, heard, startAt, endAt } = played;
  const bystanders = people.flatMap(({ kind }, i) => (kind === "bystander" ? [heard[i]!] : []));
  const wrongly = bystanders.filter((adverts) => Number.isFinite(firstInside(adverts, startAt))).length;
  return {
    within1: share(1),
    within2: share(2),
    within3: share(3),
    falseAnHour: wrongly / bystanders.length / ((endAt - startAt) / 3_600_000),
  };
}

/** The end of the first minute from which on somebody is told inside; Infinity for never. */
function firstInside(heard: readonly Hearing[], from: number): number {
  const minutes = new Map<number, Map<ListenerName, number>>();
  for (const { by, at, rssi } of heard) {
    if (at < from) continue;
    const minute = Math.floor(at / MINUTE_MS);
    const strongest = minutes.get(minute) ?? new Map<ListenerName, number>();
    minutes.set(minute, strongest);
    strongest.set(by, Math.max(rssi, strongest.get(by) ?? Number.NEGATIVE_INFINITY));
  }
  for (const [minute, strongest] of [...minutes].sort(([x], [y]) => x - y)) {
    const hall = strongest.get("hall") ?? Number.NEGATIVE_INFINITY;
    const outer = strongest.get("outer") ?? Number.NEGATIVE_INFINITY;
    if (hall > outer) return (minute + 1) * MINUTE_MS;
  }
  return Number.POSITIVE_INFINITY;
}
