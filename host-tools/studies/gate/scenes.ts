/**
 * A factory gate as data: who comes through when and how quickly, who only stands there, how tokens are worn, where listeners hang.
 * Metres: the gate's line is x = 0, the road lies at x < 0, a hall from x = 34 on. Numbers of people and times are assumptions of this project.
 */
import { WEARING } from "../nearness/wearing.ts";

/** The name of these scenes among the shifts of `bztoken world`. */
export const GATE_SHIFT = "factory-gate";

type Spot = readonly [x: number, y: number];
export type Way = "in" | "out";

/** Two lanes, each with a listener at its post; two listeners along the road and one in the hall, too far apart to reach across. */
export type ListenerName = "lane 1" | "lane 2" | "road 1" | "road 2" | "hall";
export const LISTENERS: Readonly<Record<ListenerName, Spot>> = {
  "lane 1": [0, -11.8],
  "lane 2": [0, 1.8],
  "road 1": [-12, 0],
  "road 2": [-32, 0],
  hall: [40, 0],
};
/** Where the gate answers from. */
export const ANSWER_AT: Spot = [0, 0];
export const LANES_Y = [-11, 1] as const;
/** Ends of the ways: on the road, and in the hall. */
export const ROAD_X = -50;
export const HALL_X = [36, 46] as const;
export const HALL_Y = [-8, 8] as const;
/** The front of the hall with its door, and the guard's hut: walls from point to point. */
export const WALLS = [
  [34, -12, 34, -1],
  [34, 1, 34, 12],
  [-1.25, 3, 1.25, 3],
  [-1.25, 5.5, 1.25, 5.5],
  [-1.25, 3, -1.25, 5.5],
  [1.25, 3, 1.25, 5.5],
] as const;

interface Stream {
  readonly people: number;
  readonly direction: Way;
  /** Seconds from the scene's start in which they set out, evenly; who goes out was heard inside for a minute before. */
  readonly from: number;
  readonly to: number;
  readonly metresPerSecond: number;
  /** They stand here before, at a bus; undefined: they come along the road or out of the hall. */
  readonly waitAt?: Spot;
}

/** Somebody who does not go through: there from the start to the end, or for a time, on a way of their own. Seconds. */
export interface Bystander {
  readonly who: string;
  readonly at: Spot;
  readonly visit?: { readonly from: number; readonly to: number; readonly way: readonly Spot[] };
}

export interface GateScene {
  readonly title: string;
  readonly streams: readonly Stream[];
  /** What each lane is for. */
  readonly lanes: readonly [Way, Way];
  readonly bystanders: readonly Bystander[];
  /** Seconds; where not given, some minutes longer than the last one takes. */
  readonly lasts?: number;
}

const STANDING: readonly Bystander[] = [
  { who: "guard", at: [0.6, 2.2] },
  { who: "token in a drawer", at: [0, 4.5] },
  { who: "smoker", at: [-3.5, 5] },
  { who: "smoker", at: [-4.3, 5.6] },
  { who: "smoker", at: [-4, 4.2] },
  { who: "somebody who waits", at: [-2.5, -3] },
];

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Out of the hall to the inner side of the gate; along the road to its outer side; along the road and past. */
const TO_SMOKE: readonly Spot[] = [
  [42, 3],
  [35, 0],
  [33, 0],
  [5, 6],
];
const TO_WAIT: readonly Spot[] = [
  [ROAD_X, -3],
  [-4, -3],
];

/** A quiet shift: nobody goes through. Six smoke every two hours for 7 minutes, three wait for a quarter of an hour. */
const LOITERERS: readonly Bystander[] = [
  ...STANDING.slice(0, 2),
  ...Array.from({ length: 24 }, (_, i): Bystander => {
    const from = (i % 4) * 2 * HOUR + 20 * MINUTE + i * 40;
    return { who: "smoker", at: [5, 6], visit: { from, to: from + 7 * MINUTE, way: TO_SMOKE } };
  }),
  ...Array.from({ length: 12 }, (_, i): Bystander => {
    const from = (i % 4) * 2 * HOUR + HOUR + i * 70;
    return { who: "somebody who waits", at: [-4, -3], visit: { from, to: from + 15 * MINUTE, way: TO_WAIT } };
  }),
];

export const GATE_SCENES = {
  morning: {
    title: "400 come in 5 minutes through two lanes",
    lanes: ["in", "in"],
    bystanders: STANDING,
    streams: [{ people: 400, direction: "in", from: 0, to: 300, metresPerSecond: 1.2 }],
  },
  noon: {
    title: "120 go out and 40 come in, each through a lane of their own",
    lanes: ["in", "out"],
    bystanders: STANDING,
    streams: [
      { people: 120, direction: "out", from: 60, to: 360, metresPerSecond: 1.2 },
      { people: 40, direction: "in", from: 60, to: 360, metresPerSecond: 1.2 },
    ],
  },
  bus: {
    title: "a bus of 45 waits on the road for 2 minutes, then all come in slowly",
    lanes: ["in", "in"],
    bystanders: STANDING,
    streams: [{ people: 45, direction: "in", from: 120, to: 210, metresPerSecond: 0.5, waitAt: [-14, 5] }],
  },
  evening: {
    title: "400 go out in 5 minutes through two lanes",
    lanes: ["out", "out"],
    bystanders: STANDING,
    streams: [{ people: 400, direction: "out", from: 60, to: 360, metresPerSecond: 1.2 }],
  },
  quiet: {
    title:
      "8 hours in which nobody goes through: guard, drawer, 24 who come to smoke, 12 who wait on the road",
    lanes: ["in", "out"],
    bystanders: LOITERERS,
    streams: [],
    lasts: 8 * HOUR,
  },
} as const satisfies Readonly<Record<string, GateScene>>;
export type GateSceneName = keyof typeof GATE_SCENES;
export const RUSHES = ["morning", "noon", "bus", "evening"] as const satisfies readonly GateSceneName[];
/** The scene goes on for so long after the last one has set out, seconds. */
export const AFTER_SECONDS = 240;

/** Ways of wearing: share of the people, and loss beyond a lanyard in front, dB. */
export const WORN = [
  { how: "lanyard", share: 0.6, lossDb: 0 },
  { how: "pocket", share: 0.3, lossDb: WEARING["front pocket"].lossDb },
  { how: "bag", share: 0.1, lossDb: WEARING.purse.lossDb },
] as const;
export type Worn = (typeof WORN)[number]["how"];

/** What people have: tokens of the factory, tokens of other units, phones with Bluezone on Android. */
export const HAVE = [
  { what: "token", share: 0.8 },
  { what: "visitor's token", share: 0.1 },
  { what: "phone", share: 0.1 },
] as const;
export type Have = (typeof HAVE)[number]["what"];

/** So many of those who have a token press, between so many metres before the line and so many behind it. */
export const PRESS = { share: 0.95, before: 1.5, behind: 0.5 } as const;
