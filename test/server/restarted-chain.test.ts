import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PageBuilder, pageKeyAfter } from "../../host-tools/bench/page-builder.ts";
import { openServer, type Server } from "../../host-tools/server/core.ts";
import type { Database } from "../../host-tools/server/database.ts";
import { sha256 } from "../../host-tools/sha256.ts";
import { dayOfEpoch, epochOfDay } from "../../protocol/epoch.ts";
import { derive, hmac, hmacKey } from "../../protocol/hash.ts";
import { laterDayKey, rollingIdsOfDay } from "../../protocol/rolling-id.ts";
import { enrolTokens, LOOK, pageOf, record, type TestToken, uploadOf } from "../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

const DAY = 20780;
const SEQUENCE = 5;
/** Own epoch of the restart, and one before and one behind it, of the same day. */
const RESTART = DAY * 96 + 40;
const BEFORE = RESTART - 12;
const BEHIND = RESTART + 12;
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

  /** SPEC.md §5: HMAC(token key, "restart" ‖ sequence), and the hash of that and "day". */
  function restartedKey(): Uint8Array {
    const message = Uint8Array.of(...new TextEncoder().encode("restart"), SEQUENCE, 0, 0, 0);
    return hmac(sha256, hmacKey(lost.keys.tokenKey), message);
  }

  /** What the token advertises behind the restart; the day key was that of the day before. */
  function newPrefix(epoch: number): Uint8Array {
    const key = laterDayKey(sha256, derive(sha256, restartedKey(), "day"), dayOfEpoch(epoch) - (DAY - 1));
    return rollingIdsOfDay(sha256, key)[epochOfDay(epoch)]!.slice(0, 6);
  }

  const restartedPage = () =>
    new PageBuilder(restartedKey(), SEQUENCE, RESTART, {
      restarted: true,
      snapshot: { dayNumber: DAY - 1 },
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
    const { directory } = server.store;
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
      const { directory } = server.store;
      const first = today - 21;
      assert.deepEqual(directory.dayKeys(1, first - 1), []);
      assert.equal(directory.dayKeys(1, first).length, first === DAY ? 2 : 1);
      const expected = laterDayKey(sha256, derive(sha256, restartedKey(), "day"), first + 3 - (DAY - 1));
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
});
