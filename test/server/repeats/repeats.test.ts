import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { migrate } from "../../../host-tools/server/database/migrations.ts";
import { Repeats } from "../../../host-tools/server/repeats/repeats.ts";
import { openAnswer, printOf, sealAnswer } from "../../../host-tools/server/repeats/sealed-answer.ts";
import { SCHEMA } from "../../../host-tools/server/schema.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

describe("what is kept of a request", () => {
  it("opens under its own key alone", () => {
    const key = randomUUID();
    const sealed = sealAnswer(key, { id: "a", name: "Đào" });
    assert.deepEqual(openAnswer(key, sealed), { id: "a", name: "Đào" });
    assert.throws(() => openAnswer(randomUUID(), sealed));
    assert.ok(!Buffer.from(sealed).includes("Đào"));
  });

  it("is the same for the same request, and for no other", () => {
    const key = randomUUID();
    const print = (asked: unknown, of = key) => Buffer.from(printOf(of, asked)).toString("hex");
    assert.equal(print({ a: 1, b: [2, { c: 3, d: 4 }] }), print({ b: [2, { d: 4, c: 3 }], a: 1 }));
    const others = [
      { a: 1 },
      { a: "1" },
      ["a", 1],
      { a: [1] },
      { a: null },
      Uint8Array.of(1),
      Uint8Array.of(2),
    ];
    assert.equal(new Set(others.map((one) => print(one))).size, others.length);
    assert.notEqual(print({ a: 1 }), print({ a: 1 }, randomUUID()));
  });
});

describeOnDatabases("forms that an older program has done", () => {
  it("are still done after an upgrade, whatever comes under their id", async () => {
    const database = await emptyDatabase();
    const older = SCHEMA.filter(({ part }) => part !== "repeats").map((one) =>
      one.part === "station" ? { ...one, steps: one.steps.slice(0, 1) } : one,
    );
    await migrate(database, older);
    const form = randomUUID();
    await database.query("INSERT INTO station.form VALUES ($1, $2)", [form, new Date().toISOString()]);
    await migrate(database, SCHEMA);
    const repeats = new Repeats({
      queries: database,
      change: (work) => database.transaction(work),
      now: Date.now,
    });
    const run = () => assert.fail("it was done again");
    assert.deepEqual(await repeats.once({ key: form, asked: ["hand-out"], otherwise: {} }, { run }), {});
    await assert.rejects(repeats.once({ key: form, asked: ["hand-out"] }, { run }), /not-found/);
  });
});

describeOnDatabases("doing a request once", () => {
  let database: Database;
  let repeats: Repeats;
  before(async () => {
    database = await emptyDatabase();
    await migrate(database, SCHEMA);
    repeats = new Repeats({ queries: database, change: (work) => database.transaction(work), now: Date.now });
  });

  it("takes up what was cut short behind the change, once, and answers as it was", async () => {
    const request = { key: randomUUID(), asked: ["withdraw"] };
    let [ran, settled] = [0, 0];
    const work = {
      run: async (note: Parameters<Parameters<typeof repeats.once>[1]["run"]>[0]) => {
        ran++;
        return database.transaction(async (queries) => {
          await note(queries, { tokens: [ran] }, []);
          return { tokens: [ran] };
        });
      },
      settle: async () => {
        if (++settled === 1) throw new Error("the disk is full");
      },
    };
    await assert.rejects(repeats.once(request, work), /the disk is full/);
    assert.deepEqual(await repeats.once(request, work), { tokens: [1] });
    assert.deepEqual(await repeats.once(request, work), { tokens: [1] });
    assert.deepEqual([ran, settled], [1, 2]);
  });

  it("keeps nothing of what failed in its own transaction", async () => {
    const request = { key: randomUUID(), asked: ["add"] };
    let ran = 0;
    const work = {
      run: (note: Parameters<Parameters<typeof repeats.once>[1]["run"]>[0]) =>
        database.transaction(async (queries) => {
          await note(queries, { id: ++ran }, []);
          if (ran === 1) throw new Error("the database went away");
          return { id: ran };
        }),
    };
    await assert.rejects(repeats.once(request, work), /went away/);
    assert.deepEqual(await repeats.once(request, work), { id: 2 });
    assert.deepEqual(await repeats.once(request, work), { id: 2 });
  });
});
