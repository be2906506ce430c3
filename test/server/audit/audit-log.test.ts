import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { insertRows } from "../../../host-tools/server/audit/audit-store.ts";
import { type AuditRow, EMPTY_HEAD, nextRow } from "../../../host-tools/server/audit/chain.ts";
import { HEAD_FOLDER } from "../../../host-tools/server/audit/head-files.ts";
import { applyChange, noteChange, type Office } from "../../../host-tools/server/changes.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { migrate } from "../../../host-tools/server/database/migrations.ts";
import { openOffice } from "../../../host-tools/server/office/office.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const DAY_MS = 86_400_000;

describeOnDatabases("the audit log in the database", () => {
  let database: Database;
  let office: Office;
  let dir: string;
  let heads: string;
  let now: number;

  beforeEach(async function () {
    this.timeout(120_000);
    dir = mkdtempSync(join(tmpdir(), "audit-"));
    heads = join(dir, HEAD_FOLDER);
    database = await emptyDatabase();
    await migrate(database, SCHEMA);
    now = Date.UTC(2026, 10, 23);
    office = await openOffice({
      store: { queries: database, change: (work) => database.transaction(work) },
      now: () => now,
      headFolder: heads,
      apply: applyChange,
      noted: noteChange,
    });
    for (let i = 0; i < 30; i++) {
      await office.commit({
        actor: `a${i % 4}`,
        action: "contacts.read",
        outcome: "done",
        reason: "case-investigation",
      });
      if (i % 10 === 9) await office.exportHead();
      if (i % 10 === 9) now += DAY_MS;
    }
    await office.commit({ actor: "a0", action: "person.read", outcome: "done", subject: "s" });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const kinds = async () => (await office.verify()).findings.map(({ kind, number }) => `${kind} ${number}`);
  const asOwner = (sql: string) =>
    database.exec(`ALTER TABLE audit.entry DISABLE TRIGGER append_only; ${sql}`);

  it("holds, and lets nobody change or remove a row by SQL alone", async () => {
    assert.deepEqual(await office.verify(), { rows: 31, findings: [] });
    assert.equal(readdirSync(heads).length, 3);
    for (const sql of [
      "UPDATE audit.entry SET actor = 'x' WHERE number = 3",
      "DELETE FROM audit.entry WHERE number = 31",
      "TRUNCATE audit.entry",
    ])
      await assert.rejects(database.query(sql), /append-only/, sql);
    assert.deepEqual(await kinds(), []);
  });

  it("tells an altered, a removed and a cut row, by whoever owns the database", async () => {
    await asOwner("UPDATE audit.entry SET reason = 'service' WHERE number = 12");
    assert.deepEqual(await kinds(), ["altered 12"]);
    await asOwner("UPDATE audit.entry SET reason = 'case-investigation' WHERE number = 12");
    assert.deepEqual(await kinds(), []);
    await asOwner("DELETE FROM audit.entry WHERE number = 31");
    assert.deepEqual(await kinds(), ["truncated 31"], "younger than any exported head");
    await asOwner("UPDATE audit.head SET number = 30; DELETE FROM audit.head");
    await asOwner("DELETE FROM audit.entry WHERE number > 25");
    assert.deepEqual(await kinds(), ["truncated 30"], "by the exported head");
    await asOwner("DELETE FROM audit.entry WHERE number = 5");
    assert.deepEqual(await kinds(), ["missing 5", "truncated 30"]);
  });

  it("tells a full rewrite by the heads that were exported", async () => {
    const rows = await database.query<{ number: number; at: Date; actor: string; action: string }>(
      "SELECT number, at, actor, action FROM audit.entry ORDER BY number",
    );
    const rewritten: AuditRow[] = [];
    for (const { at, actor, action } of rows)
      rewritten.push(
        nextRow(rewritten.at(-1) ?? EMPTY_HEAD, {
          at: at.getTime(),
          actor: actor === "a2" ? "a1" : actor,
          action,
          outcome: "done",
        }),
      );
    await asOwner("DELETE FROM audit.entry");
    await insertRows(database, rewritten);
    assert.deepEqual(await kinds(), ["rewritten 10", "rewritten 20", "rewritten 30"]);
    rmSync(heads, { recursive: true });
    assert.deepEqual(await kinds(), [], "without them it cannot be told: they must be kept elsewhere");
  });

  it("chains rows that were written at once, each with its changes or neither", async () => {
    const login = (id: string) =>
      ({ id, login: "same", name: "x", role: "guard", place: "p", enabled: true }) as const;
    const by = { actor: "a1", action: "staff.change", outcome: "done" } as const;
    await Promise.all(Array.from({ length: 50 }, () => office.commit(by)));
    assert.deepEqual(await office.verify(), { rows: 81, findings: [] });
    await office.commit(by, [{ kind: "account", account: login("one") }]);
    await assert.rejects(office.commit(by, [{ kind: "account", account: login("two") }]));
    assert.deepEqual(await office.verify(), { rows: 82, findings: [] });
  });
});
