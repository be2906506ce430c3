/**
 * A day on a plane: everybody has a place and a front at any time, and all distances, walls and turns follow from them. The
 * truth follows, too: two are present to each other while they are within 2 m and no wall stands between them.
 */
import { hash } from "../lib/random.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import type { Day } from "./day.ts";
import { ROW_MS } from "./day.ts";
import { metresBetween, wallsBetween } from "./plane/geometry.ts";
import { type Plane, pairNumber, pairOf, turnsBetween } from "./plane/sweep.ts";
import type { Stance } from "./plane/tracks.ts";
import { OUT, type Rooms, roomsOf } from "./rooms.ts";
import { heldFor, type Placement, type Places, type Relation } from "./scene.ts";
import { boutsOf, type PairTruth, presenceMinutesOf } from "./truth.ts";

/** Two bodies come no closer, metres. */
const CLOSEST_METRES = 0.3;
/** Facing each other: within so many metres, both turned to the other by no more than so many degrees. */
export const FACING = { metres: 1.5, degrees: 45 } as const;
export const NEAR_METRES = 2;
/** Tokens are put on anew with each day in Vietnam. */
const VIETNAM_MS = 7 * HOUR_MS;

export class PlaneScene implements Places {
  readonly day: Day;
  readonly pairs: readonly PairTruth[];
  readonly rooms: Rooms;
  readonly #plane: Plane;
  readonly #seed: number;
  /** Everybody at the last time that was asked about. */
  #now = Number.NaN;
  #stances: readonly (Stance | undefined)[] = [];
  /** Everybody in the middle of each minute. */
  #middles: (readonly (Stance | undefined)[])[] | undefined;
  /** Of each pair: where the two were when their walls were last counted, and how many there were. */
  readonly #walls = new Map<number, { readonly place: number; readonly walls: number }>();

  constructor(day: Day, plane: Plane, seed: number) {
    this.day = day;
    this.#plane = plane;
    this.#seed = seed;
    this.pairs = truthOnPlane(day, plane);
    this.rooms = roomsOf(day, []);
  }

  roomAt(person: number, t: number): number {
    const { startAt, minutes, table } = this.rooms;
    const minute = Math.floor((t - startAt) / MINUTE_MS);
    return minute < 0 || minute >= minutes ? OUT : table[person * minutes + minute]!;
  }

  putOn(_person: number, t: number): number {
    return Math.floor((t + VIETNAM_MS) / DAY_MS);
  }

  relation(x: number, y: number, t: number): Relation | undefined {
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    const stances = this.#stancesAt(t);
    const [one, other] = [stances[a], stances[b]];
    if (!one || !other) return undefined;
    const metres = metresOf(one, other);
    const place = hash(this.#seed, a, b, one.part, other.part);
    const walls = this.#wallsBetween(a, b, one, other, place);
    const turned = turnsBetween(one, other);
    return { metres, placement: placementOf(metres, walls, turned), walls, place, turned };
  }

  distance(a: number, b: number, t: number): number {
    const stances = this.#stancesAt(t);
    return metresOf(stances[a], stances[b]);
  }

  distanceHeldFor(a: number, b: number, minutes: number): number {
    const { rooms } = this;
    this.#middles ??= Array.from({ length: rooms.minutes }, (_, minute) =>
      this.#stancesAt(rooms.startAt + (minute + 0.5) * MINUTE_MS),
    );
    const distance = (x: number, y: number, t: number) => {
      const stances = this.#middles![Math.floor((t - rooms.startAt) / MINUTE_MS)]!;
      return metresOf(stances[x], stances[y]);
    };
    return heldFor({ rooms, distance }, a, b, minutes);
  }

  #stancesAt(t: number): readonly (Stance | undefined)[] {
    if (t !== this.#now) {
      this.#now = t;
      this.#stances = this.#plane.tracks.map((track) => (t < this.day.endAt ? track.at(t) : undefined));
    }
    return this.#stances;
  }

  #wallsBetween(a: number, b: number, one: Stance, other: Stance, place: number): number {
    const count = () => wallsBetween(one.point, other.point, this.#plane.walls);
    if (one.isWalking || other.isWalking) return count();
    const number = pairNumber(a, b, this.day.people.length);
    const known = this.#walls.get(number);
    if (known?.place === place) return known.walls;
    const walls = count();
    this.#walls.set(number, { place, walls });
    return walls;
  }
}

function metresOf(one: Stance | undefined, other: Stance | undefined): number {
  if (!one || !other) return Number.POSITIVE_INFINITY;
  return Math.max(CLOSEST_METRES, metresBetween(one.point, other.point));
}

function placementOf(metres: number, walls: number, turned: readonly [number, number]): Placement {
  if (walls > 0) return "behind walls";
  if (metres > NEAR_METRES) return "same room";
  return metres <= FACING.metres && turned.every((degrees) => degrees <= FACING.degrees)
    ? "facing"
    : "turned away";
}

function truthOnPlane({ people, rows, endAt }: Day, { near }: Plane): PairTruth[] {
  const faced = new Map<number, Set<number>>();
  for (const { at, a, b } of rows) {
    const number = pairNumber(a, b, people.length);
    const minutes = faced.get(number) ?? new Set();
    faced.set(number, minutes.add(Math.floor(at / MINUTE_MS)));
  }
  const pairs = [...near].flatMap(([number, all]): PairTruth[] => {
    const instants = all.filter((at) => at + ROW_MS <= endAt);
    if (instants.length === 0) return [];
    const [a, b] = pairOf(number, people.length);
    return [
      {
        a,
        b,
        bouts: boutsOf(instants).map((bout) => ({ a, b, ...bout })),
        // Not while they were a step too far apart between two moments of a bout.
        presence: presenceMinutesOf(boutsOf(instants, ROW_MS)),
        face: [...(faced.get(number) ?? [])],
      },
    ];
  });
  return pairs.sort((one, other) => one.a - other.a || one.b - other.b);
}
