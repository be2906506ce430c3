/**
 * A day on a plane: everybody has a place and a front at any time, and all distances, walls and turns follow from them. The
 * truth follows, too: two are present to each other while they are within 2 m and no wall stands between them.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../lib/time.ts";
import type { Day } from "./day.ts";
import { ROW_MS } from "./day.ts";
import { type Plane, pairNumber, pairOf } from "./plane/sweep.ts";
import { metresOf, PlanePeople, type Stances } from "./plane-people.ts";
import { OUT, type Rooms, roomsOf } from "./rooms.ts";
import { heldFor, type Places, type Relation } from "./scene.ts";
import { boutsOf, type PairTruth, presenceMinutesOf } from "./truth.ts";

/** Tokens are put on anew with each day in Vietnam. */
const VIETNAM_MS = 7 * HOUR_MS;

export class PlaneScene implements Places {
  readonly day: Day;
  readonly pairs: readonly PairTruth[];
  readonly rooms: Rooms;
  readonly #people: PlanePeople;
  /** Everybody in the middle of each minute. */
  #middles: Stances[] | undefined;

  constructor(day: Day, plane: Plane, seed: number) {
    this.day = day;
    this.#people = new PlanePeople(plane.tracks, plane.walls, seed);
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
    return t < this.day.endAt ? this.#people.relation(x, y, t) : undefined;
  }

  distance(a: number, b: number, t: number): number {
    if (t >= this.day.endAt) return Number.POSITIVE_INFINITY;
    const stances = this.#people.at(t);
    return metresOf(stances[a], stances[b]);
  }

  distanceHeldFor(a: number, b: number, minutes: number): number {
    const { rooms } = this;
    this.#middles ??= Array.from({ length: rooms.minutes }, (_, minute) =>
      this.#people.at(rooms.startAt + (minute + 0.5) * MINUTE_MS),
    );
    const distance = (x: number, y: number, t: number) => {
      const stances = this.#middles![Math.floor((t - rooms.startAt) / MINUTE_MS)]!;
      return metresOf(stances[x], stances[y]);
    };
    return heldFor({ rooms, distance }, a, b, minutes);
  }
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
