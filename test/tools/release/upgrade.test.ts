import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPTIONAL_PURPOSES, type Purpose } from "../../../host-tools/contract/vocabulary.ts";
import type { Database } from "../../../host-tools/server/database/database.ts";
import { DATA_FORM } from "../../../host-tools/server/disk/data-form.ts";
import { encodeEvent, type ServerEvent } from "../../../host-tools/server/journal/events.ts";
import { openJournal } from "../../../host-tools/server/journal/journal.ts";
import { usableFor } from "../../../host-tools/server/people/consents.ts";
import { openOfficeOf } from "../../../host-tools/server/rooms.ts";
import { openServer, type Server } from "../../../host-tools/server/server.ts";
import { restoreBackup } from "../../../host-tools/server/upkeep/administration.ts";
import { LOOK } from "../../support/scenario.ts";
import { describeOnDatabases, emptyDatabase } from "../../support/shared-database.ts";
import { DATA_DAY, DATA_TIME, TEST_KEY } from "./known-data.ts";

/** Written by the program before (commit 914827c) with write-data.ts. */
const BEFORE = new URL("data-914827c/", import.meta.url).pathname;
/** By commit 2882944, when a consent named no purpose; its persons had agreed, those of the other folder had not. */
const ONE_CONSENT = new URL("data-2882944/", import.meta.url).pathname;

describeOnDatabases("data of another version of the program", () => {
  let folder: string;
  let dir: string;
  let database: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "versions-"));
    dir = join(folder, "data");
    mkdirSync(dir);
    cpSync(join(BEFORE, "journal"), join(dir, "journal"), { recursive: true });
    writeFileSync(join(dir, "wrapping-key"), TEST_KEY, { mode: 0o600 });
    database = await emptyDatabase();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (way: { isRestoring?: boolean } = {}) =>
    openServer({ dir, database, now: () => DATA_TIME + 3_600_000, ...way });
  const journalBytes = () =>
    Buffer.concat(readdirSync(join(dir, "journal")).map((name) => readFileSync(join(dir, "journal", name))));

  const AGREED = [[2, "p-2"]] as const;

  /** Nobody of the oldest data had agreed to anything: of nobody there is a contact. */
  async function checkEverything(server: Server, near: readonly unknown[] = []): Promise<void> {
    assert.deepEqual(
      (await server.tokens()).map(({ serial, records }) => [serial, records]),
      [
        [1, 1],
        [2, 1],
        [3, 0],
      ],
    );
    const period = { fromDay: DATA_DAY, toDay: DATA_DAY };
    const { contacts } = await server.match({ case: 1, ...period }, LOOK);
    assert.deepEqual(
      contacts.map(({ token, person }) => [token, person]),
      near,
    );
    const persons = await database.query("SELECT id, name FROM people.person ORDER BY id");
    assert.deepEqual(
      persons,
      ["p-1", "p-2", "p-3"].map((id) => ({ id, name: `Người ${id}` })),
    );
    const office = await openOfficeOf(server, dir);
    assert.deepEqual((await office.verify()).findings, []);
  }

  it("of the one before is opened with all that is in it, and goes on", async () => {
    const server = await open();
    await checkEverything(server);
    assert.equal((await server.issueTicket(1)).counter, 3, "two were given out");
    assert.equal(readFileSync(join(dir, "form"), "utf8"), `${DATA_FORM}\n`);
    const file = join(folder, "new.backup");
    await server.admin.backup(file);
    await server.close();
    for (const name of readdirSync(dir))
      if (name !== "wrapping-key") rmSync(join(dir, name), { recursive: true });
    database = await emptyDatabase();
    await restoreBackup(file, dir, open);
    const restored = await open();
    await checkEverything(restored);
    await restored.close();
  });

  it("with consents from before purposes had names keeps them as contacts, and as nothing else", async () => {
    rmSync(dir, { recursive: true });
    cpSync(ONE_CONSENT, dir, { recursive: true });
    writeFileSync(join(dir, "wrapping-key"), TEST_KEY, { mode: 0o600 });
    const server = await open();
    await checkEverything(server, AGREED);
    const kept = await database.query(
      "SELECT person, purpose, answer, version, said_at FROM people.consent ORDER BY person",
    );
    const said = { purpose: "contacts", answer: "given", version: "2026-1", said_at: new Date(DATA_TIME) };
    assert.deepEqual(
      kept,
      ["p-1", "p-2", "p-3"].map((person) => ({ person, ...said })),
    );
    const at = DATA_TIME + 3_600_000;
    const usable = async (purpose: Purpose) => [
      ...(await usableFor(database, ["p-1", "p-2", "p-3"], purpose, at)),
    ];
    assert.deepEqual(await usable("contacts"), ["p-1", "p-2", "p-3"]);
    for (const purpose of OPTIONAL_PURPOSES) assert.deepEqual(await usable(purpose), [], purpose);
    await server.close();
  });

  it("is not restored from a backup of the one before, which carries no MAC", async () => {
    rmSync(join(dir, "journal"), { recursive: true });
    await assert.rejects(restoreBackup(join(BEFORE, "one.backup"), dir, open, null), /has no MAC at its end/);
    assert.ok(!existsSync(join(dir, "journal")));
  });

  it("of a newer one is refused before anything is changed: form, tables, journal", async () => {
    await (await open()).close();
    const before = journalBytes();
    writeFileSync(join(dir, "form"), `${DATA_FORM + 1}\n`);
    await assert.rejects(
      open(),
      /was written by a newer version of the program \(form 2; this one knows 1\)/,
    );
    assert.deepEqual(journalBytes(), before);
    writeFileSync(join(dir, "form"), "what?");
    await assert.rejects(open(), /tells no form of data/);
    writeFileSync(join(dir, "form"), `${DATA_FORM}\n`);

    await database.exec("INSERT INTO public.migration VALUES ('people', 99, 'of tomorrow')");
    await assert.rejects(open(), /The database is of a newer version \(people schema 99, not \d+\)/);
    await database.exec("DELETE FROM public.migration WHERE number = 99");
    assert.deepEqual(journalBytes(), before);
    const server = await open();
    await checkEverything(server);
    await server.close();

    for (const [event, reason] of [
      [
        { kind: "schema", at: DATA_TIME, part: "people", number: 99 },
        /of a newer version \(people schema 99\)/,
      ],
      [{ kind: "letter", at: DATA_TIME } as unknown as ServerEvent, /of a newer version \(event letter\)/],
    ] as [ServerEvent, RegExp][]) {
      const whole = join(folder, "whole");
      rmSync(whole, { recursive: true, force: true });
      cpSync(dir, whole, { recursive: true });
      const journal = await openJournal(dir);
      await journal.append([encodeEvent(event)]);
      await journal.close();
      await assert.rejects(open(), reason);
      await assert.rejects(open(), reason, "nor the next time");
      rmSync(dir, { recursive: true });
      cpSync(whole, dir, { recursive: true });
    }
  });
});
