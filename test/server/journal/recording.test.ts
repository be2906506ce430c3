import assert from "node:assert/strict";
import type { Statement } from "../../../host-tools/server/journal/events.ts";
import { isChange, recording } from "../../../host-tools/server/journal/recording.ts";
import { openServer, partsOf } from "../../../host-tools/server/server.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

describe("a statement that changes something", () => {
  it("is told from one that only reads", () => {
    for (const sql of [
      "INSERT INTO a VALUES (1)",
      "  update a SET b = 1",
      "DELETE FROM a",
      "WITH gone AS (DELETE FROM a RETURNING b) SELECT * FROM gone",
      "TRUNCATE a",
      "CREATE TABLE a (b int4)",
    ])
      assert.ok(isChange(sql), sql);
    for (const sql of ["SELECT 1", " select 1", "WITH a AS (SELECT 1) SELECT * FROM a", "SET LOCAL x = 1"])
      assert.ok(!isChange(sql), sql);
  });
});

describeOnDatabases("a transaction that is written down", () => {
  it("holds its changes in order with their parameters, and refuses what cannot be done again", async () => {
    const database = await emptyDatabase();
    await database.exec("CREATE TABLE public.a (x int8, y timestamptz)");
    const statements: Statement[] = [];
    await database.transaction(async (queries) => {
      const noted = recording(queries, statements);
      await noted.query("INSERT INTO public.a VALUES ($1, $2)", [7, "2026-01-01"]);
      assert.deepEqual(await noted.query("SELECT x FROM public.a"), [{ x: 7 }]);
      await assert.rejects(noted.query("UPDATE public.a SET y = now()"), /now\( in a statement/);
      await assert.rejects(noted.query("INSERT INTO public.a VALUES (random())"), /repeatable/);
      await assert.rejects(noted.query("UPDATE public.a SET y = CURRENT_TIMESTAMP"), /repeatable/);
      await assert.rejects(
        noted.exec("DELETE FROM public.a; DELETE FROM public.a"),
        /one statement at a time/,
      );
      await noted.query("DELETE FROM public.a WHERE x = $1", [7]);
    });
    assert.deepEqual(statements, [
      { sql: "INSERT INTO public.a VALUES ($1, $2)", parameters: [7, "2026-01-01"] },
      { sql: "DELETE FROM public.a WHERE x = $1", parameters: [7] },
    ]);
  });

  it("is in the tables whole or not at all, and takes its turn", async () => {
    const database = await emptyDatabase();
    const server = await openServer({ database });
    const { writer } = partsOf(server);
    const put = (serial: number) =>
      writer.transaction(async (queries) => {
        const [row] = await queries.query<{ next: number }>(
          "SELECT COALESCE(max(sequence), 0) + 1 AS next FROM registry.chain_restart_free",
        );
        await queries.query("INSERT INTO registry.chain_restart_free VALUES ($1, $2)", [serial, row!.next]);
        if (serial === 3) throw new Error("no");
      });
    await database.exec("CREATE TABLE registry.chain_restart_free (serial int8, sequence int8)");
    const ended = await Promise.allSettled([1, 2, 3, 4, 5].map(put));
    assert.deepEqual(
      ended.map(({ status }) => status),
      ["fulfilled", "fulfilled", "rejected", "fulfilled", "fulfilled"],
    );
    assert.deepEqual(await database.query("SELECT * FROM registry.chain_restart_free ORDER BY 2"), [
      { serial: 1, sequence: 1 },
      { serial: 2, sequence: 2 },
      { serial: 4, sequence: 3 },
      { serial: 5, sequence: 4 },
    ]);
    await server.close();
  });
});
