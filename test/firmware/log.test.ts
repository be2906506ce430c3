import assert from "node:assert/strict";
import { Device } from "../../host-tools/models/virtual-token/device.ts";
import { PowerCut } from "../../host-tools/models/virtual-token/flash.ts";
import { encodeAdvert } from "../../protocol/advert.ts";
import { PAGE_DAY_KEY_SLOT, PAGE_KEY_SLOT, PAGE_SNAPSHOT } from "../../protocol/page.ts";
import { TAP_TAIL } from "../support/tap-tail.ts";
import {
  DAY_MS,
  EPOCH_MS,
  logOf,
  MINUTE_MS,
  readyToken,
  recordsOf,
  runHearing,
  type TestToken,
} from "../support/token.ts";

function crowd(size: number): (at: number) => { data: Uint8Array; rssi: number }[] {
  return (at) =>
    Array.from({ length: size }, (_, i) => {
      const id = Uint8Array.from(
        { length: 12 },
        (_, k) => (Math.imul(i * 12 + k + Math.floor(at / EPOCH_MS), 0x9e3779b1) >>> 11) & 255,
      );
      // Near enough for a log that is nearly full.
      return { data: encodeAdvert(id, TAP_TAIL), rssi: -62 };
    });
}

function slotsAreZero(bytes: Uint8Array): boolean {
  return bytes.subarray(PAGE_KEY_SLOT, PAGE_SNAPSHOT).every((byte) => byte === 0);
}

function nextEpoch(token: TestToken, count = 1): number {
  const now = token.device.worldNow;
  // Before the new epoch's first listening span, which would be served twice.
  return now - (now % EPOCH_MS) + count * EPOCH_MS + 3_500;
}

describe("the ring of log pages", function () {
  this.timeout(60_000);

  it("goes round, loses the oldest first and counts it; only the open page has keys", async () => {
    const token = await readyToken();
    const { logPages } = token.device.board.flash;
    // Half of the ring fills in hours; what then comes is rationed.
    for (let epoch = 0; epoch < 9; epoch++) runHearing(token.device, nextEpoch(token), crowd(120));
    for (let epoch = 0; epoch < 200; epoch++) runHearing(token.device, nextEpoch(token), crowd(16));
    assert.deepEqual(token.device.console, []);
    const pages = logOf(token);
    assert.equal(pages.length, logPages);
    const sequences = pages.map(({ page }) => page.header.sequence);
    const newest = sequences.at(-1)!;
    assert.ok(newest > logPages);
    assert.deepEqual(
      sequences,
      Array.from({ length: logPages }, (_, i) => newest - logPages + 1 + i),
    );
    // Page 0 had its receipt from the sync that gave the token its time.
    assert.equal(pages.at(-1)!.page.header.snapshot.lostPages, newest - logPages);
    for (const { bytes, page } of pages) {
      assert.equal(slotsAreZero(bytes), page.header.sequence !== newest);
      assert.equal(page.header.closedLength !== undefined, page.header.sequence !== newest);
      assert.deepEqual(page.tornAt, []);
    }
  });

  it("turns a page after four days of running, whatever is in it, and takes up the newest authenticated day", async () => {
    const token = await readyToken();
    const before = logOf(token).at(-1)!.page.header;
    token.device.runTo(token.device.worldNow + 4 * DAY_MS + EPOCH_MS);
    const after = logOf(token).at(-1)!;
    assert.equal(after.page.header.sequence, before.sequence + 1);
    assert.equal(after.page.header.snapshot.dayNumber, token.day);
    assert.deepEqual(after.bytes.slice(PAGE_DAY_KEY_SLOT, PAGE_DAY_KEY_SLOT + 32), token.keys.dayKey);
  });

  it("never holds a day key older than the last authenticated day less one", async () => {
    const token = await readyToken();
    token.device.runTo(token.device.worldNow + 9 * DAY_MS);
    await token.server.sync();
    const { snapshot } = logOf(token).at(-1)!.page.header;
    assert.equal(snapshot.dayNumber, token.day + 9);
    for (let at = 0; at + 32 <= token.device.flash.bytes.length; at += 4)
      assert.notDeepEqual(token.device.flash.bytes.subarray(at, at + 32), token.keys.dayKey);
  });
});

