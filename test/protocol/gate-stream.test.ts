import assert from "node:assert/strict";
import fc from "fast-check";
import { toHex } from "../../protocol/bytes.ts";
import { decodeHeard, encodeHeard, HEARD_BYTES, HEARD_ID_BYTES } from "../../protocol/gate-stream.ts";
import { specExample } from "../support/spec-examples.ts";

const advert = fc.record(
  {
    id: fc.uint8Array({ minLength: HEARD_ID_BYTES, maxLength: HEARD_ID_BYTES }),
    call: fc.constantFrom("tap" as const, "token" as const, "phone" as const),
    loss: fc.integer({ min: -20, max: 43 }),
  },
  { noNullPrototype: true },
);
const notification = fc.record(
  {
    number: fc.nat(255),
    isOverrun: fc.boolean(),
    adverts: fc.array(advert, { maxLength: 15 }),
  },
  { noNullPrototype: true },
);

describe("what a gate hears, on its way to a page", () => {
  it("is as SPEC.md's example has it", () => {
    const read = decodeHeard(specExample("heard").bytes("notification"));
    assert.ok(read.ok);
    assert.deepEqual(
      read.value.adverts.map(({ id, call, loss }) => [toHex(id), call, loss]),
      [
        ["490c085d937456", "tap", 10],
        ["cc4111fec540c3", "phone", -3],
      ],
    );
    assert.deepEqual([read.value.number, read.value.isOverrun], [7, false]);
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(notification, (one) => {
        const read = decodeHeard(encodeHeard(one));
        assert.ok(read.ok);
        assert.deepEqual(read.value, one);
      }),
      { numRuns: 300 },
    );
  });

  it("tells what is nearer or further than it has room for as the nearest that it has", () => {
    for (const [loss, told] of [
      [-40, -20],
      [90, 43],
      [12.6, 13],
    ] as const) {
      const read = decodeHeard(
        encodeHeard({
          number: 0,
          isOverrun: false,
          adverts: [{ id: new Uint8Array(7), call: "phone", loss }],
        }),
      );
      assert.ok(read.ok);
      assert.equal(read.value.adverts[0]!.loss, told);
    }
  });

  it("is refused with the reason where it is anything else, and never throws", () => {
    const reasonOf = (bytes: Uint8Array) => {
      const read = decodeHeard(bytes);
      return read.ok ? "read" : read.error.reason;
    };
    assert.equal(reasonOf(new Uint8Array(0)), "length");
    assert.equal(reasonOf(new Uint8Array(1)), "length");
    assert.equal(reasonOf(new Uint8Array(2 + HEARD_BYTES - 1)), "length");
    assert.equal(reasonOf(Uint8Array.of(0, 2)), "flags");
    assert.equal(reasonOf(Uint8Array.of(0, 0, 1, 2, 3, 4, 5, 6, 7, 0xc0)), "call");
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), (bytes) => {
        const read = decodeHeard(bytes);
        if (read.ok) assert.equal(toHex(encodeHeard(read.value)), toHex(bytes));
        else assert.ok(["length", "flags", "call"].includes(read.error.reason));
      }),
      { numRuns: 300 },
    );
  });
});
