import assert from "node:assert/strict";
import fc from "fast-check";
import { sha256 } from "../../../../host-tools/lib/sha256.ts";
import { whole } from "../../../../host-tools/server/concurrency/slices.ts";
import { Lanes } from "../../../../host-tools/server/matching/hashing/lanes.ts";
import { laterDayKey, prefixNumber, rollingIdsOfDay } from "../../../../protocol/rolling-id.ts";

const anyKeys = fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { minLength: 1, maxLength: 9 });
const joined = (keys: readonly Uint8Array[]) => Uint8Array.from(keys.flatMap((key) => [...key]));

describe("four chains side by side", () => {
  const lanes = new Lanes();

  it("give the IDs of each day key as the protocol does", () => {
    fc.assert(
      fc.property(anyKeys, (keys) => {
        const prefixes = lanes.list(joined(keys));
        const wanted = keys.flatMap((key) => rollingIdsOfDay(sha256, key).map(prefixNumber));
        assert.deepEqual([...prefixes], wanted);
      }),
      { numRuns: 30 },
    );
  });

  it("walk keys to later days", () => {
    fc.assert(
      fc.property(anyKeys, fc.integer({ min: 0, max: 30 }), (keys, days) => {
        const some = keys.slice(0, 4);
        const walked = joined(some);
        lanes.load(walked, 0, some.length);
        lanes.walk(days);
        lanes.store(walked, 0, some.length);
        assert.deepEqual([...walked], [...joined(some.map((key) => laterDayKey(sha256, key, days)))]);
      }),
      { numRuns: 30 },
    );
  });

  it("find every ID that is looked for, where it stands, and none of a lane that is not used", () => {
    fc.assert(
      fc.property(anyKeys, fc.nat(), fc.nat(95), (keys, which, epoch) => {
        const some = keys.slice(0, 4);
        const key = which % some.length;
        const wanted = prefixNumber(rollingIdsOfDay(sha256, some[key]!)[epoch]!);
        const hits: number[][] = [];
        lanes.lookFor([wanted]);
        lanes.load(joined(some), 0, some.length);
        lanes.scan(96, 0, some.length, (place, at, prefix) => {
          assert.ok(place < some.length);
          if (prefix === wanted) hits.push([place, at]);
        });
        assert.deepEqual(
          hits.filter(([place]) => place === key),
          [[key, epoch]],
        );
      }),
      { numRuns: 50 },
    );
  });

  it("find the IDs of each key up to its own count, whatever the order of counts", () => {
    const counts = fc.array(fc.integer({ min: 1, max: 96 }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(anyKeys, counts, (keys, all) => {
        const some = [...new Map(keys.map((key) => [Buffer.from(key).toString("hex"), key])).values()];
        const wanted = some.map((key, i) => prefixNumber(rollingIdsOfDay(sha256, key)[all[i]! - 1]!));
        const found = new Map<number, readonly number[]>();
        lanes.lookFor(wanted);
        const scanned = lanes.scanEach(joined(some), all.slice(0, some.length), (key, epoch, prefix) => {
          if (wanted.includes(prefix)) found.set(prefix, [key, epoch]);
        });
        whole(scanned);
        assert.deepEqual(
          wanted.map((prefix) => found.get(prefix)),
          some.map((_, i) => [i, all[i]! - 1]),
        );
      }),
      { numRuns: 50 },
    );
  });
});
