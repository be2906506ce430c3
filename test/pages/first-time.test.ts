/** A token's first sync is told as such, and one that has lost the time is told otherwise. */
import assert from "node:assert/strict";
import { puckjs } from "../../boards/index.ts";
import { clockLine } from "../../host-tools/pages/station/screens/clock-line.ts";
import { SYNC } from "../../host-tools/pages/station/texts/sync.ts";
import { openServer } from "../../host-tools/server/server.ts";
import type { SyncResult } from "../../host-tools/station/sync-client.ts";
import { buildFirmware } from "../../host-tools/tools/firmware-build/bundle.ts";
import { installedDevice, syncAtStation } from "../../host-tools/world/handout.ts";
import { enrolRequest } from "../support/scenario.ts";

const START = Date.UTC(2026, 10, 24, 1);
const BOOT_MS = 2000;

describe("the time of a token", function () {
  this.timeout(60_000);

  it("is set for the first time at its first sync, is right at the next, and was lost behind an empty battery", async () => {
    const clock = { now: START };
    const server = await openServer({ now: () => clock.now });
    const request = enrolRequest(7, Math.floor(START / 86_400_000) - 1);
    const [enrolment] = await server.enrol([request]);
    const device = installedDevice(await buildFirmware(puckjs), enrolment!.identity, 1, START);
    const sync = async (): Promise<SyncResult> => {
      clock.now = device.worldNow;
      return (await syncAtStation(device, device.worldNow, server)).result;
    };
    const told = ({ clock }: SyncResult) => [clock.isFirst, clockLine(SYNC.en, clock, undefined)];
    device.powerOn();
    device.runTo(START + BOOT_MS);
    assert.deepEqual(told(await sync()), [true, SYNC.en.clockFirst]);
    device.runTo(device.worldNow + 3_600_000);
    assert.deepEqual(told(await sync()), [false, SYNC.en.clockSet]);
    device.powerOff();
    device.powerOn();
    device.runTo(device.worldNow + BOOT_MS);
    assert.deepEqual(told(await sync()), [false, SYNC.en.clockLost]);
    await server.close();
  });

  it("is left alone where the server did not sign it, and moved by what the server heard", () => {
    const right = { known: true, trusted: true, set: true, isFirst: false };
    const line = (clock: Partial<SyncResult["clock"]>, by?: number) =>
      clockLine(SYNC.vi, { ...right, ...clock }, by);
    assert.equal(line({ set: false, isFirst: true, known: false }), SYNC.vi.clockLeft);
    assert.equal(line({}, -1.24), SYNC.vi.clockBy(-1.24));
    assert.equal(line({}, 0.04), SYNC.vi.clockSet);
    assert.equal(line({ trusted: false }, 3), SYNC.vi.clockLost);
  });
});
