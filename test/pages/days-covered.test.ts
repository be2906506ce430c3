import assert from "node:assert/strict";
import { type DaysCovered, daysCovered } from "../../host-tools/pages/station/services/days-covered.ts";
import { openTicks } from "../../host-tools/pages/station/services/ticks.ts";
import type { SyncResult } from "../../host-tools/station/sync-client.ts";

const HOUR_MS = 3_600_000;
const EPOCH_MS = 900_000;
/** 10:00 in Việt Nam. */
const NOW = Date.UTC(2026, 10, 23, 3);

function covered(first: number, more: { lastSync?: number; lost?: number; trusted?: boolean } = {}) {
  const { lastSync, lost = 0, trusted = true } = more;
  const health = { lostPages: lost } as SyncResult["health"];
  const clock = { known: true, trusted, set: true, isFirst: false };
  return daysCovered({ firstEpoch: Math.floor(first / EPOCH_MS), clock, health }, NOW, lastSync);
}
const days = (of: DaysCovered | undefined) => of?.days;

describe("the days that a sync has brought", () => {
  it("are days of the province, today counted: a morning is one day, a night that crosses midnight two", () => {
    assert.equal(days(covered(NOW - HOUR_MS)), 1);
    assert.equal(days(covered(NOW - 10 * HOUR_MS)), 1);
    assert.equal(days(covered(NOW - 10 * HOUR_MS - EPOCH_MS)), 2);
    // 07:00 is midnight in UTC, and no new day here.
    assert.equal(days(covered(Date.UTC(2026, 10, 22, 23, 30))), 1);
    assert.equal(days(covered(NOW - 9 * 24 * HOUR_MS)), 10);
  });

  it("are not told by a clock that nobody vouches for, nor by one that was far off", () => {
    assert.equal(covered(NOW - HOUR_MS, { trusted: false }), undefined);
    assert.equal(covered(NOW + 24 * HOUR_MS), undefined);
    assert.equal(covered(0), undefined);
  });

  it("have a gap where the token had to drop pages between the last sync and the first page that is left", () => {
    const first = NOW - 5 * 24 * HOUR_MS;
    const lastSync = NOW - 40 * 24 * HOUR_MS;
    const { missing } = covered(first, { lastSync, lost: 12 })!;
    assert.deepEqual(missing, { from: lastSync, to: first });
    assert.equal(covered(first, { lastSync, lost: 0 })!.missing, undefined);
    assert.equal(covered(first, { lastSync: first - 60_000, lost: 12 })!.missing, undefined);
    assert.equal(covered(first, { lost: 12 })!.missing, undefined);
  });
});

describe("who is to be seen at a station", () => {
  const result = (serial: number) => ({ serial, kept: 0, refused: [] }) as unknown as SyncResult;

  it("is kept until somebody has seen them, for 24 hours at most, and once", () => {
    let kept = { syncs: [], marks: {} } as Parameters<ReturnType<typeof openTicks>["resume"]>[0];
    const ticks = openTicks((now) => {
      kept = now;
    });
    ticks.synced(result(1), NOW, { wearer: "Trần Thị Mận", isCalled: true });
    ticks.synced(result(2), NOW, { wearer: "Lê Thị Na", isCalled: false });
    ticks.synced(result(1), NOW + 1, { wearer: "Trần Thị Mận", isCalled: true });
    ticks.synced(result(3), NOW, { wearer: undefined, isCalled: true });
    const serials = (of: typeof ticks) => of.calls.value.map(({ serial }) => serial);
    assert.deepEqual(serials(ticks), [3, 1]);
    ticks.seen(3);
    assert.deepEqual(serials(ticks), [1]);
    const later = openTicks();
    later.resume(kept, NOW + 23 * HOUR_MS);
    assert.deepEqual(serials(later), [1]);
    later.resume(kept, NOW + 25 * HOUR_MS);
    assert.deepEqual(serials(later), []);
  });
});
