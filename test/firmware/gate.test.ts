import assert from "node:assert/strict";
import { boards } from "../../boards/index.ts";
import { decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { answers, decodeGateAdvert } from "../../protocol/gate-advert.ts";
import { TAP_TAIL } from "../support/tap-tail.ts";
import { EPOCH_MS, idOf, MINUTE_MS, readyToken, recordsOf, type TestToken } from "../support/token.ts";

const STEP_MS = 10;
const TOKEN_SEED = 7;

const gate = (seed = 1) => readyToken({ role: "gate", seed, board: boards.xiaoble! });

function hear({ device }: TestToken, data: Uint8Array, rssi = -60): void {
  device.air.hear([{ at: device.worldNow, rssi, channel: 37, data, address: "c1:02:03:04:05:06 random" }]);
}

const onAir = ({ device }: TestToken): Uint8Array => device.air.transmissions.at(-1)!.data;
const isListening = ({ device }: TestToken): boolean => device.air.listenings.at(-1)?.to === Infinity;

/** Both run on; what one of them sends the other hears, each 20 ms while it listens. */
function runTogether(one: TestToken, other: TestToken, until: number, each: () => void): void {
  for (let at = Math.max(one.device.worldNow, other.device.worldNow); at < until; at += STEP_MS) {
    one.device.runTo(at);
    other.device.runTo(at);
    if (at % 20 === 0) {
      if (isListening(one)) hear(one, onAir(other));
      if (isListening(other)) hear(other, onAir(one));
    }
    each();
  }
}

describe("a gate", () => {
  it("listens all the time, from its first minute on and behind each epoch's border", async () => {
    const it = await gate();
    const { device } = it;
    const from = Math.ceil(device.worldNow / MINUTE_MS) * MINUTE_MS + 2 * MINUTE_MS;
    device.runTo(from);
    let deaf = 0;
    const until = from + 2 * EPOCH_MS;
    while (device.worldNow < until) {
      device.runTo(device.worldNow + 50);
      if (!isListening(it)) deaf += 50;
    }
    assert.ok(deaf < 1500, `deaf for ${deaf} ms of half an hour`);
    assert.deepEqual(device.console, []);
  });

  it("says in each advert that it is a gate, and sends no burst", async () => {
    const { device } = await gate();
    const from = device.worldNow + MINUTE_MS;
    device.runTo(from + 20 * MINUTE_MS);
    const sent = device.air.transmissions.filter(({ from: at }) => at > from);
    assert.ok(sent.length > 10);
    for (const { data, intervalMs } of sent) {
      const advert = decodeAdvert(data);
      assert.ok(advert.ok);
      const { role, inBurst, late } = advert.value.tail!;
      assert.deepEqual(
        { role, inBurst, late, intervalMs },
        { role: "gate", inBurst: false, late: true, intervalMs: 2000 },
      );
    }
  });

  it("writes down whoever passes, in each minute and whatever it sends, and is synced like a token", async () => {
    const it = await gate();
    const { device } = it;
    const epoch = Math.ceil(device.worldNow / EPOCH_MS);
    device.runTo(epoch * EPOCH_MS + MINUTE_MS);
    const id = new Uint8Array(12).fill(0x42);
    const passing = encodeAdvert(id, { ...TAP_TAIL, late: true });
    for (let minute = 1; minute < 14; minute++) {
      device.runTo(epoch * EPOCH_MS + minute * MINUTE_MS + 50_000);
      hear(it, passing);
    }
    device.runTo((epoch + 1) * EPOCH_MS + 5000);
    const records = recordsOf(it).filter((one) => one.epoch === epoch);
    assert.deepEqual(
      records.map(({ record }) => [record.prefix, record.summary.count]),
      [[id.slice(0, 6), 13]],
    );
    // A minute of a gate runs from where bursts begin to where they begin again.
    let minutes = 0;
    for (let bits = records[0]!.record.summary.minutes; bits; bits &= bits - 1) minutes++;
    assert.ok(minutes >= 12, `${minutes} of 13 minutes`);
    const { pages } = await it.server.sync();
    assert.ok(pages > 0);
  });

  it("answers a tap, the token lights up, and the gate sends its own advert again", async () => {
    const it = await gate();
    const token = await readyToken({ seed: TOKEN_SEED });
    const start =
      Math.ceil(Math.max(it.device.worldNow, token.device.worldNow) / EPOCH_MS) * EPOCH_MS +
      5 * MINUTE_MS +
      2000;
    it.device.runTo(start);
    token.device.runTo(start);
    const epoch = Math.floor(start / EPOCH_MS);
    token.device.press();
    token.device.runTo(start + 200);
    token.device.release();
    let green = 0;
    let answered = 0;
    runTogether(it, token, start + 5000, () => {
      const advert = decodeGateAdvert(onAir(it));
      if (advert.ok) {
        answered += STEP_MS;
        assert.ok(answers(advert.value, epoch, idOf(token, epoch)));
      }
      if (token.device.leds.green) green += STEP_MS;
    });
    assert.ok(green >= 480 && green <= 530, `${green} ms`);
    assert.ok(answered > 3000 && answered < 4900, `${answered} ms`);
    it.device.runTo(start + 8000);
    assert.ok(decodeAdvert(onAir(it)).ok);
    assert.deepEqual([...it.device.console, ...token.device.console], []);
  });

  it("answers three at once, and a fourth in the place of the first", async () => {
    const it = await gate();
    const { device } = it;
    const start = Math.ceil(device.worldNow / EPOCH_MS) * EPOCH_MS + 5 * MINUTE_MS + 2000;
    device.runTo(start);
    const ids = [1, 2, 3, 4].map((n) => new Uint8Array(12).fill(16 * n + n));
    const named = () => {
      const advert = decodeGateAdvert(onAir(it));
      return ids.map((id) => advert.ok && answers(advert.value, Math.floor(start / EPOCH_MS), id));
    };
    for (const [i, expected] of [
      [true, false, false, false],
      [true, true, false, false],
      [true, true, true, false],
      [false, true, true, true],
    ].entries()) {
      hear(it, encodeAdvert(ids[i]!, TAP_TAIL));
      device.runTo(device.worldNow + 200);
      assert.deepEqual(named(), expected);
    }
    // What it sent as random in an earlier answer is drawn anew.
    device.runTo(device.worldNow + 4000);
    assert.deepEqual(named(), [false, false, false, false]);
    assert.deepEqual(device.console, []);
  });

  it("takes no phone for a tap", async () => {
    const it = await gate();
    const { device } = it;
    device.runTo(Math.ceil(device.worldNow / MINUTE_MS) * MINUTE_MS + 2000);
    hear(
      it,
      Uint8Array.of(2, 1, 2, 15, 0xff, 0xb5, 0x22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 3, 3, 0x56, 0x4e),
    );
    device.runTo(device.worldNow + 500);
    assert.ok(decodeAdvert(onAir(it)).ok);
  });
});
