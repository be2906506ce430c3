import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { migrate, type SchemaPart } from "../../../host-tools/server/database/migrations.ts";
import { encodeEvent, type ServerEvent } from "../../../host-tools/server/journal/events.ts";
import { openJournal } from "../../../host-tools/server/journal/journal.ts";
import { loadKeyRing } from "../../../host-tools/server/keys/key-ring.ts";
import { openServer } from "../../../host-tools/server/server.ts";
import { TokenDirectory } from "../../../host-tools/server/tokens/directory.ts";
import { enrolments } from "../../../host-tools/server/tokens/enrol.ts";
import { sealedBytes } from "../../../host-tools/server/uploads/open-upload.ts";
import { keysFromSeed } from "../../../protocol/identity.ts";
import { enrolRequest, LOOK, pageOf, record, seedOf, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";

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

describeOnDatabases("a journal of an older program", () => {
  const DAY = 20780;
  const at = DAY * 86_400_000 + 5 * 3_600_000;
  /** Steps that were there when it was written. */
  const OLD = { store: 4, units: 1, staff: 1, people: 1, audit: 1 };
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "bluezone-older-"));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it("fills an empty database: pages, and who wore what, come into today's tables", async () => {
    const ring = loadKeyRing(dir, true);
    const directory = new TokenDirectory(ring);
    const requests = [enrolRequest(1, DAY), enrolRequest(2, DAY)];
    const [one, two] = requests.map(({ serial, day }) => ({
      serial,
      day,
      keys: keysFromSeed(sha256, seedOf(serial)),
    }));
    const page = uploadOf(
      one!,
      pageOf(one!, 0, DAY * 96)
        .records(DAY * 96, [record(two!, DAY * 96)])
        .build(true),
    );
    const events: ServerEvent[] = [
      ...Object.entries(OLD).flatMap(([part, steps]) =>
        Array.from({ length: steps }, (_, i) => ({ kind: "schema", at, part, number: i + 1 }) as const),
      ),
      ...enrolments(directory, ring, requests, at).map(({ event }) => event),
      { kind: "assign", at, serial: 1, person: "worker 7", from: at, to: null },
      {
        kind: "page",
        at,
        serial: 1,
        sequence: 0,
        length: page.length,
        mac: page.mac,
        sealed: sealedBytes(page),
      },
    ];
    const journal = await openJournal(dir);
    for (const event of events) await journal.append([encodeEvent(event)]);
    await journal.close();

    const database = await emptyDatabase();
    const server = await openServer({ dir, database, now: () => at });
    assert.deepEqual(await database.query("SELECT serial, person, label FROM people.assignment"), [
      { serial: 1, person: null, label: "worker 7" },
    ]);
    const { contacts } = await server.match({ case: 1, fromDay: DAY, toDay: DAY }, LOOK);
    assert.deepEqual(
      contacts.map(({ token }) => token),
      [2],
    );
    await server.close();
    const again = await openServer({ dir, database: await emptyDatabase(), now: () => at });
    assert.equal((await again.tokens()).find(({ serial }) => serial === 1)!.records, 1);
    await again.close();
  });
});
