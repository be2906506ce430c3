import assert from "node:assert/strict";
import { puckjs } from "../../boards/index.ts";
import { fullPresences } from "../../host-tools/world/phone-holders.ts";
import { androidPacket, iphonePacket } from "../../host-tools/world/phones.ts";
import { play } from "../../host-tools/world/play.ts";
import { playShift } from "../../host-tools/world/shifts.ts";
import { decodeAdvert } from "../../protocol/advert.ts";
import { toHex } from "../../protocol/bytes.ts";

describe("phones", () => {
  it("an Android phone's advert is Bluezone's 23 bytes; an iPhone's 31 hold no rolling ID", () => {
    const id = Uint8Array.from({ length: 12 }, (_, i) => i + 1);
    const packet = androidPacket(id);
    assert.equal(packet.length, 23);
    // Flags first, then the manufacturer's, then the services.
    assert.equal(toHex(packet.slice(0, 7)), "0201020fffb522");
    assert.equal(toHex(packet.slice(19)), "0303564e");
    assert.equal(androidPacket(id, 0x1a)[2], 0x1a);
    const decoded = decodeAdvert(packet);
    assert.ok(decoded.ok);
    assert.deepEqual(
      [decoded.value.sender, decoded.value.rollingId, decoded.value.tail],
      ["phone", id, undefined],
    );
    assert.equal(iphonePacket().length, 31);
    assert.equal(decodeAdvert(iphonePacket()).ok, false);
  });

  it("presences of fifteen minutes are cut from runs of minutes, none twice", () => {
    const run = (from: number, length: number) => Array.from({ length }, (_, i) => from + i);
    assert.deepEqual(fullPresences(run(10, 14)), []);
    assert.deepEqual(fullPresences(run(10, 31)), [10, 25]);
    assert.deepEqual(fullPresences([...run(0, 10), ...run(11, 20)]), [11]);
  });

  it("tokens and Android phones log each other, nobody logs an iPhone's holder by radio alone", async function () {
    this.timeout(120_000);
    const day = playShift("park", { people: 9, minutes: 45, seed: 5 });
    const { report, server, tokens } = await play({
      day,
      board: puckjs,
      seed: 5,
      phones: { android: 0.4, iphone: 0.2 },
    });
    for (const { device } of tokens) device.powerOff();
    await server.close();
    const { android, iphone, rowsPerPhone } = report.phones!;
    assert.equal(tokens.length + android.phones + iphone.phones, 9);
    assert.ok(android.presences15 >= 3 && iphone.presences15 >= 1, JSON.stringify(report.phones));
    assert.ok(android.byToken >= 0.9 * android.presences15, JSON.stringify(android));
    assert.ok(android.byPhone >= 0.9 * android.presences15, JSON.stringify(android));
    assert.deepEqual([iphone.byToken, iphone.byPhone], [0, 0]);
    // 40 s of every 300 s, a row of one peer each 5 s at most: 8 or 9 a look, some 15 looks, 8 peers.
    assert.ok(rowsPerPhone! > 20 && rowsPerPhone! <= 9 * 16 * 8, `${rowsPerPhone}`);
  });
});
