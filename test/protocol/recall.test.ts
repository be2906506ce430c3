import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import fc from "fast-check";
import { sightingOf } from "../../host-tools/gate/sighting.ts";
import { Stream } from "../../host-tools/lib/random.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { decodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";
import { decodeGateAdvert, encodeRecall, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { type HmacKey, hmacKey } from "../../protocol/hash.ts";
import { RECALL_WORDS, recallFor, recallTags } from "../../protocol/recall.ts";
import { chaffOf, RECALL_ADVERTS, recallSet } from "../../protocol/recall-set.ts";

const EPOCH = 1_981_777;
const ROOM = 3 * RECALL_ADVERTS;
const bytesOfKey = (seed: number): Uint8Array => {
  const stream = new Stream(seed, 11);
  return Uint8Array.from({ length: 32 }, () => stream.below(256));
};
const keyOf = (seed: number): HmacKey => hmacKey(bytesOfKey(seed));
const KEY = keyOf(1);
const CHAFF = chaffOf(sha256, keyOf(0));
const tagsOf = (key: HmacKey, epoch = EPOCH) => recallTags(sha256, key, epoch);
const callOf = (key: HmacKey, epoch = EPOCH) => tagsOf(key, epoch)[RECALL_WORDS.indexOf("call")]!;

function decoded(bytes: Uint8Array) {
  const advert = decodeGateAdvert(bytes);
  assert.ok(advert.ok);
  return advert.value;
}

/** What a place's set says to the token with that key. */
function saidTo(key: HmacKey, epoch: number, set: readonly Uint8Array[]): string[] {
  return set.flatMap((bytes) => recallFor(decoded(bytes), epoch, tagsOf(key, epoch)) ?? []);
}

const tagsIn = (set: readonly Uint8Array[]) => set.flatMap((bytes) => decoded(bytes).tags);

describe("a recall", () => {
  it("has tags that are the HMAC of the token key, by another hand", () => {
    const message = Buffer.from("726563616c6c" + "513d1e", "hex");
    assert.equal(message.readUIntLE(6, 3), EPOCH);
    const mac = createHmac("sha256", bytesOfKey(1)).update(message).digest("hex");
    assert.equal(tagsOf(KEY).map(toHex).join(""), mac.slice(0, 56));
  });

  it("says each of its words to the token that is meant, and to no other", () => {
    for (const [i, word] of RECALL_WORDS.entries()) {
      const set = recallSet(EPOCH, [tagsOf(KEY)[i]!], CHAFF);
      assert.deepEqual(saidTo(KEY, EPOCH, set), [word]);
      for (let other = 2; other < 50; other++) assert.deepEqual(saidTo(keyOf(other), EPOCH, set), []);
    }
  });

  it("is withdrawn by a tag of its own, which holds before the call", () => {
    const [withdrawn, call] = tagsOf(KEY);
    assert.equal(
      recallFor(decoded(encodeRecall(EPOCH, [call!, CHAFF(EPOCH, 0), withdrawn!])), EPOCH, tagsOf(KEY)),
      "withdrawn",
    );
  });

  it("says nothing in another epoch: neither as it was sent nor with another epoch written on it", () => {
    const call = callOf(KEY);
    for (const other of [EPOCH - 1, EPOCH + 1, EPOCH - 96, EPOCH + 192]) {
      assert.equal(
        recallFor(decoded(encodeRecall(EPOCH, [call, call, call])), other, tagsOf(KEY, other)),
        undefined,
      );
      assert.equal(
        recallFor(decoded(encodeRecall(other, [call, call, call])), other, tagsOf(KEY, other)),
        undefined,
      );
    }
    // 65,536 epochs later the number on it is the same, the tag is not.
    const wrapped = EPOCH + 0x10000;
    assert.equal(
      recallFor(decoded(encodeRecall(EPOCH, [call, call, call])), wrapped, tagsOf(KEY, wrapped)),
      undefined,
    );
  });

  it("says nothing once any bit of it has changed but those of other tags", () => {
    const set = [CHAFF(EPOCH, 0), callOf(KEY), CHAFF(EPOCH, 1)];
    const good = encodeRecall(EPOCH, set);
    for (let bit = 0; bit < 8 * good.length; bit++) {
      const at = bit >> 3;
      const advert = decodeGateAdvert(good.with(at, good[at]! ^ (1 << (bit & 7))));
      const isOther = (at >= 10 && at < 17) || at >= 24;
      const said = advert.ok ? recallFor(advert.value, EPOCH, tagsOf(KEY)) : undefined;
      assert.equal(said, isOther ? "call" : undefined, `bit ${bit}`);
    }
  });

  it("is nothing to those who look for a rolling ID: phones, tokens' decoder, a gate's ear", () => {
    for (const data of recallSet(EPOCH, [callOf(KEY)], CHAFF)) {
      assert.equal(data.length, 31);
      // Flags, then manufacturer data to the end: company and 24 bytes, where an ID has 12.
      assert.equal(toHex(data.slice(0, 7)), "0201061bffb522");
      const refused = decodeAdvert(data);
      assert.equal(refused.ok ? "taken" : refused.error.reason, "id-length");
      assert.equal(
        sightingOf({ at: 0, listener: { name: "a", side: "in" } as never, rssi: -60, data }),
        undefined,
      );
    }
  });
});

describe("a place's set of recalls", () => {
  it("has as many adverts and as many different tags whether nobody is called or many are", () => {
    for (const called of [0, 1, 2, ROOM - 1, ROOM, ROOM + 1, 5 * ROOM])
      for (let epoch = EPOCH; epoch < EPOCH + 20; epoch++) {
        const wanted = Array.from({ length: called }, (_, i) => callOf(keyOf(100 + i), epoch));
        const set = recallSet(epoch, wanted, CHAFF);
        assert.equal(set.length, RECALL_ADVERTS);
        assert.equal(new Set(tagsIn(set).map(toHex)).size, ROOM);
        const hexes = new Set(wanted.map(toHex));
        assert.equal(tagsIn(set).filter((tag) => hexes.has(toHex(tag))).length, Math.min(called, ROOM));
      }
  });

  it("gives each of more than it has room for a turn, also at the same hour of days", () => {
    for (const called of [ROOM + 1, 2 * ROOM, 2 * ROOM + 5, 8 * ROOM]) {
      const turns = Math.ceil(called / ROOM);
      const first = 96 * Math.floor(EPOCH / 96);
      for (const step of [1, 96]) {
        const seen = new Set<number>();
        for (let turn = 0; turn < turns; turn++) {
          const epoch = first + turn * step;
          const wanted = Array.from({ length: called }, (_, i) => callOf(keyOf(100 + i), epoch));
          const sent = new Set(tagsIn(recallSet(epoch, wanted, CHAFF)).map(toHex));
          for (const [i, tag] of wanted.entries()) if (sent.has(toHex(tag))) seen.add(i);
        }
        assert.equal(seen.size, called, `${called}, step ${step}`);
      }
    }
  });

  it("is the same where it is made again, and other chaff under another key or in another epoch", () => {
    const again = recallSet(EPOCH, [callOf(KEY)], chaffOf(sha256, keyOf(0)));
    assert.deepEqual(again, recallSet(EPOCH, [callOf(KEY)], CHAFF));
    const all = [
      ...tagsIn(recallSet(EPOCH, [], CHAFF)),
      ...tagsIn(recallSet(EPOCH, [], chaffOf(sha256, keyOf(9)))),
      ...tagsIn(recallSet(EPOCH + 1, [], CHAFF)),
    ];
    assert.equal(new Set(all.map(toHex)).size, 3 * ROOM);
  });

  it("puts one tag in the place of one when somebody more is called", () => {
    const before = new Set(tagsIn(recallSet(EPOCH, [callOf(KEY)], CHAFF)).map(toHex));
    const after = tagsIn(recallSet(EPOCH, [callOf(KEY), callOf(keyOf(2))], CHAFF)).map(toHex);
    assert.equal(after.filter((tag) => !before.has(tag)).length, 1);
  });

  it("comes back from its bytes, and takes three tags and no other number", () => {
    const tag = fc.uint8Array({ minLength: TAG_BYTES, maxLength: TAG_BYTES });
    fc.assert(
      fc.property(fc.nat(0xffffff), fc.array(tag, { minLength: 3, maxLength: 3 }), (epoch, tags) => {
        assert.deepEqual(decoded(encodeRecall(epoch, tags)), {
          kind: "recall",
          epochLow: epoch % 0x10000,
          tags,
        });
      }),
    );
    for (const count of [0, 1, 2, 4])
      assert.throws(
        () =>
          encodeRecall(
            EPOCH,
            Array.from({ length: count }, () => callOf(KEY)),
          ),
        RangeError,
      );
  });
});
