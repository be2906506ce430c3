import assert from "node:assert/strict";
import type { Transmission } from "../../../host-tools/models/virtual-token/air-port.ts";
import { decodeAdvert, encodeAdvert } from "../../../protocol/advert.ts";
import {
  DAY_MS,
  EPOCH_MS,
  idOf,
  logOf,
  MIDNIGHT,
  MINUTE_MS,
  readyToken,
  runHearing,
  type TestToken,
} from "../../support/token.ts";

const START = MIDNIGHT + 4 * 3_600_000 + 5 * MINUTE_MS;

/** Ten liars who say at any time that it is so much later, with authenticated time, in adverts of bursts or of the background. */
function liars(aheadMs: (at: number) => number, inBurst = true) {
  return (at: number) =>
    Array.from({ length: 10 }, (_, i) => {
      const minute = Math.floor((at + aheadMs(at)) / MINUTE_MS);
      const tail = {
        version: 1,
        role: "token",
        clockTrusted: true,
        powerAtOneMetre: -60,
        inBurst,
      } as const;
      const rollingId = new Uint8Array(12).fill(i + 1);
      return { data: encodeAdvert(rollingId, { ...tail, late: (minute & 1) === 1, minute }), rssi: -62 };
    });
}

/** Minutes that the token's last advert is ahead of the world. */
function minutesAhead({ device }: TestToken): number {
  const last = device.air.transmissions.at(-1) as Transmission;
  const advert = decodeAdvert(last.data);
  assert.ok(advert.ok && advert.value.tail);
  // The tail names the minute of the latest rendezvous.
  const world = Math.floor(last.from / MINUTE_MS);
  return advert.value.tail.minute - (world % 0x200000);
}

const dayNumbers = (token: TestToken) => logOf(token).map(({ page }) => page.header.snapshot.dayNumber);

/** Signed time, and the IDs of the true epoch right behind it: no day key was given up for a forged day. */
async function comesBack(token: Awaited<ReturnType<typeof readyToken>>): Promise<void> {
  const { device, server } = token;
  await server.sync();
  device.runTo(device.worldNow + 2 * EPOCH_MS);
  const advert = decodeAdvert(device.air.transmissions.at(-1)!.data);
  assert.ok(advert.ok);
  assert.deepEqual(
    advert.value.rollingId,
    idOf(token, Math.floor(device.air.transmissions.at(-1)!.from / EPOCH_MS)),
  );
  assert.ok(Math.abs(minutesAhead(token)) <= 1);
  assert.deepEqual(device.console, []);
}

describe("the program beside liars", function () {
  this.timeout(120_000);

  it("with authenticated time is not moved by forged days, and keeps its keys", async () => {
    const token = await readyToken({ at: START });
    const before = dayNumbers(token);
    const jumping = liars((at) => (Math.floor(at / (20 * MINUTE_MS)) % 2 ? 30 : -30) * DAY_MS);
    runHearing(token.device, START + 100 * MINUTE_MS, jumping);
    assert.ok(Math.abs(minutesAhead(token)) <= 1, `${minutesAhead(token)} minutes`);
    assert.equal(Math.max(...dayNumbers(token)), Math.max(...before));
    await comesBack(token);
  });

  it("after a loss of power follows a liar of 20 days by one day at most, in RAM, and the server sets it right", async () => {
    const token = await readyToken({ at: START });
    const { device } = token;
    const before = Math.max(...dayNumbers(token));
    device.runTo(START + 20 * MINUTE_MS);
    device.powerOff();
    device.runTo(START + 60 * MINUTE_MS);
    device.powerOn();
    // In its windows they only show that somebody is there; when it listens for longer they tell it the time.
    const bait = liars(() => 20 * DAY_MS, false);
    const lie = liars(() => 20 * DAY_MS);
    let last = 0;
    let since = 0;
    runHearing(device, START + 100 * MINUTE_MS, (at) => {
      if (at - last > 5000) since = at;
      last = at;
      return at - since > 2000 ? lie(at) : bait(at);
    });
    const led = minutesAhead(token);
    // From where it woke up, an hour behind.
    assert.ok(
      led > 1440 - 90 && led <= 1440,
      `the lie is believed without authenticated time: ${led} minutes`,
    );
    assert.equal(Math.max(...dayNumbers(token)), before, "nothing of it stands in flash as authenticated");
    await comesBack(token);
  });

  it("after a loss of power does not follow one who says that it is years later", async () => {
    const token = await readyToken({ at: START });
    const { device } = token;
    device.runTo(START + 20 * MINUTE_MS);
    device.powerOff();
    device.powerOn();
    runHearing(
      device,
      START + 60 * MINUTE_MS,
      liars(() => 400 * DAY_MS),
    );
    assert.ok(Math.abs(minutesAhead(token)) < 60, `${minutesAhead(token)} minutes`);
    await comesBack(token);
  });
});
