/** The people of a gate's scene: their ways on the plane, and what is true of each passage. */
import { hash, Stream, unitOf } from "../../lib/random.ts";
import type { Point, Wall } from "../../world/plane/geometry.ts";
import { lengthOf } from "../../world/plane/geometry.ts";
import { type Part, Track, WALKING_METRES_PER_SECOND } from "../../world/plane/tracks.ts";
import { RADIO_PARAMETERS } from "../../world/radio-parameters.ts";
import {
  AFTER_SECONDS,
  ANSWER_AT,
  type Bystander,
  type GateScene,
  HALL_X,
  HALL_Y,
  HAVE,
  type Have,
  LANES_Y,
  LISTENERS,
  PRESS,
  ROAD_X,
  WALLS,
  type Way,
  WORN,
  type Worn,
} from "./scenes.ts";

/** What is true of somebody who goes through. World ms. */
export interface Passing {
  readonly direction: Way;
  readonly crossesAt: number;
  readonly metresPerSecond: number;
  readonly worn: Worn;
  readonly has: Have;
  /** When they press; undefined of who does not. */
  readonly tapAt: number | undefined;
}

/** Somebody of the scene, or a listener on its mast. */
export interface GatePerson {
  readonly kind: "passer" | "bystander" | "device";
  /** Who a bystander is; name of a device. */
  readonly what: string;
  readonly track: Track;
  /** Loss beyond a lanyard's, dB. */
  readonly lossDb: number;
  /** Absent of who does not go through. */
  readonly passing?: Passing;
}

interface GatePeople {
  readonly people: readonly GatePerson[];
  readonly walls: readonly Wall[];
  readonly startAt: number;
  readonly endAt: number;
}

interface Span {
  readonly startAt: number;
  readonly endAt: number;
}

const pointOf = ([x, y]: readonly [number, number]): Point => ({ x, y });
const wallOf = ([x1, y1, x2, y2]: readonly [number, number, number, number]): Wall => [
  { x: x1, y: y1 },
  { x: x2, y: y2 },
];

export function gatePeople(scene: GateScene, startAt: number, seed: number): GatePeople {
  const stream = new Stream(seed, 41);
  const last = Math.max(0, ...scene.streams.map(({ to }) => to));
  const endAt = startAt + (scene.lasts ?? last + AFTER_SECONDS) * 1000;
  const span = { startAt, endAt };
  const passers = scene.streams.flatMap((one) => {
    const lanes = LANES_Y.filter((_, i) => scene.lanes[i] === one.direction);
    return Array.from({ length: one.people }, (_, i) =>
      passer(one, i, lanes[i % lanes.length]!, span, stream),
    );
  });
  const bystanders = scene.bystanders.map(
    (one, i): GatePerson => ({
      kind: "bystander",
      what: one.who,
      lossDb: 0,
      track: bystanderTrack(one, span, hash(seed, 42, i)),
    }),
  );
  // Where nobody comes nobody is answered.
  const answer = scene.streams.length > 0 ? [["answer", ANSWER_AT] as const] : [];
  const devices = [...Object.entries(LISTENERS), ...answer].map(
    ([name, at], i): GatePerson => ({
      kind: "device",
      what: name,
      lossDb: 0,
      track: standingTrack(pointOf(at), span, hash(seed, 42, 1000 + i)),
    }),
  );
  return { people: [...passers, ...bystanders, ...devices], walls: WALLS.map(wallOf), startAt, endAt };
}

/** Waits, comes to the gate in a lane, goes through and on; each at their own pace. */
function passer(
  { direction, from, to, metresPerSecond, people, waitAt }: GateScene["streams"][number],
  i: number,
  laneY: number,
  { startAt, endAt }: Span,
  stream: Stream,
): GatePerson {
  const setsOut = startAt + 1000 * (from + ((to - from) * (i + stream.unit())) / people);
  const pace = metresPerSecond * stream.between(0.9, 1.1);
  const lane = laneY + stream.between(-0.2, 0.2);
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
  const crossesAt = setsOut + (1000 * toLine) / pace;
  const track = new Track(parts, hash(stream.below(2 ** 31), 1), RADIO_PARAMETERS.postureMs);
  const worn = shareOf(WORN, stream.unit());
  const has = shareOf(HAVE, stream.unit()).what;
  const metres = stream.between(-PRESS.before, PRESS.behind);
  const presses = has !== "phone" && stream.chance(PRESS.share);
  const tapAt = presses ? crossesAt + (1000 * metres) / pace : undefined;
  const passing = { direction, crossesAt, metresPerSecond: pace, worn: worn.how, has, tapAt };
  return { kind: "passer", what: direction, track, lossDb: worn.lossDb, passing };
}

function standingTrack(point: Point, { startAt, endAt }: Span, word: number): Track {
  const facing = 2 * Math.PI * unitOf(word);
  return new Track(
    [{ kind: "stay", room: "", from: startAt, to: endAt, point, facing }],
    word,
    RADIO_PARAMETERS.postureMs,
  );
}

/** Stands there all the time; or comes, stays, and goes as they came. */
function bystanderTrack({ at, visit }: Bystander, span: Span, word: number): Track {
  if (!visit) return standingTrack(pointOf(at), span, word);
  // Not all on one spot.
  const end = { x: at[0] + 2 * unitOf(hash(word, 1)) - 1, y: at[1] + 2 * unitOf(hash(word, 2)) - 1 };
  const points = [...visit.way.slice(0, -1).map(pointOf), end];
  const walks = (1000 * lengthOf(points)) / WALKING_METRES_PER_SECOND;
  const from = span.startAt + 1000 * visit.from + walks;
  const to = span.startAt + 1000 * visit.to;
  const parts: Part[] = [
    { kind: "way", from: from - walks, to: from, points },
    { kind: "stay", room: "", from, to, point: end, facing: undefined },
    { kind: "way", from: to, to: to + walks, points: points.toReversed() },
  ];
  return new Track(parts, word, RADIO_PARAMETERS.postureMs);
}

/** The one of a list of shares that a draw 0..1 falls on. */
function shareOf<T extends { readonly share: number }>(all: readonly T[], draw: number): T {
  let left = draw;
  for (const one of all) {
    left -= one.share;
    if (left < 0) return one;
  }
  return all[0]!;
}
