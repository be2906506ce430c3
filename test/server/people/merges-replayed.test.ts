/** Who became one with whom, and who was taken apart, comes back with everything else that the journal was told. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Queries } from "../../../host-tools/server/database/database.ts";
import { findPerson } from "../../../host-tools/server/people/person-store.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { openHarness, START, WARD } from "../../support/harness.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

const TABLES = [
  "people.person",
  "people.consent",
  "people.assignment",
  "people.merged",
  "people.likely_double",
];

async function rowsOf(queries: Queries): Promise<Record<string, unknown>> {
  const rows = TABLES.map(async (table) => [
    table,
    await queries.query(`SELECT row::text FROM ${table} AS row ORDER BY 1`),
  ]);
  return Object.fromEntries(await Promise.all(rows)) as Record<string, unknown>;
}

describeOnDatabases("records that became one, in the journal", () => {
  it("are one, and two again, when the database is thrown away", async function () {
    this.timeout(120_000);
    const dir = mkdtempSync(join(tmpdir(), "bluezone-merges-"));
    try {
      const { office, server, database, addPerson } = await openHarness({ dir });
      const ids = [];
      for (const i of [0, 1, 2, 3]) {
        const id = await addPerson(WARD, undefined, { hamlet: `Thôn ${i}` });
        ids.push(id);
        await office.commit({ actor: "server", action: "test", outcome: "done" }, [
          { kind: "assign", person: id, serial: 10 + i, from: START + i },
        ]);
      }
      const [a, b, c, d] = ids as [string, string, string, string];
      const merge = async (person: string, other: string) => {
        const details = { ...(await findPerson(office.queries, person))!, hamlet: "Thôn Chung" };
        const at = START + 60_000;
        await office.commit({ actor: "server", action: "test", outcome: "done" }, [
          { kind: "double-noted", person: other, others: [d], at },
          { kind: "merge", person, other, details, narrowed: [], at, by: "somebody", mark: "1" },
        ]);
      };
      await merge(a, b);
      await merge(c, a);
      await office.commit({ actor: "server", action: "test", outcome: "done" }, [
        { kind: "taken-apart", person: c, other: a },
      ]);
      await merge(c, d);
      const before = await rowsOf(database);
      await server.close();
      const rebuilt = await emptyDatabase();
      const again = await openServer({ dir, database: rebuilt, now: () => START + 120_000 });
      assert.deepEqual(await rowsOf(rebuilt), before);
      await again.close();
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
});
