import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database, Queries } from "../../host-tools/server/database/database.ts";
import { TAIL_NAMES } from "../../host-tools/server/journal/tail.ts";
import { openServer, type Server } from "../../host-tools/server/server.ts";
import { toHex } from "../../protocol/bytes.ts";
import { enrolTokens, LOOK, logOf, record, seedOf, type TestToken } from "../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const now = () => (DAY + 1) * 86_400_000;

describeOnDatabases("what was receipted", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-server-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  /** The log of a token that heard the next one for some epochs. */
  function uploads(tokens: readonly TestToken[], epochs = 3) {
    return tokens.flatMap((token, i) => {
      const peer = tokens[(i + 1) % tokens.length]!;
      const frames = Array.from({ length: epochs }, (_, k) => ({
        epoch: EPOCH + k,
        records: [record(peer, EPOCH + k)],
      }));
      return logOf(token, frames);
    });
  }

  const rowsOf = async (database: Queries) => ({
    pages: await database.query("SELECT serial, sequence, length, mac, sealed FROM radio.page ORDER BY 1, 2"),
    encounters: await database.query("SELECT * FROM radio.encounter ORDER BY recorder, sequence, place"),
    tokens: await database.query("SELECT * FROM registry.token ORDER BY serial"),
    assignments: await database.query("SELECT * FROM people.assignment ORDER BY serial, assigned_from"),
  });

  async function filled(database: Database): Promise<Server> {
    const server = await openServer({ dir, database, now });
    const tokens = await enrolTokens(server, 4, DAY);
    await server.assign([{ serial: 1, person: "worker 7", from: now() - 3_600_000, to: now() }]);
    for (const result of await server.receivePages(uploads(tokens))) assert.ok(result.ok);
    await server.issueTicket(1);
    return server;
  }

  it("is there again, and only once, when the database is thrown away", async () => {
    const database = await emptyDatabase();
    await (await filled(database)).close();
    const before = await rowsOf(database);
    assert.equal(before.pages.length, 4);
    assert.equal(before.encounters.length, 12);

    const rebuilt = await emptyDatabase();
    const server = await openServer({ dir, database: rebuilt, now });
    assert.deepEqual(await rowsOf(rebuilt), before);
    assert.equal((await server.match({ case: 1, fromDay: DAY, toDay: DAY }, LOOK)).contacts.length, 2);
    assert.equal((await server.issueTicket(1)).counter, 2);
    assert.deepEqual((await server.tokens())[0]!.assignments, [
      { serial: 1, person: "worker 7", from: now() - 3_600_000, to: now() },
    ]);
    await server.close();
  });

  it("is there again when the journal came further than the database", async () => {
    const database = await emptyDatabase();
    const server = await filled(database);
    const { serial } = (
      await server.enrol([{ board: 1, powerAtOneMetre: -59, day: DAY, seed: seedOf(5) }])
    )[0]!;
    assert.equal(serial, 5);
    await server.close();
    const before = await rowsOf(database);
    // The tables as they were before the last commits, as after a power cut without fsync.
    await database.exec(`DELETE FROM registry.token WHERE serial = 5; DELETE FROM radio.page WHERE serial = 4;
      DELETE FROM radio.encounter WHERE recorder = 4; UPDATE public.journal_position SET place = 0`);
    await (await openServer({ dir, database, now })).close();
    const after = await rowsOf(database);
    assert.deepEqual(after, before);
  });

  it("gets no receipt, but is not lost, when the database fails after the journal", async () => {
    const real = await emptyDatabase();
    let failing = false;
    const database: Database = {
      ...real,
      transaction: (work) =>
        real.transaction(async (queries) => {
          const done = await work(queries);
          if (failing) throw new Error("disk full");
          return done;
        }),
    };
    const server = await openServer({ dir, database, now });
    const tokens = await enrolTokens(server, 2, DAY);
    const [first, second] = uploads(tokens);
    failing = true;
    await assert.rejects(server.receivePage(first!), /disk full/);
    assert.equal((await rowsOf(real)).pages.length, 0);
    failing = false;
    await server.receivePage(second!);
    assert.equal((await rowsOf(real)).pages.length, 2);
    await server.receivePage(first!);
    assert.equal((await rowsOf(real)).encounters.length, 6);
    await server.close();
  });

  it("names no key: not in the journal, not in the tables", async () => {
    const database = await emptyDatabase();
    const server = await filled(database);
    const { identity } = (await server.enrol([{ board: 1, powerAtOneMetre: -59, day: DAY }]))[0]!;
    await server.close();
    const journal = readdirSync(join(dir, "journal")).map((name) => readFileSync(join(dir, "journal", name)));
    const tables = JSON.stringify(await rowsOf(database), (_, value) =>
      value instanceof Uint8Array ? toHex(value) : value,
    );
    for (const from of [16, 48, 80]) {
      const key = identity.subarray(from, from + 32);
      for (const file of journal) assert.equal(file.indexOf(key), -1);
      assert.ok(!tables.includes(toHex(key)));
    }
    const wrappingKey = readFileSync(join(dir, "wrapping-key"), "utf8").trim();
    for (const file of journal) assert.equal(file.indexOf(Buffer.from(wrappingKey, "hex")), -1);
    assert.equal(statSync(join(dir, "wrapping-key")).mode & 0o777, 0o600);
  });

  it("does not open without its wrapping key, or with another one", async () => {
    const database = await emptyDatabase();
    await (await filled(database)).close();
    const file = join(dir, "wrapping-key");
    const key = readFileSync(file, "utf8");
    rmSync(file);
    await assert.rejects(openServer({ dir, database, now }), /wrapping-key is missing/);
    writeFileSync(file, "00".repeat(32));
    await assert.rejects(openServer({ dir, database, now }), /wrapping key does not open/);
    writeFileSync(file, "nonsense");
    await assert.rejects(openServer({ dir, database, now }), /64 hex digits/);
    rmSync(file);
    process.env.BLUEZONE_WRAPPING_KEY = key;
    try {
      await (await openServer({ dir, database, now })).close();
    } finally {
      delete process.env.BLUEZONE_WRAPPING_KEY;
    }
  });

  it("is not mixed with another database's journal", async () => {
    const database = await emptyDatabase();
    await (await filled(database)).close();
    rmSync(join(dir, "journal"), { recursive: true });
    await assert.rejects(openServer({ dir, database, now }), /The journal .* is missing/);
    for (const name of TAIL_NAMES) rmSync(join(dir, name));
    await assert.rejects(openServer({ dir, database, now }), /Which of them is in the wrong place/);
  });
});
