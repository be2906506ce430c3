import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Counted,
  type Told,
  type ToldCounts,
  told,
  toldDay,
  toldOfPlace,
  toldOfRest,
  toldShare,
  toldText,
  toldTogether,
} from "../../host-tools/contract/small-numbers.ts";
import { fits, type Sum, type Unknown } from "./sign-solver.ts";

const PARTS = ["silent", "due"] as const;
type Part = (typeof PARTS)[number];
type Place = Counted<Part>;

/** What one account is shown on one day: places, and totals over some of them in every cut. */
interface Shown {
  readonly places: readonly ToldCounts<Part>[];
  readonly totals: readonly { readonly of: readonly number[]; readonly counts: ToldCounts<Part> }[];
}
type Rule = (places: readonly Place[], cuts: readonly (readonly number[])[]) => Shown;

const total = (places: readonly Place[]): Place => ({
  all: places.reduce((sum, { all }) => sum + all, 0),
  parts: {
    silent: places.reduce((sum, { parts }) => sum + parts.silent, 0),
    due: places.reduce((sum, { parts }) => sum + parts.due, 0),
  },
});
const pick = <T>(list: readonly T[], places: readonly number[]): T[] =>
  places.flatMap((place) => list[place] ?? []);

/** The rule of HES as it stands: everything is counted first and rounded by itself. */
const plainCounts = ({ all, parts }: Place): ToldCounts<Part> => ({
  all: told(all),
  parts: { silent: told(parts.silent), due: told(parts.due) },
});
const plain: Rule = (places, cuts) => ({
  places: places.map(plainCounts),
  totals: cuts.map((of) => ({ of, counts: plainCounts(total(pick(places, of))) })),
});
const ours: Rule = (places, cuts) => {
  const shown = places.map(toldOfPlace);
  return {
    places: shown,
    totals: cuts.map((of) => ({ of, counts: toldTogether(pick(shown, of), PARTS) })),
  };
};

interface Reader {
  /** By their own lists of people they know how many there are. */
  readonly knowsAll: boolean;
  /** No count moved further than so from one look to the next. */
  readonly moves: number;
}

/** The signs of the places that are `*` without being able to be each of 1 to 7, as values that they still can be. */
function pinned(
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
const world = fc.record({
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

function daysOf({ first, steps }: Pick<World, "first" | "steps">): Place[][] {
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
const cutsOf = ({ first, cuts }: Pick<World, "first" | "cuts">): number[][] => [
  first.map((_, index) => index),
  ...cuts.map((of) => of.filter((index) => index < first.length)).filter(({ length }) => length > 0),
];
const of = (all: number, silent = 0, due = 0): Place => ({ all, parts: { silent, due } });

describe("small numbers", function () {
  this.timeout(60_000);

  it("are told by the rule of HES, place by place", () => {
    const rows = [
      [0, "0"],
      [1, "*"],
      [7, "*"],
      [8, "10"],
      [12, "10"],
      [13, "15"],
      [1003, "1005"],
    ] as const;
    for (const [count, text] of rows) assert.equal(toldText(told(count)), text, String(count));
  });

  it("are pinned by the rule of HES with its totals: the case of the docstring, and by searching", () => {
    assert.deepEqual(pinned(plain, [[of(4), of(8)]], [[0, 1]], { knowsAll: false, moves: 0 }), [
      [1, 2, 3, 4],
    ]);
    const found = fc.check(
      fc.property(world, (one) =>
        assert.deepEqual(pinned(plain, daysOf(one), cutsOf(one), { knowsAll: one.knowsAll, moves: 7 }), []),
      ),
      { numRuns: 200, seed: 1 },
    );
    assert.ok(found.failed);
  });

  it("can each be any of 1 to 7, in every cut, from week to week, for who knows how many people there are", () => {
    fc.assert(
      fc.property(world, (one) => {
        assert.deepEqual(pinned(ours, daysOf(one), cutsOf(one), { knowsAll: one.knowsAll, moves: 7 }), []);
      }),
      { numRuns: 400 },
    );
  });

  it("can each be any of 1 to 7 for who knows this program and tries every count there can be", () => {
    const seen = new Map<string, Set<number>>();
    const see = (sign: string, count: number) => seen.set(sign, (seen.get(sign) ?? new Set()).add(count));
    for (let all = 0; all <= 45; all++)
      for (let silent = 0; silent <= Math.min(13, all); silent++)
        for (let due = 0; due <= Math.min(13, all - silent); due++) {
          const shown = toldOfPlace(of(all, silent, due));
          if (toldText(shown.all) === "*") see(`all of ${JSON.stringify(shown)}`, all);
          for (const [part, count] of Object.entries({ silent, due }))
            if (toldText(shown.parts[part as Part]) === "*")
              see(`${part} of exactly ${all}: ${JSON.stringify(shown)}`, count);
        }
    assert.ok(seen.size > 100);
    for (const [sign, values] of seen) assert.equal(values.size, 7, sign);
  });

  it("are pinned for who looks before and after one person came: hence once a week", () => {
    const days = [[of(7)], [of(8)]];
    assert.deepEqual(pinned(ours, days, [], { knowsAll: false, moves: 1 }), [[7]]);
    assert.deepEqual(pinned(ours, days, [], { knowsAll: false, moves: 7 }), []);
    // Monday to Sunday in the province, over the end of a year.
    assert.equal(toldDay(Date.parse("2026-12-27T16:59:59Z")), "2026-12-21");
    assert.equal(toldDay(Date.parse("2026-12-27T17:00:00Z")), "2026-12-28");
    assert.equal(toldDay(Date.parse("2027-01-03T16:59:59Z")), "2026-12-28");
  });

  it("are told with their parts only where these can be anything", () => {
    // Seven and twelve at most are more than 18, not more than 19.
    assert.equal(toldText(toldOfPlace(of(18, 3, 9)).parts.silent), "0–22");
    assert.deepEqual(toldOfPlace(of(19, 3, 9)).parts, { silent: told(3), due: told(9) });
    assert.deepEqual(toldOfPlace(of(7, 7)).parts, {
      silent: { least: 0, most: 7 },
      due: { least: 0, most: 7 },
    });
    assert.deepEqual(toldOfPlace(of(0)).parts, { silent: told(0), due: told(0) });
  });

  it("are where it is said that they are, in totals, rests and shares, too", () => {
    const isIn = (count: number, { least, most }: Told) => assert.ok(least <= count && count <= most);
    fc.assert(
      fc.property(world, (one) => {
        const places = daysOf(one)[0] ?? [];
        const shown = toldTogether(places.map(toldOfPlace), PARTS);
        const { all, parts } = total(places);
        isIn(all, shown.all);
        isIn(parts.silent, shown.parts.silent);
        isIn(all - parts.silent - parts.due, toldOfRest(shown.all, Object.values(shown.parts)));
        const share = toldShare(shown.parts.due, shown.all);
        if (share !== undefined) isIn(Math.round((100 * parts.due) / all), share);
      }),
    );
    assert.equal(toldText(toldTogether([of(3), of(9)].map(toldOfPlace), PARTS).all), "9–19");
    assert.equal(toldText(toldOfRest(told(42), [told(42)])), "0–4");
    assert.equal(toldShare(told(3), told(7)), undefined);
    assert.deepEqual(toldShare(told(9), told(200)), { least: 4, most: 6 });
  });
});
