import assert from "node:assert/strict";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { toHex } from "../../protocol/bytes.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";

/** Computed from the app's published algorithm (Bluezone 3.0.3) for a day key of 32 zero bytes. */
const FIRST_DAY = {
  0: "490c085d937456a4dd07e710",
  1: "cc4111fec540c346ec6a053f",
  95: "3140c784cd06058bb930f6a7",
};

describe("rolling IDs", () => {
  const zero = new Uint8Array(32);

  it("are Bluezone's for the day key of zeros", () => {
    const ids = rollingIdsOfDay(sha256, zero).map(toHex);
    assert.equal(ids.length, 96);
    for (const [index, id] of Object.entries(FIRST_DAY)) assert.equal(ids[Number(index)], id);
  });

  it("are Bluezone's for the day after", () => {
    const next = laterDayKey(sha256, zero, 1);
    assert.match(toHex(next), /^66687aad.*2925$/);
    assert.equal(toHex(rollingIdsOfDay(sha256, next)[0]!), "d80cc204fa6491af30d0932a");
  });

  it("do not repeat within 14 days", () => {
    const seen = new Set<string>();
    for (let day = 0; day < 14; day++)
      for (const id of rollingIdsOfDay(sha256, laterDayKey(sha256, zero, day))) seen.add(toHex(id));
    assert.equal(seen.size, 14 * 96);
  });
});
