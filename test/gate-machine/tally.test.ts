import assert from "node:assert/strict";
import { dayStart } from "../../host-tools/contract/province-time.ts";
import { Tally } from "../../host-tools/gate-machine/tally.ts";

const HOUR = 3_600_000;
const MIDNIGHT = dayStart("2026-11-23");

describe("what a gate's machine tells of this hour and this day", () => {
  it("is of the province's hour and day, and forgets the day before", () => {
    const tally = new Tally();
    tally.add(4, MIDNIGHT - 1);
    assert.deepEqual(tally.of(MIDNIGHT - 1), { thisHour: 4, today: 4 });
    tally.add(2, MIDNIGHT);
    tally.add(1, MIDNIGHT + 6.5 * HOUR);
    tally.add(3, MIDNIGHT + 7 * HOUR - 1);
    assert.deepEqual(tally.of(MIDNIGHT + 6.9 * HOUR), { thisHour: 4, today: 6 });
    assert.deepEqual(tally.of(MIDNIGHT + 7 * HOUR), { thisHour: 0, today: 6 });
    assert.deepEqual(tally.of(MIDNIGHT + 24 * HOUR), { thisHour: 0, today: 0 });
  });
});
