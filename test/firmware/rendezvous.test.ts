import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import type { Transmission } from "../../host-tools/models/virtual-token/air-port.ts";
import { type Advert, decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import {
  EPOCH_MS,
  idOf,
  logOf,
  MIDNIGHT,
  MINUTE_MS,
  readyToken,
  recordsOf,
  runHearing,
  type TestToken,
} from "../support/token.ts";

const HOUR_MS = 3_600_000;
const START = MIDNIGHT + 4 * HOUR_MS + 5 * MINUTE_MS;
/** A peer's burst lasts so long before and after the rendezvous, ms. */
const HALF_BURST_MS = 500;

const meetsAt = (minute: number): number => minute * MINUTE_MS + rendezvousOffset(minute);

/** Peers' adverts at a time: in their bursts around the rendezvous by a clock that is so many ms ahead, else none. */
function peers(count: number, aheadMs: number, clockTrusted = true) {
  return (at: number) => {
    const own = at + aheadMs;
    const minute = Math.floor(own / MINUTE_MS);
    const past = own - meetsAt(minute);
    if (Math.abs(past) > HALF_BURST_MS + Math.abs(aheadMs)) return [];
    const turn = minute & 1 ? 250 : -250;
    return Array.from({ length: count }, (_, i) => ({
      data: encodeAdvert(new Uint8Array(12).fill(i + 1), {
        version: 1,
        role: "token",
        clockTrusted,
        powerAtOneMetre: -60,
        inBurst: true,
        late: past >= turn,
        minute,
      }),
      rssi: -62,
    }));
  };
}

/** An advert by which its sender is ahead, at any time. */
function aheadAdvert(peer: number, at: number): Uint8Array {
  const minute = Math.floor(at / MINUTE_MS);
  return encodeAdvert(new Uint8Array(12).fill(peer + 1), {
    version: 1,
    role: "token",
    clockTrusted: true,
    powerAtOneMetre: -60,
    inBurst: true,
    late: true,
    minute,
  });
}

function tailOf(data: Uint8Array): NonNullable<Advert["tail"]> {
  const advert = decodeAdvert(data);
  assert.ok(advert.ok && advert.value.tail);
  return advert.value.tail;
}

/** Half of a burst, and not the instant in which power and packet change one after the other. */
function isBurst({ data, from, to }: Transmission): boolean {
  const advert = decodeAdvert(data);
  return advert.ok && advert.value.tail?.inBurst === true && to - from > 50;
}

/** How far the token's last listening window lay from the rendezvous, ms: early is positive, as a fast clock is. */
function aheadOf({ device }: TestToken): number {
  const window = 3 * device.board.rendezvous.scanWindowMs;
  const last = device.air.listenings.filter(({ from, to }) => to - from < window + 60).at(-1)!;
  const middle = last.from + window / 2;
  return meetsAt(Math.floor(middle / MINUTE_MS)) - middle;
}

describe("a token among others", function () {
  this.timeout(120_000);

  it("whose clocks are ahead follows them, and no further than its own clock could be wrong", async () => {
    const token = await readyToken({ at: START });
    const until = START + 2 * HOUR_MS;
    // They would drag it for ever: whatever the time is, they say that it is later.
    runHearing(token.device, until, (at) =>
      peers(3, 0)(at).map(({ rssi }, i) => ({ data: aheadAdvert(i, at), rssi })),
    );
    const ahead = aheadOf(token);
    const bound = 2000 + 2 * HOUR_MS * 600e-6;
    assert.ok(ahead > 300 && ahead < bound, `${ahead}`);
  });

  it("does not follow those that nobody has told the time", async () => {
    const token = await readyToken({ at: START });
    runHearing(token.device, START + 2 * HOUR_MS, peers(3, 400, false));
    assert.ok(Math.abs(aheadOf(token)) < 700, `${aheadOf(token)}`);
  });

  it("takes the time from a trusted one after a loss of power, writes down by how much, and stays untrusted", async () => {
    const token = await readyToken({ at: START });
    const { device } = token;
    device.runTo(START + 20 * MINUTE_MS);
    device.powerOff();
    device.runTo(START + 3 * HOUR_MS);
    device.powerOn();
    runHearing(device, START + 3 * HOUR_MS + 4 * MINUTE_MS, peers(4, 0));
    assert.ok(Math.abs(aheadOf(token)) < 600, `${aheadOf(token)}`);
    const { data } = device.air.transmissions.at(-1)!;
    assert.equal(tailOf(data).clockTrusted, false);
    const advert = decodeAdvert(data);
    assert.ok(advert.ok);
    assert.deepEqual(advert.value.rollingId, idOf(token, Math.floor(device.worldNow / EPOCH_MS)));
    const steps = logOf(token)
      .flatMap(({ page }) => page.frames)
      .flatMap(({ content }) =>
        content.kind === "typed" && content.frame.type === "clock" ? [content.frame] : [],
      );
    const { delta, source } = steps.at(-1)!;
    assert.equal(source, 3);
    assert.ok(delta > 2.3 * 3600 && delta < 3.1 * 3600, `${delta}`);
    assert.deepEqual(device.console, []);
  });

  it("whose clock is fast measures that between two visits to a station, and keeps it over a loss of power", async () => {
    const token = await readyToken({ at: START, ppm: 250 });
    const { device, server } = token;
    const alone = START + 14 * HOUR_MS;
    device.runTo(alone);
    assert.ok(aheadOf(token) > 9000, `at first nobody knows: ${aheadOf(token)}`);
    device.runTo(START + 30 * HOUR_MS);
    await server.sync();
    const { ppm, rateMeasured } = logOf(token).at(-1)!.page.header.snapshot;
    // Time is told in whole seconds, at both ends.
    assert.ok(rateMeasured && Math.abs(ppm - 250) < 12, `${ppm}`);
    // Who always says that it is later moves the clock, and no longer its rate.
    const until = device.worldNow + HOUR_MS;
    runHearing(device, until, (at) => [{ data: aheadAdvert(1, at), rssi: -62 }]);
    await server.sync();
    device.runTo(device.worldNow + 14 * HOUR_MS);
    assert.ok(Math.abs(aheadOf(token)) < 1300, `${aheadOf(token)}`);
    device.powerOff();
    device.powerOn();
    device.runTo(device.worldNow + 1000);
    await server.sync();
    device.runTo(device.worldNow + 14 * HOUR_MS);
    assert.ok(Math.abs(aheadOf(token)) < 1300, `${aheadOf(token)}`);
    assert.deepEqual(device.console, []);
  });

  it("sends weaker and rarer in a crowd, says so in its tail, and listens longer", async () => {
    const token = await readyToken({ at: START });
    const { device } = token;
    const many = (at: number) => {
      const near = peers(45, 0)(at);
      return near.length ? near : peers(45, 0)(meetsAt(Math.floor(at / MINUTE_MS)));
    };
    let served = Number.NaN;
    for (let t = device.worldNow; t < START + 30 * MINUTE_MS; t += 20) {
      device.runTo(t);
      const listening = device.air.listenings.at(-1);
      if (!listening || listening.to <= t || listening.from === served) continue;
      served = listening.from;
      const all = [...many(t), ...many(t), ...many(t)];
      device.air.hear(
        all.map((advert, i) => ({
          ...advert,
          at: t + i,
          channel: 37 as const,
          address: "c0:01:02:03:04:05 random",
        })),
      );
    }
    const burst = device.air.transmissions.filter(isBurst).at(-1)!;
    assert.equal(burst.txPowerDbm, -12);
    assert.equal(tailOf(burst.data).powerAtOneMetre, -72);
    assert.ok(burst.intervalMs >= 490, `${burst.intervalMs}`);
    const { from, to } = device.air.listenings.at(-1)!;
    assert.ok(to - from >= 1490, `${to - from}`);
    device.runTo(device.worldNow + 20 * MINUTE_MS);
    const later = device.air.transmissions.filter(isBurst).at(-1)!;
    assert.equal(later.txPowerDbm, 0);
    assert.equal(tailOf(later.data).powerAtOneMetre, -60);
  });
});

describe("a log that fills up", function () {
  this.timeout(120_000);

  it("keeps all peers while half of it is free, then the nearest of those that stayed, and counts the others", async () => {
    const token = await readyToken({ at: START });
    const { device } = token;
    // 40 dB of loss for every second one, and one in three stays for a minute only.
    const mixed = (at: number) =>
      crowdOf(30)(at)
        .map((advert, i) => (i & 1 ? { ...advert, rssi: -100 } : advert))
        .filter((_, i) => i % 3 > 0 || Math.floor(at / MINUTE_MS) % 15 === 7);
    const inEpoch = (epoch: number) => recordsOf(token).filter((one) => one.epoch === epoch);
    runHearing(device, START + 30 * MINUTE_MS, mixed);
    const early = inEpoch(Math.floor(START / EPOCH_MS) + 1);
    assert.ok(early.length > 25);
    assert.ok(early.filter(({ record }) => record.summary.stretchLoss > 30).length > 12);
    while (logOf(token).length < device.board.flash.logPages)
      runHearing(device, device.worldNow + EPOCH_MS, crowdOf(60));
    const lost = () => logOf(token).at(-1)!.page.header.snapshot.lostAdverts;
    const before = lost();
    const epoch = Math.floor(device.worldNow / EPOCH_MS) + 1;
    runHearing(device, (epoch + 1) * EPOCH_MS + 5000, mixed);
    const late = inEpoch(epoch);
    assert.ok(late.length >= 4 && late.length < 10, `${late.length}`);
    for (const { record } of late) {
      assert.ok(record.summary.stretchLoss <= 8);
      assert.notEqual(record.summary.minutes & (record.summary.minutes - 1), 0);
    }
    for (let i = 0; i < 120 && lost() === before; i++)
      runHearing(device, device.worldNow + EPOCH_MS, crowdOf(60));
    assert.ok(lost() > before);
  });
});

/** Near peers, new ones in each epoch, whenever the token listens. */
function crowdOf(size: number) {
  return (at: number) =>
    Array.from({ length: size }, (_, i) => ({
      data: encodeAdvert(
        Uint8Array.from(
          { length: 12 },
          (_, k) => (Math.imul(i * 12 + k + Math.floor(at / EPOCH_MS), 0x9e3779b1) >>> 11) & 255,
        ),
        {
          version: 1,
          role: "token",
          clockTrusted: true,
          powerAtOneMetre: -60,
          inBurst: false,
          late: false,
          minute: 1,
        },
      ),
      rssi: -62,
    }));
}

describe("a token with an accelerometer", function () {
  this.timeout(120_000);

  it("listens in every fourth minute while it lies still, and in every one when it is worn", async () => {
    const token = await readyToken({ at: START, board: boards.banglejs2! });
    const { device } = token;
    const windows = (from: number) => device.air.listenings.filter((one) => one.from >= from).length;
    device.runTo(START + 30 * MINUTE_MS);
    assert.ok(windows(START + 10 * MINUTE_MS) >= 19);
    device.lying = true;
    const from = START + 45 * MINUTE_MS;
    device.runTo(from + 40 * MINUTE_MS);
    const resting = windows(from);
    assert.ok(resting >= 9 && resting <= 11, `${resting}`);
    device.lying = false;
    const moved = device.worldNow;
    device.runTo(moved + 20 * MINUTE_MS);
    // It has been alone for more than an hour.
    assert.ok(windows(moved) >= 9, `${windows(moved)}`);
  });
});
