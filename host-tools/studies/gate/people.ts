/** The people of a gate's scene: their ways on the plane, and what is true of each passage. */
import { hash, Stream, unitOf } from "../../lib/random.ts";
import type { Point, Wall } from "../../world/plane/geometry.ts";
import { lengthOf } from "../../world/plane/geometry.ts";
import { type Part, Track } from "../../world/plane/tracks.ts";
import { RADIO_PARAMETERS } from "../../world/radio-parameters.ts";
import {
  AFTER_SECONDS,
  ANSWER_AT,
  BYSTANDERS,
  type GateScene,
  HALL_X,
  HALL_Y,
  LANES_Y,
  LISTENERS,
  ROAD_X,
  WALLS,
  WORN,
} from "./scenes.ts";

/** Somebody of the scene. World ms. */
export interface GatePerson {
  readonly kind: "passer" | "bystander" | "device";
  /** Direction of a passer; who a bystander is; name of a device. */
  readonly what: string;
  readonly track: Track;
  /** When a passer crosses the line, and how quickly. */
  readonly crossesAt: number;
  readonly metresPerSecond: number;
  /** Loss beyond a lanyard's, dB. */
  readonly lossDb: number;
}

interface GatePeople {
  readonly people: readonly GatePerson[];
  readonly walls: readonly Wall[];
  readonly startAt: number;
  readonly endAt: number;
}

const wallOf = ([x1, y1, x2, y2]: readonly [number, number, number, number]): Wall => [
  { x: x1, y: y1 },
  { x: x2, y: y2 },
];

export function gatePeople(scene: GateScene, startAt: number, seed: number): GatePeople {
  const stream = new Stream(seed, 41);
  const last = Math.max(...scene.streams.map(({ to }) => to));
  const endAt = startAt + (last + AFTER_SECONDS) * 1000;
  const span = { startAt, endAt };
  const passers = scene.streams.flatMap((one) =>
    Array.from({ length: one.people }, (_, i) => passer(one, i, span, stream)),
  );
  const standing = (point: Point, i: number) => standingTrack(point, span, hash(seed, 42, i));
  const bystanders = BYSTANDERS.map(
    ({ who, at: [x, y] }, i): GatePerson => ({
      ...STILL,
      kind: "bystander",
      what: who,
      track: standing({ x, y }, i),
    }),
  );
  const devices = [...Object.entries(LISTENERS), ["answer", ANSWER_AT] as const].map(
    ([name, [x, y]], i): GatePerson => ({
      ...STILL,
      kind: "device",
      what: name,
      track: standing({ x, y }, 100 + i),
    }),
  );
  return { people: [...passers, ...bystanders, ...devices], walls: WALLS.map(wallOf), startAt, endAt };
}

const STILL = { crossesAt: Number.NaN, metresPerSecond: 0, lossDb: 0 } as const;

/** Waits, comes to the gate in a lane, goes through and on; each at their own pace. */
function passer(
  { direction, from, to, metresPerSecond, people, waitAt }: GateScene["streams"][number],
  i: number,
  { startAt, endAt }: { startAt: number; endAt: number },
  stream: Stream,
): GatePerson {
  const setsOut = startAt + 1000 * (from + ((to - from) * (i + stream.unit())) / people);
  const pace = metresPerSecond * stream.between(0.9, 1.1);
  const lane = LANES_Y[i % LANES_Y.length]! + stream.between(-0.2, 0.2);
  const hall = { x: stream.between(...HALL_X), y: stream.between(...HALL_Y) };
  const outside = waitAt
    ? { x: waitAt[0] + stream.between(-4, 4), y: waitAt[1] + stream.between(-1, 1) }
    : { x: ROAD_X, y: lane };
  const through = [outside, { x: -3, y: lane }, { x: 3, y: lane }, { x: 33, y: 0 }, { x: 35, y: 0 }, hall];
  const way = direction === "in" ? through : through.toReversed();
  const arrives = setsOut + (1000 * lengthOf(way)) / pace;
  const start = way[0]!;
  const rest = way.at(-1)!;
  const stay = (point: Point, begin: number, end: number): Part[] =>
    end > begin ? [{ kind: "stay", room: "", from: begin, to: end, point, facing: undefined }] : [];
  // Who comes along the road or goes away on it is nowhere before and after.
  const waits = direction === "out" || waitAt ? stay(start, startAt, setsOut) : [];
  const stays = direction === "in" ? stay(rest, arrives, endAt) : [];
  const parts: Part[] = [...waits, { kind: "way", from: setsOut, to: arrives, points: way }, ...stays];
  const toLine = lengthOf([
    ...(direction === "in" ? through.slice(0, 2) : way.slice(0, 4)),
    { x: 0, y: lane },
  ]);
  return {
    kind: "passer",
    what: direction,
    track: new Track(parts, hash(stream.below(2 ** 31), 1), RADIO_PARAMETERS.postureMs),
    crossesAt: setsOut + (1000 * toLine) / pace,
    metresPerSecond: pace,
    lossDb: wornLoss(stream.unit()),
  };
}

function standingTrack(
  point: Point,
  { startAt, endAt }: { startAt: number; endAt: number },
  word: number,
): Track {
  const facing = 2 * Math.PI * unitOf(word);
  return new Track(
    [{ kind: "stay", room: "", from: startAt, to: endAt, point, facing }],
    word,
    RADIO_PARAMETERS.postureMs,
  );
}

function wornLoss(share: number): number {
  let left = share;
  for (const { share: part, lossDb } of WORN) {
    left -= part;
    if (left < 0) return lossDb;
  }
  return 0;
}
