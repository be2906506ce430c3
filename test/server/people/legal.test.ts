import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { migrate } from "../../../host-tools/server/database/migrations.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { emptyDatabase } from "../../support/shared-database.ts";

describe("docs/legal.md", () => {
  const page = readFileSync(new URL("../../../docs/legal.md", import.meta.url), "utf8");

  it("says of every table why it is kept and how long", async function () {
    this.timeout(120_000);
    const database = await emptyDatabase();
    await migrate(database, SCHEMA);
    const tables = await database.query<{ name: string }>(
      `SELECT schemaname || '.' || tablename AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public') ORDER BY 1`,
    );
    assert.ok(tables.length > 15);
    const missing = tables.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name);
    assert.deepEqual(missing, []);
  });

  it("says that counsel must confirm it, and that nobody is refused entry", () => {
    assert.match(page, /Counsel must confirm/);
    assert.match(page, /Không ai bị từ chối vào cổng/);
  });
});
