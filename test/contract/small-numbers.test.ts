import assert from "node:assert/strict";
import fc from "fast-check";
import {
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
import {
  cutsOf,
  daysOf,
  of,
  PARTS,
  type Part,
  type Place,
  pick,
  pinned,
  type Rule,
  total,
  world,
} from "./pinned.ts";

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
    // Seven and twelve at most are more than the 18 that "20" can be, not more than the 23 of "25".
    assert.equal(toldText(toldOfPlace(of(22, 3, 9)).parts.silent), "0–22");
    assert.deepEqual(toldOfPlace(of(23, 3, 9)).parts, { silent: told(3), due: told(9) });
    assert.equal(
      toldText(toldOfPlace(of(17)).parts.due),
      "0–17",
      "15 can be 13 people, too few for two parts",
    );
    assert.equal(toldText(toldOfPlace(of(18)).parts.due), "0");
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