describe("a start after a loss of power", function () {
  this.timeout(120_000);

  it("goes on in the same page behind a BOOT frame, at the last logged epoch, untrusted", async () => {
    const token = await readyToken();
    const { device } = token;
    runHearing(device, nextEpoch(token, 2), crowd(5));
    const before = recordsOf(token);
    device.powerOff();
    device.runTo(device.worldNow + 10 * MINUTE_MS);
    device.powerOn();
    device.runTo(device.worldNow + 1000);
    const { page } = logOf(token).at(-1)!;
    const boot = page.frames.at(-1)!;
    assert.deepEqual(boot.content, {
      kind: "typed",
      frame: {
        type: "boot",
        cause: 0,
        bootCount: 1,
        clockKnown: true,
        clockTrusted: false,
        epoch: before.at(-1)!.epoch,
      },
    });
    assert.equal(boot.offset % 32, 0);
    assert.deepEqual(page.tornAt, []);
    runHearing(device, nextEpoch(token, 2), crowd(5));
    const records = recordsOf(token);
    assert.deepEqual(records.slice(0, before.length), before);
    assert.ok(records.length > before.length);
    assert.equal(records.at(-1)!.clockTrusted, false);
    await token.server.sync();
    assert.equal(logOf(token).at(-1)!.page.header.snapshot.resets, 1);
    assert.deepEqual(device.console, []);
  });

  it("tells in the log and at the station why it started, until the battery is taken out", async () => {
    const token = await readyToken();
    const { device } = token;
    const causes = () =>
      logOf(token).flatMap(({ page }) =>
        page.frames.flatMap(({ content }) =>
          content.kind === "typed" && content.frame.type === "boot" ? [content.frame.cause] : [],
        ),
      );
    const restart = (how: () => void) => {
      how();
      device.runTo(device.worldNow + 1000);
    };
    restart(() => device.startAnew(2));
    restart(() => device.startAnew(1));
    assert.deepEqual(causes(), [2, 3]);
    assert.equal((await token.server.sync()).health.cause, 3);
    restart(() => {
      device.powerOff();
      device.powerOn();
    });
    assert.deepEqual(causes(), [2, 3, 0]);
    assert.equal((await token.server.sync()).health.cause, 0);
    assert.deepEqual(device.console, []);
  });

  it("loses nothing that was written before, wherever in a page turn the power goes", async () => {
    const base = await readyToken();
    runHearing(base.device, nextEpoch(base, 3), crowd(110));
    base.device.powerOff();
    const written = recordsOf(base);
    const { sequence } = logOf(base).at(-1)!.page.header;

    const whole = again(base);
    runHearing(whole.device, oneEpochOn(whole), crowd(100));
    assert.equal(logOf(whole).at(-1)!.page.header.sequence, sequence + 1);
    const operations = whole.device.flash.wordWrites + whole.device.flash.erases;
    assert.ok(operations > 300);

    for (let cut = 1; cut <= operations; cut += 7) {
      const token = again(base, cut);
      const { device } = token;
      runHearing(device, oneEpochOn(token), crowd(100));
      assert.equal(device.isOn, false);
      device.flash.before = null;
      device.powerOn();
      device.runTo(device.worldNow + 2000);
      assert.equal(device.isOn, true, `cut ${cut}`);
      assert.deepEqual(device.console, [], `cut ${cut}`);
      const records = recordsOf(token);
      assert.deepEqual(records.slice(0, written.length), written, `cut ${cut}`);
      assert.equal(logOf(token).filter(({ bytes }) => !slotsAreZero(bytes)).length, 1, `cut ${cut}`);
      runHearing(device, oneEpochOn(token), crowd(20));
      assert.ok(recordsOf(token).length >= records.length + 20, `cut ${cut}`);
    }
  });

  it("starts a new chain of keys, and says so, when the newest page's keys do not hold", async () => {
    const token = await readyToken();
    const { device } = token;
    const { sequence } = logOf(token).at(-1)!.page.header;
    device.powerOff();
    device.flash.bytes[4096 * (1 + sequence) + PAGE_KEY_SLOT]! &= 0x11;
    device.powerOn();
    device.runTo(device.worldNow + 1000);
    assert.deepEqual(device.console, []);
    const opened = device.flash.bytes.subarray(4096 * (2 + sequence), 4096 * (3 + sequence));
    assert.equal(opened[11], 1);
    assert.equal(opened[4], sequence + 1);
    assert.equal(device.air.transmissions.at(-1)!.to, Number.POSITIVE_INFINITY);
  });
});

/** After a start the token's epoch begins with the start. */
function oneEpochOn({ device }: TestToken): number {
  return device.worldNow + EPOCH_MS + 20_000;
}

/** A token with the flash of another one, switched on; its power goes at a flash operation if one is named. */
function again(token: TestToken, cut = Number.POSITIVE_INFINITY): TestToken {
  const { board, flash, worldNow } = token.device;
  const device = new Device({ board, seed: 1, startAt: worldNow, ppm: 0, flash: flash.bytes });
  let operation = 0;
  device.flash.before = () => {
    if (++operation === cut) throw new PowerCut("test");
  };
  device.powerOn();
  device.runTo(worldNow + 1000);
  return { ...token, device };
}
