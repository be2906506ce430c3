import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ADVERT_BYTES,
  BLUEZONE_COMPANY,
  decodeAdvert,
  decodeTail,
  encodeAdvert,
  encodeTail,
  MINUTE_MODULUS,
  minuteNear,
} from "../../protocol/advert.ts";
import { concatenate, fromHex } from "../../protocol/bytes.ts";
import { drawn, SEED } from "../support/seed.ts";
import { specExample } from "../support/spec-examples.ts";

const id = fromHex("490c085d937456a4dd07e710")!;
const flags = Uint8Array.of(2, 1, 6);
const uuid = Uint8Array.of(3, 3, 0x56, 0x4e);
const shortTail = Uint8Array.of(7, 0x16, 0x56, 0x4e, 0, 0, 0, 64);
const manufacturer = concatenate(Uint8Array.of(15, 0xff, 0xb5, 0x22), id);

function reasonOf(bytes: Uint8Array): string {
  const decoded = decodeAdvert(bytes);
  return decoded.ok ? decoded.value.sender : decoded.error.reason;
}

describe("adverts", () => {
  it("of a Bluezone phone are read in any order of structures", () => {
    for (const parts of [
      [flags, uuid, manufacturer],
      [manufacturer],
      [uuid, manufacturer, Uint8Array.of(2, 10, 0)],
    ]) {
      const decoded = decodeAdvert(concatenate(...parts));
      assert.ok(decoded.ok);
      assert.deepEqual(decoded.value, { sender: "phone", rollingId: id, tail: undefined });
    }
  });

  it("that are not Bluezone's are refused with the reason", () => {
    const table: [string, Uint8Array][] = [
      ["not-bluezone", new Uint8Array(0)],
      ["not-bluezone", concatenate(flags, uuid)],
      ["not-bluezone", concatenate(Uint8Array.of(15, 0xff, 0x4c, 0), id)],
      ["not-bluezone", concatenate(Uint8Array.of(0), manufacturer)],
      ["truncated", manufacturer.slice(0, -1)],
      ["truncated", Uint8Array.of(2)],
      ["id-length", Uint8Array.of(4, 0xff, 0xb5, 0x22, 1)],
      ["tail-length", concatenate(manufacturer, Uint8Array.of(6, 0x16, 0x56, 0x4e, 1, 2, 3))],
      ["tail-twice", concatenate(shortTail, shortTail)],
      ["too-long", new Uint8Array(32)],
    ];
    for (const [reason, bytes] of table) assert.equal(reasonOf(bytes), reason);
  });

  it("come back from their bytes, whatever the tail", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), fc.nat(0xffffffff), (rollingId, bits) => {
        const tail = decodeTail(bits >>> 0);
        // Bit 28 says nothing.
        assert.equal(encodeTail(tail), (bits & ~(1 << 28)) >>> 0);
        const decoded = decodeAdvert(encodeAdvert(rollingId, tail));
        assert.deepEqual(decoded, { ok: true, value: { sender: "token", rollingId, tail } });
      }),
      { numRuns: 2000 },
    );
  });

  it("never crash the decoder, and 100,000 hostile ones are all counted", () => {
    const counts = new Map<string, number>();
    const good = specExample("advert").bytes("bytes");
    const hostile = fc.oneof(
      fc.uint8Array({ maxLength: 40, size: "max" }),
      // A true advert with a few bytes changed, cut short or repeated: past the first checks.
      fc
        .tuple(
          fc.array(fc.tuple(fc.nat(ADVERT_BYTES - 1), fc.nat(255)), { maxLength: 4 }),
          fc.nat(ADVERT_BYTES),
        )
        .map(([changes, length]) => {
          const bytes = good.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          return bytes;
        }),
    );
    for (const bytes of drawn(hostile, 100_000)) {
      const reason = reasonOf(bytes);
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
      if (reason === "phone" || reason === "token") assertHoldsCompany(bytes);
    }
    assert.equal(
      [...counts.values()].reduce((sum, count) => sum + count, 0),
      100_000,
    );
    for (const reason of [
      "token",
      "phone",
      "not-bluezone",
      "truncated",
      "id-length",
      "tail-length",
      "too-long",
    ])
      assert.ok(
        (counts.get(reason) ?? 0) > 0,
        `no hostile advert was "${reason}" with BLUEZONE_SEED=${SEED}`,
      );
  });

  it("tell the minute nearest to the reader's clock", () => {
    for (const minute of [0, 1, MINUTE_MODULUS - 1, MINUTE_MODULUS, 29_766_260, 35 * MINUTE_MODULUS])
      for (const error of [-100_000, -1, 0, 1, 100_000])
        assert.equal(minuteNear(minute % MINUTE_MODULUS, minute + error), minute);
  });
});

/** Whatever was accepted does hold Bluezone's company identifier in the bytes. */
function assertHoldsCompany(bytes: Uint8Array): void {
  const low = BLUEZONE_COMPANY & 255;
  assert.ok(bytes.some((byte, i) => byte === low && bytes[i + 1] === BLUEZONE_COMPANY >> 8));
}
