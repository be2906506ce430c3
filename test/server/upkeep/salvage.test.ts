import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { refuse } from "../../../host-tools/contract/refusal.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { useDisk } from "../../../host-tools/server/disk/disk.ts";
import { openOfficeOf } from "../../../host-tools/server/rooms.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { salvageFolder } from "../../../host-tools/server/upkeep/salvage.ts";
import { FaultyDisk } from "../../support/faulty-disk.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const EPOCH = DAY * 96 + 8;
const START = (DAY + 1) * 86_400_000;
const PAGES = 5;

describeOnDatabases("a salvage of a damaged journal", () => {
  let dir: string;
  let clock = START;
  const now = () => clock;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-salvage-"));
    clock = START;
  });
  afterEach(() => {
    useDisk();
    rmSync(dir, { recursive: true });
  });

  const file = (name = "00000001.journal") => join(dir, "journal", name);
  const opened = (database: Database) => openServer({ dir, database, now });

  /** A server that has taken pages, a minute apart; where the frame of each begins. */
  async function filled(database: Database, isCompacted = false): Promise<number[]> {
    const server = await opened(database);
    const [token, peer] = await enrolTokens(server, 2, DAY);
    if (isCompacted) await server.admin.compact();
    const places: number[] = [];
    for (let sequence = 0; sequence < PAGES; sequence++) {
      clock += 60_000;
      places.push(readFileSync(file(isCompacted ? "00000003.journal" : undefined)).length);
      const page = pageOf(token!, sequence, EPOCH).records(EPOCH, [record(peer!, EPOCH)]);
      await server.receivePage(uploadOf(token!, page.build(true)));
    }
    await server.admin.note("backup");
    await server.close();
    return places;
  }

  const sequences = async (database: Database) =>
    (await database.query<{ sequence: number }>("SELECT sequence FROM radio.page ORDER BY 1")).map(
      ({ sequence }) => sequence,
    );

  function flip(place: number, name?: string): void {
    const bytes = readFileSync(file(name));
    bytes[place]! ^= 8;
    writeFileSync(file(name), bytes);
  }

  it("loses nothing where the tables are newer than the damage, and rebuilds a lost database", async () => {
    const database = await emptyDatabase();
    const places = await filled(database);
    flip(places[1]! + 30);
    await assert.rejects(opened(database), /damaged at byte .*bztoken admin salvage/);
    const salvaged = await salvageFolder(dir, SCHEMA, now(), database);
    assert.deepEqual(salvaged.holes, [{ file: "00000001.journal", from: places[1]!, to: places[2]! }]);
    assert.deepEqual([salvaged.areTablesNewer, salvaged.lostAfter, salvaged.auditRows], [true, undefined, 0]);
    await (await opened(database)).close();
    assert.deepEqual(await sequences(database), [0, 1, 2, 3, 4]);
    const rebuilt = await emptyDatabase();
    await (await opened(rebuilt)).close();
    assert.deepEqual(await sequences(rebuilt), [0, 1, 2, 3, 4]);
  });

  it("brings back all but the damaged change where the tables are lost, and says from when to when", async () => {
    const places = await filled(await emptyDatabase());
    flip(places[1]! + 30);
    const database = await emptyDatabase();
    const salvaged = await salvageFolder(dir, SCHEMA, now(), database);
    assert.deepEqual(
      [salvaged.areTablesNewer, salvaged.refused, salvaged.lostAfter, salvaged.lostBefore],
      [false, 0, START + 60_000, START + 3 * 60_000],
    );
    const server = await opened(database);
    assert.deepEqual(await sequences(database), [0, 2, 3, 4]);
    await server.issueTicket(1);
    await server.close();
    assert.ok(readdirSync(dir).some((name) => name.startsWith("journal.damaged-")));
  });

  it("takes a missing journal from the tables, and frames that the tables do not hold from the journal", async () => {
    const database = await emptyDatabase();
    const places = await filled(database);
    await database.exec(`DELETE FROM radio.encounter; DELETE FROM radio.page WHERE sequence > 0`);
    const latest = new Date(START + 60_000).toISOString();
    await database.query("UPDATE public.journal_position SET place = $1, latest = $2", [places[1]!, latest]);
    flip(places[2]! + 30);
    const salvaged = await salvageFolder(dir, SCHEMA, now(), database);
    assert.deepEqual([salvaged.areTablesNewer, salvaged.lostAfter], [false, START + 2 * 60_000]);
    await (await opened(database)).close();
    assert.deepEqual(await sequences(database), [0, 1, 3, 4]);

    rmSync(join(dir, "journal"), { recursive: true });
    await assert.rejects(opened(database), /is missing/);
    clock += 1000;
    assert.equal((await salvageFolder(dir, SCHEMA, now(), database)).areTablesNewer, true);
    await (await opened(database)).close();
    assert.deepEqual(await sequences(database), [0, 1, 3, 4]);
  });

  it("brings nothing of another server's journal into the tables", async () => {
    const database = await emptyDatabase();
    const places = await filled(database);
    await database.query("UPDATE public.journal_position SET place = $1", [places[1]!]);
    writeFileSync(file("id"), "another\n");
    await assert.rejects(salvageFolder(dir, SCHEMA, now(), database), /Which of them is in the wrong place/);
  });

  it("takes no change for lost because the database is away", async () => {
    const places = await filled(await emptyDatabase());
    flip(places[1]! + 30);
    const database = await emptyDatabase();
    let done = 0;
    const away: Database = {
      ...database,
      transaction: async (work) => {
        if (++done === 13) throw refuse("database", "server");
        return database.transaction(work);
      },
    };
    await assert.rejects(salvageFolder(dir, SCHEMA, now(), away), { reason: "database" });
    await salvageFolder(dir, SCHEMA, now(), database);
    await (await opened(database)).close();
    assert.deepEqual(await sequences(database), [0, 2, 3, 4]);
  });

  it("takes what is whole of a damaged checkpoint", async () => {
    const database = await emptyDatabase();
    await filled(database, true);
    if (database.isDurable) return;
    const name = "00000002.checkpoint";
    const text = readFileSync(file(name)).toString("latin1");
    flip(text.indexOf('"table":"audit.') + 20, name);
    const lost = await emptyDatabase();
    await assert.rejects(opened(lost), /damaged at byte/);
    const again = await emptyDatabase();
    assert.equal((await salvageFolder(dir, SCHEMA, now(), again)).holes.length, 1);
    const server = await opened(again);
    assert.deepEqual(await sequences(again), [0, 1, 2, 3, 4]);
    await server.close();
  });

  it("misses rows of the audit log by the heads that were written, and puts those beside the old journal", async () => {
    const server = await opened(await emptyDatabase());
    await server.admin.note("one");
    const office = await openOfficeOf(server, dir);
    const before = readFileSync(file()).length;
    await server.admin.note("two");
    await office.exportHead();
    await server.close();
    const cut = readFileSync(file()).subarray(0, before);
    for (const name of readdirSync(dir)) if (name.startsWith("journal-tail")) rmSync(join(dir, name));
    writeFileSync(file(), cut);
    const database = await emptyDatabase();
    const shorter = await opened(database);
    await assert.rejects(openOfficeOf(shorter, dir), /ends at row 1, and the head of row 2/);
    await shorter.close();
    assert.equal((await salvageFolder(dir, SCHEMA, now(), database)).auditRows, 1);
    const again = await opened(database);
    await openOfficeOf(again, dir);
    await again.close();
  });

  it("is finished when it is run again, wherever it was cut short", async function () {
    this.timeout(120_000);
    const database = await emptyDatabase();
    const disk = new FaultyDisk();
    useDisk(disk);
    const server = await opened(database);
    const [token, peer] = await enrolTokens(server, 2, DAY);
    const page = pageOf(token!, 0, EPOCH).records(EPOCH, [record(peer!, EPOCH)]);
    await server.receivePage(uploadOf(token!, page.build(true)));
    await server.close();
    disk.remove(join(dir, "journal"));
    disk.syncFolder(dir);
    const cuts = ["unsynced is lost", "unsynced is kept", "unsynced is torn"] as const;
    for (let call = 0; ; call++) {
      const copy = disk.copy();
      useDisk(copy);
      await database.exec("UPDATE public.journal_position SET segment = 1");
      copy.plan({ call, fault: call % 2 ? "kill before" : "kill after" });
      await salvageFolder(dir, SCHEMA, now(), database).catch(() => undefined);
      const isOver = copy.met === undefined;
      copy.cutPower(cuts[call % 3]!);
      if (isOver) {
        assert.ok(call > 8, `${call} calls`);
        break;
      }
      // Either it is whole already, or it says what to do.
      const first = await opened(database).catch((error: Error) => error);
      if (first instanceof Error) {
        assert.match(first.message, /admin salvage/);
        await salvageFolder(dir, SCHEMA, now(), database);
        await (await opened(database)).close();
      } else await first.close();
      assert.deepEqual(await sequences(database), [0]);
    }
  });
});
