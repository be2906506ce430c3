import assert from "node:assert/strict";
import fc from "fast-check";
import { MINUTE_MS } from "../../host-tools/lib/time.ts";
import type { HeardAdvert, Transmission } from "../../host-tools/models/virtual-token/air-port.ts";
import { AdvertCursor } from "../../host-tools/world/advert-instants.ts";
import type { Day } from "../../host-tools/world/day.ts";
import { ROW_MS } from "../../host-tools/world/day.ts";
import { drive } from "../../host-tools/world/drive.ts";
import type { Member } from "../../host-tools/world/radio.ts";
import { Radio } from "../../host-tools/world/radio.ts";
import type { RadioParameters } from "../../host-tools/world/radio-parameters.ts";
import { RADIO_PARAMETERS } from "../../host-tools/world/radio-parameters.ts";
import { packetMs } from "../../host-tools/world/reception.ts";
import { Scene } from "../../host-tools/world/scene.ts";
import { ScriptedToken } from "../support/scripted-token.ts";

const START = Date.UTC(2021, 5, 14, 1);
/** Nothing but the tokens themselves on the air. */
const CLEAN: RadioParameters = {
  ...RADIO_PARAMETERS,
  ambientPerSecond: { amongPeople: 0, alone: 0 },
  otherLoss: 0,
};

/** People 0 and 1 face each other all the time, 2 and 3 too, in the same room; 4 and 5 come two hours later. */
function smallDay(): Day {
  const rows = [];
  for (let at = START; at < START + 60 * MINUTE_MS; at += ROW_MS)
    rows.push({ at, a: 0, b: 1 }, { at, a: 2, b: 3 });
  rows.push({ at: START + 180 * MINUTE_MS, a: 4, b: 5 });
  const people = ["a", "b", "c", "d", "e", "f"];
  return {
    date: "2021-06-14",
    startAt: START,
    endAt: START + 240 * MINUTE_MS,
    people,
    rows,
    stays: undefined,
  };
}

const packetOf = (n: number): Uint8Array => new Uint8Array(31).fill(n);

