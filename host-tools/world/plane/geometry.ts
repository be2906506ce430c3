/** Points, ways and walls on a plane. Metres; directions in radians from the x axis, as atan2 has them. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight wall from one point to another. */
export type Wall = readonly [Point, Point];

export const metresBetween = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The direction in which `to` lies, seen from `from`. */
export const bearing = (from: Point, to: Point): number => Math.atan2(to.y - from.y, to.x - from.x);

/** Degrees, 0 to 180, by which one direction is turned from another. */
export function degreesBetween(one: number, other: number): number {
  const turn = Math.abs(one - other) % (2 * Math.PI);
  return ((turn > Math.PI ? 2 * Math.PI - turn : turn) * 180) / Math.PI;
}

/** The point so many metres along the way through the points; its last one beyond the end. */
export function pointAlong(way: readonly Point[], metres: number): { point: Point; direction: number } {
  let left = metres;
  for (let i = 1; i < way.length; i++) {
    const [from, to] = [way[i - 1]!, way[i]!];
    const length = metresBetween(from, to);
    if (left <= length && length > 0) {
      const share = left / length;
      const point = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
      return { point, direction: bearing(from, to) };
    }
    left -= length;
  }
  const last = way.at(-1)!;
  return { point: last, direction: way.length > 1 ? bearing(way.at(-2)!, last) : 0 };
}

/** Length of the way through the points. */
export const lengthOf = (way: readonly Point[]): number =>
  way.slice(1).reduce((sum, point, i) => sum + metresBetween(way[i]!, point), 0);

/** How many walls the straight line between two points goes through. */
export function wallsBetween(a: Point, b: Point, walls: readonly Wall[]): number {
  let count = 0;
  for (const [c, d] of walls)
    if (isLeft(a, b, c) !== isLeft(a, b, d) && isLeft(c, d, a) !== isLeft(c, d, b)) count++;
  return count;
}

const isLeft = (from: Point, to: Point, point: Point): boolean =>
  (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x) > 0;
