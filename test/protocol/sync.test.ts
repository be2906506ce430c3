import assert from "node:assert/strict";
import fc from "fast-check";
import {
  chunkBytes,
  decodeControl,
  encodeControl,
  MAX_CONTROL_BYTES,
  MESSAGES,
} from "../../protocol/sync.ts";

const operations = Object.keys(MESSAGES).map(Number);

describe("control messages", () => {
  it("fit an ATT MTU of 23", () => {
    for (const { name, fields } of Object.values(MESSAGES)) {
      const length = fields.reduce((sum, [, count]) => sum + count, 1);
      assert.ok(length <= MAX_CONTROL_BYTES, `${name} has ${length} bytes`);
    }
    assert.equal(chunkBytes(23), 18);
    assert.equal(chunkBytes(53), 48);
    assert.equal(chunkBytes(131), 126);
  });

  it("come back from their bytes", () => {
    for (const operation of operations) {
      const { fields } = MESSAGES[operation as keyof typeof MESSAGES];
      const length = fields.reduce((sum, [, count]) => sum + count, 0);
      fc.assert(
        fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (body) => {
          const bytes = Uint8Array.of(operation, ...body);
          const decoded = decodeControl(bytes);
          assert.ok(decoded.ok);
          assert.deepEqual(encodeControl(decoded.value), bytes);
        }),
      );
    }
  });

  it("of any bytes give a message or a named rejection", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), (bytes) => {
        const decoded = decodeControl(bytes);
        seen.add(decoded.ok ? decoded.value.name : decoded.error.reason);
        if (!decoded.ok) assert.ok(decoded.error.offset <= bytes.length);
      }),
      { numRuns: 20_000 },
    );
    for (const reason of ["empty", "operation", "length", "list"]) assert.ok(seen.has(reason), reason);
  });
});
