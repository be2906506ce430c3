import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import { firstNeeded } from "../../../host-tools/server/tokens/escrow.ts";
import { enrolTokens, LOOK, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const DAY_MS = 86_400_000;

describeOnDatabases("retention", () => {
  let dir: string;
  let database: Database;
  let server: Server;
  let tokens: TestToken[];
  let today: number;
  const now = () => today * DAY_MS + 5 * 3_600_000;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-retention-"));
    today = DAY;
    database = await emptyDatabase();
    server = await openServer({ dir, database, now });
    tokens = await enrolTokens(server, 3, DAY);
  });
  afterEach(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });

  /** A page of token 1 with a record of token 2 on each of these days. */
  function page(sequence: number, days: readonly number[], isClosed = true) {
    const builder = pageOf(tokens[0]!, sequence, days[0]! * 96 + 8);
    for (const day of days) builder.records(day * 96 + 8, [record(tokens[1]!, day * 96 + 8)]);
    return uploadOf(tokens[0]!, builder.build(isClosed));
  }

  async function days(): Promise<number[]> {
    const rows = await database.query<{ epoch: number }>("SELECT epoch FROM radio.encounter ORDER BY epoch");
    return rows.map(({ epoch }) => Math.floor(epoch / 96) - DAY);
  }

  const firstKeys = () =>
    database.query("SELECT first_day, first_sequence FROM registry.token WHERE serial = 1");

  it("keeps 21 days, moves the keys on, and finds nothing a second time", async () => {
    for (const sequence of [0, 1, 2]) {
      today = DAY + sequence * 10 + 1;
      await server.receivePage(page(sequence, [DAY + sequence * 10, DAY + sequence * 10 + 1]));
    }
    assert.deepEqual(await days(), [0, 1, 10, 11, 20, 21]);
    today = DAY + 31;
    assert.deepEqual(await server.admin.applyRetention(), { day: DAY + 10, records: 2, pages: 1, tokens: 3 });
    assert.deepEqual(await days(), [10, 11, 20, 21]);
    assert.deepEqual(await firstKeys(), [{ first_day: DAY + 10, first_sequence: 1 }]);
    assert.deepEqual(await server.admin.applyRetention(), { day: DAY + 10, records: 0, pages: 0, tokens: 0 });
    today = DAY + 100;
    assert.equal((await server.admin.applyRetention()).records, 4);
    assert.deepEqual(await firstKeys(), [{ first_day: DAY + 79, first_sequence: 3 }]);
    assert.equal((await database.query("SELECT * FROM radio.page WHERE sealed IS NOT NULL")).length, 0);
  });

  it("gives the receipt of an expired page again, and nothing but the receipt", async () => {
    const upload = page(0, [DAY]);
    const receipt = await server.receivePage(upload);
    today = DAY + 30;
    await server.admin.applyRetention();
    assert.deepEqual(await server.receivePage(upload), receipt);
    await assert.rejects(server.receivePage({ ...upload, mac: upload.mac.map((byte) => byte ^ 1) }), {
      reason: "key-gone",
    });
    assert.deepEqual(await days(), []);
  });

  it("discards expired records when it opens a page, and counts them", async () => {
    today = DAY + 30;
    await server.admin.applyRetention();
    await server.receivePage(page(0, [DAY + 5, DAY + 8, DAY + 9, DAY + 29]));
    assert.deepEqual(await days(), [9, 29]);
    assert.deepEqual(await database.query("SELECT discarded FROM radio.page"), [{ discarded: 2 }]);
  });

  it("keeps the key of an open page: it may grow after everything in it has expired", async () => {
    const builder = pageOf(tokens[0]!, 0, DAY * 96 + 8).records(DAY * 96 + 8, [record(tokens[1]!, DAY * 96)]);
    await server.receivePage(uploadOf(tokens[0]!, builder.build()));
    today = DAY + 40;
    await server.admin.applyRetention();
    assert.deepEqual(await days(), []);
    builder.records((DAY + 39) * 96, [record(tokens[1]!, (DAY + 39) * 96)]);
    const grown = uploadOf(tokens[0]!, builder.build());
    assert.ok(await server.receivePage(grown));
    assert.deepEqual(await days(), [39]);
  });

  it("judges records of a clock that was not to be trusted by the arrival of their page", async () => {
    const builder = pageOf(tokens[0]!, 0, DAY * 96)
      .boot(DAY * 96, false)
      .records(DAY * 96, [record(tokens[1]!, DAY * 96)]);
    today = DAY + 30;
    await server.receivePage(uploadOf(tokens[0]!, builder.build()));
    await server.admin.applyRetention();
    assert.deepEqual(await days(), [0]);
    today = DAY + 52;
    await server.admin.applyRetention();
    assert.deepEqual(await days(), []);
  });

  it("leaves nothing in the journal that opens an expired day", async () => {
    await server.receivePage(page(0, [DAY]));
    const before = readdirSync(join(dir, "journal")).filter((name) => name !== "id");
    today = DAY + 30;
    await server.admin.applyRetention();
    for (const name of before) assert.ok(!readdirSync(join(dir, "journal")).includes(name));
    if (database.isDurable) return;
    await server.close();
    const rebuilt = await emptyDatabase();
    server = await openServer({ dir, database: rebuilt, now });
    assert.deepEqual(await firstKeys(), [{ first_day: DAY + 9, first_sequence: 1 }]);
    assert.deepEqual(await days(), []);
    await assert.rejects(server.match({ case: 9, fromDay: DAY, toDay: DAY }, LOOK), {
      reason: "unknown-token",
    });
    assert.ok(await server.receivePage(page(1, [DAY + 29])));
    const { contacts } = await server.match({ case: 2, fromDay: DAY + 20, toDay: DAY + 30 }, LOOK);
    assert.deepEqual(
      contacts.map(({ token }) => token),
      [1],
    );
  });
});

describe("the first page key that is still needed", () => {
  const page = (sequence: number, isKept: boolean, closed = true) => ({ sequence, isKept, closed });

  it("is that of the first page kept, of the open page, or of one missing that may still come", () => {
    assert.equal(firstNeeded([], 4, 0), 4);
    assert.equal(firstNeeded([page(4, false), page(5, true)], 4, 0), 5);
    assert.equal(firstNeeded([page(4, false), page(5, false)], 4, 0), 6);
    assert.equal(firstNeeded([page(4, false), page(5, false, false)], 4, 0), 5);
    assert.equal(firstNeeded([page(5, false), page(8, true)], 4, 0), 6);
    assert.equal(firstNeeded([page(5, false), page(8, true)], 4, 7), 7);
    assert.equal(firstNeeded([page(5, false), page(8, true)], 4, 9), 8);
  });

  it("never moves back, and never past a page that is kept", () => {
    const pages = fc.uniqueArray(
      fc.record({ sequence: fc.nat(20), isKept: fc.boolean(), closed: fc.boolean() }),
      {
        selector: ({ sequence }) => sequence,
      },
    );
    fc.assert(
      fc.property(pages, fc.nat(20), fc.nat(25), (list, first, oldest) => {
        const needed = firstNeeded(list, first, oldest);
        assert.ok(needed >= first);
        for (const { sequence, isKept } of list)
          if (isKept && sequence >= first) assert.ok(needed <= sequence);
      }),
    );
  });
});
