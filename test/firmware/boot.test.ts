import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { DOUBT_WHEN_SET } from "../../protocol/clock-steering.ts";
import { IDENTITY_BYTES } from "../../protocol/identity.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import {
  EPOCH_MS,
  freshToken,
  idOf,
  logOf,
  MIDNIGHT,
  MINUTE_MS,
  readyToken,
  TestServer,
} from "../support/token.ts";

/** Between the adverts of a long burst, ms. */
const LONG_INTERVAL_MS = { puckjs: 100, xiaoble: 43.75 };

const IDENTITY_AT = 3904;

describe("a token's start", () => {
  for (const held of [false, true]) {
    it(`locks the prompt before its own advert${held ? ", also with the button held" : ""}`, async () => {
      const { device } = await freshToken();
      if (held) device.press();
      device.powerOn();
      device.runTo(device.worldNow + 5000);
      assert.deepEqual(
        { ...device.prompt },
        { device: null, forced: true, hasPassword: true, locked: true, uartService: false, nfc: false },
      );
      assert.deepEqual(device.console, []);
      const [stacksOwn, ...own] = device.air.transmissions;
      // The radio stack advertises by itself until the first script runs; what comes then is the program's.
      assert.ok(stacksOwn!.to - stacksOwn!.from < 100);
      assert.ok(own.length > 0);
      for (const { data, connectable } of own) {
        assert.ok(decodeAdvert(data).ok);
        assert.equal(connectable, false);
      }
    });
  }

  it("stays silent and locked when the lock-down is all there is", async () => {
    const { device } = await freshToken();
    device.storage.erase(".boot2");
    device.powerOn();
    device.runTo(device.worldNow + 60_000);
    assert.equal(device.prompt?.locked, true);
    assert.equal(device.air.transmissions.filter(({ to }) => to === Number.POSITIVE_INFINITY).length, 0);
  });

  it("blinks red and stays off the air with an identity that does not hold", async () => {
    const { device } = await freshToken();
    device.flash.bytes[IDENTITY_AT + 5]! ^= 1;
    device.powerOn();
    let red = false;
    for (let i = 0; i < 60; i++) {
      device.runTo(device.worldNow + 100);
      red ||= device.leds.red;
    }
    assert.ok(red);
    assert.equal(device.air.transmissions.filter(({ to }) => to === Number.POSITIVE_INFINITY).length, 0);
    assert.deepEqual(logOf({ device } as never), []);
  });

  it("destroys the first keys once page 0 holds them", async () => {
    const token = await freshToken();
    const identity = () => token.device.flash.bytes.slice(IDENTITY_AT, IDENTITY_AT + IDENTITY_BYTES);
    assert.deepEqual(identity().slice(48, 80), token.keys.pageKey);
    token.device.powerOn();
    assert.deepEqual(identity().slice(16, 48), token.keys.tokenKey);
    assert.ok(
      identity()
        .slice(48, 116)
        .every((byte) => byte === 0),
    );
    const [first] = logOf(token);
    assert.deepEqual(first!.bytes.slice(32, 64), token.keys.pageKey);
    assert.deepEqual(first!.bytes.slice(64, 96), token.keys.dayKey);
  });

  it("advertises the ID of the first day's first epoch until somebody tells the time", async () => {
    const token = await freshToken();
    token.device.powerOn();
    token.device.runTo(token.device.worldNow + 1000);
    const { data } = token.device.air.transmissions.at(-1)!;
    const advert = decodeAdvert(data);
    assert.ok(advert.ok);
    assert.deepEqual(advert.value.rollingId, idOf(token, token.day * 96));
    assert.equal(advert.value.tail?.clockTrusted, false);
  });
});

