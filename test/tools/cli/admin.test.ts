import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertRows } from "../../../host-tools/server/audit/audit-store.ts";
import { type AuditRow, EMPTY_HEAD, nextRow } from "../../../host-tools/server/audit/chain.ts";
import { openOfficeOf } from "../../../host-tools/server/rooms.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import { decodeIdentity } from "../../../protocol/identity.ts";
import { bztoken } from "../../support/bztoken.ts";
import { enrolTokens, pageOf, record, uploadOf } from "../../support/scenario.ts";

describe("bztoken admin", function () {
  this.timeout(120_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bluezone-admin-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("backs up, restores, changes the key, erases and closes, step by step", async () => {
    const data = join(folder, "data");
    const day = Math.floor(Date.now() / 86_400_000) - 2;
    const server = await openServer({ dir: data });
    const tokens = await enrolTokens(server, 2, day);
    for (const [i, token] of tokens.entries()) {
      const page = pageOf(token, 0, day * 96).records(day * 96, [record(tokens[1 - i]!, day * 96)]);
      await server.receivePage(uploadOf(token, page.build(true)));
    }
    await server.close();

    await bztoken("admin", "retention", "--data", data);
    const file = join(folder, "one.backup");
    const saved = await bztoken("admin", "backup", "--data", data, "--file", file, "--json");
    assert.equal(saved.code, 0, saved.stderr);
    const { fingerprint } = JSON.parse(saved.stdout);
    const { rows, ...before } = await contentOf(data);
    const again = await bztoken("admin", "backup", "--data", data, "--file", file);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /is there already/);

    const other = join(folder, "other");
    const without = await bztoken("admin", "restore", "--data", other, "--file", file);
    assert.equal(without.code, 1);
    assert.match(without.stderr, /wrapping-key is missing/);
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, "wrapping-key"), readFileSync(join(data, "wrapping-key")));
    const restored = await bztoken("admin", "restore", "--data", other, "--file", file, "--json");
    assert.equal(JSON.parse(restored.stdout).fingerprint, fingerprint, restored.stderr);
    const { rows: later, ...after } = await contentOf(other);
    assert.ok(Object.values(before).flat().length >= 9, "tokens, pages and records are there");
    assert.deepEqual(after, before);
    assert.deepEqual(later.slice(0, -1), rows);
    assert.match(later.at(-1)!, /operator,admin\.restore,done,\d{4}-\d\d-\d\dT/);

    const rotated = await bztoken("admin", "rotate-key", "--data", other, "--json");
    assert.equal(JSON.parse(rotated.stdout).from, fingerprint, rotated.stderr);
    assert.equal(JSON.parse(rotated.stdout).keys, 6);
    const erased = await bztoken("admin", "erase", "--data", other, "--token", "2");
    assert.equal(erased.code, 0, erased.stderr);
    const reopened = await openServer({ dir: other });
    assert.deepEqual(
      (await reopened.tokens()).map(({ serial, records }) => [serial, records]),
      [
        [1, 0],
        [2, 0],
      ],
    );
    await reopened.close();

    const unsure = await bztoken("admin", "close-programme", "--data", other);
    assert.equal(unsure.code, 2);
    assert.ok(existsSync(join(other, "journal")));
    const closed = await bztoken(
      "admin",
      "close-programme",
      "--data",
      other,
      "--confirm",
      "DELETE-EVERYTHING",
      "--json",
    );
    assert.deepEqual(JSON.parse(closed.stdout).found, [], closed.stderr);
    assert.deepEqual(readdirSync(other), []);
  });

  it("enrols a token into a file from which a board is loaded elsewhere", async () => {
    const data = join(folder, "enrolling");
    await (await openServer({ dir: data })).close();
    const file = join(folder, "token.identity");
    const words = ["admin", "enrol", "--data", data, "--board", "puckjs", "--file", file];
    const ended = await bztoken(...words, "--token", "4711", "--json");
    assert.deepEqual(JSON.parse(ended.stdout), { serial: 4711, name: "BZ-4711", file }, ended.stderr);
    const read = decodeIdentity(crc32, new Uint8Array(readFileSync(file)));
    assert.ok(read.ok && read.value.secrets && read.value.serial === 4711);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    const again = await bztoken(...words);
    assert.deepEqual([again.code, /is there already/.test(again.stderr)], [2, true]);
    const server = await openServer({ dir: data });
    assert.deepEqual(
      (await server.tokens()).map(({ serial }) => serial),
      [4711],
    );
    await server.close();
  });

  /** Every row of every table of a folder's own database (PGlite on disk) but the place in the journal; those of the audit log apart. */
  async function contentOf(dir: string): Promise<Record<string, string[]> & { rows: string[] }> {
    const server = await openServer({ dir });
    const { database } = partsOf(server);
    const content: Record<string, string[]> & { rows: string[] } = { rows: [] };
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname !~ '^(pg_|information_schema)' ORDER BY 1`,
    );
    for (const { name } of tables) {
      // A restore says what time it is.
      if (["public.journal_position", "audit.head", "registry.clock"].includes(name)) continue;
      const rows = await database.query<{ row: string }>(
        `SELECT t::text AS row FROM ${name} AS t ORDER BY t`,
      );
      content[name === "audit.entry" ? "rows" : name] = rows.map(({ row }) => row);
    }
    await server.close();
    return content;
  }

  it("verifies the audit log: a row that was altered, a tail that was cut, all of it written anew", async () => {
    const data = join(folder, "audited");
    const server = await openServer({ dir: data });
    const office = await openOfficeOf(server, data);
    for (let i = 0; i < 12; i++)
      await office.commit({
        actor: `a${i}`,
        action: "contacts.read",
        outcome: "done",
        reason: "supervision",
      });
    await office.exportHead();
    await server.close();
    const verify = (...words: string[]) => bztoken("admin", "verify-audit", "--data", data, ...words);
    const whole = await verify("--json");
    assert.deepEqual([whole.code, JSON.parse(whole.stdout).rows], [0, 12], whole.stderr);
    const sent = join(folder, "sent");
    cpSync(join(data, "audit-heads"), sent, { recursive: true });

    /** What somebody does who owns the machine and its database. */
    const tampered = async (sql: string) => {
      const opened = await openServer({ dir: data });
      await partsOf(opened).database.exec(`ALTER TABLE audit.entry DISABLE TRIGGER append_only; ${sql}`);
      await opened.close();
    };
    await tampered("UPDATE audit.entry SET actor = 'b' WHERE number = 5");
    assert.match((await verify()).stderr, /row 5 altered\.$/m);
    await tampered("UPDATE audit.entry SET actor = 'a4' WHERE number = 5");
    assert.equal((await verify()).code, 0);
    await tampered(
      "DELETE FROM audit.entry WHERE number > 10; UPDATE audit.head SET number = 10, hash = (SELECT hash FROM audit.entry WHERE number = 10)",
    );
    assert.match((await verify()).stderr, /row 12 truncated\.$/m);
    const rows: AuditRow[] = [];
    for (let i = 0; i < 12; i++)
      rows.push(nextRow(rows.at(-1) ?? EMPTY_HEAD, { at: i, actor: "b", action: "x", outcome: "done" }));
    const opened = await openServer({ dir: data });
    await partsOf(opened).database.exec("DELETE FROM audit.entry");
    await insertRows(partsOf(opened).database, rows);
    await opened.close();
    assert.match((await verify()).stderr, /row 12 rewritten\.$/m);
    rmSync(join(data, "audit-heads"), { recursive: true });
    assert.equal((await verify()).code, 0, "nothing on this machine tells any more");
    const told = await verify("--heads", sent);
    assert.equal(told.code, 1);
    assert.match(told.stderr, /row 12 rewritten\.$/m);
  });

  it("says what does not fit", async () => {
    for (const [words, reason] of [
      [["admin"], /backup\|restore/],
      [["admin", "sing"], /backup\|restore/],
      [["admin", "backup", "--data", join(folder, "nowhere")], /is no server's folder/],
      [["admin", "restore", "--file", join(folder, "nowhere")], /there is no file/],
    ] as const) {
      const ended = await bztoken(...words);
      assert.equal(ended.code, 2);
      assert.match(ended.stderr, reason);
    }
  });
});
