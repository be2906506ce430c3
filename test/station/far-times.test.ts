import assert from "node:assert/strict";
import { holdButton } from "../../host-tools/models/virtual-token/central.ts";
import { partsOf } from "../../host-tools/server/server.ts";
import { lastSyncs } from "../../host-tools/server/tokens/health-store.ts";
import { syncToken } from "../../host-tools/station/sync-client.ts";
import { MINUTE_MODULUS } from "../../protocol/advert.ts";
import { decodeSnapshot, PAGE_FRAMES, PAGE_SNAPSHOT } from "../../protocol/page.ts";
import { overLink } from "../support/station.ts";
import { assertCame, wearTokens } from "../support/worn-token.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Where a number of the protocol turns over, Unix ms. */
const TURNS = {
  "the advert's minutes, in 2029": 15 * MINUTE_MODULUS * 60_000,
  "signed seconds, in 2038": 2 ** 31 * 1000,
} as const;

describe("a token that is worn over the turn of", function () {
  this.timeout(120_000);
  for (const [name, turn] of Object.entries(TURNS))
    it(`${name} is synced behind it, and again days later`, async () => {
      const { server, tokens, clock } = await wearTokens({ at: turn - 2 * HOUR_MS, epochs: 12 });
      const [token] = tokens as [(typeof tokens)[0]];
      const { device } = token;
      assert.ok(device.worldNow > turn);
      const sync = async () => {
        holdButton(device, device.worldNow, 6000);
        clock.now = device.worldNow;
        return overLink(device, { mtu: 53, intervalMs: 30 }, (transport) => syncToken(transport, server));
      };
      const pass = (days: number) => {
        for (let day = 0; day < days; day++) device.runTo(device.worldNow + DAY_MS);
      };
      pass(3);
      const result = await sync();
      const day = Math.floor(clock.now / DAY_MS);
      const isRight = { known: true, trusted: true, set: true, isFirst: false };
      assert.deepEqual([result.refused, result.clock], [[], isRight]);
      await assertCame(server, token, device.flash.bytes);
      const last = await lastSyncs(partsOf(server).database, [token.serial]);
      assert.equal(last.get(token.serial), Math.floor(clock.now / 1000) * 1000);
      pass(5);
      const later = await sync();
      assert.deepEqual([later.refused, later.clock], [[], isRight]);
      const [page] = await partsOf(server).database.query<{ sealed: Uint8Array }>(
        "SELECT sealed FROM radio.page WHERE serial = $1 ORDER BY sequence DESC LIMIT 1",
        [token.serial],
      );
      // The day key in flash goes on with the days: no older one stays on the token.
      assert.equal(decodeSnapshot(page!.sealed.subarray(PAGE_SNAPSHOT, PAGE_FRAMES)).dayNumber, day - 1);
      assert.deepEqual(device.console, []);
      await server.close();
    });
});
