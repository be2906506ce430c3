/** For how many pairs and triples of a day's distances no plane agrees: one of three is longer than the two others together. */
import { MINUTE_MS } from "../lib/time.ts";
import type { PlaneReport } from "./report-types.ts";
import type { Places } from "./scene.ts";

const EVERY_MINUTES = 30;
/** Of more people only the first are looked at: the work grows with the third power. */
const MOST_PEOPLE = 300;
/** Numbers are rounded, metres. */
const TOLERANCE = 1e-6;

/**
 * Looks at everybody who is there in the middle of a minute of each half hour. It is a lower bound: three distances that close to a triangle
 * may still fit no plane together with a fourth.
 */
export function planeReport(places: Pick<Places, "day" | "rooms" | "distance">): PlaneReport {
  const { day, rooms } = places;
  const people = Math.min(day.people.length, MOST_PEOPLE);
  const apart = new Set<number>();
  const together = new Set<number>();
  let triples = 0;
  let triplesWithout = 0;
  for (let minute = EVERY_MINUTES / 2; minute < rooms.minutes; minute += EVERY_MINUTES) {
    const t = rooms.startAt + (minute + 0.5) * MINUTE_MS;
    const metres = Array.from({ length: people }, (_, a) =>
      Float64Array.from({ length: people }, (_, b) => (a === b ? 0 : places.distance(a, b, t))),
    );
    for (let a = 0; a < people; a++)
      for (let b = a + 1; b < people; b++) {
        const ab = metres[a]![b]!;
        if (!Number.isFinite(ab)) continue;
        together.add(a * people + b);
        for (let c = b + 1; c < people; c++) {
          const [ac, bc] = [metres[a]![c]!, metres[b]![c]!];
          if (!Number.isFinite(ac) || !Number.isFinite(bc)) continue;
          triples++;
          const longest = Math.max(ab, ac, bc);
          if (2 * longest <= ab + ac + bc + TOLERANCE) continue;
          triplesWithout++;
          apart.add(longest === ab ? a * people + b : longest === ac ? a * people + c : b * people + c);
        }
      }
  }
  return {
    pairs: together.size,
    pairsWithoutPlane: apart.size,
    triples,
    triplesWithoutPlane: triplesWithout,
  };
}