for (const board of [boards.puckjs, boards.xiaoble]) {
  describe(`the advert of a ${board!.id}`, () => {
    it("is exactly the protocol's: early and late in a burst, then in the background", async () => {
      const token = await readyToken({ board: board! });
      const { device } = token;
      const minute = Math.ceil(device.worldNow / MINUTE_MS) + 2;
      const meets = minute * MINUTE_MS + rendezvousOffset(minute);
      // Its clock was just set: it is in doubt about others, and alone.
      const { burstMarginMs, scanWindowMs } = board!.rendezvous;
      const reach = burstMarginMs + 1.5 * scanWindowMs + 1000 * DOUBT_WHEN_SET;
      // Signed time is in whole seconds: the token's clock may be half of one off.
      device.runTo(meets + reach + 1000);
      const { transmissions, listenings } = device.air;
      const [burst, turned, background] = transmissions.slice(-3);
      const expected = (inBurst: boolean, late: boolean) =>
        encodeAdvert(idOf(token, Math.floor(meets / EPOCH_MS)), {
          version: 1,
          role: "token",
          clockTrusted: true,
          powerAtOneMetre: -60,
          inBurst,
          late,
          minute,
        });
      assert.deepEqual(burst!.data, expected(true, false));
      assert.deepEqual(turned!.data, expected(true, true));
      assert.deepEqual(background!.data, expected(false, true));
      const interval = LONG_INTERVAL_MS[board!.id as "puckjs"];
      assert.equal(burst!.intervalMs, interval);
      assert.equal(background!.intervalMs, board!.rendezvous.backgroundMs);
      const off = background!.from - (meets + reach);
      assert.ok(Math.abs(off) < 800, `${off}`);
      const within = (at: number, from: number, to: number) => assert.ok(at > from && at < to, `${at}`);
      within(background!.from - burst!.from, 2 * reach - 110, 2 * reach + interval + 130);
      within(turned!.from - burst!.from, reach - 260, reach + 400 + interval);
      const { from, to } = listenings.at(-1)!;
      within((from + to) / 2, meets - 600, meets + 600);
      within(to - from, 3 * board!.rendezvous.scanWindowMs - 5, 3 * board!.rendezvous.scanWindowMs + 10);
      assert.deepEqual(device.console, []);
    });

    it("changes ID and address together at every epoch, over 07:00 in Vietnam too", async () => {
      const token = await readyToken({ board: board!, at: MIDNIGHT - 2 * EPOCH_MS + 60_000 });
      const { device } = token;
      const seen = new Map<string, Set<string>>();
      const from = device.worldNow;
      for (let t = from; t < MIDNIGHT + 3 * EPOCH_MS; t += 10_000) device.runTo(t);
      let epochs = 0;
      for (const { from: start, to, data, address } of device.air.transmissions) {
        if (to <= from || start < from) continue;
        const advert = decodeAdvert(data);
        assert.ok(advert.ok);
        const epoch = Math.floor((start + 600) / EPOCH_MS);
        assert.deepEqual(advert.value.rollingId, idOf(token, epoch), `at ${new Date(start).toISOString()}`);
        // Signed time is in whole seconds, so the token's clock may be half of one late, or early.
        assert.ok(to - (epoch + 1) * EPOCH_MS < 1200 || to === Number.POSITIVE_INFINITY);
        const id = String(advert.value.rollingId);
        if (!seen.has(id)) epochs++;
        seen.set(id, (seen.get(id) ?? new Set()).add(address));
      }
      assert.ok(epochs >= 4);
      const addresses = [...seen.values()].map((set) => [...set]);
      assert.ok(addresses.every((list) => list.length === 1));
      assert.equal(new Set(addresses.flat()).size, addresses.length);
      for (const [address] of addresses)
        assert.ok((Number.parseInt(address!.slice(0, 2), 16) & 0xc0) === 0xc0);
    });
  });
}

function within(value: number, low: number, high: number): void {
  assert.ok(value >= low && value <= high, `${value} is not within ${low} and ${high}`);
}

function isTap(data: Uint8Array): boolean {
  const advert = decodeAdvert(data);
  return (
    advert.ok && advert.value.tail !== undefined && !advert.value.tail.inBurst && !advert.value.tail.late
  );
}

