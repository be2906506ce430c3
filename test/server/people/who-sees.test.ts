/** The column "who sees it" of docs/legal.md, held to every answer that every role can get. */

import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { ROLES, type Role } from "../../../host-tools/contract/vocabulary.ts";
import { isoOf } from "../../../host-tools/lib/time.ts";
import { addDeeds } from "../../../host-tools/server/gates/deed-store.ts";
import { addPassages } from "../../../host-tools/server/gates/passage-store.ts";
import { addVisits } from "../../../host-tools/server/gates/visit-store.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { findPerson } from "../../../host-tools/server/people/person-store.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { toHex } from "../../../protocol/bytes.ts";
import { NINE, useCaseDesk } from "../../support/case-desk.ts";
import { consentOf } from "../../support/consent.ts";
import { passageOf, visitOf } from "../../support/gate-machine.ts";
import { FACTORY, NEIGHBOUR, WARD } from "../../support/harness.ts";
import { bring, listOf } from "../../support/list-files.ts";
import { opened, traceOf } from "../../support/passage-traces.ts";
import { readToken } from "../../support/read-token.ts";
import { logOf, record } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

const PAGE = readFileSync(new URL("../../../docs/legal.md", import.meta.url), "utf8");

interface Field {
  readonly name: string;
  readonly sees: ReadonlySet<Role>;
}

/** How the page calls them. */
const WORDS: Readonly<Record<Role, RegExp>> = {
  station: /\bstation\b/,
  guard: /\bguard\b/,
  manager: /\borganisation manager\b/,
  investigator: /\binvestigator\b/,
  caller: /\bcaller\b/,
  bench: /\bbench\b/,
  "unit-administrator": /\bunit administrator\b/,
  "province-administrator": /\bprovince administrator\b/,
  auditor: /\bauditor\b/,
};

/** Rows of "Every field". "as above" is the row before. */
function fieldsOf(page: string): Field[] {
  const table = page.slice(page.indexOf("## Every field"), page.indexOf("Not kept at all"));
  const fields: Field[] = [];
  for (const line of table
    .split("\n")
    .filter((one) => one.startsWith("| "))
    .slice(1)) {
    const [name, , , , sees] = line.slice(2).split(" | ");
    assert.ok(name && sees, line);
    const roles = ROLES.filter((role) => sees.startsWith("all staff") || WORDS[role].test(sees));
    const above = sees.startsWith("as above") ? [...fields.at(-1)!.sees] : [];
    fields.push({ name, sees: new Set([...above, ...roles]) });
  }
  return fields;
}

const hexAndBase64 = (bytes: Uint8Array) => [
  toHex(bytes),
  Buffer.from(bytes).toString("base64").slice(0, 20),
];

