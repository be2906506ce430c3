/** Tags that are not a token's own, in every way that somebody without its key can make them: none says anything to it. */
import assert from "node:assert/strict";
import { Stream } from "../../host-tools/lib/random.ts";
import { sha256 } from "../../host-tools/lib/sha256.ts";
import { decodeGateAdvert, encodeRecall, TAG_BYTES } from "../../protocol/gate-advert.ts";
import { hmacKey } from "../../protocol/hash.ts";
import { recallFor, recallTags } from "../../protocol/recall.ts";
import { drawing } from "../support/seed.ts";

/** Tags to try; `make torture` has ten million. */
const TAGS = Number(process.env.BLUEZONE_RECALL_TAGS ?? 300_000);
const EPOCH = 1_981_777;
/** Epochs whose tags are replayed, on either side; tokens whose tags are heard. */
const OTHERS = 2_000;
/** So often the token's own tag is among them, to see that it would be known. */
const OWN_EACH = 1_000;

const KEY_BYTES = new Uint8Array(32).fill(0x3c);

type Make = (stream: Stream) => Uint8Array;

const tagOf = (stream: Stream): Uint8Array => Uint8Array.from({ length: TAG_BYTES }, () => stream.below(256));

/** What is tried, by name; each makes an advert of three tags. `own`: the token's tags of the epoch. */
function attacks(own: readonly Uint8Array[], stream: Stream): Readonly<Record<string, Make>> {
  const keyFrom = () => hmacKey(Uint8Array.from({ length: 32 }, () => stream.below(256)));
  const key = hmacKey(KEY_BYTES);
  const offsets = Array.from({ length: OTHERS }, (_, i) => (i % 2 === 0 ? 1 + (i >> 1) : -1 - (i >> 1)));
  const replayed = offsets.map((by) => ({ epoch: EPOCH + by, tags: recallTags(sha256, key, EPOCH + by) }));
  const foreign = offsets.map(() => recallTags(sha256, keyFrom(), EPOCH));
  const three = (pick: (stream: Stream) => Uint8Array, s: Stream) => [pick(s), pick(s), pick(s)];
  const one = <T>(list: readonly T[], s: Stream): T => list[s.below(list.length)]!;
  const flipped: Make = (s) => {
    const tag = one(own, s).slice();
    for (let flips = 1 + s.below(3), bit = s.below(8 * TAG_BYTES); flips > 0; flips--, bit = (bit + 19) % 56)
      tag[bit >> 3] = tag[bit >> 3]! ^ (1 << (bit & 7));
    return tag;
  };
  const good = () => encodeRecall(EPOCH, own.slice(0, 3));
  return {
    "made up": (s) => encodeRecall(EPOCH, three(tagOf, s)),
    "of another epoch, as they were sent": (s) => {
      const { epoch, tags } = one(replayed, s);
      return encodeRecall(epoch, tags.slice(0, 3));
    },
    "of another epoch, under this one's number": (s) => encodeRecall(EPOCH, one(replayed, s).tags.slice(1)),
    "of this epoch, under another one's number": (s) =>
      encodeRecall(EPOCH + 1 + s.below(0xffff), own.slice(1)),
    "of others": (s) => {
      const from = s.below(2);
      return encodeRecall(EPOCH, one(foreign, s).slice(from, from + 3));
    },
    "with bits flipped": (s) => encodeRecall(EPOCH, three(flipped, s)),
    "shifted by a byte or more": (s) => {
      const bytes = good();
      const by = 1 + s.below(TAG_BYTES - 1);
      return Uint8Array.of(...bytes.slice(0, 10), ...bytes.slice(10 + by), ...bytes.slice(10, 10 + by));
    },
    "in an advert of another kind, head or length": (s) => {
      const bytes = good();
      const at = s.below(9);
      if (at === 8) return bytes.slice(0, s.below(31));
      return bytes.with(at, (bytes[at]! + 1 + s.below(255)) & 255);
    },
  };
}

describe(`${TAGS} tags that are not the token's own`, function () {
  this.timeout(600_000);

  it("say nothing to it, and the own ones among them do", () =>
    drawing((seed) => {
      const own = recallTags(sha256, hmacKey(KEY_BYTES), EPOCH);
      const stream = new Stream(seed);
      const kinds = Object.entries(attacks(own, stream));
      const lit: Record<string, number> = {};
      let known = 0;
      let mine = 0;
      const says = (bytes: Uint8Array): boolean => {
        const advert = decodeGateAdvert(bytes);
        return advert.ok && recallFor(advert.value, EPOCH, own) !== undefined;
      };
      for (let tried = 0; tried < TAGS; tried += 3) {
        const [name, make] = kinds[stream.below(kinds.length)]!;
        if (says(make(stream))) lit[name] = (lit[name] ?? 0) + 1;
        if (tried % OWN_EACH !== 0) continue;
        mine++;
        if (says(encodeRecall(EPOCH, [tagOf(stream), own[stream.below(4)]!, tagOf(stream)]))) known++;
      }
      assert.deepEqual(lit, {});
      assert.equal(known, mine);
      assert.ok(mine > TAGS / (4 * OWN_EACH));
    }));
});
