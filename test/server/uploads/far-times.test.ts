import assert from "node:assert/strict";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { lastSyncs } from "../../../host-tools/server/tokens/health-store.ts";
import { decodeTail, encodeTail, MINUTE_MODULUS, minuteNear } from "../../../protocol/advert.ts";
import { healthMac } from "../../../protocol/authority.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { dayOfEpoch, EPOCH_SECONDS, epochAt } from "../../../protocol/epoch.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { decodeIdentity } from "../../../protocol/identity.ts";
import { decodeSnapshot, encodeSnapshot } from "../../../protocol/page.ts";
import { decodeControl, encodeControl } from "../../../protocol/sync.ts";
import {
  enrolRequest,
  enrolTokens,
  LOOK,
  pageOf,
  record,
  type TestToken,
  uploadOf,
} from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

/** Where a number of the protocol turns over, Unix seconds. */
const TURNS = {
  "the advert's minutes, in 2029": 15 * MINUTE_MODULUS * 60,
  "signed seconds, in 2038": 2 ** 31,
} as const;

for (const [name, turn] of Object.entries(TURNS))
  describeOnDatabases(`around the turn of ${name}`, () => {
    const epoch = epochAt(turn);
    const day = dayOfEpoch(epoch);
    /** A sync an hour behind the turn. */
    const synced = turn + 3600;
    const open = async () => openServer({ database: await emptyDatabase(), now: () => synced * 1000 });

    it("a token's words are read as they were said", async () => {
      for (const seconds of [turn - 60, turn, turn + 60, 0xffffffff]) {
        const minute = Math.floor(seconds / 60);
        const tail = { version: 1, role: "token", clockTrusted: true, powerAtOneMetre: -60 } as const;
        const bits = encodeTail({ ...tail, inBurst: true, late: false, minute });
        assert.equal(minuteNear(decodeTail(bits).minute, minute - 700), minute);
        for (const message of [
          { name: "time", unixSeconds: seconds, mac: new Uint8Array(12) },
          { name: "healthMac", anchor: seconds, mac: new Uint8Array(12) },
          {
            name: "ticket",
            counter: 0xffffffff,
            notBefore: epochAt(seconds),
            hours: 48,
            mac: new Uint8Array(10),
          },
        ] as const)
          assert.deepEqual(decodeControl(encodeControl(message)), { ok: true, value: message });
        const snapshot = decodeSnapshot(new Uint8Array(36));
        const anchored = { ...snapshot, anchorTime: seconds, dayNumber: dayOfEpoch(epochAt(seconds)) };
        assert.deepEqual(decodeSnapshot(encodeSnapshot(anchored)), anchored);
      }
    });

    it("pages, clocks put right, contacts and the last sync have their times", async () => {
      const server = await open();
      const [one, other] = (await enrolTokens(server, 2, day - 2)) as [TestToken, TestToken];
      const epochs = [epoch - 2, epoch - 1, epoch, epoch + 1];
      const logOf = (of: TestToken, peer: TestToken) => {
        const page = pageOf(of, 0, epoch - 2);
        for (const at of epochs) page.records(at, [record(peer, at)]);
        return page;
      };
      const first = logOf(one, other).time(epoch + 2, 1, synced);
      await server.receivePage(uploadOf(one, first.build(true)));
      // The other one had lost four hours, and was put right behind the turn.
      const behind = 16;
      const second = pageOf(other, 0, epoch - 2 - behind).boot(epoch - 2 - behind, false);
      for (const at of epochs) second.records(at - behind, [record(one, at)]);
      second.clock((epoch + 2 - behind) * EPOCH_SECONDS, behind * EPOCH_SECONDS, 1);
      second.time(epoch + 2, 1, (epoch + 2) * EPOCH_SECONDS);
      await server.receivePage(uploadOf(other, second.build(true)));

      const { contacts } = await server.match({ case: 1, fromDay: day - 1, toDay: day }, LOOK);
      const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
      assert.deepEqual(
        contacts.map(({ token, evidence, minutes, first, last }) => [token, evidence, minutes, first, last]),
        [[2, "both", 60, iso((epoch - 2) * EPOCH_SECONDS), iso((epoch + 2) * EPOCH_SECONDS - 60)]],
      );

      const report = {
        ...({ name: "healthReport", batteryMillivolts: 2900, resets: 0, cause: 0, ppm: 0 } as const),
        lostAdverts: 0,
        lostPages: 0,
        firmware: 0x000100,
        oldestSequence: 0,
      };
      const key = hmacKey(one.keys.tokenKey);
      const mac = healthMac(sha256, key, encodeControl(report).subarray(1), synced);
      await server.receiveHealth(1, { report, mac, anchor: synced });
      assert.equal((await lastSyncs(partsOf(server).database, [1])).get(1), synced * 1000);

      const ticket = await server.issueTicket(1);
      assert.equal(ticket.notBefore, epochAt(synced) - 4);
      assert.equal((await server.signTime(1, new Uint8Array(8))).unixSeconds, synced);
      await server.admin.applyRetention();
      assert.equal((await server.match({ case: 1, fromDay: day - 1, toDay: day }, LOOK)).contacts.length, 1);
    });

    it("tokens are enrolled for their day", async () => {
      const server = await open();
      const [{ identity } = { identity: new Uint8Array(0) }] = await server.enrol([enrolRequest(1, day)]);
      const decoded = decodeIdentity(crc32, identity);
      assert.ok(decoded.ok && decoded.value.day === day);
    });
  });
