import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { decodeAdvert, encodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";
import { type Sighting, summarize } from "../../protocol/summary.ts";
import { drawing, drawn } from "../support/seed.ts";
import { TAP_TAIL } from "../support/tap-tail.ts";
import {
  EPOCH_MS,
  freshToken,
  idOf,
  MIDNIGHT,
  MINUTE_MS,
  readyToken,
  recordsOf,
  runHearing,
  type TestToken,
} from "../support/token.ts";

const START = MIDNIGHT + 4 * 3_600_000 + 5 * MINUTE_MS;

/** Spread evenly, as the protocol's are: IDs of neighbouring seeds that resemble each other would crowd one place of the table. */
function randomId(seed: number): Uint8Array {
  return new Uint8Array(createHash("sha256").update(`id ${seed}`).digest().subarray(0, ROLLING_ID_BYTES));
}

/** What Android sends for Bluezone: manufacturer data stands before the list of services. */
function phoneAdvert(id: Uint8Array, flags: number): Uint8Array {
  return Uint8Array.of(2, 1, flags, 15, 0xff, 0xb5, 0x22, ...id, 3, 3, 0x56, 0x4e);
}

/** Built as tokens and phones build theirs, with the ID where the token looks for it (SPEC.md §1). */
function isOfTheField(data: Uint8Array): boolean {
  const at = (offset: number, hex: string) => toHex(data.slice(offset, offset + hex.length / 2)) === hex;
  const flags = at(0, "0201");
  const token = at(3, "0303564e0fffb522") && at(23, "0716564e") && data.length === 31;
  const phone = at(3, "0fffb522") && at(19, "0303564e") && data.length === 23;
  return flags && (token || phone);
}

async function heardBy(adverts: readonly Uint8Array[]): Promise<string[]> {
  const token = await readyToken({ at: START });
  const heard = adverts.map((data) => ({ data, rssi: -70 }));
  runHearing(token.device, MIDNIGHT + 4 * 3_600_000 + EPOCH_MS + 5000, () => heard);
  assert.deepEqual(token.device.console, []);
  return recordsOf(token).map(({ record }) => toHex(record.prefix));
}

describe("two tokens that hear each other", () => {
  it("write each other down: epoch, minutes, loss", async () => {
    const one = await readyToken({ at: START, seed: 1 });
    const two = await readyToken({ at: START, seed: 2 });
    const end = START - (START % EPOCH_MS) + 2 * EPOCH_MS + 10_000;
    const onAir = ({ device }: TestToken, at: number) => {
      device.runTo(at);
      return [{ data: device.air.transmissions.at(-1)!.data, rssi: -66 }];
    };
    runHearing(one.device, end, (at) => onAir(two, at));
    const late = await readyToken({ at: START, seed: 2 });
    runHearing(late.device, end, (at) => onAir(one, Math.min(at, one.device.worldNow)));
    const records = recordsOf(one);
    assert.equal(records.length, 2);
    for (const { epoch, record, clockTrusted } of records) {
      assert.deepEqual(record.prefix, idOf(two, epoch).slice(0, 6));
      assert.equal(clockTrusted, true);
      assert.equal(record.summary.strongestLoss, 6);
      assert.equal(record.summary.stretchLoss, 6);
    }
    const [first, second] = records;
    assert.equal(second!.epoch, first!.epoch + 1);
    assert.equal(second!.record.summary.minutes, 0x7fff);
    assert.equal(second!.record.summary.count, 15);
    // Minutes 0 to 5 of the first epoch had passed when it got its time.
    assert.equal(first!.record.summary.minutes & 0x1f, 0);
    // The other way round: what is on the air of `one` now is written down in each epoch in which it is heard.
    const onAirNow = toHex(idOf(one, Math.floor(one.device.worldNow / EPOCH_MS)).slice(0, 6));
    assert.deepEqual(
      recordsOf(late).map(({ epoch, record }) => [epoch, toHex(record.prefix), record.summary.strongestLoss]),
      records.map(({ epoch }) => [epoch, onAirNow, 6]),
    );
  });

  it("sum up what they heard as the protocol says", async () => {
    const token = await readyToken({ at: START });
    const sightings: Sighting[] = [];
    let n = 0;
    runHearing(token.device, START + EPOCH_MS, (at) => {
      const rssi = -60 - ((n++ * 7) % 23);
      sightings.push({ minute: Math.floor((at % EPOCH_MS) / MINUTE_MS), loss: -60 - rssi });
      return [{ data: encodeAdvert(randomId(1), TAP_TAIL), rssi }];
    });
    const { epoch, record } = recordsOf(token)[0]!;
    assert.equal(epoch, Math.floor(START / EPOCH_MS));
    const inEpoch = sightings.slice(0, record.summary.count);
    assert.ok(inEpoch.length >= 8);
    const { stretchLoss, ...exact } = summarize(inEpoch);
    assert.deepEqual(record.summary, { ...exact, stretchLoss: Math.round(stretchLoss) });
  });
});

describe("what a token writes down of the air", () => {
  it("is a phone's rolling ID too", async () => {
    const id = randomId(3);
    for (const flags of [0x02, 0x06, 0x1a, 0x1e])
      assert.deepEqual(await heardBy([phoneAdvert(id, flags)]), [toHex(id.slice(0, 6))]);
  });

  it("is no gate, whatever it sends", async () => {
    const recall = Uint8Array.of(2, 1, 6, 27, 0xff, 0xb5, 0x22, 1, ...randomId(5), ...randomId(6).slice(1));
    assert.equal(recall.length, 31);
    const gates = [encodeAdvert(randomId(4), { ...TAP_TAIL, role: "gate" }), recall];
    assert.deepEqual(await heardBy(gates), []);
  });

  it("is nothing that the protocol would refuse", async () => {
    const good = encodeAdvert(randomId(4), TAP_TAIL);
    const broken = [
      good.slice(0, 30),
      good.slice(0, 20),
      good.map((byte, at) => (at === 7 ? 14 : byte)),
      good.map((byte, at) => (at === 9 ? 0x4c : byte)),
      good.map((byte, at) => (at === 23 ? 9 : byte)),
      Uint8Array.of(15, 0xff, 0xb5, 0x22, 1, 2, 3, 4, 5),
      // Lengths at which the interpreter's own reader runs through memory.
      Uint8Array.of(),
      Uint8Array.of(0, 9),
      Uint8Array.of(0, 8),
      Uint8Array.of(0x1f, 0xff, 1, 2),
      Uint8Array.of(0xff, 9, 0x41, 0x42, 0x43),
      Uint8Array.of(...good.slice(7, 23), 14, 0xff, 0xb5, 0x22, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
    ];
    for (const data of broken) assert.equal(decodeAdvert(data).ok, false);
    assert.deepEqual(await heardBy(broken), []);
  });

  it("is each peer's own, though their IDs fall on one slot and their adverts are built differently", async () => {
    const token = await readyToken({ at: START });
    const peers = Array.from({ length: 6 }, (_, i) => {
      const id = randomId(20 + i);
      // The slot is that of the four bytes that stand at one place in both kinds of advert.
      id.set([0x37, 1], i === 5 ? 4 : 0);
      const standard = encodeAdvert(id, TAP_TAIL);
      return i === 5 ? phoneAdvert(id, 2) : standard;
    });
    runHearing(token.device, START + EPOCH_MS, () => peers.map((data, i) => ({ data, rssi: -60 - i })));
    assert.deepEqual(token.device.console, []);
    const epoch = Math.floor(START / EPOCH_MS);
    const records = recordsOf(token).filter((one) => one.epoch === epoch);
    const losses = records.map(({ record }) => [toHex(record.prefix), record.summary.strongestLoss]);
    const expected = peers.map((data, i) => {
      const advert = decodeAdvert(data);
      assert.ok(advert.ok);
      return [toHex(advert.value.rollingId.slice(0, 6)), i === 5 ? -1 : i];
    });
    assert.deepEqual(losses.sort(), expected.sort());
    assert.equal(new Set(records.map(({ record }) => record.summary.count)).size, 1);
  });

  it("agrees with the protocol's decoder on mutated adverts, where they are built as in the field", async () => {
    const changed = fc
      .tuple(
        fc.integer({ min: 5, max: 9999 }),
        fc.array(fc.tuple(fc.nat(30), fc.nat(255)), { maxLength: 2 }),
        fc.integer({ min: 16, max: 31 }),
      )
      .map(([seed, changes, length]) => {
        const data = seed % 3 ? encodeAdvert(randomId(seed), TAP_TAIL) : phoneAdvert(randomId(seed), 2);
        for (const [at, byte] of changes) if (at < data.length) data[at] = byte;
        return seed % 3 ? data.slice(0, length) : data.slice(0, length - 4);
      });
    const adverts = drawn(changed, 150);
    // A peer is known by the four bytes that stand at one place in both layouts: the first that has them is written down.
    const expected = new Map<string, string>();
    for (const data of adverts) {
      const advert = decodeAdvert(data);
      const key = toHex(data.slice(11, 15));
      if (!advert.ok || !isOfTheField(data) || advert.value.tail?.role === "gate") continue;
      if (!expected.has(key)) expected.set(key, toHex(advert.value.rollingId.slice(0, 6)));
    }
    await drawing(async () => {
      assert.ok(expected.size > 3 && expected.size < 145, `${expected.size} of 150 are of the field`);
      assert.deepEqual(new Set(await heardBy(adverts)), new Set(expected.values()));
    });
  });

  it("is a hundred and fifty peers in an epoch, and a count of those that had no room", async () => {
    const token = await freshToken({ at: START });
    const { device } = token;
    device.powerOn();
    // Its clock stands at the first epoch of its first day until somebody tells it the time.
    const crowd = Array.from({ length: 220 }, (_, i) => ({
      data: encodeAdvert(randomId(i), TAP_TAIL),
      rssi: -70,
    }));
    runHearing(device, START + EPOCH_MS + 10_000, () => crowd);
    assert.deepEqual(device.console, []);
    const records = recordsOf(token);
    assert.ok(records.length >= 140 && records.length <= 150, `${records.length}`);
    assert.equal(new Set(records.map(({ record }) => toHex(record.prefix))).size, records.length);
  });
});
