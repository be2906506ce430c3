import assert from "node:assert/strict";
import { puckjs, xiaoble } from "../../boards/index.ts";
import { openServer } from "../../host-tools/server/server.ts";
import { buildFirmware } from "../../host-tools/tools/firmware-build/bundle.ts";
import { handOut, type Rates, type WornToken } from "../../host-tools/world/handout.ts";
import { readU16 } from "../../protocol/bytes.ts";
import { IDENTITY_RATE } from "../../protocol/identity.ts";

const AT = Date.UTC(2021, 5, 14, 1, 1);
const MINUTE = 60_000;

/** What the identity in the token's flash says of its clock's rate, ppm. */
const toldRate = ({ device }: WornToken): number =>
  (readU16(device.storage.read("identity")!, IDENTITY_RATE) << 16) >> 16;

/** What the clock gains in truth, ppm: over some minutes within an epoch, in which the radio does not restart. */
function trueRate({ device }: WornToken, readyAt: number): number {
  const from = readyAt + MINUTE;
  device.runTo(from);
  const before = device.rtcMs;
  device.runTo(from + 8 * MINUTE);
  return ((device.rtcMs - before) / (8 * MINUTE) - 1) * 1e6;
}

for (const [board, shift] of [
  [puckjs, 40],
  [xiaoble, 4],
] as const) {
  describe(`hand-out of ${board.name}`, function () {
    this.timeout(60_000);

    async function handedOut(rates?: Rates) {
      const server = await openServer({ now: () => AT });
      const build = await buildFirmware(board);
      const people = Array.from({ length: 5 }, (_, i) => `person-${i}`);
      const out = await handOut(people, { server, build, seed: 4, at: AT, rates });
      await server.close();
      return out;
    }

    it("tells each token what its clock gained on the bench, which it nearly does on its wearer", async () => {
      const { tokens, readyAt } = await handedOut();
      const shifts = tokens.map((token) => toldRate(token) - trueRate(token, readyAt));
      for (const { device } of tokens) device.powerOff();
      assert.ok(Math.max(...shifts.map(Math.abs)) <= shift + 1, shifts.join());
      assert.ok(Math.max(...shifts) - Math.min(...shifts) > shift / 4, shifts.join());
      const told = tokens.map(toldRate);
      assert.ok(Math.max(...told) - Math.min(...told) > board.clock.ppm / 2, told.join());
    });

    it("or leaves the field blank", async () => {
      const { tokens } = await handedOut("untold");
      for (const { device } of tokens) device.powerOff();
      assert.deepEqual(new Set(tokens.map(toldRate)), new Set([-1]));
    });
  });
}
