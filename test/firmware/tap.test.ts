import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { encodeAnswer } from "../../protocol/gate-advert.ts";
import { rendezvousOffset } from "../../protocol/rendezvous.ts";
import { EPOCH_MS, idOf, MINUTE_MS, readyToken, recordsOf, type TestToken } from "../support/token.ts";

const PRESS_MS = 200;
/** A tap is over, and the ear for the answer too. */
const AFTER_MS = 4000;
const STEP_MS = 5;
/** Once a minute the light says that all is well, for a few ms; as it looks from outside, less than this. */
const MINUTE_LIGHT_MS = 100;
const RANDOM = new Uint8Array(21).fill(0x5a);
const STRANGER = new Uint8Array(12).fill(0x77);

type Answer = (token: TestToken, epoch: number) => Uint8Array;

/** What the gate sends, and whether the one who has tapped is meant. */
const ANSWERS: readonly { readonly name: string; readonly make: Answer; readonly green: boolean }[] = [
  { name: "its own", make: (token, epoch) => encodeAnswer(epoch, [idOf(token, epoch)], RANDOM), green: true },
  {
    name: "its own in the last place",
    make: (token, epoch) => encodeAnswer(epoch, [STRANGER, STRANGER, idOf(token, epoch)], RANDOM),
    green: true,
  },
  {
    name: "its own in the middle",
    make: (token, epoch) => encodeAnswer(epoch, [STRANGER, idOf(token, epoch)], RANDOM),
    green: true,
  },
  { name: "another's", make: (_token, epoch) => encodeAnswer(epoch, [STRANGER], RANDOM), green: false },
  {
    name: "that of its ID of yesterday",
    make: (token, epoch) => encodeAnswer(epoch - 96, [idOf(token, epoch - 96)], RANDOM),
    green: false,
  },
  {
    name: "its own under yesterday's epoch",
    make: (token, epoch) => encodeAnswer(epoch - 96, [idOf(token, epoch)], RANDOM),
    green: false,
  },
  {
    name: "one that is its own but for a bit in the seventh byte",
    make: (token, epoch) => {
      const id = idOf(token, epoch);
      return encodeAnswer(epoch, [id.with(6, id[6]! ^ 1)], RANDOM);
    },
    green: false,
  },
  {
    name: "one that is its own but for a bit in the first byte",
    make: (token, epoch) => {
      const id = idOf(token, epoch);
      return encodeAnswer(epoch, [STRANGER, id.with(0, id[0]! ^ 0x80)], RANDOM);
    },
    green: false,
  },
  {
    name: "its own as a recall",
    make: (token, epoch) => encodeAnswer(epoch, [idOf(token, epoch)], RANDOM).with(7, 1),
    green: false,
  },
  {
    name: "its own cut short",
    make: (token, epoch) =>
      encodeAnswer(epoch, [STRANGER, STRANGER, idOf(token, epoch)], RANDOM).slice(0, 30),
    green: false,
  },
  { name: "none but a token's advert with its ID", make: echo, green: false },
];

/** Its own advert back: a relay. */
function echo(token: TestToken, epoch: number): Uint8Array {
  return encodeAdvert(idOf(token, epoch), {
    version: 1,
    role: "gate",
    clockTrusted: true,
    powerAtOneMetre: -60,
    inBurst: false,
    late: true,
    minute: Math.floor((epoch * EPOCH_MS) / MINUTE_MS),
  });
}

/** Between two bursts, and far from an epoch's border. */
function quietTime({ device }: TestToken): number {
  const epoch = Math.ceil(device.worldNow / EPOCH_MS);
  return epoch * EPOCH_MS + 5 * MINUTE_MS + 2000;
}

function hear({ device }: TestToken, data: Uint8Array): void {
  device.air.hear([
    { at: device.worldNow, rssi: -60, channel: 37, data, address: "c1:02:03:04:05:06 random" },
  ]);
}

/** How long the green light was on, ms, while the token ran; it hears the adverts given as often as it listens. */
function greenWhile(token: TestToken, until: number, advert: () => Uint8Array | undefined): number {
  const { device } = token;
  let green = 0;
  while (device.worldNow < until) {
    device.runTo(device.worldNow + STEP_MS);
    const data = device.air.listenings.at(-1)?.to === Infinity ? advert() : undefined;
    if (data) hear(token, data);
    if (device.leds.green) green += STEP_MS;
    assert.equal(device.leds.red, false);
  }
  return green;
}

function tap({ device }: TestToken): void {
  device.press();
  device.runTo(device.worldNow + PRESS_MS);
  device.release();
}

const epochOf = ({ device }: TestToken): number => Math.floor(device.worldNow / EPOCH_MS);

