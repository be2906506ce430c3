import assert from "node:assert/strict";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { toldLabel } from "../../../host-tools/server/cases/health-store.ts";
import { countTables, type Database, type Queries } from "../../../host-tools/server/database/database.ts";
import { disk } from "../../../host-tools/server/disk/disk.ts";
import { DEED_SECRETS } from "../../../host-tools/server/gates/deed-store.ts";
import { VISIT_SECRETS } from "../../../host-tools/server/gates/visit-store.ts";
import { decodeEvent, encodeEvent, type ServerEvent } from "../../../host-tools/server/journal/events.ts";
import { frameOf, framesOf } from "../../../host-tools/server/journal/frames.ts";
import { keyWrapping } from "../../../host-tools/server/keys/key-wrapping.ts";
import { LIST_SECRETS } from "../../../host-tools/server/lists/list-store.ts";
import { openServer, partsOf, type Server } from "../../../host-tools/server/server.ts";
import { totpLabel } from "../../../host-tools/server/staff/second-factor.ts";
import { formKeyLabel } from "../../../host-tools/server/station-desk/form-keys.ts";
import { restoreBackup } from "../../../host-tools/server/upkeep/administration.ts";
import { checkBackup, dailyBackup } from "../../../host-tools/server/upkeep/backup.ts";
import { piecesOf } from "../../../host-tools/server/upkeep/close-programme.ts";
import { searchFiles } from "../../../host-tools/server/upkeep/piece-search.ts";
import { fromHex, toHex } from "../../../protocol/bytes.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { laterDayKey } from "../../../protocol/rolling-id.ts";
import {
  enrolTokens,
  LOOK,
  pageOf,
  record,
  seedOf,
  type TestToken,
  uploadOf,
} from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY = 20780;
const DAY_MS = 86_400_000;

