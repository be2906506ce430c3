import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import fc from "fast-check";
import { TimeOrder } from "../../../host-tools/studies/nearness/time-order.ts";

const anyPacket = fc.record(
  {
    receiver: fc.constantFrom("a", "b", "c"),
    transmitter: fc.constantFrom("b", "c", "d"),
    at: fc.integer({ min: 0, max: 20 }),
    rssi: fc.integer({ min: -100, max: -40 }),
    metres: fc.option(fc.double({ min: 0, max: 10, noNaN: true }), { nil: undefined }),
  },
  { noNullPrototype: true },
);

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("bluezone-recording-")).length;

describe("packets in the order of time", () => {
  it("come as a stable sort gives them, however few fit in memory", () => {
    const before = folders();
    fc.assert(
      fc.property(
        fc.array(anyPacket, { maxLength: 60 }),
        fc.integer({ min: 1, max: 70 }),
        (packets, most) => {
          const order = new TimeOrder(most);
          for (const packet of packets) order.add(packet);
          assert.equal(folders() - before, packets.length > most ? 1 : 0, "the rest lies in files");
          assert.deepEqual(
            [...order],
            packets.toSorted((x, y) => x.at - y.at),
          );
          order.close();
        },
      ),
      { numRuns: 60 },
    );
    assert.equal(folders(), before, "no file is left behind");
  });
});
