import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeAdvert } from "../../../protocol/advert.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { bztoken } from "../../support/bztoken.ts";

const PHDR_BYTES = 10;

/** PDU type, address and advertising data of every packet of a capture file, in order of time. */
function* packetsOf(file: Uint8Array) {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  for (let at = 24; at < file.length; ) {
    const length = view.getUint32(at + 8, true);
    const time = view.getUint32(at, true) + view.getUint32(at + 4, true) / 1e6;
    const pdu = file.subarray(at + 16 + PHDR_BYTES + 4, at + 16 + length - 3);
    assert.equal(pdu[1], pdu.length - 2);
    yield { time, pduType: pdu[0]!, address: toHex(pdu.slice(2, 8).reverse()), data: pdu.slice(8) };
    at += 16 + length;
  }
}

describe("bztoken world --pcap", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "pcap-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("shows nothing on the air by which one token of a board differs from the others", async () => {
    const path = join(folder, "air.pcap");
    const played = await bztoken(
      "world",
      "--shift",
      "park",
      "--people",
      "4",
      "--minutes",
      "16",
      "--pcap",
      path,
      "--json",
    );
    assert.equal(played.code, 0, played.stderr);
    const forms = new Set<string>();
    const addressOf = new Map<string, string>();
    const idOf = new Map<string, string>();
    const packetsOfId = new Map<string, number>();
    let last = 0;
    let foreign = 0;
    for (const { time, pduType, address, data } of packetsOf(readFileSync(path))) {
      assert.ok(time >= last, "out of order");
      last = time;
      const decoded = decodeAdvert(data);
      if (!decoded.ok) {
        foreign++;
        continue;
      }
      const { rollingId, tail } = decoded.value;
      const id = toHex(rollingId);
      const { role, version, clockTrusted, powerAtOneMetre } = tail!;
      // All but ID, tail's minute and bits of the burst: the same for all and all the time.
      const frame = toHex(data).replace(id, "ID").slice(0, -8);
      forms.add([pduType, frame, role, version, clockTrusted, powerAtOneMetre].join(" "));
      assert.equal(addressOf.get(id) ?? address, address, "an ID under two addresses");
      assert.equal(idOf.get(address) ?? id, id, "an address with two IDs");
      addressOf.set(id, address);
      idOf.set(address, id);
      packetsOfId.set(id, (packetsOfId.get(id) ?? 0) + 1);
    }
    assert.deepEqual([...forms].length, 1, [...forms].join("\n"));
    assert.ok(packetsOfId.size >= 8, `${packetsOfId.size} IDs of four tokens`);
    assert.ok(foreign > 10_000);
  });

  it("says what is wrong with a file that cannot be written", async () => {
    const path = join(folder, "none", "air.pcap");
    const { code, stderr } = await bztoken(
      "world",
      "--shift",
      "park",
      "--people",
      "2",
      "--minutes",
      "1",
      "--pcap",
      path,
    );
    assert.equal(code, 2);
    assert.match(stderr, /air\.pcap/);
  });
});
