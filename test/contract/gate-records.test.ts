import assert from "node:assert/strict";
import fc from "fast-check";
import { asRecord, gateRecordsIn } from "../../host-tools/contract/gate-records.ts";
import { concatenate } from "../../protocol/bytes.ts";

const some = fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { maxLength: 6 });

describe("records of a gate's machine", () => {
  it("come back as they were written, whatever stands in them", () => {
    fc.assert(
      fc.property(some, (records) => {
        const bytes = concatenate(...records.map(asRecord));
        const read = gateRecordsIn(bytes);
        assert.deepEqual(
          read.records.map((one) => [...one]),
          records.map((one) => [...one]),
        );
        assert.equal(read.whole, bytes.length);
      }),
    );
  });

  it("are whole up to where the last one was cut, and nothing of that one is read", () => {
    fc.assert(
      fc.property(some, fc.nat(), (records, cut) => {
        const written = records.map(asRecord);
        const bytes = concatenate(...written);
        const end = cut % (bytes.length + 1);
        let [whole, count] = [0, 0];
        while (count < written.length && whole + written[count]!.length <= end)
          whole += written[count++]!.length;
        const read = gateRecordsIn(bytes.subarray(0, end));
        assert.deepEqual([read.records.length, read.whole], [count, whole]);
      }),
    );
  });

  it("are refused where a bit has turned, and never throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (record, bit) => {
        const bytes = asRecord(record);
        bytes[(bit >> 3) % bytes.length]! ^= 1 << (bit & 7);
        assert.equal(gateRecordsIn(bytes).records.length, 0);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => gateRecordsIn(bytes).whole <= bytes.length),
    );
  });
});
