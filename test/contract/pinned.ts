/** What a reader finds out of small counts by solving for them, and made-up places of some days to find it out of. */
import fc from "fast-check";
import {
  type Counted,
  type Told,
  type ToldCounts,
  toldText,
} from "../../host-tools/contract/small-numbers.ts";
import { fits, type Sum, type Unknown } from "./sign-solver.ts";

export const PARTS = ["silent", "due"] as const;
export type Part = (typeof PARTS)[number];
export type Place = Counted<Part>;

/** What one account is shown on one day: places, and totals over some of them in every cut. */
interface Shown {
  readonly places: readonly ToldCounts<Part>[];
  readonly totals: readonly { readonly of: readonly number[]; readonly counts: ToldCounts<Part> }[];
}
export type Rule = (places: readonly Place[], cuts: readonly (readonly number[])[]) => Shown;

export const total = (places: readonly Place[]): Place => ({
  all: places.reduce((sum, { all }) => sum + all, 0),
  parts: {
    silent: places.reduce((sum, { parts }) => sum + parts.silent, 0),
    due: places.reduce((sum, { parts }) => sum + parts.due, 0),
  },
});
export const pick = <T>(list: readonly T[], places: readonly number[]): T[] =>
  places.flatMap((place) => list[place] ?? []);

interface Reader {
  /** By their own lists of people they know how many there are. */
  readonly knowsAll: boolean;
  /** No count moved further than so from one look to the next. */
  readonly moves: number;
}

/** The signs of the places that are `*` without being able to be each of 1 to 7, as values that they still can be. */
export function pinned(
  rule: Rule,
  days: readonly (readonly Place[])[],
  cuts: readonly (readonly number[])[],
  { knowsAll, moves }: Reader,
): number[][] {
  const unknowns: Unknown[] = [];
  const sums: Sum[] = [];
  const stars: number[] = [];
  const add = (range: Told): number => unknowns.push({ ...range }) - 1;
  const numbers = days.map((places) => {
    const shown = rule(places, cuts);
    const ofPlaces = shown.places.map(({ all, parts }, index) => {
      const count = (places[index] as Place).all;
      const ids = {
        all: add(knowsAll ? { least: count, most: count } : all),
        silent: add(parts.silent),
        due: add(parts.due),
      };
      if (!knowsAll && toldText(all) === "*") stars.push(ids.all);
      for (const part of PARTS) if (toldText(parts[part]) === "*") stars.push(ids[part]);
      const rest = add({ least: 0, most: 1000 });
      const of = [
        [1, ids.silent] as const,
        [1, ids.due] as const,
        [1, rest] as const,
        [-1, ids.all] as const,
      ];
      sums.push({ of, least: 0, most: 0 });
      return ids;
    });
    for (const { of, counts } of shown.totals) {
      const wanted = pick(ofPlaces, of);
      sums.push({ of: wanted.map(({ all }) => [1, all] as const), ...counts.all });
      for (const part of PARTS)
        sums.push({ of: wanted.map((ids) => [1, ids[part]] as const), ...counts.parts[part] });
    }
    return ofPlaces;
  });
  for (const [day, places] of numbers.entries())
    for (const [index, ids] of places.entries()) {
      const before = numbers[day - 1]?.[index];
      if (before === undefined) continue;
      for (const what of ["all", ...PARTS] as const)
        sums.push({
          of: [
            [1, ids[what]],
            [-1, before[what]],
          ],
          least: -moves,
          most: moves,
        });
    }
  const values = stars.map((star) =>
    [1, 2, 3, 4, 5, 6, 7].filter((value) => fits(unknowns.with(star, { least: value, most: value }), sums)),
  );
  return values.filter(({ length }) => length < 7);
}

const small = fc.oneof(fc.integer({ min: 0, max: 14 }), fc.constant(0));
const counts = fc.record({ silent: small, due: small, rest: fc.integer({ min: 0, max: 30 }) });
/** Up to three places on up to three days; from one to the next one person comes, goes, falls silent, or is due. */
export const world = fc.record({
  first: fc.array(counts, { minLength: 1, maxLength: 3 }),
  steps: fc.array(
    fc.record({
      place: fc.nat(2),
      what: fc.constantFrom("silent" as const, "due" as const, "rest" as const),
      by: fc.constantFrom(1, -1),
    }),
    { maxLength: 2 },
  ),
  cuts: fc.array(fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
  knowsAll: fc.boolean(),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

export function daysOf({ first, steps }: Pick<World, "first" | "steps">): Place[][] {
  let now = first;
  const days = [now];
  for (const { place, what, by } of steps) {
    const index = place % now.length;
    const one = now[index];
    if (one === undefined) continue;
    now = now.with(index, { ...one, [what]: Math.max(0, one[what] + by) });
    days.push(now);
  }
  return days.map((places) =>
    places.map(({ silent, due, rest }) => ({ all: silent + due + rest, parts: { silent, due } })),
  );
}

/** All places together always are a cut. */
export const cutsOf = ({ first, cuts }: Pick<World, "first" | "cuts">): number[][] => [
  first.map((_, index) => index),
  ...cuts.map((of) => of.filter((index) => index < first.length)).filter(({ length }) => length > 0),
];
export const of = (all: number, silent = 0, due = 0): Place => ({ all, parts: { silent, due } });
