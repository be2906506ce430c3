/**
 * Who is how far from whom at any time. The scene keeps distances of pairs and no floor plan: the truth of a day is
 * stated in pairs (a bout is 2 m or less, everything else is more), a recorded day has no coordinates, and no plan in the
 * plane could satisfy all pairs of a recorded day at once. Pair distances agree with the truth by construction; the price is that
 * three distances need not close to a triangle, which no pairwise log can notice.
 */

import { hash, normalOf, unitOf } from "../lib/random.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { Day } from "./day.ts";
import { ROW_MS } from "./day.ts";
import type { Rooms } from "./rooms.ts";
import { OUT, roomsOf } from "./rooms.ts";
import type { Bout, PairTruth } from "./truth.ts";
import { pairTruths } from "./truth.ts";

export type Placement = "facing" | "turned away" | "same room" | "behind walls";

export interface Relation {
  readonly metres: number;
  readonly placement: Placement;
  /** Walls between the two. */
  readonly walls: number;
  /** Number that stays the same while the two stay where they are. */
  readonly place: number;
  /** Degrees by which the person of the lower index, and the other, is turned from the line between them; not known: drawn by the placement. */
  readonly turned?: readonly [number, number];
}

/** What the radio must know of a place and the people in it. */
export interface Surroundings {
  readonly day: Pick<Day, "people" | "startAt">;
  /** Places are taken in the middle of spans of this length, ms; default 20 s, as long as a row of a contact file. */
  readonly cellMs?: number;
  /** Room number of a person at world time t, or OUT (-1). */
  roomAt(person: number, t: number): number;
  /** How two different people stand to each other; undefined when one of them is out. Symmetric. */
  relation(x: number, y: number, t: number): Relation | undefined;
  /** Number that changes when a person puts the token on anew; always worn the same way where it is left out. */
  putOn?(person: number, t: number): number | undefined;
}

/** A day's people with all that reports ask of them. */
export interface Places extends Surroundings {
  readonly day: Day;
  readonly pairs: readonly PairTruth[];
  readonly rooms: Rooms;
  /** Metres between two people at world time t; Infinity if one of them is out. */
  distance(a: number, b: number, t: number): number;
  /** The distance within which two people spent `minutes` minutes of the day in total. */
  distanceHeldFor(a: number, b: number, minutes: number): number;
}

/** Nearest and furthest metres. */
const METRES: Readonly<Record<Placement, readonly [number, number]>> = {
  facing: [0.5, 1.5],
  "turned away": [1.5, 2],
  "same room": [2.5, 8],
  "behind walls": [8, 20],
};
/** Added for every further room in between. */
const FURTHER_ROOM_METRES = 8;
/** People shift about their usual distance: by so much of the range, anew every so often. */
const SHIFTING = { share: 0.15, everyMs: 60_000 };

const NEVER: readonly Bout[] = [];

export class Scene implements Places {
  readonly day: Day;
  readonly pairs: readonly PairTruth[];
  readonly rooms: Rooms;
  readonly #seed: number;
  readonly #boutsOfPair = new Map<number, readonly Bout[]>();

  constructor(day: Day, seed: number) {
    this.day = day;
    this.#seed = seed;
    this.pairs = pairTruths(day.rows);
    for (const pair of this.pairs) this.#boutsOfPair.set(pair.a * day.people.length + pair.b, pair.bouts);
    this.rooms = roomsOf(
      day,
      this.pairs.flatMap((pair) => pair.bouts),
    );
  }

  /** Room number of a person at world time t, or OUT (-1). */
  roomAt(person: number, t: number): number {
    const { startAt, minutes, table } = this.rooms;
    const minute = Math.floor((t - startAt) / MINUTE_MS);
    return minute < 0 || minute >= minutes ? OUT : table[person * minutes + minute]!;
  }

  /** How two different people stand to each other at world time t; undefined if one of them is out of the building. Symmetric. */
  relation(x: number, y: number, t: number): Relation | undefined {
    const a = Math.min(x, y);
    const b = Math.max(x, y);
    const bout = this.#boutAt(a, b, t);
    if (bout) {
      const placement = facesAt(bout, t) ? "facing" : "turned away";
      return this.#placed(a, b, t, placement, 0, bout.from / 1000);
    }
    const roomA = this.roomAt(a, t);
    const roomB = this.roomAt(b, t);
    if (roomA === OUT || roomB === OUT) return undefined;
    if (roomA === roomB) return this.#placed(a, b, t, "same room", 0, roomA);
    const walls = Math.max(1, roomSteps(this.rooms.position[roomA]!, this.rooms.position[roomB]!));
    return this.#placed(a, b, t, "behind walls", walls, roomA * 32768 + roomB);
  }

  /** Metres between two people at world time t; Infinity if one of them is out. */
  distance(a: number, b: number, t: number): number {
    return this.relation(a, b, t)?.metres ?? Number.POSITIVE_INFINITY;
  }

  distanceHeldFor(a: number, b: number, minutes: number): number {
    return heldFor(this, a, b, minutes);
  }

  #boutAt(a: number, b: number, t: number): Bout | undefined {
    const bouts = this.#boutsOfPair.get(a * this.day.people.length + b) ?? NEVER;
    let low = 0;
    let high = bouts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (bouts[middle]!.to <= t) low = middle + 1;
      else high = middle;
    }
    const bout = bouts[low];
    return bout && bout.from <= t ? bout : undefined;
  }

  #placed(a: number, b: number, t: number, placement: Placement, walls: number, place: number): Relation {
    const [near, far] = METRES[placement];
    const usual = hash(this.#seed, a, b, place);
    const step = Math.floor(t / SHIFTING.everyMs);
    const share = reflected(unitOf(usual) + SHIFTING.share * normalOf(hash(usual, step)));
    // Equal chances for equal areas of the ring between near and far.
    const metres = Math.sqrt(near * near + share * (far * far - near * near));
    return { metres: metres + FURTHER_ROOM_METRES * Math.max(0, walls - 1), placement, walls, place: usual };
  }
}

/**
 * The distance within which two people spent `minutes` minutes of the day in total: the minutes-th smallest of their
 * distances in the middle of each minute. Infinity if they were not in the building together for so long.
 */
export function heldFor(
  places: Pick<Places, "rooms" | "distance">,
  a: number,
  b: number,
  minutes: number,
): number {
  const { rooms } = places;
  // The smallest distances so far, ascending; most minutes change nothing.
  const closest = new Float64Array(minutes).fill(Number.POSITIVE_INFINITY);
  for (let minute = 0; minute < rooms.minutes; minute++) {
    const metres = places.distance(a, b, rooms.startAt + (minute + 0.5) * MINUTE_MS);
    let place = minutes;
    for (; place > 0 && closest[place - 1]! > metres; place--) {
      if (place < minutes) closest[place] = closest[place - 1]!;
    }
    if (place < minutes) closest[place] = metres;
  }
  return closest[minutes - 1]!;
}

/** Rooms stand in pairs along a corridor: steps along it and across it. */
function roomSteps(x: number, y: number): number {
  return Math.abs((x >> 1) - (y >> 1)) + Math.abs((x & 1) - (y & 1));
}

/** Folds a number back into 0..1. */
function reflected(x: number): number {
  const folded = Math.abs(x) % 2;
  return folded > 1 ? 2 - folded : folded;
}

/** Whether a row of the bout covers t. */
function facesAt(bout: Bout, t: number): boolean {
  let low = 0;
  let high = bout.rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bout.rows[middle]! <= t) low = middle + 1;
    else high = middle;
  }
  return low > 0 && t < bout.rows[low - 1]! + ROW_MS;
}
