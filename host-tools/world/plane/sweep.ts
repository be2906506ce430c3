/** Who comes near whom on a plane: all pairs, looked at every so often. */
import type { Point, Wall } from "./geometry.ts";
import { bearing, degreesBetween, metresBetween, wallsBetween } from "./geometry.ts";
import type { Stance, Track } from "./tracks.ts";

/** What a day on a plane is made of. */
export interface Plane {
  /** Of each person. */
  readonly tracks: readonly Track[];
  readonly walls: readonly Wall[];
  /** Instants at which two were near each other, by the number of the pair (`pairNumber`), ascending. */
  readonly near: ReadonlyMap<number, readonly number[]>;
}

/** Two who faced each other at `at`, a < b. */
interface Facing {
  readonly at: number;
  readonly a: number;
  readonly b: number;
}

interface Limits {
  /** Near: no further apart than this, and no wall between. */
  readonly nearMetres: number;
  /** Facing: near, no further apart than this, and both turned to the other by no more than so many degrees. */
  readonly facingMetres: number;
  readonly facingDegrees: number;
}

/** A number for a pair of different people among `people`, and the two of a number. */
export const pairNumber = (x: number, y: number, people: number): number =>
  Math.min(x, y) * people + Math.max(x, y);
export const pairOf = (number: number, people: number): readonly [a: number, b: number] => [
  Math.floor(number / people),
  number % people,
];

/** How many degrees each of two is turned from the line between them. */
export function turnsBetween(a: Stance, b: Stance): readonly [number, number] {
  const direction = bearing(a.point, b.point);
  return [degreesBetween(a.heading, direction), degreesBetween(b.heading, direction + Math.PI)];
}

/** Looks at everybody in the middle of each step from `from` to `to`; instants are the steps' beginnings. */
export function sweep(
  tracks: readonly Track[],
  walls: readonly Wall[],
  span: { readonly from: number; readonly to: number; readonly stepMs: number },
  { nearMetres, facingMetres, facingDegrees }: Limits,
): { near: Map<number, number[]>; facing: Facing[] } {
  const near = new Map<number, number[]>();
  const facing: Facing[] = [];
  for (let at = span.from; at < span.to; at += span.stepMs) {
    const standing = tracks.flatMap((track, person) => {
      const stance = track.at(at + span.stepMs / 2);
      return stance ? [{ person, stance }] : [];
    });
    for (const [one, other] of closePairs(standing, nearMetres)) {
      if (wallsBetween(one.stance.point, other.stance.point, walls) > 0) continue;
      const number = pairNumber(one.person, other.person, tracks.length);
      const instants = near.get(number);
      if (instants) instants.push(at);
      else near.set(number, [at]);
      if (metresBetween(one.stance.point, other.stance.point) > facingMetres) continue;
      if (turnsBetween(one.stance, other.stance).some((degrees) => degrees > facingDegrees)) continue;
      facing.push({
        at,
        a: Math.min(one.person, other.person),
        b: Math.max(one.person, other.person),
      });
    }
  }
  return { near, facing };
}

/** Pairs no further apart than so many metres. */
function* closePairs<T extends { readonly stance: { readonly point: Point } }>(
  standing: readonly T[],
  metres: number,
): Generator<readonly [T, T]> {
  const inOrder = [...standing].sort((one, other) => one.stance.point.x - other.stance.point.x);
  for (let i = 0; i < inOrder.length; i++) {
    const one = inOrder[i]!;
    for (let j = i + 1; j < inOrder.length; j++) {
      const other = inOrder[j]!;
      if (other.stance.point.x - one.stance.point.x > metres) break;
      if (metresBetween(one.stance.point, other.stance.point) <= metres) yield [one, other];
    }
  }
}
