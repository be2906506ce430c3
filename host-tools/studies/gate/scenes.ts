/**
 * A factory gate as data: who comes through when and how quickly, who only stands there, how tokens are worn, where listeners hang.
 * Metres: the gate's line is x = 0, the road lies at x < 0, a hall from x = 34 on. Numbers of people and times are assumptions of this project.
 */
import { WEARING } from "../nearness/wearing.ts";

export type ListenerName = "outer" | "inner" | "hall";
export const LISTENERS: Readonly<Record<ListenerName, readonly [x: number, y: number]>> = {
  outer: [-6, 0],
  inner: [6, 0],
  hall: [40, 0],
};
/** Where the gate answers from. */
export const ANSWER_AT = [0, 0] as const;
export const LANES_Y = [-1, 1] as const;
/** Ends of the ways: on the road, and in the hall. */
export const ROAD_X = -40;
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
  readonly direction: "in" | "out";
  /** Seconds from the scene's start in which they set out, evenly. */
  readonly from: number;
  readonly to: number;
  readonly metresPerSecond: number;
  /** They stand here before, at a bus; undefined: they come along the road or out of the hall. */
  readonly waitAt?: readonly [x: number, y: number];
}

export interface GateScene {
  readonly title: string;
  readonly streams: readonly Stream[];
}

export const GATE_SCENES: Readonly<Record<"morning" | "noon" | "bus" | "evening", GateScene>> = {
  morning: {
    title: "400 come in 5 minutes through two lanes",
    streams: [{ people: 400, direction: "in", from: 0, to: 300, metresPerSecond: 1.2 }],
  },
  noon: {
    title: "120 go out and 40 come in",
    streams: [
      { people: 120, direction: "out", from: 0, to: 300, metresPerSecond: 1.2 },
      { people: 40, direction: "in", from: 0, to: 300, metresPerSecond: 1.2 },
    ],
  },
  bus: {
    title: "a bus of 45 waits on the road for 2 minutes, then all come in slowly",
    streams: [{ people: 45, direction: "in", from: 120, to: 210, metresPerSecond: 0.5, waitAt: [-14, 5] }],
  },
  evening: {
    title: "400 go out in 5 minutes through two lanes",
    streams: [{ people: 400, direction: "out", from: 0, to: 300, metresPerSecond: 1.2 }],
  },
};
export type GateSceneName = keyof typeof GATE_SCENES;
/** The scene goes on for so long after the last one has set out, seconds. */
export const AFTER_SECONDS = 240;

/** Who is there and does not come through. */
export const BYSTANDERS: readonly { readonly who: string; readonly at: readonly [x: number, y: number] }[] = [
  { who: "guard", at: [0.6, 2.2] },
  { who: "token in a drawer", at: [0, 4.5] },
  { who: "smoker", at: [-3.5, 5] },
  { who: "smoker", at: [-4.3, 5.6] },
  { who: "smoker", at: [-4, 4.2] },
  { who: "somebody who waits", at: [-2.5, -3] },
];

/** Ways of wearing: share of the people, and loss beyond a lanyard in front, dB. */
export const WORN: readonly { readonly how: string; readonly share: number; readonly lossDb: number }[] = [
  { how: "lanyard", share: 0.6, lossDb: 0 },
  { how: "pocket", share: 0.3, lossDb: WEARING["front pocket"].lossDb },
  { how: "bag", share: 0.1, lossDb: WEARING.purse.lossDb },
];
