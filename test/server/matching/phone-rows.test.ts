import assert from "node:assert/strict";
import fc from "fast-check";
import type { TraceRow } from "../../../host-tools/formats/bluezone/trace-file.ts";
import { heardIds, mergeHeard } from "../../../host-tools/server/matching/phone-rows.ts";

const EPOCH = 1_795_700;
const START = EPOCH * 900_000;
const id = (byte: number) => new Uint8Array(12).fill(byte);
const row = (minute: number, rssi: number, contact = 1, own = 9): TraceRow => ({
  own: id(own),
  contact: id(contact),
  rssi,
  at: START + minute * 60_000 + 500,
});
/** Few contacts, minutes and strengths, so that rows of one ID and epoch are many and some are equal. */
const anyRow: fc.Arbitrary<TraceRow> = fc
  .tuple(
    fc.integer({ min: 0, max: 31 }),
    fc.constantFrom(-127, -92, -70, -61, 0, 20, 127),
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 8, max: 9 }),
  )
  .map(([minute, rssi, contact, own]) => row(minute, rssi, contact, own));

describe("what a phone heard", () => {
  it("gives minutes, strongest row and strongest stretch of each ID and epoch", () => {
    const prefix = 0x010101010101;
    const own = [0x090909090909];
    assert.deepEqual(heardIds([row(0, -80), row(2, -60), row(3, -62), row(15, -90)]), [
      {
        prefix,
        epoch: EPOCH,
        minutes: 0b1101,
        strongestRssi: -60,
        stretchRssi: -62,
        count: 3,
        own,
        sightings: [
          [500, -80],
          [120_500, -60],
          [180_500, -62],
        ],
      },
      {
        prefix,
        epoch: EPOCH + 1,
        minutes: 1,
        strongestRssi: -90,
        stretchRssi: -90,
        count: 1,
        own,
        sightings: [[500, -90]],
      },
    ]);
  });

  it("counts presence and no distance of 0, positive strengths and 127: the rest of the rows judges", () => {
    const far = Array.from({ length: 14 }, (_, minute) => row(minute, -92));
    for (const rssi of [0, 1, 20, 127, -127, -128]) {
      const [one] = heardIds([...far, row(14, rssi)]);
      assert.deepEqual(
        [one!.minutes, one!.strongestRssi, one!.stretchRssi],
        [0x7fff, -92, -92],
        String(rssi),
      );
      const [none] = heardIds([row(3, rssi)]);
      assert.deepEqual([none!.minutes, none!.count], [0b1000, 1]);
      assert.equal("strongestRssi" in none! || "stretchRssi" in none!, false);
    }
  });

  it("is the same in whatever files its rows came, in whatever order and how often", () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { minLength: 1, maxLength: 40 }).chain((rows) =>
          fc.record({
            rows: fc.constant(rows),
            order: fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length }),
            parts: fc.array(fc.nat(4), { minLength: 2 * rows.length, maxLength: 2 * rows.length }),
          }),
        ),
        ({ rows, order, parts }) => {
          // Every row comes at least once, some twice, in up to five files.
          const all = [...order, ...rows.filter((one) => !order.includes(one))];
          const files = [0, 1, 2, 3, 4].map((file) => all.filter((_, i) => (parts[i] ?? 0) === file));
          let heard = heardIds([]);
          let added = 0;
          for (const file of files) {
            const merged = mergeHeard(heard, heardIds(file));
            heard = [...merged.heard];
            added += merged.added;
          }
          assert.deepEqual(heard, heardIds(rows));
          const once = new Set(rows.map(({ contact, rssi, at }) => `${contact} ${rssi} ${at}`));
          assert.equal(added, once.size);
          assert.deepEqual(mergeHeard(heard, heardIds(rows)), { heard, added: 0 });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("adds to what was kept before rows were: union of minutes, the stronger summary", () => {
    const old = {
      prefix: 0x010101010101,
      epoch: EPOCH,
      minutes: 0b1,
      strongestRssi: 0,
      stretchRssi: -80,
      count: 4,
    };
    const { heard, added } = mergeHeard([old], heardIds([row(1, -85), row(2, -75)]));
    const { sightings, ...merged } = heard[0]!;
    assert.deepEqual([merged.minutes, merged.strongestRssi, merged.stretchRssi], [0b111, -75, -80]);
    assert.deepEqual([merged.count, added, sightings], [4, 2, undefined]);
  });
});
