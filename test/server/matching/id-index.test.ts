import assert from "node:assert/strict";
import fc from "fast-check";
import { whole } from "../../../host-tools/server/concurrency/slices.ts";
import { keyWrapping } from "../../../host-tools/server/keys/key-wrapping.ts";
import { IdIndex } from "../../../host-tools/server/matching/id-index.ts";
import { directoryOf, FIRST_DAY, serialOf } from "../../../host-tools/studies/load/match-data.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";

const TOKENS = 30;

describe("IDs of many tokens", () => {
  const index = new IdIndex(directoryOf(TOKENS, keyWrapping(new Uint8Array(32))));

  it("are found among the days that are asked for, each up to its count", () => {
    const day = fc.record({
      serial: fc.nat(TOKENS - 1).map(serialOf),
      day: fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 9 }),
      count: fc.integer({ min: 1, max: EPOCHS_PER_DAY }),
    });
    const days = fc.uniqueArray(day, {
      minLength: 1,
      maxLength: 40,
      selector: ({ serial, day }) => serial * 65536 + day,
    });
    fc.assert(
      fc.property(days, (wanted) => {
        const last = wanted.map(({ serial, day, count }) => index.prefixesOf(serial, day)[count - 1]!);
        const owners = whole(index.among(new Set(last), wanted));
        assert.deepEqual(
          last.map((prefix) => owners.get(prefix)),
          wanted.map(({ serial, day, count }) => ({ serial, epoch: day * EPOCHS_PER_DAY + count - 1 })),
        );
      }),
      { numRuns: 40 },
    );
  });

  it("of days before a token's first are nobody's", () => {
    const wanted = [{ serial: serialOf(1), day: FIRST_DAY - 1000 }];
    assert.deepEqual(index.prefixesOf(serialOf(1), FIRST_DAY - 1000), []);
    assert.equal(whole(index.among(new Set([1, 2, 3]), wanted)).size, 0);
  });
});