describeOnDatabases("administration", () => {
  let folder: string;
  let dir: string;
  let database: Database;
  let server: Server;
  let tokens: TestToken[];
  let today: number;
  const now = () => today * DAY_MS + 5 * 3_600_000;
  const open = async (into: string, onto: Database, way: { isRestoring?: boolean } = {}) =>
    openServer({ dir: into, database: onto, now, ...way });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "bluezone-administration-"));
    dir = join(folder, "data");
    today = DAY;
    database = await emptyDatabase();
    server = await open(dir, database);
    tokens = await enrolTokens(server, 3, DAY);
    for (const sequence of [0, 1]) await heard(0, 1, sequence);
    await heard(1, 0, 0);
    await heard(2, 0, 0);
    await server.assign([{ serial: 1, person: "Nguyễn Thị Đào 0912345678", from: now() }]);
    await server.issueTicket(1);
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  /** A closed page of today in which one token heard another. */
  async function heard(recorder: number, peer: number, sequence: number) {
    const epoch = today * 96 + 8 + sequence;
    const page = pageOf(tokens[recorder]!, sequence, epoch).records(epoch, [record(tokens[peer]!, epoch)]);
    await server.receivePage(uploadOf(tokens[recorder]!, page.build(true)));
  }

  const KEPT: Readonly<Record<string, string>> = {
    pages: "SELECT * FROM radio.page ORDER BY serial, sequence",
    encounters: "SELECT * FROM radio.encounter ORDER BY recorder, sequence, place",
    tokens: "SELECT * FROM registry.token ORDER BY serial",
    assignments: "SELECT * FROM people.assignment ORDER BY serial",
  };

  async function everything(queries: Queries) {
    const tables: Record<string, unknown> = {};
    for (const [name, sql] of Object.entries(KEPT)) tables[name] = await queries.query(sql);
    return tables;
  }

  const check = (file: string) => checkBackup(file, partsOf(server).wrapping);

  const recorders = async () =>
    (await database.query<{ recorder: number }>("SELECT recorder FROM radio.encounter ORDER BY 1")).map(
      (row) => row.recorder,
    );

  function wholeJournal(): Buffer {
    const files = readdirSync(join(dir, "journal")).map((name) => readFileSync(join(dir, "journal", name)));
    return Buffer.concat(files);
  }

  /** A backup restored into another folder and an empty database, which becomes the server under test. */
  async function restored(file: string, list?: null) {
    const other = join(folder, "restored");
    await server.close();
    const key = readFileSync(join(dir, "wrapping-key"));
    rmSync(other, { recursive: true, force: true });
    copyKey(key, other);
    database = await emptyDatabase();
    dir = other;
    const result = await restoreBackup(file, other, (way) => open(other, database, way), list);
    server = await open(other, database);
    return result;
  }

  function copyKey(key: Buffer, other: string) {
    rmSync(other, { recursive: true, force: true });
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "wrapping-key"), key, { mode: 0o600 });
  }

  describe("backup and restore", () => {
    it("brings everything back as it was, and goes on from there", async () => {
      const file = join(folder, "backups", "one.backup");
      const info = await server.admin.backup(file);
      assert.equal(info.at, now());
      const before = await everything(database);
      const { fingerprint, erasedAgain } = await restored(file);
      assert.equal(fingerprint, info.fingerprint);
      assert.equal(erasedAgain, 0);
      assert.deepEqual(await everything(database), before);
      assert.equal((await server.match({ case: 1, fromDay: DAY, toDay: DAY }, LOOK)).contacts.length, 2);
      assert.equal((await server.issueTicket(1)).counter, 2);
      await heard(1, 2, 1);
      assert.deepEqual(await recorders(), [1, 1, 2, 2, 3]);
    });

    it("holds no wrapping key and no token's key, and names the wrapping key's fingerprint", async () => {
      const file = join(folder, "one.backup");
      const { fingerprint } = await server.admin.backup(file);
      const bytes = readFileSync(file);
      const wrappingKey = readFileSync(join(dir, "wrapping-key"), "utf8").trim();
      const keys = Object.values(keysFromSeed(sha256, seedOf(1))).filter(
        (one): one is Uint8Array<ArrayBuffer> => one instanceof Uint8Array,
      );
      assert.equal(keys.length, 3);
      for (const secret of [fromHex(wrappingKey)!, ...keys]) {
        assert.ok(!bytes.includes(Buffer.from(secret)));
        assert.ok(!bytes.includes(toHex(secret)));
      }
      assert.ok(bytes.includes(fingerprint));
    });

    it("is not taken when it is damaged, cut short, or under another wrapping key", async () => {
      const file = join(folder, "one.backup");
      await server.admin.backup(file);
      await assert.rejects(server.admin.backup(file), /is there already/);
      const whole = readFileSync(file);
      for (const at of [20, whole.length >> 1, whole.length - 3]) {
        const changed = Buffer.from(whole);
        changed[at]! ^= 1;
        writeFileSync(file, changed);
        await assert.rejects(check(file), /its MAC does not hold|has no MAC/);
      }
      writeFileSync(file, whole);
      let cuts = 0;
      for (let length = 0; length < whole.length; length += 97) {
        copyFileSync(file, `${file}.cut`);
        truncateSync(`${file}.cut`, length);
        await assert.rejects(check(`${file}.cut`), /has no MAC at its end/);
        cuts++;
      }
      assert.ok(cuts > 20);
      const other = join(folder, "other");
      copyKey(Buffer.from("11".repeat(32)), other);
      const opening = () => open(other, database);
      await assert.rejects(restoreBackup(file, other, opening), /wrapping key [0-9a-f]{8}; the one given is/);
      await assert.rejects(restoreBackup(file, dir, opening), /restore into an empty folder/);
    });

    /** What somebody makes of a backup who can write where it lies, and knows its form. */
    async function rewritten(file: string, change: (event: ServerEvent) => ServerEvent | undefined) {
      const handle = await disk().open(file, "read");
      const frames: Uint8Array[] = [];
      for await (const { entries } of framesOf(handle, 0, () => new Error("damaged"))) {
        const changed = entries.map(decodeEvent).flatMap((event) => change(event) ?? []);
        if (changed.length > 0) frames.push(frameOf(changed.map(encodeEvent)));
      }
      await handle.close();
      writeFileSync(file, Buffer.concat(frames));
    }

    it("is not taken when somebody has changed it, and nothing of it is in folder or database", async () => {
      const file = join(folder, "backups", "one.backup");
      await server.admin.backup(file);
      const whole = readFileSync(file);
      await rewritten(file, (event) => event);
      assert.deepEqual(readFileSync(file), whole, "it is written as the program writes it");
      const other = join(folder, "other");
      copyKey(readFileSync(join(dir, "wrapping-key")), other);
      const empty = await emptyDatabase();
      let opened = 0;
      const restore = () =>
        restoreBackup(file, other, (way) => {
          opened++;
          return open(other, empty, way);
        });
      const sql = "CREATE TABLE public.theirs (id int4)";
      const theirs: ServerEvent = { kind: "statements", at: 0, statements: [{ sql, parameters: [] }] };
      const foreign = keyWrapping(new Uint8Array(32));
      for (const [change, reason] of [
        [(event) => (event.kind === "page" ? { ...event, at: event.at + 1 } : event), /MAC does not hold/],
        [(event) => (event.kind === "schema" && event.number === 1 ? theirs : event), /MAC does not hold/],
        [
          (event) => (event.kind === "seal" ? { ...event, mac: new Uint8Array(32) } : event),
          /MAC does not hold/,
        ],
        [
          (event) => (event.kind === "seal" ? { ...event, fingerprint: foreign.fingerprint } : event),
          /written under the wrapping key [0-9a-f]{8}; the one given/,
        ],
        [(event) => (event.kind === "seal" ? { ...event, version: 2 } : event), /newer version/],
        [(event) => (event.kind === "seal" ? undefined : event), /has no MAC at its end/],
      ] as [(event: ServerEvent) => ServerEvent | undefined, RegExp][]) {
        writeFileSync(file, whole);
        await rewritten(file, change);
        await assert.rejects(check(file), reason);
        await assert.rejects(restore(), reason);
        assert.deepEqual(readdirSync(other), ["wrapping-key"], `${reason}`);
      }
      assert.deepEqual([opened, await countTables(empty)], [0, 0]);
      writeFileSync(file, whole);
      await restore();
      assert.equal(opened, 1);
      database = await emptyDatabase();
      await server.close();
      server = await openServer();
    });

    it("takes no older one away by a clock that may be wrong", async () => {
      const backups = join(folder, "doubtful");
      mkdirSync(backups);
      const write = async (file: string) => writeFileSync(file, "");
      const names = () => readdirSync(backups).length;
      for (const [day, mayDiscard, left] of [
        [0, true, 1],
        [50, false, 2],
        [50, true, 1],
      ] as const) {
        await dailyBackup(write, backups, (DAY + day) * 86_400_000, 21, mayDiscard);
        assert.equal(names(), left);
      }
    });

    it("is written once a day, and goes when what it holds has expired", async () => {
      const backups = join(folder, "daily");
      for (const day of [0, 0, 1, 20, 21, 22]) {
        today = DAY + day;
        const file = await dailyBackup(server.admin.backup, backups, now(), 21, true);
        if (file) await check(file);
      }
      assert.deepEqual(
        readdirSync(backups),
        [1, 20, 21, 22]
          .map((day) => `bluezone-${new Date((DAY + day) * DAY_MS).toISOString().slice(0, 10)}.backup`)
          .concat("erasures.json"),
      );
    });

    it("is not begun without the list of erasures, nor onto a database that holds something", async () => {
      const file = join(folder, "backups", "one.backup");
      await server.admin.backup(file);
      await server.close();
      const other = join(folder, "other");
      copyKey(readFileSync(join(dir, "wrapping-key")), other);
      const list = join(folder, "backups", "erasures.json");
      const whole = readFileSync(list);
      rmSync(list);
      const restore = () => restoreBackup(file, other, (way) => open(other, database, way));
      await assert.rejects(restore(), /erasures\.json is missing/);
      writeFileSync(list, "[]");
      await assert.rejects(restore(), /is no list of erasures/);
      writeFileSync(list, whole);
      const before = await everything(database);
      await assert.rejects(restore(), /database is not empty/);
      assert.deepEqual(readdirSync(other), ["wrapping-key"], "it can be tried again at once");
      assert.deepEqual(await everything(database), before);
      server = await open(dir, database);
    });

    it("that was cut short is opened by nobody: who was erased may be in it", async () => {
      const file = join(folder, "backups", "one.backup");
      await server.admin.backup(file);
      await server.admin.eraseToken(2);
      await server.admin.listErasures(join(folder, "backups"));
      await server.close();
      const other = join(folder, "other");
      copyKey(readFileSync(join(dir, "wrapping-key")), other);
      database = await emptyDatabase();
      const cut = restoreBackup(file, other, async (way) => {
        const opened = await open(other, database, way);
        return {
          ...opened,
          admin: { ...opened.admin, eraseAgain: () => Promise.reject(new Error("cut short")) },
        };
      });
      await assert.rejects(cut, /cut short/);
      assert.deepEqual(await recorders(), [1, 1, 2, 3]);
      await assert.rejects(open(other, database), /A restore of .* was cut short/);
      dir = other;
      copyKey(readFileSync(join(other, "wrapping-key")), other);
      database = await emptyDatabase();
      await restoreBackup(file, other, (way) => open(other, database, way));
      server = await open(other, database);
      assert.deepEqual(await recorders(), [3]);
    });

    it("takes no list of erasures that somebody has changed, or that another key wrote", async () => {
      const file = join(folder, "backups", "old.backup");
      await server.admin.backup(file);
      await server.admin.eraseToken(2);
      await server.admin.listErasures(join(folder, "backups"));
      const list = join(folder, "backups", "erasures.json");
      const whole = JSON.parse(readFileSync(list, "utf8"));
      assert.equal(whole.tokens.length, 1);
      const other = join(folder, "other");
      copyKey(readFileSync(join(dir, "wrapping-key")), other);
      for (const [changed, reason] of [
        [{ tokens: [] }, /its MAC does not hold/],
        [{ tokens: [{ ...whole.tokens[0], serial: 3 }] }, /its MAC does not hold/],
        [{ at: new Date(now() + DAY_MS).toISOString() }, /its MAC does not hold/],
        [{ tokens: [], mac: "00" }, /its MAC does not hold/],
        [{ mac: undefined }, /is no list of erasures/],
        [{ fingerprint: "00000000" }, /the wrapping key 00000000; the one given is/],
      ] as const) {
        writeFileSync(list, JSON.stringify({ ...whole, ...changed }));
        const opening = () => assert.fail("opened");
        await assert.rejects(restoreBackup(file, other, opening), reason);
        assert.deepEqual(readdirSync(other), ["wrapping-key"]);
      }
      writeFileSync(list, JSON.stringify(whole, null, 2));
      assert.equal((await restored(file)).erasedAgain, 1);
    });

    it("goes on without any list where somebody says so, and the audit log tells", async () => {
      const file = join(folder, "backups", "old.backup");
      await server.admin.backup(file);
      await server.admin.eraseToken(2);
      rmSync(join(folder, "backups", "erasures.json"));
      const { erasedAgain, erasuresUntil } = await restored(file, null);
      assert.deepEqual([erasedAgain, erasuresUntil], [0, undefined]);
      assert.deepEqual(await recorders(), [1, 1, 2, 3]);
      const rows = await database.query<{ action: string }>("SELECT action FROM audit.entry ORDER BY number");
      assert.deepEqual(
        rows.map(({ action }) => action),
        ["admin.restore", "admin.restore-without-erasures"],
      );
    });

    it("from before a change of keys opens with the older key, and is held to a list that the newer one wrote", async () => {
      const file = join(folder, "backups", "old.backup");
      const { fingerprint } = await server.admin.backup(file);
      const older = readFileSync(join(dir, "wrapping-key"));
      const next = new Uint8Array(32).fill(9);
      await server.admin.rotateWrappingKey(next);
      await server.admin.eraseToken(2);
      await server.admin.listErasures(join(folder, "backups"));
      await assert.rejects(check(file), new RegExp(`the wrapping key ${fingerprint}; the one given is`));
      await server.close();
      const other = join(folder, "other");
      copyKey(older, other);
      database = await emptyDatabase();
      const restore = () => restoreBackup(file, other, (way) => open(other, database, way));
      await assert.rejects(restore(), /erasures.json was written under .* give both/);
      writeFileSync(join(other, "wrapping-key.next"), toHex(next));
      assert.equal((await restore()).erasedAgain, 1);
      assert.equal(readFileSync(join(other, "wrapping-key"), "utf8").trim(), toHex(next));
      dir = other;
      server = await open(other, database);
      assert.deepEqual(await recorders(), [3]);
      assert.equal((await server.issueTicket(1)).counter, 2);
    });

    it("erases again what was erased since, and discards what has expired since", async () => {
      const old = join(folder, "backups", "old.backup");
      await server.admin.backup(old);
      await server.admin.eraseToken(2);
      await server.admin.backup(join(folder, "backups", "new.backup"));
      const { erasedAgain, expired } = await restored(old);
      assert.equal(erasedAgain, 1);
      assert.equal(expired.records, 0);
      assert.deepEqual(await recorders(), [3]);
      today = DAY + 30;
      assert.equal((await restored(old)).expired.records, 1);
      assert.deepEqual(await recorders(), []);
    });
  });

  describe("a person who was erased", () => {
    const NAME = "Trần Văn Ổi";

    beforeEach(async () => {
      await partsOf(server).writer.transaction((queries) =>
        queries.query(
          `INSERT INTO people.person (id, name, sort_key, birth, phone_shared, unit)
           VALUES ('p-1', $1, 'oi', '1950', false, 'vn'), ('p-2', 'Lê Thị Na', 'na', '1960', false, 'vn')`,
          [NAME],
        ),
      );
    });

    const erase = () =>
      partsOf(server).writer.transaction(async (queries) => {
        await queries.query("DELETE FROM people.person WHERE id = 'p-1'");
        await queries.query("INSERT INTO people.erasure VALUES ('p-1', $1)", [new Date(now()).toISOString()]);
      });

    it("is in no file of the server any more once the journal was written anew", async () => {
      assert.ok(wholeJournal().includes(NAME));
      await erase();
      await server.admin.compact();
      assert.deepEqual(searchFiles([dir], [Buffer.from(NAME)]).found, []);
      await server.admin.backup(join(folder, "later.backup"));
      assert.deepEqual(searchFiles([folder], [Buffer.from(NAME)]).found, []);
      assert.equal(
        searchFiles([folder], [Buffer.from("Lê Thị Na")]).found.length,
        database.isDurable ? 1 : 2,
      );
    });

    it("does not come back with an older backup", async () => {
      const old = join(folder, "backups", "old.backup");
      await server.admin.backup(old);
      await erase();
      await server.admin.backup(join(folder, "backups", "new.backup"));
      assert.equal((await restored(old)).erasedAgain, 1);
      assert.deepEqual(await database.query("SELECT id FROM people.person"), [{ id: "p-2" }]);
      assert.deepEqual(searchFiles([dir], [Buffer.from(NAME)]).found, []);
    });
  });

  describe("erasing a token", () => {
    it("leaves nothing of it, in either log, nor a key of its days", async () => {
      await server.admin.eraseToken(1);
      // Tokens 2 and 3 heard nobody else.
      assert.deepEqual(await recorders(), []);
      const pages = await database.query("SELECT serial FROM radio.page WHERE sealed IS NOT NULL ORDER BY 1");
      assert.deepEqual(pages, [{ serial: 2 }, { serial: 3 }]);
      const [token] = await database.query(
        "SELECT first_day, first_sequence FROM registry.token WHERE serial = 1",
      );
      assert.deepEqual(token, { first_day: DAY + 1, first_sequence: 2 });
      assert.deepEqual(await database.query("SELECT * FROM people.assignment"), []);
      assert.ok(!wholeJournal().includes("Nguyễn"));
      assert.deepEqual((await server.match({ case: 1, fromDay: DAY, toDay: DAY }, LOOK)).contacts, []);
    });

    it("goes on with what it records afterwards", async () => {
      await server.admin.eraseToken(1);
      today = DAY + 1;
      await heard(0, 2, 2);
      assert.deepEqual(await recorders(), [1]);
    });

    it("holds for others' logs that come later, and for records derived anew", async () => {
      await server.admin.eraseToken(1, { from: DAY * 96, to: DAY * 96 + 95 });
      assert.deepEqual(await recorders(), []);
      await heard(1, 0, 1);
      await heard(2, 1, 1);
      assert.deepEqual(await recorders(), [3]);
      // Both of its pages held nothing else; four of others do.
      assert.equal(await server.admin.rebuild(), 4);
      assert.deepEqual(await recorders(), [3]);
      today = DAY + 30;
      await server.admin.applyRetention();
      assert.deepEqual(await database.query("SELECT * FROM radio.erased_id"), []);
    });

    it("twice at one time erases both spans", async () => {
      const epoch = DAY * 96 + 8;
      await server.admin.eraseToken(1, { from: epoch, to: epoch });
      assert.deepEqual(await recorders(), [1]);
      await server.admin.eraseToken(1, { from: epoch + 1, to: epoch + 1 });
      assert.deepEqual(await recorders(), []);
    });

    it("of one span keeps the rest, also when a page is brought again or records are derived anew", async () => {
      const epoch = DAY * 96 + 20;
      const builder = pageOf(tokens[0]!, 2, epoch);
      builder.records(epoch, [record(tokens[1]!, epoch)]).records(epoch + 4, [record(tokens[2]!, epoch + 4)]);
      await server.receivePage(uploadOf(tokens[0]!, builder.build()));
      await server.admin.eraseToken(1, { from: epoch + 2, to: epoch + 8 });
      const kept = [1, 1, 1, 2, 3];
      assert.deepEqual(await recorders(), kept);
      builder.records(epoch + 6, [record(tokens[1]!, epoch + 6)]);
      await server.receivePage(uploadOf(tokens[0]!, builder.build()));
      assert.deepEqual(await recorders(), kept);
      assert.equal(await server.admin.rebuild(), 5);
      assert.deepEqual(await recorders(), kept);
    });
  });

  it("derives every record anew from the sealed pages", async () => {
    const before = await everything(database);
    await database.exec(
      "DELETE FROM radio.encounter WHERE recorder = 1; UPDATE radio.encounter SET epoch = 7",
    );
    assert.equal(await server.admin.rebuild(), 4);
    assert.deepEqual(await everything(database), before);
  });

  describe("a new wrapping key", () => {
    const next = seedOf(99);

    it("forgets no column of wrapped secrets", async () => {
      const account = "INSERT INTO office.account (id, login, name, role, place, enabled, totp) VALUES";
      const { admin } = server;
      const { wrapping } = partsOf(server);
      const label = totpLabel("someone");
      const secret = wrapping.wrap(label, seedOf(5));
      await database.query(`${account} ('someone', 'someone', 'Someone', 'auditor', 'vn', true, $1)`, [
        secret,
      ]);
      await database.query("INSERT INTO station.form_key VALUES ('form-1', $1, $2, $3)", [
        seedOf(6),
        wrapping.wrap(formKeyLabel("form-1"), seedOf(7)),
        new Date(now()).toISOString(),
      ]);
      await database.query(`INSERT INTO desk."case" VALUES ('c', NULL, 1, 'vn', 'open', now(), NULL, '{}')`);
      await database.query("INSERT INTO desk.contact (case_id, key) VALUES ('c', 'k')");
      await database.query("INSERT INTO medical.told VALUES ('c k 1', 'c', 'k', now(), 'a', NULL, $1)", [
        wrapping.wrap(toldLabel("c k 1"), seedOf(8)),
      ]);
      const [rowLabel, printsLabel] = LIST_SECRETS.map(({ label }) => label!("list-1"));
      await database.query("INSERT INTO people.list VALUES ('list-1', 'vn', now(), 1, 0, $1, false)", [
        wrapping.wrap(printsLabel!, seedOf(9)),
      ]);
      await database.query("INSERT INTO people.planned VALUES ('list-1', 'list-1', NULL, false, $1)", [
        wrapping.wrap(rowLabel!, seedOf(10)),
      ]);
      const visitLabel = VISIT_SECRETS[0]!.label!("visit-1");
      await database.query("INSERT INTO people.visit VALUES ('visit-1', gen_random_uuid(), 1, $1)", [
        wrapping.wrap(visitLabel, seedOf(11)),
      ]);
      const deedLabel = DEED_SECRETS[0]!.label!("deed-1");
      await database.query(
        "INSERT INTO office.guard_deed VALUES ('deed-1', gen_random_uuid(), 1, NULL, $1)",
        [wrapping.wrap(deedLabel, seedOf(12))],
      );
      await admin.rotateWrappingKey(next);
      const columns = await database.query<{ table: string; name: string }>(
        `SELECT attrelid::regclass::text AS "table", quote_ident(attname) AS name FROM pg_attribute
         JOIN pg_class ON attrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
         WHERE relkind = 'r' AND atttypid = 'bytea'::regtype AND attnum > 0 AND nspname !~ '^pg_'`,
      );
      const later = keyWrapping(next);
      const opened: string[] = [];
      for (const { table, name } of columns)
        for (const row of await database.query<{ value: Uint8Array; serial?: number }>(
          `SELECT *, ${name} AS value FROM ${table} WHERE ${name} IS NOT NULL`,
        ))
          for (const one of [
            label,
            formKeyLabel("form-1"),
            toldLabel("c k 1"),
            rowLabel!,
            printsLabel!,
            visitLabel,
            deedLabel,
            ...["token", "day", "page"].map((key) => `${key}Key of token ${row.serial}`),
          ])
            try {
              later.unwrap(one, row.value);
              opened.push(`${table}.${name}`);
            } catch {
              // Not a secret of this label.
            }
      assert.deepEqual([...new Set(opened)].sort(), [
        "medical.told.told",
        "office.account.totp",
        "office.guard_deed.details",
        "people.list.prints",
        "people.planned.details",
        "people.visit.details",
        "registry.token.day_key",
        "registry.token.page_key",
        "registry.token.token_key",
        "station.form_key.private_key",
      ]);
      // Every other column of bytes is a hash, a MAC, a sealed page, a public key, a key that a phone gave, or empty.
      assert.deepEqual(
        columns
          .map(({ table, name }) => `${table}.${name}`)
          .filter((name) => !opened.includes(name))
          .sort(),
        [
          "desk.phone_key.daily_key",
          "office.computer.challenge",
          "office.computer.code",
          "office.computer.point",
          "office.gate.code",
          "office.gate.secret",
          "office.session.challenge",
          "office.session.key",
          "office.session.new_totp",
          "radio.page.mac",
          "radio.page.sealed",
          // Sealed under the key of the request, which the server does not keep, and a hash under it.
          "repeats.done.answer",
          "repeats.done.print",
          "station.form_key.point",
        ],
      );
    });

    it("wraps everything, and the old one opens nothing any more", async () => {
      const oldKey = readFileSync(join(dir, "wrapping-key"), "utf8");
      const { from, to, keys } = await server.admin.rotateWrappingKey(next);
      assert.notEqual(from, to);
      assert.equal(keys, 9);
      await heard(0, 1, 2);
      await server.close();
      assert.equal(readFileSync(join(dir, "wrapping-key"), "utf8").trim(), toHex(next));
      assert.deepEqual(
        readdirSync(dir).filter((name) => name.startsWith("wrapping-key")),
        ["wrapping-key"],
      );
      server = await open(dir, database);
      await heard(0, 1, 3);
      await server.close();
      writeFileSync(join(dir, "wrapping-key"), oldKey);
      await assert.rejects(open(dir, database), /wrapping key does not open/);
      writeFileSync(join(dir, "wrapping-key"), toHex(next));
      server = await open(dir, database);
    });

    it("is finished at the next start when it was cut short before or after the change", async () => {
      for (const key of [next, seedOf(98)]) {
        const before = readFileSync(join(dir, "wrapping-key"));
        if (key !== next) await server.admin.rotateWrappingKey(key);
        await server.close();
        writeFileSync(join(dir, "wrapping-key.next"), `${toHex(key)}\n`);
        writeFileSync(join(dir, "wrapping-key"), before);
        server = await open(dir, database);
        assert.equal(readFileSync(join(dir, "wrapping-key"), "utf8").trim(), toHex(key));
      }
      await heard(0, 1, 2);
    });
  });

  it("makes days older than the escrow impossible to compute: no key of them is anywhere", async () => {
    today = DAY + 40;
    await server.admin.applyRetention();
    const wrapping = partsOf(server).wrapping;
    const [row] = await database.query<{ first_day: number; day_key: Uint8Array }>(
      "SELECT first_day, day_key FROM registry.token WHERE serial = 1",
    );
    const key = keysFromSeed(sha256, seedOf(1)).dayKey;
    assert.equal(row!.first_day, DAY + 19);
    assert.deepEqual(wrapping.unwrap("dayKey of token 1", row!.day_key), laterDayKey(sha256, key, 19));
    // The wrapped first key, as it stood in the enrolment, is gone from the journal too: no 60 bytes there open to it.
    const journal = wholeJournal();
    const inBytes = Array.from({ length: Math.max(0, journal.length - 59) }, (_, at) =>
      journal.subarray(at, at + 60),
    );
    const inHex = [...journal.toString("latin1").matchAll(/\\x([0-9a-f]{120})/g)].map(
      ([, hex]) => fromHex(hex!)!,
    );
    const opened = new Set<string>();
    for (const wrapped of [...inBytes, ...inHex]) {
      try {
        opened.add(toHex(wrapping.unwrap("dayKey of token 1", wrapped)));
      } catch {
        // Something else.
      }
    }
    assert.deepEqual([...opened], database.isDurable ? [] : [toHex(laterDayKey(sha256, key, 19))]);
  });

  it("ends the programme: nothing is left in tables or files, which a search shows", async () => {
    const backup = join(folder, "backups", "one.backup");
    await database.query(
      `INSERT INTO people.person (id, name, sort_key, birth, phone_shared, unit, guardian)
       VALUES ('p-1', 'Lò Thị Mai', 'mai', '2015', false, 'vn', '{"name": "Lò Văn Giám", "relation": "con"}')`,
    );
    const looked = (await piecesOf(database)).map((piece) => piece.toString());
    for (const one of ["Lò Thị Mai", "Lò Văn Giám", "Nguyễn Thị Đào 0912345678"])
      assert.ok(looked.includes(one), one);
    await server.admin.backup(backup);
    const closure = await server.admin.closeProgramme();
    assert.deepEqual(closure.found, []);
    assert.equal(closure.tables, 0);
    assert.ok(closure.pieces > 10, `${closure.pieces} pieces`);
    assert.match(readdirSync(dir).join(), /^lock-[0-9a-f]+$/);
    // The search does find them where they are.
    const pieces = [Buffer.from("Nguyễn Thị Đào 0912345678")];
    assert.deepEqual(searchFiles([folder], pieces).found, [backup]);
    assert.deepEqual(searchFiles([folder], [Buffer.from("Lò Văn Giám")]).found, [backup]);
  });

  it("remembers what the time was, and believes another one once somebody says that it is right", async () => {
    const nonce = new Uint8Array(8);
    const reopen = async () => {
      await server.close();
      if (!database.isDurable) database = await emptyDatabase();
      server = await open(dir, database);
    };
    await partsOf(server).clock.keep();
    for (const days of [3, -1]) {
      today = DAY + days;
      await reopen();
      await assert.rejects(server.signTime(1, nonce), { reason: "clock" }, `${days} days`);
      await assert.rejects(server.issueTicket(1), { reason: "clock" }, `${days} days`);
    }
    today = DAY;
    await reopen();
    assert.ok(await server.signTime(1, nonce), "it was put right");
    today = DAY + 3;
    await reopen();
    await server.admin.trustClock();
    assert.equal((await server.signTime(1, nonce)).unixSeconds, now() / 1000);
    await reopen();
    assert.ok(await server.signTime(1, nonce), "also when it was started again");
  });

  it("stops when what is under way is done, and takes nothing more", async () => {
    const uploads = Array.from({ length: 20 }, (_, i) => heard(0, 1, 2 + i));
    await Promise.all(uploads);
    const last = server.issueTicket(2);
    const closing = server.close();
    await assert.rejects(server.issueTicket(3), { reason: "stopping" });
    await Promise.all([last, closing]);
    server = await open(dir, database);
    assert.equal((await server.issueTicket(2)).counter, 2);
  });
});
