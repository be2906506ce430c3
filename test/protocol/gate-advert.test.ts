import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeAdvert } from "../../protocol/advert.ts";
import { fromHex, toHex } from "../../protocol/bytes.ts";
import {
  answers,
  decodeGateAdvert,
  encodeAnswer,
  encodeRecall,
  GATE_ADVERT_BYTES,
  GATE_ADVERT_WORD,
  GATE_ADVERT_WORD_OFFSET,
} from "../../protocol/gate-advert.ts";
import { drawn } from "../support/seed.ts";

const RANDOM = fromHex("00112233445566778899aabbccddeeff0123456789")!;
const EPOCH = 1_981_777;
const ids = ["490c085d937456a4dd07e710", "cc4111fec540c346ec6a053f", "3140c784cd06058bb930f6a7"].map(
  (hex) => fromHex(hex)!,
);
const bytesOfId = fc.uint8Array({ minLength: 12, maxLength: 12 });

function decoded(bytes: Uint8Array) {
  const advert = decodeGateAdvert(bytes);
  assert.ok(advert.ok);
  return advert.value;
}

describe("a gate's answer", () => {
  it("names each of up to three who have tapped, and nobody else", () => {
    for (let count = 0; count <= 3; count++) {
      const advert = decoded(encodeAnswer(EPOCH, ids.slice(0, count), RANDOM));
      for (const [i, id] of ids.entries()) assert.equal(answers(advert, EPOCH, id), i < count);
    }
    const four = decoded(encodeAnswer(EPOCH, [...ids, new Uint8Array(12).fill(9)], RANDOM));
    assert.equal(answers(four, EPOCH, new Uint8Array(12).fill(9)), false);
  });

  it("is for its own epoch, and by all seven bytes of a tag", () => {
    const advert = decoded(encodeAnswer(EPOCH, ids, RANDOM));
    for (const other of [EPOCH - 1, EPOCH + 1, EPOCH - 96])
      assert.equal(answers(advert, other, ids[1]!), false);
    for (let at = 0; at < 12; at++)
      assert.equal(answers(advert, EPOCH, ids[1]!.with(at, ids[1]![at]! ^ 1)), at >= 7, `byte ${at}`);
  });

  it("fills what is for nobody with the random bytes given, each at its own place", () => {
    const { tags } = decoded(encodeAnswer(EPOCH, ids.slice(0, 1), RANDOM));
    assert.deepEqual(tags.map(toHex), ["490c085d937456", "778899aabbccdd", "eeff0123456789"]);
  });

  it("is no rolling ID for a phone, which takes twelve bytes of manufacturer data alone", () => {
    const refused = decodeAdvert(encodeAnswer(EPOCH, ids, RANDOM));
    assert.equal(refused.ok ? "taken" : refused.error.reason, "id-length");
  });

  it("has the word by which a token knows it", () => {
    const bytes = encodeAnswer(EPOCH, ids, RANDOM);
    const view = new DataView(bytes.buffer);
    assert.equal(view.getInt32(GATE_ADVERT_WORD_OFFSET, true), GATE_ADVERT_WORD);
  });

  it("comes back from its bytes", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.array(bytesOfId, { maxLength: 3 }), (epoch, some) => {
        const { kind, epochLow, tags } = decoded(encodeAnswer(epoch, some, RANDOM));
        assert.equal(kind, "answer");
        assert.equal(epochLow, epoch % 0x10000);
        for (const [i, id] of some.entries()) assert.deepEqual(tags[i], id.slice(0, 7));
      }),
    );
  });

  it("never crashes the decoder: 50,000 hostile ones are read or refused, and what is read gives its bytes again", () => {
    const good = encodeAnswer(EPOCH, ids, RANDOM);
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 40, size: "max" }),
      fc
        .tuple(
          fc.array(fc.tuple(fc.nat(GATE_ADVERT_BYTES - 1), fc.nat(255)), { maxLength: 3 }),
          fc.nat(GATE_ADVERT_BYTES + 1),
          fc.nat(3),
        )
        .map(([changes, length, whole]) => {
          const bytes = good.slice(0, whole ? GATE_ADVERT_BYTES : length);
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
          return bytes;
        }),
    );
    const counts: Record<string, number> = {};
    for (const bytes of drawn(hostile, 50_000)) {
      const advert = decodeGateAdvert(bytes);
      const what = advert.ok ? advert.value.kind : advert.error.reason;
      counts[what] = (counts[what] ?? 0) + 1;
      if (!advert.ok) continue;
      const { epochLow, tags } = advert.value;
      const encode = advert.value.kind === "answer" ? encodeAnswer : encodeRecall;
      assert.equal(toHex(encode(epochLow, tags, RANDOM)), toHex(bytes));
    }
    for (const what of ["answer", "recall", "not-a-gate", "kind"]) assert.ok(counts[what]! > 0, what);
  });
});
