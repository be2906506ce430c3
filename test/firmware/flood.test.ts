import assert from "node:assert/strict";
import { encodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { EPOCH_MS, MINUTE_MS, readyToken, recordsOf, runHearing } from "../support/token.ts";

interface Heard {
  readonly data: Uint8Array;
  readonly rssi: number;
}

const HOURS = 8;
/** A hospital ward's 90th percentile, in records a day. */
const DAY_OF_RECORDS = 152;

function advertOf(id: Uint8Array, powerAtOneMetre: number, at: number): Uint8Array {
  const minute = Math.floor(at / MINUTE_MS) % 2 ** 21;
  const flags = { version: 1, role: "token", clockTrusted: true, inBurst: true, late: false } as const;
  return encodeAdvert(id, { ...flags, powerAtOneMetre, minute });
}

function idFrom(seed: number): Uint8Array {
  return Uint8Array.from({ length: 12 }, (_, k) => (Math.imul(seed * 12 + k + 1, 0x9e3779b1) >>> 11) & 255);
}

/** Ten people nearby, under a new ID in each epoch. */
function colleagues(at: number): Heard[] {
  const epoch = Math.floor(at / EPOCH_MS);
  return Array.from({ length: 10 }, (_, i) => ({
    data: advertOf(idFrom(epoch * 64 + i), -60, at),
    rssi: -65,
  }));
}

/** Made-up senders that say of themselves that they are as weak as the protocol can tell, so that they seem to be near. */
function flood(at: number): Heard[] {
  const minute = Math.floor(at / MINUTE_MS);
  return Array.from({ length: 20 }, (_, i) => ({
    data: advertOf(idFrom(1e7 + minute * 20 + i), -84, at),
    rssi: -85,
  }));
}

/** The same under IDs that stay for five minutes, so that each is heard in more than one. */
function stubbornFlood(at: number): Heard[] {
  const some = Math.floor(at / (5 * MINUTE_MS));
  return Array.from({ length: 20 }, (_, i) => ({
    data: advertOf(idFrom(2e7 + some * 20 + i), -84, at),
    rssi: -85,
  }));
}

describe(`a flood of made-up adverts for ${HOURS} hours`, function () {
  this.timeout(120_000);
  for (const [kind, made] of [
    ["each ID once", flood],
    ["each ID for five minutes", stubbornFlood],
  ] as const)
    it(`leaves the log of a day as it was: ${kind}`, async () => {
      const token = await readyToken();
      const { device } = token;
      while (recordsOf(token).length < DAY_OF_RECORDS)
        runHearing(device, device.worldNow + EPOCH_MS, colleagues);
      const honest = recordsOf(token).map(({ epoch, record }) => `${epoch} ${toHex(record.prefix)}`);
      runHearing(device, device.worldNow + HOURS * 4 * EPOCH_MS, (at) => [...made(at), ...colleagues(at)]);
      const left = new Set(recordsOf(token).map(({ epoch, record }) => `${epoch} ${toHex(record.prefix)}`));
      const lost = honest.filter((one) => !left.has(one)).length;
      assert.ok(lost <= 0.01 * honest.length, `${lost} of ${honest.length}`);
      assert.ok(left.size > 2 * honest.length);
      assert.deepEqual(device.console, []);
    });
});
