/** What the gates' engines tell of a scene: the lanes' own gate, and the one with a listener on each side. */
import type { Passage } from "../../contract/gates.ts";
import { Gate } from "../../gate/engine.ts";
import { type Layout, REACH, SIDES_REACH, TAP_REACH } from "../../gate/layout.ts";
import { sightingOf } from "../../gate/sighting.ts";
import type { Tap } from "../../gate/taps.ts";
import type { PlayedGate } from "./play-gate.ts";
import type { GateScene } from "./scenes.ts";

/** A machine's engine is asked so often, ms. */
const TICK_MS = 50;
/** After the scene's end, until nothing is left to tell, ms. */
const AFTER_MS = 60_000;

type GateName = "lanes" | "sides";

/** Two gates of one zone: lanes with a tap each, and two sides that do not reach across. */
export const layoutsOf = ({ lanes }: Pick<GateScene, "lanes">): Readonly<Record<GateName, Layout>> => ({
  lanes: {
    listeners: lanes.map((lane, i) => ({ name: `lane ${i + 1}`, side: "door", lane })),
    reach: REACH,
    tapReach: TAP_REACH,
  },
  sides: {
    listeners: [
      { name: "road 1", side: "outside", lane: "passed" },
      { name: "road 2", side: "outside", lane: "passed" },
      { name: "hall", side: "inside", lane: "passed" },
    ],
    reach: SIDES_REACH,
    // Nobody taps on the road or in the hall.
    tapReach: Number.NEGATIVE_INFINITY,
  },
});

/** Something that an engine has told, and when, world ms. */
interface At {
  readonly toldAt: number;
}
interface ToldByGate {
  readonly passages: readonly (Passage & At)[];
  readonly taps: readonly (Tap & At)[];
}

/** The real engine on all that the listeners have heard, in order of time. */
export function toldBy(layout: Layout, { heard, startAt, endAt }: PlayedGate): ToldByGate {
  const gate = new Gate(layout);
  const passages: (Passage & At)[] = [];
  const taps: (Tap & At)[] = [];
  let now = startAt;
  const until = (t: number) => {
    for (; now <= t; now += TICK_MS) {
      const step = gate.advance(now);
      passages.push(...step.passages.map((one) => ({ ...one, toldAt: now })));
      taps.push(...step.taps.map((one) => ({ ...one, toldAt: now })));
    }
  };
  for (const one of heard) {
    until(one.at);
    const sighting = sightingOf(one);
    if (sighting) passages.push(...gate.hear(sighting).map((told) => ({ ...told, toldAt: one.at })));
  }
  until(endAt + AFTER_MS);
  return { passages, taps };
}
