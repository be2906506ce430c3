import assert from "node:assert/strict";
import { migrate, type SchemaPart } from "../../host-tools/server/migrations.ts";
import { describeOnDatabases, emptyDatabase } from "../support/shared-database.ts";

const first = { name: "first", sql: "CREATE TABLE public.a (x int4); INSERT INTO public.a VALUES (1)" };
const second = { name: "second", sql: "ALTER TABLE public.a ADD COLUMN y int4 NOT NULL DEFAULT 7" };
const other = { name: "other", sql: "CREATE TABLE public.b AS SELECT x FROM public.a" };

describeOnDatabases("bringing the schema up", () => {
  const parts = (...steps: SchemaPart["steps"][]): SchemaPart[] =>
    steps.map((list, i) => ({ part: ["one", "two"][i]!, steps: list }));

  it("takes each step of each part once, in order, whatever is added later", async () => {
    const database = await emptyDatabase();
    await migrate(database, parts([first]));
    await migrate(database, parts([first], [other]));
    await migrate(database, parts([first, second], [other]));
    await migrate(database, parts([first, second], [other]));
    assert.deepEqual(await database.query("SELECT x, y FROM public.a"), [{ x: 1, y: 7 }]);
    assert.deepEqual(await database.query("SELECT x FROM public.b"), [{ x: 1 }]);
    assert.deepEqual(await database.query("SELECT part, number FROM public.migration ORDER BY 1, 2"), [
      { part: "one", number: 1 },
      { part: "one", number: 2 },
      { part: "two", number: 1 },
    ]);
  });

  it("refuses a database of a newer program, also one with a part of its own", async () => {
    const database = await emptyDatabase();
    await migrate(database, parts([first, second], [other]));
    await assert.rejects(migrate(database, parts([first], [other])), /newer version \(one schema 2, not 1\)/);
    await assert.rejects(migrate(database, parts([first, second])), /newer version \(two schema 1, not 0\)/);
  });

  it("leaves nothing of a step that fails", async () => {
    const database = await emptyDatabase();
    const wrong = { name: "wrong", sql: "CREATE TABLE public.c (x int4); SELECT no_such_thing()" };
    await assert.rejects(migrate(database, parts([first, wrong])), /no_such_thing/);
    await migrate(database, parts([first, second]));
    assert.deepEqual(await database.query("SELECT y FROM public.a"), [{ y: 7 }]);
    await assert.rejects(database.query("SELECT * FROM public.c"), /does not exist/);
  });
});
