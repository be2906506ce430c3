/** The picture of a case, whoever is in it: no bubble lies on another, no word on a bubble or a word, and nothing outside. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { boxOf, labelsOf } from "../../host-tools/pages/desk/pictures/labels.ts";
import {
  type Bubble,
  byPlaces,
  byRings,
  CASE_RADIUS,
  type Layout,
  RADIUS,
} from "../../host-tools/pages/desk/pictures/layout.ts";
import { nearAtOnce } from "../../host-tools/pages/desk/pictures/near-at-once.ts";
import { around, stepped, WHOLE } from "../../host-tools/pages/desk/pictures/sight.ts";

const NAMES = ["Lê Ân", "Nguyễn Thị Ngọc Lan", "BZ-0530"];

/** So many F1, F2 of some of them, in some places. */
const someBubbles = fc
  .record({
    first: fc.integer({ min: 0, max: 500 }),
    second: fc.array(fc.nat(499), { maxLength: 120 }),
    places: fc.integer({ min: 1, max: 60 }),
  })
  .map(({ first, second, places }): Bubble[] => {
    const placeOf = (i: number) => (i % places === 0 ? undefined : `Khu ${(i * i) % places}`);
    const label = (i: number) => NAMES[i % NAMES.length]!;
    const inner = Array.from({ length: first }, (_, i): Bubble => {
      return {
        key: `f1 ${i}`,
        name: String(i + 1),
        label: label(i),
        kind: "f1",
        place: placeOf(i),
        from: [],
      };
    });
    const outer = first === 0 ? [] : second;
    return [
      ...inner,
      ...outer.map((of, i): Bubble => {
        const from = [`f1 ${of % first}`];
        return { key: `f2 ${i}`, name: `${of}a`, label: label(i), kind: "f2", place: placeOf(i), from };
      }),
    ];
  });

const LAYOUTS = { byRings, byPlaces } as const;

function holds({ bubbles, clusters, reach }: Layout): void {
  const all = [...bubbles.map(({ x, y }) => ({ x, y, r: RADIUS })), { x: 0, y: 0, r: CASE_RADIUS }];
  all.forEach((a, i) => {
    assert.ok(Math.hypot(a.x, a.y) + a.r <= reach + 1e-6 || a.r === CASE_RADIUS, "outside");
    for (const b of all.slice(i + 1))
      assert.ok(
        Math.hypot(a.x - b.x, a.y - b.y) >= a.r + b.r,
        `${JSON.stringify(a)} on ${JSON.stringify(b)}`,
      );
  });
  clusters.forEach((a, i) => {
    for (const b of clusters.slice(i + 1))
      assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= a.radius + b.radius, `${a.place} on ${b.place}`);
  });
}

describe("the picture of a case", () => {
  for (const [name, layOut] of Object.entries(LAYOUTS)) {
    it(`${name}: everybody is in it once, and nobody lies on anybody`, () => {
      fc.assert(
        fc.property(someBubbles, (bubbles) => {
          const layout = layOut(bubbles);
          assert.deepEqual(layout.bubbles.map(({ key }) => key).sort(), bubbles.map(({ key }) => key).sort());
          holds(layout);
        }),
        { numRuns: 40 },
      );
    });

    it(`${name}: words that would lie on something wait, and names come from near`, () => {
      fc.assert(
        fc.property(someBubbles, fc.double({ min: 2, max: 60, noNaN: true }), (bubbles, size) => {
          const layout = layOut(bubbles);
          const found = new Set(bubbles.slice(-1).map(({ key }) => key));
          const placeName = (place: string | undefined, count: number) => `${place ?? "?"} (${count})`;
          const labels = labelsOf(layout, { size, hasNames: true, found, placeName });
          const apart = labels.filter(({ kind }) => kind !== "number").map(boxOf);
          apart.forEach((a, i) => {
            for (const b of apart.slice(i + 1))
              assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top);
            for (const { x, y } of layout.bubbles)
              assert.ok(
                a.right <= x - RADIUS ||
                  a.left >= x + RADIUS ||
                  a.bottom <= y - RADIUS ||
                  a.top >= y + RADIUS,
              );
          });
          for (const label of labels.filter(({ kind }) => kind === "number")) {
            const { left, right } = boxOf(label);
            assert.ok(right - left <= 2 * RADIUS);
          }
        }),
        { numRuns: 40 },
      );
    });
  }

  it("names everybody once somebody is near enough", () => {
    const bubbles = Array.from({ length: 500 }, (_, i): Bubble => {
      return { key: String(i), name: String(i), label: NAMES[i % 3]!, kind: "f1", place: "Khu 1", from: [] };
    });
    for (const layOut of Object.values(LAYOUTS)) {
      const labels = labelsOf(layOut(bubbles), { size: 1.2, hasNames: true, placeName: () => "Khu 1" });
      assert.equal(labels.filter(({ kind }) => kind === "name").length, 500);
    }
  });

  it("is never left by steps, and shows all who were found", () => {
    const step = fc.constantFrom("nearer", "farther", "left", "right", "up", "down");
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const edge = 500;
        const { zoom, x, y } = steps.reduce((sight, one) => stepped(sight, one, edge), WHOLE);
        assert.ok(zoom >= 1);
        for (const middle of [x, y]) assert.ok(Math.abs(middle) + edge / zoom <= edge + 1e-6);
      }),
    );
    const points = [
      { x: -100, y: 20 },
      { x: 140, y: 60 },
    ];
    const { zoom, x, y } = around(points, 500);
    for (const point of points)
      assert.ok(Math.abs(point.x - x) < 500 / zoom && Math.abs(point.y - y) < 500 / zoom);
  });

  it("counts each person once in each part of the time", () => {
    const spell = fc
      .tuple(fc.integer({ min: -50, max: 1500 }), fc.nat(200))
      .map(([from, length]) => ({ from, to: from + length }));
    const people = fc.array(fc.record({ closeSpells: fc.array(spell, { maxLength: 4 }) }), { maxLength: 20 });
    fc.assert(
      fc.property(people, fc.constantFrom(1, 24, 96), (contacts, parts) => {
        const width = 1440 / parts;
        const naive = Array.from({ length: parts }, (_, part) => {
          const [begin, end] = [part * width, (part + 1) * width];
          return contacts.filter(({ closeSpells }) =>
            closeSpells.some(({ from, to }) => Math.floor(from) < end && Math.floor(to) >= begin),
          ).length;
        });
        assert.deepEqual(nearAtOnce(contacts, 0, 1440, parts), naive);
      }),
    );
  });
});
