import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Counted,
  type Told,
  told,
  toldOfPlace,
  toldText,
} from "../../host-tools/contract/small-numbers.ts";
import { type Branch, toldTotal, toldTree } from "../../host-tools/contract/small-totals.ts";
import {
  cutsOf,
  daysOf,
  PARTS,
  type Part,
  type Place,
  pick,
  pinned,
  type Rule,
  total,
  world,
} from "./pinned.ts";

const STAR = told(1);
const stars = (many: number) => new Array<Told>(many).fill(STAR);

/** A province of communes: of each the cells, by their places in a list. */
const tree = <P extends string>(
  cells: readonly Counted<P>[],
  communes: readonly (readonly number[])[],
): Branch<P>[] => [
  {
    id: "province",
    cells: [],
    below: communes.map((of, index) => ({
      id: `commune ${index}`,
      cells: of.flatMap((cell) => cells[cell] ?? []),
      below: [],
    })),
  },
];

/** Each `*` with all that is told beside it, against what it has been: who knows the program tries every count there is. */
class Seen {
  readonly #counts = new Map<string, Set<number>>();
  see(shown: readonly (readonly [count: number, told: Told])[]): void {
    const all = shown.map(([, one]) => `${one.least}-${one.most}`).join();
    for (const [index, [count, one]] of shown.entries())
      if (toldText(one) === "*") {
        const sign = `${index} of ${all}`;
        this.#counts.set(sign, (this.#counts.get(sign) ?? new Set()).add(count));
      }
  }
  get pinned(): string[] {
    return [...this.#counts].filter(([, counts]) => counts.size < 7).map(([sign]) => sign);
  }
  get size(): number {
    return this.#counts.size;
  }
}

function* worlds(cells: number, counts: readonly number[]): Generator<number[]> {
  if (cells === 0) yield [];
  else for (const rest of worlds(cells - 1, counts)) for (const count of counts) yield [...rest, count];
}
const sumOf = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

/** What is told of places whose parts are none. */
function shownOf(counts: readonly number[], communes: readonly (readonly number[])[]) {
  const shown = toldTree(
    tree(
      counts.map((all) => ({ all, parts: {} })),
      communes,
    ),
    [],
  );
  return [
    ...counts.map((count) => [count, told(count)] as const),
    [sumOf(counts), shown.get("province")!.all] as const,
    ...communes.map((of, index) => [sumOf(pick(counts, of)), shown.get(`commune ${index}`)!.all] as const),
  ];
}

describe("totals of small numbers", function () {
  this.timeout(120_000);

  it("are narrow where there are many places: 114 communes of `*` read a multiple of 5", () => {
    assert.equal(toldText(toldTotal(400, stars(114))), "400");
    assert.equal(toldText(toldTotal(121, stars(114))), "114–122");
    assert.equal(toldText(toldTotal(123, stars(114))), "125");
    assert.equal(toldText(toldTotal(798, stars(114))), "788–798");
    assert.equal(toldText(toldTotal(9, [STAR, STAR])), "2–14");
    assert.equal(toldText(toldTotal(9, stars(3))), "3–12");
    assert.equal(toldText(toldTotal(5, [STAR, told(0)])), "*");
    assert.equal(toldText(toldTotal(0, [told(0)])), "0");
  });

  it("leave each * any of 1 to 7, for who knows this program and tries every count there can be", () => {
    const seen = new Seen();
    for (const counts of worlds(6, [1, 2, 3, 4, 5, 6, 7]))
      seen.see(
        shownOf(counts, [
          [0, 1, 2],
          [3, 4, 5],
        ]),
      );
    for (const counts of worlds(4, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
      seen.see(shownOf(counts, [[0, 1, 2], [3]]));
    assert.ok(seen.size > 200, String(seen.size));
    assert.deepEqual(seen.pinned, []);
  });

  it("of parts, small places as one, leave each * any of 1 to 7, for who knows how many people there are", () => {
    const seen = new Seen();
    const partsOf = (all: number): Place[] => {
      const found: Place[] = [];
      for (let silent = 0; silent <= all; silent++)
        for (let due = 0; silent + due <= all; due++) found.push({ all, parts: { silent, due } });
      return found;
    };
    const see = (cells: readonly Place[], communes: readonly (readonly number[])[]) => {
      const shown = toldTree(tree(cells, communes), PARTS);
      const count = (part: Part, of: readonly number[]) =>
        sumOf(pick(cells, of).map((one) => one.parts[part]));
      seen.see(
        PARTS.flatMap((part) => [
          [count(part, communes.flat()), shown.get("province")!.parts[part]] as const,
          ...communes.map(
            (of, index) => [count(part, of), shown.get(`commune ${index}`)!.parts[part]] as const,
          ),
        ]),
      );
    };
    for (const a of partsOf(9))
      for (const b of partsOf(9)) for (const c of partsOf(9)) see([a, b, c], [[0, 1], [2]]);
    for (const a of partsOf(23)) for (const b of partsOf(18)) see([a, b], [[0], [1]]);
    assert.ok(seen.size > 10, String(seen.size));
    assert.deepEqual(seen.pinned, []);
  });

  const inTree: Rule = (places, cuts) => {
    const [all = [], first = []] = cuts;
    const communes = [first, all.filter((place) => !first.includes(place))].filter(
      ({ length }) => length > 0,
    );
    const shown = toldTree(tree(places, communes), PARTS);
    return {
      places: places.map(toldOfPlace),
      totals: [
        { of: all, counts: shown.get("province")! },
        ...communes.map((of, index) => ({ of, counts: shown.get(`commune ${index}`)! })),
      ],
    };
  };

  it("leave each * any of 1 to 7 for who solves for them, from week to week, and knows how many people there are", () => {
    fc.assert(
      fc.property(world, (one) => {
        assert.deepEqual(pinned(inTree, daysOf(one), cutsOf(one), { knowsAll: one.knowsAll, moves: 7 }), []);
      }),
      { numRuns: 400 },
    );
  });

  it("are pinned where they are rounded at the ends, too", () => {
    const rounded: Rule = (places, cuts) => {
      const shown = inTree(places, cuts);
      const counts = (of: readonly number[]) => {
        const { all, parts } = total(pick(places, of));
        return { all: told(all), parts: { silent: told(parts.silent), due: told(parts.due) } };
      };
      return { ...shown, totals: shown.totals.map(({ of }) => ({ of, counts: counts(of) })) };
    };
    const found = fc.check(
      fc.property(world, (one) =>
        assert.deepEqual(pinned(rounded, daysOf(one), cutsOf(one), { knowsAll: false, moves: 7 }), []),
      ),
      { numRuns: 200, seed: 1 },
    );
    assert.ok(found.failed);
  });

  it("hold the true count", () => {
    const cell = fc.record({ silent: fc.nat(40), due: fc.nat(40), rest: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 6 }), (communes) => {
        const cells: Place[] = communes
          .flat()
          .map(({ silent, due, rest }) => ({ all: silent + due + rest, parts: { silent, due } }));
        let next = 0;
        const places = communes.map((of) => of.map(() => next++));
        const shown = toldTree(tree(cells, places), PARTS);
        const isIn = (of: readonly number[], id: string) => {
          const counted = total(pick(cells, of));
          const { all, parts } = shown.get(id)!;
          for (const [count, { least, most }] of [
            [counted.all, all],
            [counted.parts.silent, parts.silent],
            [counted.parts.due, parts.due],
          ] as const)
            assert.ok(least <= count && count <= most, `${id}: ${count} in ${least} to ${most}`);
        };
        isIn(places.flat(), "province");
        for (const [index, of] of places.entries()) isIn(of, `commune ${index}`);
      }),
    );
  });
});
