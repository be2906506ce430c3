import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { PageBuilder, pageKeyAfter } from "../../../host-tools/models/page-builder.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { openServer, partsOf, type Server } from "../../../host-tools/server/server.ts";
import { openUpload } from "../../../host-tools/server/uploads/open-upload.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { dayOfEpoch, epochOfDay } from "../../../protocol/epoch.ts";
import { hmacKey } from "../../../protocol/hash.ts";
import { laterDayKey, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { applySeal, restartedDayKey, restartedPageKey, sealOf } from "../../../protocol/seal.ts";
import { enrolTokens, LOOK, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const SEQUENCE = 5;
/** Own epoch of the restart, and one before and one behind it, of the same day. */
const RESTART = DAY * 96 + 40;
const BEFORE = RESTART - 12;
const BEHIND = RESTART + 12;
const SALT = 0x1234;
/** What the token draws when it has to begin anew at the same page once more. */
const OTHER_SALT = 0x1235;
const SUMMARY = { minutes: 0x7fff, strongestLoss: -6, stretchLoss: -2, count: 20 };

describeOnDatabases("a token that restarted its chain of keys", () => {
  let database: Database;
  let server: Server;
  let lost: TestToken;
  let other: TestToken;
  let today: number;
  let dir: string;
  const now = () => today * 86_400_000 + 20 * 3_600_000;

  beforeEach(async () => {
    today = DAY;
    database = await emptyDatabase();
    dir = mkdtempSync(join(tmpdir(), "bluezone-restarted-"));
    server = await openServer({ dir, database, now });
    [lost, other] = (await enrolTokens(server, 2, DAY - 3)) as [TestToken, TestToken];
  });
  afterEach(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });

  const restartedKey = (salt = SALT) => restartedPageKey(sha256, hmacKey(lost.keys.tokenKey), SEQUENCE, salt);

  /** What the token advertises behind the restart; the day key was that of the day before. */
  function newPrefix(epoch: number, salt = SALT): Uint8Array {
    const key = laterDayKey(
      sha256,
      restartedDayKey(sha256, restartedKey(salt)),
      dayOfEpoch(epoch) - (DAY - 1),
    );
    return rollingIdsOfDay(sha256, key)[epochOfDay(epoch)]!.slice(0, 6);
  }

  const restartedPage = (salt = SALT) =>
    new PageBuilder(restartedKey(salt), SEQUENCE, RESTART, {
      restarted: true,
      snapshot: { dayNumber: DAY - 1, salt },
    })
      .boot(RESTART, false)
      .records(BEHIND, [record(other, BEHIND)]);

  /** The other one's log: IDs of the old chain before the restart, of the new one behind it. */
  const othersPage = () =>
    pageOf(other, 0, BEFORE)
      .records(BEFORE, [record(lost, BEFORE)])
      .records(BEHIND, [{ prefix: newPrefix(BEHIND), summary: SUMMARY }])
      .records(BEHIND + 96, [{ prefix: newPrefix(BEHIND + 96), summary: SUMMARY }]);

  const epochsFound = async (of: number) => {
    const { contacts } = await server.match({ case: of, fromDay: DAY, toDay: DAY + 1 }, LOOK);
    return contacts.map(({ token, days }) => [token, ...days.map(({ minutes }) => minutes)]);
  };

  async function syncBoth() {
    await server.receivePage(uploadOf(lost, restartedPage().build(true)));
    await server.receivePage(uploadOf(other, othersPage().build(true)));
  }

  it("is found by the IDs of both chains, whichever side is the case", async () => {
    await syncBoth();
    const expected = [15 + 15, 15];
    assert.deepEqual(await epochsFound(1), [[2, ...expected]]);
    assert.deepEqual(await epochsFound(2), [[1, ...expected]]);
  });

  it("is found as soon as the page that tells of the restart is there, in whatever order", async () => {
    await server.receivePage(uploadOf(other, othersPage().build(true)));
    assert.deepEqual(await epochsFound(1), [[2, 15]]);
    await server.receivePage(uploadOf(lost, restartedPage().build(true)));
    assert.deepEqual(await epochsFound(1), [[2, 15 + 15, 15]]);
  });

  it("is known again after the server came back", async () => {
    await syncBoth();
    await server.close();
    server = await openServer({ dir, database, now });
    const { directory } = partsOf(server);
    assert.equal(directory.dayKeys(1, DAY - 1).length, 1);
    assert.equal(directory.dayKeys(1, DAY).length, 2);
    assert.equal(directory.dayKeys(1, DAY + 1).length, 1);
    assert.equal(directory.dayKeys(2, DAY).length, 1);
    assert.deepEqual(await epochsFound(1), [[2, 30, 15]]);
  });

  it("goes on with the new chain when the escrow has moved past the restart, and no further back", async () => {
    await syncBoth();
    for (const later of [21, 22, 30]) {
      today = DAY + later;
      await server.admin.applyRetention();
      const { directory } = partsOf(server);
      const first = today - 21;
      assert.deepEqual(directory.dayKeys(1, first - 1), []);
      assert.equal(directory.dayKeys(1, first).length, first === DAY ? 2 : 1);
      const expected = laterDayKey(sha256, restartedDayKey(sha256, restartedKey()), first + 3 - (DAY - 1));
      assert.deepEqual(directory.dayKeys(1, first + 3), [expected]);
    }
    assert.deepEqual(await database.query("SELECT * FROM registry.chain_restart"), []);
    const next = new PageBuilder(pageKeyAfter(restartedKey(), 1), SEQUENCE + 1, today * 96);
    await server.receivePage(uploadOf(lost, next.records(today * 96, [record(other, today * 96)]).build()));
  });

  it("is erased with the IDs of both chains", async () => {
    await syncBoth();
    await server.admin.eraseToken(1, { from: DAY * 96, to: DAY * 96 + 95 });
    assert.deepEqual(await database.query("SELECT recorder, epoch FROM radio.encounter"), [
      { recorder: 2, epoch: BEHIND + 96 },
    ]);
  });

  describe("twice at one page", () => {
    const keystream = (salt: number) => {
      const words = new Uint32Array(1000);
      applySeal(sha256, sealOf(sha256, restartedKey(salt)), words, 0);
      return words;
    };
    const pageBehind = (salt: number, epoch: number) =>
      new PageBuilder(pageKeyAfter(restartedKey(salt), 1), SEQUENCE + 1, epoch).records(epoch, [
        record(other, epoch),
      ]);

    it("never used a word of keystream twice", () => {
      const [first, second] = [keystream(SALT), keystream(OTHER_SALT)];
      assert.ok(first.every((word, i) => word !== second[i]));
    });

    it("is opened with the keys of both, and goes on with the later one's", async () => {
      await syncBoth();
      const again = uploadOf(lost, restartedPage(OTHER_SALT).build(true));
      assert.ok(openUpload(partsOf(server).directory, again).ok);
      // Another page stands under that number: it stays with what was received first.
      assert.deepEqual(await server.receivePages([again]), [
        { ok: false, error: { reason: "rewritten", field: "page", offset: 0 } },
      ]);
      const behind = BEHIND + 96;
      await server.receivePage(uploadOf(lost, pageBehind(OTHER_SALT, behind).build(true)));
      assert.ok(openUpload(partsOf(server).directory, uploadOf(lost, restartedPage().build(true))).ok);
    });

    it("has IDs of both, also after the server came back without its tables", async () => {
      await syncBoth();
      await server.receivePages([uploadOf(lost, restartedPage(OTHER_SALT).build(true))]);
      await server.receivePage(uploadOf(lost, pageBehind(OTHER_SALT, BEHIND + 96).build(true)));
      await server.close();
      database = await emptyDatabase();
      server = await openServer({ dir, database, now });
      const prefixes = (day: number) =>
        partsOf(server)
          .directory.dayKeys(1, day)
          .map((key) => toHex(rollingIdsOfDay(sha256, key)[epochOfDay(BEHIND)]!.slice(0, 6)));
      for (const salt of [SALT, OTHER_SALT])
        for (const days of [0, 1])
          assert.ok(
            prefixes(DAY + days).includes(toHex(newPrefix(BEHIND + 96 * days, salt))),
            `${salt} ${days}`,
          );
    });
  });
});
