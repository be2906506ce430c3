import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { unzipSync } from "fflate";
import { readDayKeys, writeDayKeys } from "../../../host-tools/formats/bluezone/key-file.ts";
import { readTrace } from "../../../host-tools/formats/bluezone/trace-file.ts";
import { sha256 } from "../../../host-tools/lib/sha256.ts";
import { findCase } from "../../../host-tools/server/cases/case-store.ts";
import { applyChange } from "../../../host-tools/server/changes.ts";
import { caseDeskOf } from "../../../host-tools/server/rooms.ts";
import { rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { HOUR, type List, NINE, REASON, TODAY, useCaseDesk, type View } from "../../support/case-desk.ts";
import { DAY, FAR, START, WARD } from "../../support/harness.ts";
import { readToken } from "../../support/read-token.ts";
import { logOf, record, rollingId } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

describeOnDatabases("the case desk", () => {
  const given = useCaseDesk();
  const { sequences, token, at, wears, heard, ask, reasonOf, newCase, approve, openCase, ofPerson, listOf } =
    given;

  it("shows nobody's contacts before a second person has approved, nor after it is closed", async () => {
    const of = await newCase(ofPerson(0));
    assert.deepEqual([of.state, of.isOpen], ["waiting", false]);
    const path = `/api/cases/${of.id}`;
    const reads = [
      ["GET", `${path}/contacts?${REASON}`],
      ["GET", `${path}/contacts/${given.persons[1]}/contacts?${REASON}`],
      ["GET", `${path}/export?${REASON}&format=csv`],
      ["GET", `${path}/export?${REASON}&format=data-trace`],
      ["POST", `${path}/resolution`, { reason: "case-investigation" }],
      ["PUT", `${path}/contacts/${given.persons[1]}`, { id: randomUUID(), seen: null, state: "called" }],
    ] as const;
    const allRefused = async () => {
      for (const [method, url, body] of reads)
        assert.deepEqual(await reasonOf(given.investigator, method, url, body), [409, "not-open"], url);
    };
    await allRefused();
    assert.deepEqual(
      await reasonOf(given.investigator, "POST", `${path}/approval`, given.verdict(of, true)),
      [409, "same-person"],
    );
    assert.equal((await approve(of)).isOpen, true);
    assert.deepEqual((await listOf(of)).contacts, []);
    // Who approves does not see contacts by that.
    assert.deepEqual(await reasonOf(given.second, "GET", `${path}/contacts?${REASON}`), [403, "forbidden"]);
    await ask(given.investigator, "POST", `${path}/closing`);
    await allRefused();
  });

  it("lets a station know whom to ask for, until they are called, and never why", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(1, 2, [NINE + 4, NINE + 5]);
    const nurse = await given.harness.as("station");
    const isCalled = async () => {
      await readToken(nurse, token(2));
      const answer = await ask<Record<string, unknown>>(nurse, "GET", "/api/station/tokens/2");
      assert.ok(!JSON.stringify(answer).includes(of.id));
      return answer.called;
    };
    const of = await openCase(ofPerson(0));
    await listOf(of);
    assert.equal(await isCalled(), true);
    await ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${given.persons[1]}`, {
      id: randomUUID(),
      seen: null,
      state: "called",
    });
    assert.equal(await isCalled(), false);
  });

  it("keeps a refused case shut", async () => {
    const of = await newCase(ofPerson(0));
    await ask(given.second, "POST", `/api/cases/${of.id}/approval`, given.verdict(of, false));
    assert.deepEqual(
      await reasonOf(given.second, "POST", `/api/cases/${of.id}/approval`, given.verdict(of, true)),
      [409, "not-open"],
    );
    assert.deepEqual(await reasonOf(given.investigator, "GET", `/api/cases/${of.id}/contacts?${REASON}`), [
      409,
      "not-open",
    ]);
  });

  it("opens in an emergency for 24 hours, and on when it is reviewed", async () => {
    const of = await newCase(ofPerson(0), { emergency: true });
    assert.equal(of.isOpen, true);
    await listOf(of);
    const desk = caseDeskOf(given.harness.server, given.harness.office);
    const look = { actor: "somebody", reason: "case-investigation", subject: of.id } as const;
    const read = async () => desk.list((await findCase(given.harness.office.queries, of.id))!, look);
    given.harness.clock.now = START + 24 * HOUR - 1;
    assert.ok(await read());
    given.harness.clock.now++;
    await assert.rejects(read(), { reason: "not-open" });
    assert.deepEqual(await desk.refresh(), []);
    given.harness.clock.now = START;
    assert.equal((await approve(of)).state, "open");
    given.harness.clock.now = START + 25 * HOUR;
    assert.ok(await read());
  });

  it("takes the infectious period from onset or test, or as it is set by hand, and no date that cannot be", async () => {
    const days = ({ from, to }: View) => [from, to];
    assert.deepEqual(days(await newCase(ofPerson(0))), ["2026-11-21", TODAY]);
    const of = await newCase(ofPerson(0), { onset: "2026-11-20", rule: "vn-3638-2021" });
    assert.deepEqual(days(of), ["2026-11-17", TODAY]);
    const changed = { tested: TODAY, onset: "2026-11-20", from: "2026-11-19", to: "2026-11-22" };
    assert.deepEqual(days(await given.change(of, changed)), ["2026-11-19", "2026-11-22"]);
    for (const [field, wrong] of [
      ["tested", { tested: "2026-11-24" }],
      ["onset", { tested: TODAY, onset: "2026-11-24" }],
      ["from", { tested: TODAY, from: "2026-11-23", to: "2026-11-22" }],
      ["from", { tested: TODAY, from: "2026-08-01" }],
      ["to", { tested: TODAY, to: "2026-11-25" }],
    ] as const) {
      const answer = await given.investigator.ask(
        ...(["PUT", `/api/cases/${of.id}`, await given.changing(of, wrong)] as const),
      );
      assert.equal(answer.status, 422, field);
      assert.equal(((await answer.json()) as { error: { field: string } }).error.field, field);
    }
  });

  it("writes every read into the audit log with its reason and the number of the test", async () => {
    const of = await openCase(ofPerson(0));
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(1, 2, [NINE, NINE + 1]);
    await listOf(of);
    await ask(
      given.investigator,
      "GET",
      `/api/cases/${of.id}/contacts/${given.persons[1]}/contacts?reason=court-order`,
    );
    await ask(given.investigator, "GET", `/api/cases/${of.id}/export?${REASON}&format=csv`);
    await ask(given.investigator, "POST", `/api/cases/${of.id}/resolution`, { reason: "supervision" });
    const rows = await given.harness.database.query<object>(
      `SELECT action, subject, reason, reference FROM audit.entry
       WHERE action LIKE 'contacts.%' AND actor = '${given.harness.accounts.investigator}' ORDER BY number`,
    );
    const row = (action: string, subject: string, reason: string) => ({
      action,
      subject,
      reason,
      reference: "HD/2026-17",
    });
    assert.deepEqual(rows, [
      row("contacts.read", of.id, "case-investigation"),
      row("contacts.read", given.persons[1]!, "court-order"),
      row("contacts.export", of.id, "case-investigation"),
      row("contacts.read", of.id, "case-investigation"),
      row("contacts.read", of.id, "supervision"),
    ]);
    assert.deepEqual(await reasonOf(given.investigator, "GET", `/api/cases/${of.id}/contacts`), [
      422,
      "input",
    ]);
  });

  /** A record of somebody whom nobody knows. */
  const ofStranger = () => ({
    prefix: Uint8Array.of(0, 2, 3, 4, 5, 6),
    summary: record(token(2), NINE).summary,
  });

  it("finds people, not tokens: two tokens of one person, two people of one token in a day", async () => {
    // The case changed tokens at 09:30; one contact did at 09:15, and from then on somebody else wore its old one.
    await wears(given.persons[0]!, 1, NINE - 8, NINE + 2);
    await wears(given.persons[0]!, 5, NINE + 2);
    await wears(given.persons[1]!, 2, NINE - 8, NINE + 1);
    await wears(given.persons[1]!, 3, NINE + 1);
    await wears(given.persons[2]!, 2, NINE + 1);
    sequences.set(1, [{ epoch: NINE - 1, records: [ofStranger()] }]);
    await heard(1, 2, [NINE, NINE + 1]);
    await heard(5, 3, [NINE + 2, NINE + 3]);
    await heard(3, 5, [NINE + 2]);
    // Somebody else got the case's first token afterwards: what it heard then is not the case's.
    await wears(given.persons[3]!, 1, NINE + 3);
    await heard(1, 4, [NINE + 4]);
    // Nor are the phones that its next wearer met.
    sequences.get(1)!.push({ epoch: NINE + 5, records: [ofStranger()] });
    await heard(1, 4, [NINE + 6]);
    const { contacts, list } = await listOf(await openCase(ofPerson(0)));
    assert.equal(list.unresolved, 1);
    assert.deepEqual(
      contacts.map(({ label, minutes, tokens, evidence }) => [
        label,
        minutes,
        tokens.map(({ serial }) => serial).sort(),
        evidence,
      ]),
      [
        ["Trần Văn Ân", 45, [2, 3], "both"],
        ["Lê Thị Bưởi", 15, [2], "case"],
      ],
    );
    assert.equal(contacts[0]!.person!.phone, "+84912345678");
    assert.ok(!JSON.stringify(contacts).includes("012345678901"));
    // The same token as a case of its own is what all its wearers did.
    const ofToken = await listOf(await openCase({ kind: "token", serial: 1 }));
    assert.deepEqual(
      ofToken.contacts.map(({ key }) => key).sort(),
      [given.persons[1]!, given.persons[2]!, "token-4"].sort(),
    );
  });

  it("splits a minute of handing over to the minute", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    const by = { actor: "server", action: "assignment.change", outcome: "done" } as const;
    const middle = at(NINE) + 10 * 60_000 + 30_000;
    await given.harness.office.commit(by, [
      { kind: "assign", person: given.persons[2]!, serial: 2, from: middle },
    ]);
    await heard(1, 2, [NINE]);
    const { contacts } = await listOf(await openCase(ofPerson(0)));
    assert.deepEqual(
      contacts.map(({ label, minutes }) => [label, minutes]),
      [
        ["Trần Văn Ân", 10],
        ["Lê Thị Bưởi", 5],
      ],
    );
  });

  it("makes the list anew by itself when a log comes late, keeps what was done, and tells what changed", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await wears(given.persons[2]!, 3, NINE);
    await heard(2, 1, [NINE]);
    const of = await openCase(ofPerson(0));
    const before = await listOf(of);
    assert.deepEqual([before.list.number, before.contacts.length, before.before], [1, 1, undefined]);
    assert.deepEqual((await listOf(of)).list.number, 1);
    await ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${given.persons[1]}`, {
      id: randomUUID(),
      seen: null,
      state: "called",
      note: "Hẹn xét nghiệm",
    });
    await heard(1, 2, [NINE, NINE + 1]);
    await heard(1, 3, [NINE + 2]);
    const desk = caseDeskOf(given.harness.server, given.harness.office);
    assert.deepEqual(await desk.refresh(), [of.id]);
    assert.deepEqual(await desk.refresh(), []);
    const after = await listOf(of);
    assert.deepEqual([after.list.number, after.before!.number], [2, 1]);
    assert.deepEqual(after.changes.added, [given.persons[2]]);
    assert.deepEqual(
      after.changes.changed.map(({ key, after }) => [key, after.minutes]),
      [[given.persons[1], 30]],
    );
    const called = after.contacts.find(({ key }) => key === given.persons[1])!;
    assert.deepEqual([called.state, called.note], ["called", "Hẹn xét nghiệm"]);
  });

  it("remembers the rule that a list was made by", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(2, 1, [NINE], { minutes: 0b111 });
    const of = await openCase(ofPerson(0));
    assert.equal((await listOf(of)).contacts[0]!.isContact, false);
    await given.change(of, { tested: TODAY, rule: "vn-3638-2021" });
    await given.approveNow(of);
    const list = await listOf(of);
    assert.deepEqual([list.list.rule, list.list.ruleVersion], ["vn-3638-2021", 3]);
    assert.equal(list.contacts[0]!.isContact, true);
    const rules = await given.harness.database.query<{ rule: string }>(
      "SELECT list->>'rule' AS rule FROM desk.list ORDER BY number",
    );
    assert.deepEqual(
      rules.map(({ rule }) => rule),
      ["two-metres-15-in-24", "vn-3638-2021"],
    );
  });

  it("says how sure a contact is, and why", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(1, 2, [NINE, NINE + 1], { strongestLoss: -8, stretchLoss: -6 });
    const of = await openCase(ofPerson(0));
    const one = (await listOf(of)).contacts[0]!;
    assert.deepEqual(one.confidence, { level: "medium", reasons: ["one-log"] });
    assert.deepEqual(one.days, [{ ...one.days[0]!, date: TODAY, distance: "1m" }]);
    await heard(2, 1, [NINE, NINE + 1], { strongestLoss: -8, stretchLoss: -6 });
    assert.deepEqual((await listOf(of)).contacts[0]!.confidence, { level: "high", reasons: ["both-logs"] });
  });

  it("finds contacts of a contact from the first minute near the case on", async () => {
    await wears(given.persons[0]!, 1, NINE - 8);
    await wears(given.persons[1]!, 2, NINE - 8);
    await wears(given.persons[2]!, 3, NINE - 8);
    await wears(given.persons[3]!, 4, NINE - 8);
    await heard(2, 3, [NINE - 4]);
    await heard(2, 1, [NINE]);
    await heard(2, 4, [NINE + 2]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    const path = `/api/cases/${of.id}/contacts/${given.persons[1]}/contacts?${REASON}`;
    const { contacts } = await ask<Pick<List, "contacts">>(given.investigator, "GET", path);
    // The case itself is left out.
    assert.deepEqual(
      contacts.map(({ label }) => label),
      ["Phạm Đình Chuẩn"],
    );
    const stranger = `/api/cases/${of.id}/contacts/${given.persons[3]}/contacts?${REASON}`;
    assert.deepEqual(await reasonOf(given.investigator, "GET", stranger), [404, "not-found"]);
  });

  it("writes tables that Excel reads: letters, phones, nothing that computes", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(1, 2, [NINE]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    await ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${given.persons[1]}`, {
      id: randomUUID(),
      seen: null,
      state: "quarantined",
      note: '=1+1 "ở nhà"',
    });
    const fileOf = async (format: string) =>
      ask<{ name: string; content: string }>(
        given.investigator,
        "GET",
        `/api/cases/${of.id}/export?${REASON}&format=${format}`,
      );
    const { name, content } = await fileOf("csv");
    const bytes = Buffer.from(content, "base64");
    assert.equal(name, "HD-2026-17-contacts.csv");
    assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    const text = bytes.toString("utf8");
    const lines = text.slice(text.indexOf('"STT')).split("\r\n");
    assert.equal(lines.length, 3);
    assert.ok(lines[1]!.includes('"Trần Văn Ân"') && lines[1]!.includes('"0912 345 678"'));
    assert.ok(lines[1]!.includes('"\'=1+1 ""ở nhà"""'));
    const { content: sheet } = await fileOf("xlsx");
    const parts = unzipSync(new Uint8Array(Buffer.from(sheet, "base64")));
    const texts = Object.values(parts)
      .map((part) => Buffer.from(part).toString("utf8"))
      .join("");
    for (const text of ["Trần Văn Ân", "0912 345 678", "đang cách ly", "Họ và tên"])
      assert.ok(texts.includes(text), text);
    assert.ok(!texts.includes("<f>"));
  });

  describe("and Bluezone's files", () => {
    it("publishes day keys only of a retired token, only of the needed days, and never while others wore it", async () => {
      await wears(given.persons[0]!, 1, NINE - 96, NINE);
      const of = await openCase(ofPerson(0));
      const path = `/api/cases/${of.id}/publication?${REASON}`;
      assert.deepEqual(await reasonOf(given.investigator, "GET", path), [409, "not-retired"]);
      const nurse = await given.harness.as("station");
      await readToken(nurse, token(1));
      await ask(nurse, "POST", "/api/tokens/1/retirement", { how: "re-keyed" });
      const { content } = await ask<{ content: string }>(given.investigator, "GET", path);
      const text = Buffer.from(content, "base64").toString();
      assert.ok(!text.includes("base_id"));
      const read = readDayKeys(text);
      assert.ok(read.ok);
      assert.deepEqual(
        read.value.map(({ start, end }) => [start / 86_400, end + 1]),
        [
          [DAY - 1, DAY * 86_400],
          [DAY, NINE * 900],
        ],
      );
      // A phone that has heard the token finds it in the file, and so does another server.
      await heard(2, 1, [NINE - 1]);
      const phone = await newCase({ kind: "phone", place: WARD });
      const bytes = new TextEncoder().encode(text);
      assert.deepEqual(await ask(given.investigator, "POST", `/api/cases/${phone.id}/phone`, bytes), {
        keys: 2,
        rows: 0,
        moreErrors: 0,
        added: 0,
        outside: 0,
        leftOut: [],
        isAnothers: false,
        errors: [],
      });
      await given.approveNow(phone);
      assert.deepEqual(
        (await listOf(phone)).contacts.map(({ key }) => key),
        ["token-2"],
      );
      await wears(given.persons[1]!, 1, NINE + 1);
      assert.deepEqual(await reasonOf(given.investigator, "GET", path), [409, "worn-later"]);
      assert.deepEqual(await reasonOf(given.second, "GET", path), [403, "forbidden"]);
    });

    it("exports the case's log with whole IDs, and what nobody is known to have apart; reads it back", async () => {
      await wears(given.persons[0]!, 1, NINE);
      await heard(1, 2, [NINE], { minutes: 0b101 });
      const log = sequences.get(1)!;
      log.push({ epoch: NINE + 1, records: [ofStranger()] });
      await heard(1, 3, [NINE + 2], { minutes: 1 });
      const of = await openCase(ofPerson(0));
      const fileOf = async (format: string) => {
        const path = `/api/cases/${of.id}/export?${REASON}&format=${format}`;
        return Buffer.from(
          (await ask<{ content: string }>(given.investigator, "GET", path)).content,
          "base64",
        ).toString();
      };
      const trace = await fileOf("data-trace");
      const read = readTrace(trace, given.harness.clock.now);
      assert.ok(read.ok);
      const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
      assert.deepEqual(
        read.value.rows.map(({ own, contact, at }) => [hex(own), hex(contact), at]),
        [
          [NINE, 2, 0],
          [NINE, 2, 2],
          [NINE + 2, 3, 0],
        ].map(([epoch, peer, minute]) => [
          hex(rollingId(token(1), epoch!)),
          hex(rollingId(token(peer!), epoch!)),
          epoch! * 900_000 + minute! * 60_000 + 30_000,
        ]),
      );
      const unresolved = (await fileOf("unresolved")).trimEnd().split("\n");
      assert.equal(unresolved.length, 15);
      assert.ok(unresolved[0]!.startsWith("000203040506\t"));
      // As the log of a phone it tells of the same people, as long and as near.
      const phone = await newCase({ kind: "phone", place: WARD });
      await ask(given.investigator, "POST", `/api/cases/${phone.id}/phone`, new TextEncoder().encode(trace));
      await given.approveNow(phone);
      const short = ({ contacts }: List) =>
        contacts.map(({ key, minutes, days }) => [key, minutes, days[0]!.distance]).sort();
      assert.deepEqual(short(await listOf(phone)), short(await listOf(of)));
    });

    it("exports whole IDs of a phone whose owner brought its keys, while that case is open, and no others'", async () => {
      await wears(given.persons[0]!, 1, NINE);
      const dayKey = new Uint8Array(32).fill(7);
      const ids = rollingIdsOfDay(sha256, dayKey);
      const heardOf = (id: Uint8Array, epoch: number) => ({
        epoch,
        records: [{ prefix: id.subarray(0, 6), summary: { ...record(token(2), epoch).summary, minutes: 1 } }],
      });
      const inTime = heardOf(ids[8]!, NINE);
      const replayed = heardOf(ids[2]!, NINE + 1);
      for (const result of await given.harness.server.receivePages(logOf(token(1), [inTime, replayed])))
        assert.ok(result.ok);
      const of = await openCase(ofPerson(0));
      const rowsOf = async (format: string) => {
        const path = `/api/cases/${of.id}/export?${REASON}&format=${format}`;
        const { content } = await ask<{ content: string }>(given.investigator, "GET", path);
        return Buffer.from(content, "base64").toString().split("\n").slice(0, -1);
      };
      assert.deepEqual([(await rowsOf("data-trace")).length, (await rowsOf("unresolved")).length], [0, 2]);
      const phone = await newCase({ kind: "phone", place: WARD });
      const keys = writeDayKeys([{ key: dayKey, start: DAY * 86_400, end: (DAY + 1) * 86_400 - 1 }]);
      await ask(given.investigator, "POST", `/api/cases/${phone.id}/phone`, new TextEncoder().encode(keys));
      await given.approveNow(phone);
      const [row, ...more] = await rowsOf("data-trace");
      assert.deepEqual(more, []);
      assert.equal(row!.split("\t")[1], Buffer.from(ids[8]!).toString("hex"));
      assert.equal((await rowsOf("unresolved")).length, 1);
      await ask(given.investigator, "POST", `/api/cases/${phone.id}/closing`);
      assert.deepEqual(await rowsOf("data-trace"), []);
    });

    it("names the wrong rows in the language of the user and stores nothing of such a file", async () => {
      const phone = await openCase({ kind: "phone", place: WARD });
      const good = `${"0a".repeat(12)}\t${"0b".repeat(12)}\t-70\t${START}\n`;
      const bytes = new TextEncoder().encode(`${good}${good.replace("-70", "0.5")}`);
      const answer = await ask<{ rows: number; errors: { row: number; vi: string; en: string }[] }>(
        ...([given.investigator, "POST", `/api/cases/${phone.id}/phone`, bytes] as const),
      );
      assert.equal(answer.rows, 0);
      assert.equal(answer.errors.length, 1);
      assert.equal(answer.errors[0]!.row, 2);
      assert.match(answer.errors[0]!.vi, /^Dòng 2: cột 3/);
      assert.match(answer.errors[0]!.en, /^Row 2: column 3/);
      assert.deepEqual(await given.harness.database.query("SELECT * FROM desk.phone_log"), []);
    });
  });

  it("leaves nothing of a person who withdraws, nor of a case whose time is over", async () => {
    await wears(given.persons[0]!, 1, NINE);
    await wears(given.persons[1]!, 2, NINE);
    await heard(1, 2, [NINE]);
    const of = await openCase(ofPerson(0));
    await listOf(of);
    const rows = async () =>
      (await given.harness.database.query<{ key: string }>("SELECT key FROM desk.contact")).map(
        ({ key }) => key,
      );
    assert.deepEqual(await rows(), [given.persons[1]]);
    await ask(await given.harness.as("station"), "DELETE", `/api/persons/${given.persons[1]}`);
    assert.deepEqual(await rows(), []);
    await ask(given.investigator, "POST", `/api/cases/${of.id}/closing`);
    for (const [before, left] of [
      [given.harness.clock.now, 1],
      [given.harness.clock.now + 1, 0],
    ] as const) {
      await applyChange(given.harness.database, { kind: "cases-expire", before });
      assert.equal((await given.harness.database.query('SELECT FROM desk."case"')).length, left);
    }
    for (const table of ["list", "contact", "phone_key"])
      assert.deepEqual(await given.harness.database.query(`SELECT * FROM desk.${table}`), [], table);
  });

  it("does not open on somebody of another place", async () => {
    const far = await given.harness.addPerson(FAR);
    const body = { subject: { kind: "person", person: far }, reference: "A", ground: "pcr", tested: TODAY };
    assert.deepEqual(await reasonOf(given.investigator, "POST", "/api/cases", body), [404, "not-found"]);
    await wears(far, 8, NINE - 8);
    const onToken = { ...body, subject: { kind: "token", serial: 8, place: WARD } };
    assert.deepEqual(await reasonOf(given.investigator, "POST", "/api/cases", onToken), [404, "not-found"]);
  });
});
