import assert from "node:assert/strict";
import fc from "fast-check";
import { RENDEZVOUS_EARLIEST_MS, rendezvousOffset } from "../../protocol/rendezvous.ts";

/** Minutes since 1970 of any token's life: 2000 to 2100. */
const anyMinute = fc.integer({ min: 15_778_080, max: 68_374_080 });
const DAY = 29_600_640;

describe("rendezvous", () => {
  it("lies 14 s to 46.8 s into its minute, and 35.0 s or 67.8 s after the one before", () => {
    fc.assert(
      fc.property(anyMinute, (minute) => {
        const offset = rendezvousOffset(minute);
        assert.ok(Number.isInteger(offset) && offset >= RENDEZVOUS_EARLIEST_MS && offset <= 46_767);
        const gap = 60_000 + rendezvousOffset(minute + 1) - offset;
        assert.ok(gap === 67_735 || gap === 34_967, `gap ${gap}`);
      }),
    );
  });

  it("is spread evenly over its part of the minute within every hour", () => {
    for (let hour = 0; hour < 200; hour++) {
      const eighths = new Array<number>(8).fill(0);
      for (let i = 0; i < 60; i++)
        eighths[(rendezvousOffset(DAY + hour * 60 + i) - RENDEZVOUS_EARLIEST_MS) >> 12]!++;
      assert.ok(Math.min(...eighths) >= 6 && Math.max(...eighths) <= 11, `hour ${hour}: ${eighths}`);
    }
  });

  it("misses no phase of a phone that is awake 15 s of every 30 s, in any epoch", () => {
    let fewest = 15;
    let most = 0;
    for (let epoch = 0; epoch < 400; epoch++)
      for (let phase = 0; phase < 30_000; phase += 250) {
        let met = 0;
        for (let i = 0; i < 15; i++)
          if ((rendezvousOffset(DAY + epoch * 15 + i) + phase) % 30_000 < 15_000) met++;
        fewest = Math.min(fewest, met);
        most = Math.max(most, met);
      }
    assert.ok(fewest >= 5 && most <= 10, `${fewest} to ${most} of 15`);
  });

  it("misses no phase of a phone that scans 40 s of every 300 s, in any two hours", () => {
    for (let start = 0; start < 3000; start += 7)
      for (let phase = 0; phase < 300; phase += 5) {
        let met = 0;
        for (let i = 0; i < 120; i++) {
          const second = (DAY + start + i) * 60 + rendezvousOffset(DAY + start + i) / 1000 + phase;
          if (second % 300 < 40) met++;
        }
        assert.ok(met >= 5, `start ${start}, phase ${phase}: ${met} of 120`);
      }
  });
});