/** Plays the same script with a token for everybody; returns what each heard. */
function play(
  script: (tokens: readonly ScriptedToken[]) => void,
  options: { minutes?: number; seed?: number; parameters?: RadioParameters; strideMs?: number } = {},
): { heard: HeardAdvert[][]; radio: Radio } {
  const tokens = Array.from({ length: 6 }, () => new ScriptedToken());
  script(tokens);
  const members: Member[] = tokens.map((token, person) => ({ token, person, rssiAtOneMetreDbm: -59 }));
  const seed = options.seed ?? 1;
  const radio = new Radio(new Scene(smallDay(), seed), members, {
    seed,
    parameters: options.parameters ?? CLEAN,
  });
  const end = START + (options.minutes ?? 1) * MINUTE_MS;
  const stride = options.strideMs ?? end - START;
  for (let t = START; t < end; t += stride) drive(radio, members, t, Math.min(end, t + stride));
  return { heard: tokens.map((token) => token.heard), radio };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Instants (world ms) of the transmission's adverts with `from <= instant < to`. */
function advertInstants(transmission: Transmission, from: number, to: number): number[] {
  const instants: number[] = [];
  const end = Math.min(to, transmission.to);
  for (const cursor = new AdvertCursor(transmission); cursor.at < end; cursor.advance()) {
    if (cursor.at >= from) instants.push(cursor.at);
  }
  return instants;
}

describe("adverts of a transmission", () => {
  it("come at the interval plus 0..10 ms, the first at once, the same for every observer", () => {
    const span = {
      from: fc.double({ min: 0, max: 5000, noNaN: true }),
      length: fc.double({ min: 0, max: 9000, noNaN: true }),
    };
    fc.assert(
      fc.property(
        fc.record({ ...span, seed: fc.integer(), intervalMs: fc.integer({ min: 20, max: 900 }) }),
        (x) => {
          const transmission: Transmission = {
            from: 1000,
            to: 12_000,
            data: packetOf(0),
            intervalMs: x.intervalMs,
            txPowerDbm: 0,
            address: "c0:00:00:00:00:00 random",
            connectable: false,
            seed: x.seed,
          };
          const all = advertInstants(transmission, 0, Number.POSITIVE_INFINITY);
          assert.equal(all[0], 1000);
          assert.ok(all.every((at) => at < 12_000));
          all.slice(1).forEach((at, i) => {
            const gap = at - all[i]!;
            assert.ok(gap >= x.intervalMs && gap <= x.intervalMs + 10, `${gap}`);
          });
          const to = x.from + x.length;
          assert.deepEqual(
            advertInstants(transmission, x.from, to),
            all.filter((at) => at >= x.from && at < to),
          );
        },
      ),
    );
  });
});

describe("radio", () => {
  it("a packet of 31 bytes is 376 us long", () => assert.equal(packetMs(31), 0.376));

  it("people face to face hear nearly every packet, on 37, 38 and 39 in turn", () => {
    const { heard } = play(([a, b]) => {
      a!.advertise(START, { data: packetOf(1), intervalMs: 100 });
      b!.listen(START, 100, 100);
    });
    const sent = advertInstants(
      { from: START, to: START + MINUTE_MS, intervalMs: 100, seed: 1 } as Transmission,
      0,
      Number.POSITIVE_INFINITY,
    );
    const got = heard[1]!;
    assert.ok(got.length > 0.95 * sent.length, `${got.length} of ${sent.length}`);
    for (const { at, channel, data, rssi } of got) {
      assert.equal(channel, 37 + (Math.floor((at - START) / 100) % 3));
      const start = at - packetMs(31) - (channel - 37) * RADIO_PARAMETERS.channelStepMs;
      assert.ok(
        sent.some((instant) => Math.abs(instant - start) < 0.001),
        "at the end of a packet that was sent",
      );
      assert.deepEqual(data, packetOf(1));
      assert.ok(Number.isInteger(rssi) && rssi < -20);
    }
    for (const channel of [37, 38, 39])
      assert.ok(got.filter((advert) => advert.channel === channel).length > 100);
  });

  it("hears only within its windows and only what is sent until it ends", () => {
    const { heard } = play(([a, b]) => {
      a!.advertise(START, { data: packetOf(1), intervalMs: 20 });
      a!.at(START + 30_000, (at) => a!.quiet(at));
      b!.listen(START, 30, 1000);
      b!.at(START + 50_000, (at) => b!.deaf(at));
    });
    const got = heard[1]!;
    assert.ok(got.length >= 20 && got.length <= 60, `${got.length}`);
    assert.ok(got.every(({ at }) => (at - START) % 1000 <= 30 && at < START + 30_001));
    assert.deepEqual(heard[0], []);
  });

  it("nearer is stronger: face to face, same room; nobody outside the building is heard", () => {
    const { heard } = play(
      (tokens) => {
        tokens.forEach((token, n) => {
          if (n !== 1) token.advertise(START + n * 7, { data: packetOf(n), intervalMs: 500, seed: n });
        });
        tokens[1]!.listen(START, 100, 100);
      },
      { minutes: 30 },
    );
    const from = (n: number) => heard[1]!.filter(({ data }) => data[0] === n).map(({ rssi }) => rssi);
    assert.ok(mean(from(0)) > mean(from(2)) + 5 && mean(from(0)) > mean(from(3)) + 5);
    assert.ok(from(2).length > 500 && from(3).length > 500);
    assert.deepEqual([...from(4), ...from(5)], []);
  });

  it("of two packets at once none is heard, or the one that is 8 dB stronger", () => {
    const listenTo = (powers: readonly (number | undefined)[]) =>
      play(
        ([, b, ...others]) => {
          powers.forEach((txPowerDbm, i) => {
            if (txPowerDbm !== undefined)
              others[i]!.advertise(START, { data: packetOf(i), seed: 9, txPowerDbm });
          });
          b!.listen(START, 100, 100);
        },
        { minutes: 10 },
      );
    const from = (heard: readonly HeardAdvert[], n: number) =>
      heard.filter(({ data }) => data[0] === n).length;
    const alone = listenTo([0, undefined]).heard[1]!.length;
    assert.ok(alone > 5000);
    const unequal = listenTo([0, -40]).heard[1]!;
    assert.ok(from(unequal, 0) > 0.95 * alone && from(unequal, 1) === 0);
    const equal = listenTo([0, 0]);
    const heard = equal.heard[1]!;
    assert.equal(new Set(heard.map(({ at }) => at)).size, heard.length, "one at a time");
    assert.ok(heard.length < 0.9 * alone, `${heard.length} of ${alone}`);
    assert.ok(equal.radio.counts.collided > 0.1 * alone, `${equal.radio.counts.collided} of ${alone}`);
  });

  it("does not hear what comes while it advertises itself", () => {
    const { heard, radio } = play(([a, b]) => {
      a!.advertise(START, { data: packetOf(1), seed: 9 });
      b!.advertise(START + 0.2, { data: packetOf(2), seed: 9 });
      b!.listen(START, 100, 100);
    });
    assert.deepEqual(heard[1], []);
    assert.ok(radio.counts.ownAdvert > 500);
  });

  it("a scan hears nothing while it starts, each for another time within the stated one", () => {
    const starts = [1000, 3000, 5000, 7000, 9000].map((ms) => START + ms);
    const { heard } = play(
      ([sender, listener]) => {
        sender!.advertise(START, { data: packetOf(1), intervalMs: 1 });
        for (const from of starts)
          listener!
            .at(from, (at) => listener!.listen(at, 500, 500))
            .at(from + 1000, (at) => listener!.deaf(at));
      },
      { parameters: { ...CLEAN, scanStartMs: [100, 200] } },
    );
    const late = starts.map((from) => heard[1]!.find(({ at }) => at > from)!.at - from);
    // Adverts come each 1 to 11 ms, and one may be lost.
    assert.ok(Math.min(...late) >= 100 && Math.max(...late) < 230, late.join());
    assert.ok(Math.max(...late) - Math.min(...late) > 20, late.join());
  });

  it("strangers' adverts come at the stated rate, changing with the listener", () => {
    const ambientPerSecond = { amongPeople: 100, alone: 0 };
    const { heard } = play(
      ([a, , , , e]) => {
        a!.listen(START, 100, 100);
        e!.listen(START, 100, 100);
      },
      { parameters: { ...CLEAN, ambientPerSecond, sensitivityDbm: -120 } },
    );
    // Packets that overlap are lost: 100/s at 0.3 ms each leaves about 95 %.
    const rate = heard[0]!.length / 60;
    assert.ok(rate > 85 && rate < 102, `${rate}`);
    assert.equal(heard[4]!.length, 0);
    assert.ok(new Set(heard[0]!.map(({ address }) => address)).size > 20);
  });

  it("what is heard does not depend on when receivers are resolved, only on the seed", () => {
    const crowd = (tokens: readonly ScriptedToken[]) => {
      tokens.forEach((token, n) => {
        token.advertise(START + 3 * n, { data: packetOf(n), intervalMs: 30, seed: n });
        token.listen(START, 40, 60);
        token.at(START + 7000 + n, (at) => token.quiet(at));
        token.at(START + 7500 + n, (at) =>
          token.advertise(at, { data: packetOf(n + 10), intervalMs: 20, seed: n }),
        );
      });
    };
    const options = { minutes: 0.25, parameters: RADIO_PARAMETERS };
    const whole = play(crowd, options).heard;
    assert.ok(whole[0]!.length > 300, `${whole[0]!.length}`);
    for (const strideMs of [1.7, 13, 50])
      assert.deepEqual(play(crowd, { ...options, strideMs }).heard, whole);
    assert.notDeepEqual(play(crowd, { ...options, seed: 2 }).heard, whole);
  });
});