describeOnDatabases("the column of who sees it", () => {
  const given = useCaseDesk();

  it("says of every field whose screens it can come to, and of nobody else's", async function () {
    this.timeout(120_000);
    const { harness } = given;
    const { office, database } = harness;
    const by = { actor: "server", action: "test", outcome: "done" } as const;
    const takenBy = randomUUID();
    const person = await harness.addPerson(WARD, FACTORY, {
      name: "Tôn Nữ Kín Đáo",
      birth: "1931-07-19",
      phone: "+84987650001",
      idNumber: "098765432109",
      hamlet: "Xóm Vắng",
      group: "Tổ Riêng",
      guardian: { name: "Cao Bá Giám", relation: "con" },
    });
    const claim = randomUUID();
    const newcomer = await harness.addPerson(NEIGHBOUR, undefined, { name: "Mạc Sắp Đến" });
    const double = await harness.addPerson(WARD, FACTORY, { name: "Bùi Tên Cũ" });
    const details = (await findPerson(office.queries, person))!;
    await office.commit(by, [
      {
        kind: "merge",
        person,
        other: double,
        details,
        narrowed: [],
        at: harness.clock.now,
        by: takenBy,
        mark: "1",
      },
    ]);
    const infected = given.persons[0]!;
    await given.wears(infected, 1, NINE - 8);
    await given.wears(given.persons[1]!, 2, NINE - 8);
    const from = Date.UTC(2026, 10, 22, 22, 22, 22);
    const kept = Date.UTC(2026, 10, 22, 21, 21, 21);
    const token3 = given.token(3);
    const deedAt = Date.UTC(2026, 10, 22, 20, 20, 20);
    const waits = await harness.addAccount("investigator", WARD);
    await office.commit(by, [
      {
        kind: "consent",
        person,
        consent: consentOf(takenBy, Date.UTC(2026, 10, 20)),
      },
      { kind: "assign", person, serial: 3, from },
      { kind: "keep", serial: 4, organisation: FACTORY, from: kept },
      {
        kind: "stock-deed",
        serial: 4,
        at: kept,
        deed: "received",
        place: FACTORY,
        by: takenBy,
        state: "ready",
        details: {},
      },
      {
        kind: "transfer-sent",
        id: randomUUID(),
        from: FACTORY,
        to: NEIGHBOUR,
        serials: [4],
        at: kept + 1000,
        by: takenBy,
      },
      { kind: "worn", person: "nhãn-thử-nghiệm", serial: 5, from: Date.UTC(2026, 10, 22), to: from },
      {
        kind: "move-asked",
        id: randomUUID(),
        person: newcomer,
        what: "organisation",
        place: FACTORY,
        by: harness.accounts.manager,
        askedAt: from,
      },
      { kind: "retirement-asked", serial: 6, how: "retired", place: WARD, by: takenBy, at: from - 1000 },
      {
        kind: "deed",
        waits: true,
        deed: { account: waits, actor: harness.accounts["province-administrator"], what: "made", at: deedAt },
      },
      { kind: "token-retired", serial: 7, how: "retired", place: WARD, at: from + 1000 },
    ]);
    const unknown = {
      ...record(given.token(2), NINE + 2),
      prefix: Uint8Array.of(0xde, 0xad, 0xbe, 0xef, 0, 1),
    };
    const log = [
      ...[NINE + 1].map((epoch) => ({ epoch, records: [record(given.token(2), epoch)] })),
      { epoch: NINE + 2, records: [unknown] },
      { epoch: NINE + 3, records: [record(given.token(3), NINE + 3)] },
    ];
    for (const upload of logOf(given.token(1), log)) await harness.server.receivePage(upload);
    const of = await given.openCase(given.ofPerson(0), { reference: "KIN/2026-1" });
    await given.listOf(of);
    await given.ask(given.investigator, "PUT", `/api/cases/${of.id}/contacts/${given.persons[1]}`, {
      id: randomUUID(),
      seen: null,
      state: "called",
      note: "Ghi chú kín",
    });
    const line = `/api/cases/${of.id}/contacts/${person}`;
    await given.ask(given.investigator, "POST", `${line}/calls`, {
      id: randomUUID(),
      outcome: "no-answer",
      note: "Cuộc gọi kín",
    });
    for (const told of [
      { kind: "test", sample: "KIN-MAU-1", method: "pcr", sampled: "2026-11-23", result: "negative" },
      { kind: "asked", day: "2026-11-23", answer: "symptoms", note: "Sốt kín" },
      { kind: "quarantine", from: "2026-11-23", to: "2026-12-07", where: "home", address: "Nhà kín" },
    ])
      await given.ask(given.investigator, "POST", `${line}/health`, { id: randomUUID(), told });
    const factory = await harness.as("manager");
    await bring(
      factory,
      FACTORY,
      listOf("Ngô Sắp Nhận;1992;;Tổ 1", "Khúc Thị Trùng;1950;;Tổ 1", "Khuc Thi Trung;1950;;Tổ 2"),
    );
    const until = harness.clock.now + 3_600_000;
    const held = { id: claim, at: harness.clock.now, by: takenBy, holder: harness.accounts.caller, until };
    const notice = {
      id: randomUUID(),
      place: FACTORY,
      kind: "hamlet",
      names: ["Xóm Mời"],
      madeAt: from,
      until,
    } as const;
    const tokenCalledAt = harness.clock.now - 987;
    const tokenCall = { id: randomUUID(), case: of.id, person, by: takenBy, at: tokenCalledAt };
    await office.commit(by, [
      { kind: "claim", case: of.id, key: person, claim: held },
      { kind: "token-call", call: tokenCall },
      { kind: "notice", notice },
    ]);
    const gate = {
      id: randomUUID(),
      place: FACTORY,
      name: "Cổng 1",
      zone: "Trụ Sở Kín",
      addedAt: harness.clock.now,
    };
    const { id: stood, place: at } = gate;
    const week = { gate: stood, place: at, name: "Lối Vào Kín", zone: "Sân", hours: {} };
    const [fire, openedAt, takenAt] = [randomUUID(), harness.clock.now - 1234, harness.clock.now - 4321];
    const site = "w4tnkhachtxt";
    const ofSite = { ...gate, id: randomUUID(), name: "Cổng 2", zone: "Sân Khách Quét" };
    await office.commit(by, [
      { kind: "gate", gate, by: takenBy },
      { kind: "gate", gate: ofSite, by: takenBy },
      { kind: "gate-site", id: ofSite.id, site },
      {
        kind: "stock-taken",
        id: randomUUID(),
        place: at,
        at: takenAt,
        by: takenBy,
        found: 1,
        missing: [],
        astray: [],
      },
      { kind: "fire-opened", fire: { id: fire, place: at, zone: gate.zone, openedAt }, by: takenBy },
      {
        kind: "week-of-gates",
        monday: "2026-11-16",
        gates: [{ ...week, days: new Array(7).fill(null) }],
      },
    ]);
    const { wrapping, writer } = partsOf(harness.server);
    // Two come and go together; nothing else happens in these minutes.
    const passed = [1, 3].flatMap((serial) =>
      ([443, 471] as const).map((minutes, i) => ({
        token: given.token(serial),
        names: serial === 3 ? [person, "Tôn Nữ Kín Đáo", "987650001"] : [infected],
        at: harness.clock.now + minutes * 60_000,
        direction: (["in", "out"] as const)[i]!,
      })),
    );
    const visit = visitOf("Tạ Khách Kín", passed[0]!.at);
    const passages = passed.map(({ token, at, direction }) => passageOf(token, at, { direction }));
    await writer.transaction(async (queries) => {
      await addPassages(queries, gate.id, passages, harness.clock.now);
      await addVisits(queries, wrapping, gate.id, [visit]);
      const deed = { id: "ab".repeat(8), minute: visit.minute, guard: "Lục Gác Kín", did: "visit" } as const;
      await addDeeds(queries, wrapping, gate.id, [{ ...deed, visit: visit.id }]);
    });
    const key = randomBytes(32);
    const phone = await given.newCase({ kind: "phone", place: WARD });
    await office.commit(by, [{ kind: "case-phone", case: phone.id, keys: [{ key, start: 0, end: 86_399 }] }]);
    await given.approveNow(phone);
    const nurse = await harness.as("station");
    await readToken(nurse, token3);
    const one = async <T>(sql: string) => (await database.query<T>(sql))[0]!;
    const { sealed } = await one<{ sealed: Uint8Array }>("SELECT sealed FROM radio.page LIMIT 1");
    const { hash } = await one<{ hash: string }>("SELECT password AS hash FROM office.account LIMIT 1");
    const { entry } = await one<{ entry: string }>(
      "SELECT hash AS entry FROM audit.entry ORDER BY number LIMIT 1",
    );
    const { session } = await one<{ session: Uint8Array }>(
      "SELECT key AS session FROM office.session LIMIT 1",
    );
    await nurse.ask("GET", "/api/station/ahead");
    const { form } = await one<{ form: Uint8Array }>(
      "SELECT private_key AS form FROM station.form_key LIMIT 1",
    );

    const { answer } = await one<{ answer: Uint8Array }>(
      "SELECT answer FROM repeats.done WHERE answer IS NOT NULL LIMIT 1",
    );

    /** What of each field would be seen, by the beginning of its name on the page; none of what has no value of its own. */
    const values: Readonly<Record<string, readonly string[]>> = {
      name: ["Tôn Nữ Kín Đáo"],
      "birth year": ["1931-07-19"],
      "phone, shared": ["+84987650001"],
      "ID number": ["098765432109"],
      "unit, hamlet": ["Xóm Vắng", "Tổ Riêng"],
      guardian: ["Cao Bá Giám"],
      consent: [takenBy],
      "test results": ["KIN-MAU-1"],
      symptoms: ["Sốt kín"],
      "quarantine of": ["Nhà kín"],
      "calls to": ["Cuộc gọi kín"],
      "who is called by": [isoOf(tokenCalledAt)],
      "who held": [claim],
      // Ranges and shares, which nobody can be found in; what was typed has its own walk (heads.test.ts).
      "how many wear": [],
      "how many people a place": [],
      "what share of": [],
      // Of the rows of persons and tokens, which have their own values here.
      "who wears a token": [],
      "whom to ask": ["Xóm Mời"],
      "who wore which": [new Date(from).toISOString()],
      "tokens that an": [new Date(kept).toISOString()],
      "the same of": ["nhãn-thử-nghiệm"],
      "tokens: serial": hexAndBase64(token3.keys.tokenKey),
      "stock-takings": [isoOf(takenAt)],
      "boxes of tokens": [new Date(kept + 1000).toISOString()],
      "tokens as": ['"counts":{"ready":'],
      "sealed log": hexAndBase64(new Uint8Array(sealed).subarray(64, 96)),
      encounters: ["deadbeef0001"],
      "a token's restarts": [],
      "health of": ['"batteryMillivolts"'],
      receipts: [],
      case: ['"tested":'],
      "number of": ["KIN/2026-1"],
      "lists of": ['"isExhaustive":'],
      "contact of": ["Ghi chú kín"],
      "every change of": ['"history":[{"at":'],
      "day keys": hexAndBase64(key),
      "tokens out": [new Date(from - 1000).toISOString(), new Date(from + 1000).toISOString()],
      "who is to belong": ["Mạc Sắp Đến"],
      "people of lists": ["Ngô Sắp Nhận"],
      "of these, who": ["Khuc Thi Trung"],
      "files of people": ['"mayUndo":'],
      "staff: login": ['unit-administrator","name'],
      "staff: hashes": [hash.slice(-30)],
      "who made": [new Date(deedAt).toISOString()],
      "computers of": [(await harness.computerOf(WARD)).id],
      sessions: hexAndBase64(new Uint8Array(session)),
      "forms filled": hexAndBase64(new Uint8Array(form)),
      "requests that": hexAndBase64(new Uint8Array(answer)),
      // Names, which are looked for.
      "people whom forms": [],
      "records that became": ["Bùi Tên Cũ"],
      "two contacts": [],
      "station computers": [],
      "forms that": [],
      exports: [],
      "units and": ["Phường Hải Dương"],
      audit: [entry],
      passages: passed.map(({ at }) => isoOf(at - (at % 60_000))),
      visits: ["Tạ Khách Kín"],
      "which guard": ["Lục Gác Kín"],
      "guards of": [],
      gates: ["Trụ Sở Kín"],
      "codes that": ["Sân Khách Quét"],
      emergencies: [isoOf(openedAt)],
      "how many went": ["Lối Vào Kín"],
      // Numbers, told as ranges, as those above.
      "what guards counted": [],
      "prefixes of": [],
      "what was erased": [],
      "what the time": [],
      "server's log": [],
    };
    const fields = fieldsOf(PAGE);
    const valuesOf = ({ name }: Field) =>
      Object.entries(values).find(([start]) => name.startsWith(start))?.[1];
    assert.deepEqual(
      fields.filter((field) => valuesOf(field) === undefined).map(({ name }) => name),
      [],
      "fields that nothing looks for",
    );
    assert.equal(fields.length, Object.keys(values).length);

    const given_ = { person, serial: "3", case: of.id, contact: given.persons[1]!, fire, site };
    const queries: Readonly<Record<string, readonly string[]>> = {
      "/api/persons": ["text=&limit=200", "text=0987650001"],
      "/api/persons/{person}/export": ["reason=request-of-the-person"],
      "/api/cases/{case}/contacts": ["reason=case-investigation&everybody=true"],
      "/api/cases/{case}/contacts/{contact}/contacts": ["reason=case-investigation"],
      "/api/cases/{case}/token-calls": ["reason=case-investigation"],
      "/api/cases/{case}/passages": ["reason=case-investigation&day=2026-11-23"],
      "/api/cases/{case}/publication": ["reason=case-investigation"],
      "/api/cases/{case}/follow-up": ["reason=case-investigation"],
      "/api/cases/{case}/results": ["reason=case-investigation"],
      "/api/cases/{case}/export": ["csv", "data-trace", "unresolved"].map(
        (format) => `reason=case-investigation&format=${format}`,
      ),
      "/api/audit": ["limit=200"],
      "/api/stock/takings": ["limit=200"],
    };
    const paths = ROUTES.filter(
      ({ method, path }) => method === "GET" && path !== "/api/openapi.json",
    ).flatMap(({ path }) => {
      const whole = path.replace(/\{(\w+)\}/g, (_, name: keyof typeof given_) => given_[name]);
      const serials = path.includes("{serial}") ? ["1", "2", "4", "5", "6", "7"] : [];
      const more = serials.map((serial) => path.replace("{serial}", serial));
      return [whole, ...more].flatMap((one) => (queries[path] ?? [""]).map((query) => `${one}?${query}`));
    });
    assert.deepEqual(
      paths.filter((path) => /undefined|\{/.test(path)),
      [],
    );
    const wrong: string[] = [];
    const traces = passed.map((one) => ({ trace: traceOf(one), name: `a passage of ${one.names[0]}` }));
    for (const role of ROLES) {
      const client = await harness.as(role);
      let seen = "";
      for (const path of paths) {
        const answer = await client.ask("GET", path.replace(/\?$/, ""));
        const text = opened(await answer.text());
        seen += text;
        if (path.includes("/passages?")) continue;
        for (const { trace, name } of traces)
          if (trace(text)) wrong.push(`${role} sees ${name}: ${trace(text)} in ${path}`);
      }
      for (const field of fields) {
        const isSeen = valuesOf(field)!.some((value) => seen.includes(value));
        if (isSeen && !field.sees.has(role)) wrong.push(`${role} sees ${field.name}`);
        const looked =
          valuesOf(field)!.length > 0 && field.name !== "health of a token: battery, restarts, clock";
        if (!isSeen && looked && field.sees.has(role)) wrong.push(`${role} does not see ${field.name}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
});
