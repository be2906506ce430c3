import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { encodeAdvert, type Tail } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { type OpenedPage, openPage, recordsIn } from "../../protocol/page-reader.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";
import {
  DAY_MS,
  EPOCH_MS,
  logOf,
  MINUTE_MS,
  POWER,
  pageKeyOf,
  readyToken,
  runHearing,
  type TestServer,
  type TestToken,
} from "../support/token.ts";

const TAIL: Tail = {
  version: 1,
  role: "token",
  clockTrusted: true,
  powerAtOneMetre: POWER,
  inBurst: false,
  late: false,
  minute: 1,
};
/** Near enough for a log that is nearly full. */
const RSSI = -62;
/** Peers are on the air in these minutes of an epoch: before, the station has its turn. */
const FIRST_MINUTE = 4;
const LAST_MINUTE = 12;

/** An epoch of a token's life, and what befalls it when the epoch is over. */
interface Epoch {
  /** Distinct. */
  readonly peers: readonly number[];
  readonly after: "goes on" | "is synced" | "restarts and is synced" | "lies for days";
}

const epoch: fc.Arbitrary<Epoch> = fc.record({
  peers: fc.uniqueArray(fc.nat(0xffffff), { maxLength: 64, size: "max" }),
  after: fc.constantFrom("goes on", "goes on", "is synced", "restarts and is synced", "lies for days"),
});

/** Spread evenly, as the protocol's are: neighbours, which are often drawn, would crowd one place of the token's table. */
function idOf(peer: number): Uint8Array {
  return new Uint8Array(createHash("sha256").update(`peer ${peer}`).digest().subarray(0, ROLLING_ID_BYTES));
}

describe("the log in flash, read back by the protocol", function () {
  this.timeout(120_000);

  it("is what was heard, epoch by epoch, whatever was heard and whenever a page was turned", async () => {
    let mostPages = 0;
    const property = fc.asyncProperty(fc.array(epoch, { minLength: 1, maxLength: 10 }), async (epochs) => {
      const token = await readyToken();
      const { device, server } = token;
      const expected: string[] = [];
      for (const { peers, after } of epochs) {
        const start = Math.ceil(device.worldNow / EPOCH_MS) * EPOCH_MS;
        const adverts = peers.map((peer) => ({ data: encodeAdvert(idOf(peer), TAIL), rssi: RSSI }));
        device.runTo(start + 3_500);
        if (after === "is synced") await server.sync();
        runHearing(device, start + EPOCH_MS + 3_500, (at) => {
          const minute = Math.floor((at - start) / MINUTE_MS);
          return minute >= FIRST_MINUTE && minute <= LAST_MINUTE ? adverts : [];
        });
        expected.push(...peers.map((peer) => lineOf(start / EPOCH_MS, idOf(peer))).sort());
        if (after === "restarts and is synced") {
          device.powerOff();
          device.runTo(device.worldNow + 1000);
          device.powerOn();
          device.runTo(device.worldNow + 1000);
          await server.sync();
        }
        if (after === "lies for days") {
          device.runTo(device.worldNow + 4 * DAY_MS + EPOCH_MS);
          // With more than half of its pages to bring, a log is only for those who stayed and were near.
          await server.sync();
        }
      }
      assert.deepEqual(device.console, []);
      // A station has every page, the older ones only it: they have their receipt.
      await server.sync();
      const pages = pagesOf(token, server);
      mostPages = Math.max(mostPages, pages.length);
      for (const [i, page] of pages.entries()) {
        assert.equal(page.header.sequence, i);
        assert.deepEqual(page.tornAt, [], `page ${i}`);
        assert.equal(page.header.closedLength !== undefined, i < pages.length - 1, `page ${i} is closed`);
      }
      const records = pages.flatMap((page) => recordsIn(page));
      assert.deepEqual(
        records.map(({ epoch, record }) => lineOf(epoch, record.prefix)).sort(),
        [...expected].sort(),
      );
      const inOrder = records.map((one) => one.epoch);
      assert.deepEqual(
        inOrder,
        [...inOrder].sort((a, b) => a - b),
      );
      for (const { clockTrusted, record } of records) {
        assert.deepEqual([clockTrusted, record.summary.strongestLoss], [true, POWER - RSSI]);
      }
    });
    await fc.assert(property, { numRuns: 10, endOnFailure: true });
    assert.ok(mostPages >= 3, `no more than ${mostPages} pages were written`);
  });
});

/** Every page that was ever written, as it stands in flash, or as it was sent last where it does not stand there any more. */
function pagesOf(token: TestToken, server: TestServer): OpenedPage[] {
  const pages = new Map<number, OpenedPage>();
  for (const { sequence, bytes, length, mac } of server.uploads) {
    const opened = openPage({ sha256, crc32 }, pageKeyOf(token, sequence), bytes, length, mac);
    assert.ok(opened.ok, `page ${sequence}`);
    pages.set(sequence, opened.value);
  }
  for (const { page } of logOf(token)) pages.set(page.header.sequence, page);
  return [...pages.values()].sort((a, b) => a.header.sequence - b.header.sequence);
}

function lineOf(epoch: number, id: Uint8Array): string {
  return `${epoch} ${toHex(id.slice(0, 6))}`;
}