describe("a token whose wearer has tapped", () => {
  for (const { name, make, green } of ANSWERS)
    it(`${green ? "lights up green for half a second" : "stays dark"} at an answer that is ${name}`, async () => {
      const token = await readyToken();
      token.device.runTo(quietTime(token));
      tap(token);
      const data = make(token, epochOf(token));
      const lit = greenWhile(token, token.device.worldNow + AFTER_MS, () => data);
      if (green) assert.ok(lit >= 490 && lit <= 520, `${lit} ms`);
      else assert.equal(lit, 0);
      assert.deepEqual(token.device.console, []);
    });

  it("stays dark where nobody answers", async () => {
    const token = await readyToken();
    token.device.runTo(quietTime(token));
    tap(token);
    assert.equal(
      greenWhile(token, token.device.worldNow + AFTER_MS, () => undefined),
      0,
    );
  });

  it("hears the answer on a XIAO, and goes dark again", async () => {
    const token = await readyToken({ board: boards.xiaoble! });
    token.device.runTo(quietTime(token));
    tap(token);
    const epoch = epochOf(token);
    const lit = greenWhile(token, token.device.worldNow + AFTER_MS, () =>
      encodeAnswer(epoch, [idOf(token, epoch)], RANDOM),
    );
    assert.ok(lit >= 490 && lit <= 520, `${lit} ms`);
  });

  it("takes no notice of its own answer before the tap, after its ear is closed, or while a station is connected", async () => {
    const token = await readyToken();
    const { device } = token;
    device.runTo(quietTime(token));
    const data = encodeAnswer(epochOf(token), [idOf(token, epochOf(token))], RANDOM);
    const burst = (until: number) => greenWhile(token, until, () => data);
    assert.ok(burst(device.worldNow + MINUTE_MS) < MINUTE_LIGHT_MS);
    tap(token);
    device.runTo(device.worldNow + AFTER_MS);
    assert.ok(burst(device.worldNow + MINUTE_MS - AFTER_MS) < MINUTE_LIGHT_MS);
    device.press();
    device.runTo(device.worldNow + 3500);
    device.release();
    device.gatt.connect({ mtu: 53, intervalMs: 30 });
    device.runTo(device.worldNow + 1000);
    const from = device.worldNow;
    tap(token);
    greenWhile(token, device.worldNow + AFTER_MS, () => data);
    assert.deepEqual(
      device.air.listenings.filter((one) => one.from > from),
      [],
    );
    assert.deepEqual(device.console, []);
  });

  it("hears it also where a window of its own was open when the tap ended", async () => {
    const token = await readyToken();
    const { device } = token;
    device.runTo(quietTime(token));
    // A tap that ends in the middle of a window: the last ones tell when they come.
    const before = device.air.listenings.length;
    while (device.air.listenings.length === before) device.runTo(device.worldNow + STEP_MS);
    const last = device.worldNow;
    const minute = Math.floor(last / MINUTE_MS);
    const middle = (m: number) => m * MINUTE_MS + rendezvousOffset(m);
    const lag = last - middle(minute);
    const next = middle(minute + 1) + lag;
    device.runTo(next - 2000 + 20 - PRESS_MS);
    tap(token);
    const data = encodeAnswer(epochOf(token), [idOf(token, epochOf(token))], RANDOM);
    const lit = greenWhile(token, device.worldNow + AFTER_MS, () =>
      device.worldNow > next + 60 ? data : undefined,
    );
    assert.ok(lit >= 490, `${lit} ms`);
  });

  it("neither writes the answer down nor steers by it, and hears all else in the same time", async () => {
    const token = await readyToken();
    const { device } = token;
    device.runTo(quietTime(token));
    tap(token);
    const epoch = epochOf(token);
    const peer = encodeAdvert(STRANGER, {
      version: 1,
      role: "token",
      clockTrusted: true,
      powerAtOneMetre: -60,
      inBurst: false,
      late: true,
      minute: Math.floor(device.worldNow / MINUTE_MS),
    });
    let turn = 0;
    const both = [peer, encodeAnswer(epoch, [idOf(token, epoch)], RANDOM)];
    assert.ok(decodeAdvert(peer).ok);
    const lit = greenWhile(token, device.worldNow + AFTER_MS, () => both[turn++ % 2]);
    assert.ok(lit >= 490);
    device.runTo((epoch + 1) * EPOCH_MS + 10_000);
    const records = recordsOf(token).filter((one) => one.epoch === epoch);
    assert.deepEqual(
      records.map(({ record }) => record.prefix),
      [STRANGER.slice(0, 6)],
    );
  });
});
