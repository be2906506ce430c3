/** How often those who pass a gate are heard there, before anybody makes passages of it: backgrounds, taps, answers. */
import { type Call, sightingOf } from "../../gate/sighting.ts";
import { mean } from "../../lib/statistics.ts";
import type { Passing } from "./people.ts";
import type { PlayedGate } from "./play-gate.ts";

/** Zones about the line in which a passage may be heard, metres to either side. */
const ZONES = [3, 15] as const;
/** How often passers were heard while they were in a zone: shares of 0, 1, and 2 or more. */
interface Times {
  readonly metres: number;
  readonly seconds: number;
  readonly passages: number;
  readonly none: number;
  readonly once: number;
  readonly more: number;
}

/** Somebody with a token who goes through, and the adverts of theirs that a lane's listener has heard. */
interface Passer extends Passing {
  readonly heard: readonly { readonly at: number; readonly call: Call }[];
  readonly answered: boolean;
}

function passersOf({ people, heard, answered }: PlayedGate): Passer[] {
  const calls: { at: number; call: Call }[][] = people.map(() => []);
  for (const one of heard) {
    const call = one.listener.startsWith("lane") ? sightingOf(one)?.call : undefined;
    if (call) calls[one.sender]!.push({ at: one.at, call });
  }
  return people.flatMap(({ passing }, i) =>
    passing && passing.has !== "phone" ? [{ ...passing, heard: calls[i]!, answered: answered[i]! }] : [],
  );
}

/** Adverts of the schedule that reached either lane's listener, by zone. */
export function timesHeard(played: PlayedGate): Times[] {
  const passers = passersOf(played);
  return ZONES.map((metres) => {
    const counts = passers.map(({ heard, crossesAt, metresPerSecond }) => {
      const within = (1000 * metres) / metresPerSecond;
      const adverts = heard.filter(({ at, call }) => call !== "tap" && Math.abs(at - crossesAt) <= within);
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
  /** Share of the taps of which a lane's listener heard an advert. */
  readonly heard: number;
  /** Adverts heard of a tap, mean. */
  readonly adverts: number;
  /** Share of those who tapped that heard the gate's answer. */
  readonly answered: number;
}

export function tapsHeard(played: PlayedGate): Taps {
  const pressed = passersOf(played).filter(({ tapAt }) => tapAt !== undefined);
  const counts = pressed.map(({ heard }) => heard.filter(({ call }) => call === "tap").length);
  return {
    passages: pressed.length,
    heard: counts.filter((count) => count > 0).length / pressed.length,
    adverts: mean(counts),
    answered: pressed.filter(({ answered }) => answered).length / pressed.length,
  };
}
