/** People with tracks on a plane, and how any two of them stand to each other. */
import { hash } from "../lib/random.ts";
import { metresBetween, type Wall, wallsBetween } from "./plane/geometry.ts";
import { pairNumber, turnsBetween } from "./plane/sweep.ts";
import type { Stance, Track } from "./plane/tracks.ts";
import type { Placement, Relation } from "./scene.ts";

/** Two bodies come no closer, metres. */
const CLOSEST_METRES = 0.3;
/** Facing each other: within so many metres, both turned to the other by no more than so many degrees. */
export const FACING = { metres: 1.5, degrees: 45 } as const;
export const NEAR_METRES = 2;

/** Everybody at one time; undefined: not there. */
export type Stances = readonly (Stance | undefined)[];

export class PlanePeople {
  readonly #tracks: readonly Track[];
  readonly #walls: readonly Wall[];
  readonly #seed: number;
  /** Everybody at the last time that was asked about. */
  #now = Number.NaN;
  #stances: Stances = [];
  /** Of each pair: where the two were when their walls were last counted, and how many there were. */
  readonly #wallsOfPair = new Map<number, { readonly place: number; readonly walls: number }>();

  constructor(tracks: readonly Track[], walls: readonly Wall[], seed: number) {
    this.#tracks = tracks;
    this.#walls = walls;
    this.#seed = seed;
  }

  at(t: number): Stances {
    if (t !== this.#now) {
      this.#now = t;
      this.#stances = this.#tracks.map((track) => track.at(t));
    }
    return this.#stances;
  }

  /** How two different people stand to each other at world time t; undefined when one of them is not there. Symmetric. */
  relation(x: number, y: number, t: number): Relation | undefined {
    const [a, b] = [Math.min(x, y), Math.max(x, y)];
    const stances = this.at(t);
    const [one, other] = [stances[a], stances[b]];
    if (!one || !other) return undefined;
    const metres = metresOf(one, other);
    // Who walks is somewhere else each second.
    const step = one.isWalking || other.isWalking ? Math.floor(t / 1000) : 0;
    const place = hash(this.#seed, a, b, one.part, other.part, step);
    const walls = this.#wallsBetween(a, b, one, other, place);
    const turned = turnsBetween(one, other);
    return { metres, placement: placementOf(metres, walls, turned), walls, place, turned };
  }

  #wallsBetween(a: number, b: number, one: Stance, other: Stance, place: number): number {
    const count = () => wallsBetween(one.point, other.point, this.#walls);
    if (one.isWalking || other.isWalking) return count();
    const number = pairNumber(a, b, this.#tracks.length);
    const known = this.#wallsOfPair.get(number);
    if (known?.place === place) return known.walls;
    const walls = count();
    this.#wallsOfPair.set(number, { place, walls });
    return walls;
  }
}

/** Infinity where one is not there. */
export function metresOf(one: Stance | undefined, other: Stance | undefined): number {
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
