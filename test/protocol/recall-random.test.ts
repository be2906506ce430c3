/** Tags of a recall cannot be told from random bytes: neither by themselves nor beside those of other epochs, tokens or words. */
import assert from "node:assert/strict";
import { Stream } from "../../host-tools/lib/random.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { toHex } from "../../protocol/bytes.ts";
import { decodeGateAdvert, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { type HmacKey, hmacKey } from "../../protocol/hash.ts";
import { RECALL_WORDS, recallTags } from "../../protocol/recall.ts";
import { chaffOf, recallSet } from "../../protocol/recall-set.ts";

/** The draws are these and no others, so that a bound that holds goes on holding. */
const SEED = 22;
const TOKENS = 40;
const EPOCHS = 500;
const FIRST = 1_981_777;
const BITS = 8 * TAG_BYTES;

/** Quantile 1 - 10^-6 of chi-square, by Wilson and Hilferty: of a million fair tests one is above it. */
function bound(degrees: number): number {
  const part = 2 / (9 * degrees);
  return degrees * (1 - part + 4.753 * Math.sqrt(part)) ** 3;
}

/** Sum of squared deviations from equal shares, over the share. */
function chiSquare(counts: readonly number[]): number {
  const share = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - share) ** 2 / share, 0);
}

/** Bytes at each place, pairs of neighbouring bits, and each bit: chi-squares with their degrees of freedom. */
function testsOf(tags: readonly Uint8Array[]): Record<string, readonly [value: number, degrees: number]> {
  const bytes = Array.from({ length: TAG_BYTES }, () => new Array<number>(256).fill(0));
  const ones = new Array<number>(BITS).fill(0);
  const pairs = Array.from({ length: BITS - 1 }, () => [0, 0, 0, 0]);
  for (const tag of tags) {
    const bit = (at: number) => (tag[at >> 3]! >> (at & 7)) & 1;
    for (let at = 0; at < TAG_BYTES; at++) bytes[at]![tag[at]!]!++;
    for (let at = 0; at < BITS; at++) ones[at]! += bit(at);
    for (let at = 0; at + 1 < BITS; at++) pairs[at]![2 * bit(at) + bit(at + 1)]!++;
  }
  const sum = (all: readonly number[][]) => all.reduce((total, counts) => total + chiSquare(counts), 0);
  return {
    bytes: [sum(bytes), 255 * TAG_BYTES],
    bits: [sum(ones.map((count) => [count, tags.length - count])), BITS],
    // Neighbours share bits: by themselves they are 3 degrees each, in all no more than these.
    pairs: [Math.max(...pairs.map(chiSquare)), 3],
  };
}

function outOfBounds(tags: readonly Uint8Array[]): string[] {
  return Object.entries(testsOf(tags))
    .filter(([, [value, degrees]]) => value > bound(degrees))
    .map(([name, [value, degrees]]) => `${name}: ${value.toFixed(0)} of ${degrees}`);
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, at) => byte ^ b[at]!);

function keys(stream: Stream): HmacKey[] {
  return Array.from({ length: TOKENS }, () =>
    hmacKey(Uint8Array.from({ length: 32 }, () => stream.below(256))),
  );
}

describe("tags of a recall", function () {
  this.timeout(60_000);
  /** By token, epoch, word. */
  let all: Uint8Array[][][];
  before(() => {
    all = keys(new Stream(SEED)).map((key) =>
      Array.from({ length: EPOCHS }, (_, i) => recallTags(sha256, key, FIRST + i)),
    );
  });

  it("are like random bytes, and so is what epochs, tokens and words have in common", () => {
    const looks: Record<string, Uint8Array[]> = {
      "by themselves": all.flat(2),
      "one epoch and the next": all.flatMap((epochs) =>
        epochs.slice(1).flatMap((tags, i) => tags.map((tag, w) => xor(tag, epochs[i]![w]!))),
      ),
      "one day and the next": all.flatMap((epochs) =>
        epochs.slice(96).flatMap((tags, i) => tags.map((tag, w) => xor(tag, epochs[i]![w]!))),
      ),
      "one token and the next": all
        .slice(1)
        .flatMap((epochs, t) => epochs.flatMap((tags, e) => tags.map((tag, w) => xor(tag, all[t]![e]![w]!)))),
      "one word and the next": all
        .flat()
        .flatMap((tags) => tags.slice(1).map((tag, w) => xor(tag, tags[w]!))),
    };
    for (const [name, tags] of Object.entries(looks)) {
      assert.ok(tags.length > 30_000, name);
      assert.deepEqual(outOfBounds(tags), [], name);
    }
    assert.equal(new Set(all.flat(2).map(toHex)).size, TOKENS * EPOCHS * RECALL_WORDS.length);
  });

  it("are told from tags that lean: a bit that is set a little oftener, a byte that follows another", () => {
    const stream = new Stream(SEED, 1);
    const fair = () => Uint8Array.from({ length: TAG_BYTES }, () => stream.below(256));
    const made = (change: (tag: Uint8Array) => void) =>
      Array.from({ length: 40_000 }, () => {
        const tag = fair();
        change(tag);
        return tag;
      });
    assert.deepEqual(outOfBounds(made(() => {})), []);
    assert.notDeepEqual(
      outOfBounds(
        made((tag) => {
          if (stream.chance(0.04)) tag[3]! |= 16;
        }),
      ),
      [],
    );
    assert.notDeepEqual(
      outOfBounds(
        made((tag) => {
          if (stream.chance(0.05)) tag[5] = (tag[5]! & 0xfc) | ((tag[5]! & 1) * 3);
        }),
      ),
      [],
    );
    assert.notDeepEqual(
      outOfBounds(
        made((tag) => {
          tag[0]! %= 250;
        }),
      ),
      [],
    );
  });

  it("stand at any place of a set alike, called or chaff, and any is as often the least", () => {
    const stream = new Stream(SEED, 2);
    const [key, setKey] = keys(stream);
    const chaff = chaffOf(sha256, setKey!);
    const places = new Array<number>(12).fill(0);
    for (let i = 0; i < 5_000; i++) {
      const own = toHex(recallTags(sha256, key!, FIRST + i)[1]!);
      const set = recallSet(FIRST + i, [recallTags(sha256, key!, FIRST + i)[1]!], chaff);
      const tags = set.flatMap((bytes) => {
        const advert = decodeGateAdvert(bytes);
        return advert.ok ? advert.value.tags.map(toHex) : [];
      });
      places[tags.indexOf(own)]!++;
    }
    assert.ok(chiSquare(places) < bound(11), places.join());
  });
});