describe("the button", () => {
  it("makes the token connectable under its name for a minute, after three seconds", async () => {
    const { device } = await readyToken();
    const connectable = () => device.air.transmissions.at(-1)!.connectable;
    const from = device.worldNow;
    device.press();
    device.runTo(from + 2900);
    assert.equal(connectable(), false);
    device.runTo(from + 3300);
    assert.equal(connectable(), true);
    assert.equal(new TextDecoder().decode(device.scanResponse.subarray(2)), "BZ-7890");
    device.release();
    device.runTo(from + 62_000);
    assert.equal(connectable(), true);
    device.runTo(from + 65_000);
    assert.equal(connectable(), false);
  });

  for (const held of [1100, 2000, 2900])
    it(`does nothing when it is let go after ${held} ms`, async () => {
      const { device } = await readyToken();
      const from = device.worldNow;
      device.press();
      device.runTo(from + held);
      device.release();
      device.runTo(from + 10_000);
      const after = device.air.transmissions.filter(({ from: at }) => at > from);
      assert.ok(after.every(({ connectable, data }) => !connectable && !isTap(data)));
    });

  for (const held of [60, 400, 950])
    it(`is a tap when it is let go after ${held} ms: two seconds of adverts, then an ear for the answer`, async () => {
      const { device } = await readyToken();
      // Between two bursts.
      const at = Math.ceil(device.worldNow / MINUTE_MS) * MINUTE_MS + 2000;
      device.runTo(at);
      device.press();
      device.runTo(at + held);
      device.release();
      device.runTo(at + held + 5000);
      const taps = device.air.transmissions.filter(({ data }) => isTap(data));
      assert.equal(taps.length, 1);
      const [tap] = taps;
      assert.equal(tap!.intervalMs, 100);
      assert.equal(tap!.connectable, false);
      within(tap!.from - at - held, 0, 150);
      within(tap!.to - tap!.from, 1900, 2200);
      const listening = device.air.listenings.find(({ from }) => from >= tap!.to);
      within(listening!.from - tap!.to, -1, 60);
      within(listening!.to - listening!.from, 290, 330);
      assert.deepEqual(device.console, []);
    });

  it("gives away neither serial nor rolling ID while a station may connect, and no address twice", async () => {
    const token = await readyToken();
    const { device } = token;
    const from = device.worldNow;
    device.press();
    device.runTo(from + 3500);
    device.release();
    device.runTo(from + 70_000);
    const own = device.air.transmissions.filter(({ to }) => to > from);
    const open = own.filter(({ connectable }) => connectable);
    const before = own.filter(({ from: at }) => at < open[0]!.from);
    const after = own.filter(({ from: at }) => at > open.at(-1)!.from);
    for (const { data } of open) assert.equal(toHex(data), "0201060303564e03ffb522");
    const addresses = (some: typeof own) => [...new Set(some.map(({ address }) => address))];
    const all = [...addresses(before), ...addresses(open), ...addresses(after)];
    assert.equal(all.length, 3);
    assert.equal(new Set(all).size, 3);
  });

  it("lets the station in again after a lost link, and no longer after goodbye", async () => {
    const token = await readyToken();
    const { device } = token;
    device.press();
    device.runTo(device.worldNow + 3500);
    device.release();
    device.gatt.connect({ mtu: 53, intervalMs: 30 });
    device.runTo(device.worldNow + 2000);
    device.gatt.disconnect();
    device.runTo(device.worldNow + 2000);
    assert.equal(device.air.transmissions.at(-1)!.connectable, true);
    await new TestServer(token).sync().catch(() => {});
    const server = new TestServer(token);
    server.counter = 10;
    await server.sync();
    assert.equal(device.air.transmissions.at(-1)!.connectable, false);
  });
});

describe("the lights", function () {
  this.timeout(60_000);
  for (const board of [boards.puckjs!, boards.xiaoble!])
    for (const [what, volts, shown] of [
      ["a good battery", board.battery.lowVolts + 0.05, "green"],
      ["a low one", board.battery.lowVolts - 0.05, "red"],
    ] as const)
      it(`are ${shown} alone in every minute with ${what}, on a ${board.id}`, async () => {
        const { device } = await readyToken({ board });
        device.volts = volts;
        // From the middle between two bursts on.
        const from = Math.ceil(device.worldNow / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
        device.runTo(from);
        for (let minute = 0; minute < 3; minute++) {
          const seen = new Set<string>();
          for (let at = from + minute * MINUTE_MS; at < from + (minute + 1) * MINUTE_MS; at += 2) {
            device.runTo(at);
            for (const light of ["green", "red"] as const) if (device.leds[light]) seen.add(light);
          }
          assert.deepEqual([...seen], [shown], `minute ${minute}`);
        }
      });
});
