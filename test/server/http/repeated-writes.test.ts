/**
 * Whatever is written is written once: stories of requests come to a real server twice and more, late, in another order and
 * together, as where answers are lost. What is left is what one clean run leaves. BLUEZONE_REPEATS is the number of sequences.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { ROLES, type Role } from "../../../host-tools/contract/vocabulary.ts";
import type { Case } from "../../../host-tools/server/cases/case.ts";
import { approvalScope } from "../../../host-tools/server/cases/scope.ts";
import type { Change } from "../../../host-tools/server/changes.ts";
import { OPENAPI_FILE } from "../../../host-tools/server/http/print-openapi.ts";
import { KEY_HEADER, WITHOUT_KEY } from "../../../host-tools/server/http/request/repeats.ts";
import { wrappedPrints, wrappedRows } from "../../../host-tools/server/lists/list-store.ts";
import { caseDeskOf } from "../../../host-tools/server/rooms.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { consentOf } from "../../support/consent.ts";
import { enrolComputer, newComputer } from "../../support/enrolled-computer.ts";
import { DAY, FACTORY, type Harness, NEIGHBOUR, openHarness, START, WARD } from "../../support/harness.ts";
import { listOf } from "../../support/list-files.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { SEED } from "../../support/seed.ts";

const SEQUENCES = Number(process.env.BLUEZONE_REPEATS ?? 150);
/** A server has so many, then the next one is opened: what it keeps stays small. */
const OF_ONE_SERVER = 250;
const TOKENS = 2200;

interface Step {
  /** "POST /api/persons". */
  readonly route: string;
  readonly role: Role;
  readonly path: string;
  readonly body?: unknown;
}
/** Steps of which each builds on those before it. */
type Story = (world: World) => Promise<readonly Step[]>;

class World {
  readonly harness: Harness;
  readonly #tokens: readonly TestToken[];
  #used = 0;
  #group: Promise<string> | undefined;

  constructor(harness: Harness, tokens: readonly TestToken[]) {
    this.harness = harness;
    this.#tokens = tokens;
  }

  token(): TestToken {
    return this.#tokens[this.#used++]!;
  }

  commit(...changes: readonly Change[]): Promise<void> {
    return this.harness.office.commit({ actor: "somebody", action: "test", outcome: "done" }, changes);
  }

  /** Twenty people of it wear a token. */
  group(): Promise<string> {
    this.#group ??= this.#grouped("Tổ 3");
    return this.#group;
  }

  async #grouped(group: string): Promise<string> {
    for (let i = 0; i < 20; i++) {
      const person = await this.harness.addPerson(WARD, undefined, { group });
      await this.commit({ kind: "assign", person, serial: this.token().serial, from: START });
    }
    return group;
  }

  async caseOf(state: Case["state"], kind: "person" | "phone" = "person"): Promise<Case> {
    const person = await this.harness.addPerson(WARD);
    const of: Case = {
      id: randomUUID(),
      place: WARD,
      reference: reference(),
      ground: "pcr",
      tested: "2026-11-23",
      rule: DEFAULT_RULE.id,
      openedBy: "somebody",
      openedAt: START,
      state,
      subject: kind === "phone" ? { kind } : { kind, person },
    };
    await this.commit({ kind: "case", of });
    return of;
  }
}

const reference = () => `HD/${randomUUID().slice(0, 8).toUpperCase()}`;

const person = () => ({
  id: randomUUID(),
  person: { unit: WARD, organisation: FACTORY, name: "Trần Văn Đạo", birth: "1951" },
  consent: { agreed: true, version: "2026-1", language: "vi", channel: "station", givenBy: "self" },
  another: true,
});

/** An open case with a close contact on its list who wears a token. */
async function withContact(world: World) {
  const of = await world.caseOf("open");
  const [worn, near] = [world.token(), world.token()];
  const [contact, epoch] = [await world.harness.addPerson(WARD), Math.floor(START / 900_000)];
  if (of.subject.kind !== "person") throw new Error("The case is a person's.");
  await world.commit(
    { kind: "assign", person: of.subject.person, serial: worn.serial, from: START },
    { kind: "assign", person: contact, serial: near.serial, from: START },
  );
  const heard = pageOf(near, 0, epoch).records(epoch, [record(worn, epoch)]);
  await world.harness.server.receivePage(uploadOf(near, heard.build()));
  const desk = caseDeskOf(world.harness.server, world.harness.office);
  await desk.list(of, { actor: "server", reason: "case-investigation", subject: of.id });
  return { of, contact, desk };
}

const STORIES: readonly Story[] = [
  async (world) => {
    const body = person();
    const { serial } = world.token();
    const path = `/api/persons/${body.id}`;
    const wearers = `/api/tokens/${serial}/wearers`;
    const later = { ...body.consent, purpose: "register", version: "2026-2" };
    return [
      { route: "POST /api/persons", role: "station", path: "/api/persons", body },
      {
        route: "POST /api/tokens/{serial}/wearers",
        role: "station",
        path: wearers,
        body: { person: body.id },
      },
      { route: "PUT /api/persons/{person}", role: "station", path, body: { seen: {}, hamlet: "Khu 4" } },
      {
        route: "POST /api/persons/{person}/consents",
        role: "station",
        path: `${path}/consents`,
        body: later,
      },
      {
        route: "POST /api/tokens/{serial}/wearers/end",
        role: "station",
        path: `${wearers}/end`,
        body: { person: body.id, endedBy: "returned" },
      },
      {
        route: "DELETE /api/tokens/{serial}/wearers/{person}/end",
        role: "station",
        path: `${wearers}/${body.id}/end`,
      },
    ];
  },
  async (world) => {
    const id = await world.harness.addPerson(WARD);
    return [{ route: "DELETE /api/persons/{person}", role: "station", path: `/api/persons/${id}` }];
  },
  async (world) => {
    const [one, other] = [await world.harness.addPerson(WARD), await world.harness.addPerson(WARD)];
    await world.commit({ kind: "double-noted", person: one, others: [other], at: START });
    const path = `/api/persons/${one}/another`;
    return [{ route: "POST /api/persons/{person}/another", role: "station", path, body: { other } }];
  },
  async (world) => {
    const [one, other] = [await world.harness.addPerson(WARD), await world.harness.addPerson(WARD)];
    const path = `/api/persons/${one}/merges`;
    const seen = { name: "Nguyễn Thị Đào", birth: "1948", unit: WARD };
    const body = { other, take: ["name"], seen: { person: seen, other: seen } };
    return [
      { route: "POST /api/persons/{person}/merges", role: "station", path, body },
      { route: "DELETE /api/persons/{person}/merges/{merged}", role: "station", path: `${path}/${other}` },
    ];
  },
  async () => {
    const body = listOf(
      `Mai Thị ${newWord()};1990;;Tổ ${newWord()}`,
      `Vũ Đức ${newWord()};1985;;Tổ ${newWord()}`,
    );
    return [{ route: "POST /api/lists", role: "manager", path: `/api/lists?place=${FACTORY}`, body }];
  },
  async (world) => {
    const { wrapping } = partsOf(world.harness.server);
    const [list, row] = [randomUUID(), randomUUID()];
    const planned = { name: "Mai Thị Sen", birth: "1990" };
    const waiting = { id: row, waits: true, row: 2, planned, unit: WARD, like: [] };
    const rows = await wrappedRows(wrapping, [waiting, { ...waiting, id: randomUUID() }]);
    const prints = wrappedPrints(wrapping, list, []);
    const about = { id: list, place: FACTORY, at: START, created: 2, updated: 0, prints };
    await world.commit({ kind: "list-brought", list: about, rows });
    const path = `/api/lists/${list}`;
    const decision = { rows: [{ id: row, is: "same" }] };
    return [
      { route: "POST /api/lists/{list}/doubles", role: "manager", path: `${path}/doubles`, body: decision },
      { route: "DELETE /api/lists/{list}", role: "manager", path },
    ];
  },
  async (world) => {
    const [sure, doubted] = [await world.harness.addPerson(WARD), await world.harness.addPerson(WARD)];
    const { serial } = world.token();
    const [from, told] = [START - 50_000, START - 40_000];
    await world.commit(
      { kind: "assign", person: sure, serial, from: START - 60_000 },
      { kind: "assign-doubted", person: doubted, serial, from, told, askedAt: START - 30_000 },
    );
    const path = `/api/tokens/${serial}/wearers/doubt`;
    const body = { person: doubted, from: new Date(from).toISOString(), at: new Date(told).toISOString() };
    return [{ route: "POST /api/tokens/{serial}/wearers/doubt", role: "station", path, body }];
  },
  async (world) => {
    const [id, mover] = [randomUUID(), await world.harness.addPerson(NEIGHBOUR)];
    const asked = { what: "organisation", place: FACTORY, by: "somebody", askedAt: START } as const;
    await world.commit({ kind: "move-asked", id, person: mover, ...asked });
    const path = `/api/moves/${id}/acceptance`;
    return [{ route: "POST /api/moves/{move}/acceptance", role: "manager", path, body: { accepted: true } }];
  },
  async (world) => {
    const { serial } = world.token();
    const body = { deed: "received", place: WARD, serials: [serial] };
    return [
      { route: "POST /api/stock/deeds", role: "station", path: "/api/stock/deeds", body },
      {
        route: "POST /api/stock/takings",
        role: "station",
        path: "/api/stock/takings",
        body: { place: WARD, serials: body.serials },
      },
      { route: "DELETE /api/stock/{serial}/deeds", role: "station", path: `/api/stock/${serial}/deeds` },
    ];
  },
  async (world) => {
    const [sent, came, other] = [world.token().serial, world.token().serial, world.token().serial];
    const takenIn = (serial: number, place: string) =>
      ({
        kind: "stock-deed",
        serial,
        at: START,
        deed: "received",
        place,
        by: "somebody",
        state: "ready",
        details: {},
      }) as const;
    const [back, inward] = [randomUUID(), randomUUID()];
    const box = { at: START, by: "somebody" };
    const returning = world.token().serial;
    await world.commit(
      ...[sent, returning].map((serial) => takenIn(serial, WARD)),
      ...[came, other].map((serial) => takenIn(serial, NEIGHBOUR)),
      { kind: "transfer-sent", id: back, from: WARD, to: NEIGHBOUR, serials: [returning], ...box },
      { kind: "transfer-sent", id: inward, from: NEIGHBOUR, to: WARD, serials: [came], ...box },
    );
    const role = "station";
    const path = "/api/transfers";
    return [
      { route: "POST /api/transfers", role, path, body: { place: WARD, to: NEIGHBOUR, serials: [sent] } },
      { route: "DELETE /api/transfers/{transfer}", role, path: `${path}/${back}` },
      {
        route: "POST /api/transfers/acknowledgements",
        role,
        path: `${path}/acknowledgements`,
        body: { place: WARD, serials: [came] },
      },
      {
        route: "POST /api/transfers/takeovers",
        role,
        path: `${path}/takeovers`,
        body: { place: WARD, serials: [other] },
      },
    ];
  },
  async () => {
    const [unit, post] = [`hamlet-${randomUUID().slice(0, 8)}`, `post-${randomUUID().slice(0, 8)}`];
    const hamlet = { seen: {}, code: "1", name: "Thôn Một", tier: "hamlet", parent: WARD };
    const office = { seen: {}, name: "Bưu cục", kind: "post-office", unit: WARD };
    const by = "province-administrator";
    const code = `l${randomUUID().slice(0, 8)}`;
    const list = { parent: WARD, rows: [{ code, name: `Thôn ${code}`, tier: "hamlet" }] };
    return [
      { route: "POST /api/units/lists", role: by, path: "/api/units/lists", body: list },
      {
        route: "PUT /api/units/{unit}",
        role: "province-administrator",
        path: `/api/units/${unit}`,
        body: hamlet,
      },
      {
        route: "PUT /api/organisations/{organisation}",
        role: "province-administrator",
        path: `/api/organisations/${post}`,
        body: office,
      },
      { route: "DELETE /api/organisations/{organisation}", role: by, path: `/api/organisations/${post}` },
      { route: "DELETE /api/units/{unit}", role: by, path: `/api/units/${unit}` },
    ];
  },
  async (world) => {
    const account = await world.harness.addAccount("guard", FACTORY);
    const waiting = await world.harness.addAccount("investigator", WARD);
    const deed = { account: waiting, actor: "somebody", what: "made", at: START } as const;
    await world.commit({ kind: "deed", deed, waits: true });
    const login = `g${randomUUID().slice(0, 8)}`;
    const body = { login, name: "Bảo Vệ", role: "guard", place: FACTORY };
    const change = { seen: { name: "Cán Bộ" }, name: "Bảo Vệ Hai" };
    const of = { role: "province-administrator" } as const;
    return [
      { ...of, route: "POST /api/staff", path: "/api/staff", body },
      { ...of, route: "PUT /api/staff/{account}", path: `/api/staff/${account}`, body: change },
      { ...of, route: "POST /api/staff/{account}/reset", path: `/api/staff/${account}/reset` },
      { ...of, route: "POST /api/staff/{account}/acceptance", path: `/api/staff/${waiting}/acceptance` },
      { ...of, route: "POST /api/staff/{account}/unlock", path: `/api/staff/${account}/unlock` },
    ];
  },
  async () => {
    const login = `s${randomUUID().slice(0, 8)}`;
    const rows = [1, 2].map((i) => ({ login: `${login}.${i}`, name: "Y Tá", role: "station", place: WARD }));
    const path = "/api/staff/sheets";
    return [{ route: `POST ${path}`, role: "province-administrator", path, body: { rows } }];
  },
  async (world) => {
    const { id } = await enrolComputer(world.harness.office, WARD);
    const of = { role: "province-administrator" } as const;
    return [
      { ...of, route: "POST /api/computers", path: "/api/computers", body: { name: "Máy 1", place: WARD } },
      { ...of, route: "DELETE /api/computers/{computer}", path: `/api/computers/${id}` },
    ];
  },
  async (world) => {
    const id = `hamlet-${randomUUID().slice(0, 8)}`;
    const unit = { id, code: "1", name: "Thôn Một", tier: "hamlet", parent: WARD } as const;
    await world.commit({ kind: "unit", unit });
    const of = { role: "unit-administrator" } as const;
    const target = { percent: 80, until: "2026-12-31" };
    const [heads, targets] = ["/api/uptake/heads", "/api/uptake/targets"];
    return [
      { ...of, route: `POST ${heads}`, path: heads, body: { place: id, heads: 60, phones: 9 } },
      { ...of, route: `POST ${targets}`, path: targets, body: { place: id, target } },
    ];
  },
  async (world) => {
    const body = { board: 1, powerAtOneMetre: -59, point: newComputer().point };
    const { serial } = world.token();
    await world.commit({ kind: "number-drawn", serial, place: WARD, at: START });
    const of = { role: "bench" } as const;
    return [
      { ...of, route: "POST /api/enrolments", path: "/api/enrolments", body },
      {
        ...of,
        route: "POST /api/enrolments/{serial}/end",
        path: `/api/enrolments/${serial}/end`,
        body: { end: "finished" },
      },
    ];
  },
  async (world) => {
    const [id, taken] = [randomUUID(), randomUUID()];
    const gate = { place: WARD, zone: "Trụ sở", addedAt: START };
    await world.commit(
      { kind: "gate", gate: { ...gate, id, name: `Cổng ${id}` }, by: "somebody" },
      { kind: "gate", gate: { ...gate, id: taken, name: `Cổng ${taken}` }, by: "somebody" },
    );
    const of = { role: "province-administrator" } as const;
    const body = { place: WARD, name: `Cổng ${randomUUID()}`, zone: "Trụ sở" };
    return [
      { ...of, route: "POST /api/gates", path: "/api/gates", body },
      { ...of, route: "POST /api/gates/{gate}/code", path: `/api/gates/${id}/code` },
      { ...of, route: "POST /api/gates/{gate}/site", path: `/api/gates/${id}/site` },
      { ...of, route: "DELETE /api/gates/{gate}", path: `/api/gates/${taken}` },
    ];
  },
  async (world) => {
    const [gate, fire] = [randomUUID(), randomUUID()];
    const [zone, other] = [`Xưởng ${gate.slice(0, 8)}`, `Kho ${gate.slice(0, 8)}`];
    const { now } = world.harness.clock;
    await world.commit(
      {
        kind: "gate",
        gate: { id: gate, place: FACTORY, zone, name: "Cổng", addedAt: START },
        by: "somebody",
      },
      { kind: "fire-opened", fire: { id: fire, place: FACTORY, zone: other, openedAt: now }, by: "somebody" },
    );
    const of = { role: "manager" } as const;
    return [
      { ...of, route: "POST /api/fires", path: "/api/fires", body: { place: FACTORY, zone } },
      { ...of, route: "DELETE /api/fires/{fire}", path: `/api/fires/${fire}` },
    ];
  },
  async (world) => {
    const [kept, stock] = [world.token().serial, world.token().serial];
    const former = await world.harness.addPerson(WARD);
    await world.commit(
      { kind: "assign", person: former, serial: stock, from: START - 60_000 },
      { kind: "unassign", person: former, serial: stock, to: START - 30_000, endedBy: "returned" },
    );
    const path = `/api/tokens/${stock}/retirement`;
    return [
      {
        route: "PUT /api/organisations/{organisation}/tokens",
        role: "province-administrator",
        path: `/api/organisations/${FACTORY}/tokens`,
        body: { give: [kept] },
      },
      { route: "POST /api/tokens/{serial}/retirement", role: "station", path, body: { how: "retired" } },
      { route: "DELETE /api/tokens/{serial}/retirement", role: "province-administrator", path },
    ];
  },
  async (world) => {
    const of = await world.harness.addPerson(WARD);
    const dates = { ground: "pcr", tested: "2026-11-23" };
    const body = {
      id: randomUUID(),
      subject: { kind: "person", person: of },
      reference: reference(),
      ...dates,
    };
    const path = `/api/cases/${body.id}`;
    const change = { seen: { tested: "2026-11-23" }, tested: "2026-11-22" };
    return [
      { route: "POST /api/cases", role: "investigator", path: "/api/cases?another=true", body },
      { route: "PUT /api/cases/{case}", role: "investigator", path, body: change },
      { route: "POST /api/cases/{case}/closing", role: "investigator", path: `${path}/closing` },
      { route: "DELETE /api/cases/{case}/closing", role: "investigator", path: `${path}/closing` },
    ];
  },
  async (world) => {
    const waiting = await world.caseOf("waiting");
    const phone = await world.caseOf("open", "phone");
    const scope = approvalScope(waiting, { keys: [], heard: [] });
    const file = new TextEncoder().encode(`${"0a".repeat(12)}\t${"0b".repeat(12)}\t-70\t${START}\n`);
    return [
      {
        route: "POST /api/cases/{case}/approval",
        role: "investigator",
        path: `/api/cases/${waiting.id}/approval`,
        body: { approved: true, scope },
      },
      {
        route: "POST /api/cases/{case}/phone",
        role: "investigator",
        path: `/api/cases/${phone.id}/phone`,
        body: file,
      },
    ];
  },
  async (world) => {
    const of = await world.caseOf("open");
    const [worn, free] = [world.token(), world.token()];
    const epoch = Math.floor(START / 900_000);
    if (of.subject.kind === "person")
      await world.commit({ kind: "assign", person: of.subject.person, serial: worn.serial, from: START });
    const heard = pageOf(free, 0, epoch).records(epoch, [record(worn, epoch)]);
    await world.harness.server.receivePage(uploadOf(free, heard.build()));
    const desk = caseDeskOf(world.harness.server, world.harness.office);
    await desk.list(of, { actor: "server", reason: "case-investigation", subject: of.id });
    const line = `/api/cases/${of.id}/contacts/token-${free.serial}`;
    const told = { kind: "asked", day: "2026-11-23", answer: "symptoms" };
    return [
      {
        route: "PUT /api/cases/{case}/contacts/{contact}",
        role: "investigator",
        path: line,
        body: { id: randomUUID(), seen: null, note: "Chưa nghe máy" },
      },
      {
        route: "POST /api/cases/{case}/claims",
        role: "investigator",
        path: `/api/cases/${of.id}/claims`,
        body: { next: 1 },
      },
      {
        route: "POST /api/cases/{case}/contacts/{contact}/calls",
        role: "investigator",
        path: `${line}/calls`,
        body: { id: randomUUID(), outcome: "reached" },
      },
      {
        route: "POST /api/cases/{case}/contacts/{contact}/health",
        role: "investigator",
        path: `${line}/health`,
        body: { id: randomUUID(), told },
      },
      {
        route: "POST /api/cases/{case}/leaving",
        role: "investigator",
        path: `/api/cases/${of.id}/leaving`,
        body: { what: "paper", reason: "case-investigation" },
      },
      {
        route: "DELETE /api/cases/{case}/contacts/{contact}/claim",
        role: "investigator",
        path: `${line}/claim`,
      },
    ];
  },
  async (world) => {
    const { of, contact, desk } = await withContact(world);
    const id = randomUUID();
    const until = START + 3_600_000;
    const claim = { id, at: START, by: "somebody", holder: world.harness.accounts.caller, until };
    const sample = `M-${id.slice(0, 8).toUpperCase()}`;
    const said = { kind: "test", sample, method: "pcr", sampled: "2026-11-23", result: "waiting" } as const;
    await world.commit(
      { kind: "claim", case: of.id, key: contact, claim },
      desk.healthChange(of.id, contact, { id: randomUUID(), at: START, by: "somebody", said }),
    );
    const path = `/api/calls/${id}`;
    const answer = { id: randomUUID(), day: "2026-11-23", answer: "no-symptoms" };
    const file = new TextEncoder().encode(`Mã mẫu,Kết quả\n${sample},dương tính\n`);
    return [
      {
        route: "POST /api/calls/{claim}/calls",
        role: "caller",
        path: `${path}/calls`,
        body: { id: randomUUID(), outcome: "reached" },
      },
      { route: "POST /api/calls/{claim}/answers", role: "caller", path: `${path}/answers`, body: answer },
      { route: "DELETE /api/calls/{claim}", role: "caller", path },
      {
        route: "POST /api/cases/{case}/results",
        role: "investigator",
        path: `/api/cases/${of.id}/results`,
        body: file,
      },
      {
        route: "POST /api/cases/{case}/contacts/{contact}/case",
        role: "investigator",
        path: `/api/cases/${of.id}/contacts/${contact}/case`,
        body: {},
      },
    ];
  },
  async (world) => {
    const { of, contact } = await withContact(world);
    const agrees = consentOf("nurse", START, { purpose: "call-by-token", version: "2026-4" });
    await world.commit({ kind: "consent", person: contact, consent: agrees });
    const by = { role: "investigator", path: `/api/cases/${of.id}/contacts/${contact}/token-call` } as const;
    return [
      { route: "POST /api/cases/{case}/contacts/{contact}/token-call", ...by },
      { route: "DELETE /api/cases/{case}/contacts/{contact}/token-call", ...by },
    ];
  },
  async () => [
    { route: "POST /api/calls", role: "caller", path: "/api/calls", body: { place: WARD, count: 1 } },
  ],
  async (world) => {
    const group = await world.group();
    const id = randomUUID();
    const until = START + 86_400_000;
    const notice = { id, place: WARD, kind: "group", names: [group], madeAt: START, until } as const;
    await world.commit({ kind: "notice", notice });
    const body = { place: WARD, kind: "group", names: [group], days: 2 };
    return [
      { route: "POST /api/notices", role: "investigator", path: "/api/notices", body },
      { route: "DELETE /api/notices/{notice}", role: "investigator", path: `/api/notices/${id}` },
    ];
  },
];

/** Rows of every table, and rows of the audit log by action and outcome. */
async function countsOf({ database }: Harness): Promise<Record<string, number>> {
  const tables = await database.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public') AND tablename <> 'session' ORDER BY 1`,
  );
  const counts = tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`);
  const open = "SELECT 'worn' AS name, count(*) AS n FROM people.assignment WHERE assigned_to IS NULL";
  const audit = "SELECT action || ' ' || outcome AS name, count(*) AS n FROM audit.entry GROUP BY 1";
  const rows = await database.query<{ name: string; n: number }>(
    [...counts, open, audit].join(" UNION ALL "),
  );
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

function growth(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const grown = Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)] as const);
  return Object.fromEntries(grown.filter(([, n]) => n !== 0));
}

interface Arrival {
  readonly story: number;
  /** Of those steps that may come by now: the next one, or one that came before. */
  readonly back: number;
  /** So many at the same time. */
  readonly together: number;
}

/** Of nobody who came before, and without digits: so many of them in a row are taken for an ID number, and the row is refused. */
function newWord(): string {
  const letters = randomUUID()
    .replace(/[^0-9a-f]/g, "")
    .slice(0, 10);
  return `S${[...letters].map((one) => String.fromCharCode(97 + Number.parseInt(one, 16))).join("")}`;
}

const sequence = fc.record({
  stories: fc.array(fc.nat(STORIES.length - 1), { minLength: 1, maxLength: 2 }),
  arrivals: fc.array(
    fc.record({
      story: fc.nat(1),
      back: fc.integer({ min: 0, max: 4 }),
      together: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 2, maxLength: 14 },
  ),
});

describe("writes that come again", () => {
  const described = JSON.parse(readFileSync(OPENAPI_FILE, "utf8")) as { paths: Record<string, object> };
  const changing = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== "get")
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  /** An empty server is set up once: it is repeated, doubled and cut short in setup.test.ts. */
  const ON_EMPTY = ["POST /api/setup"];
  const wanted = changing.filter((name) => !Object.hasOwn(WITHOUT_KEY, name) && !ON_EMPTY.includes(name));
  const walked = new Set<string>();
  let tried = 0;
  let requests = 0;
  let world: World;

  async function openWorld(): Promise<void> {
    const harness = await openHarness();
    for (const role of ROLES) await harness.as(role);
    world = new World(harness, await enrolTokens(harness.server, TOKENS, DAY - 1));
  }

  /** Fires the arrivals; of a clean run each step comes once, in the order in which it came first. */
  async function fire(stories: readonly number[], arrivals: readonly Arrival[], isClean: boolean) {
    const { harness } = world;
    const told = await Promise.all(stories.map((one) => STORIES[one]!(world)));
    const keys = told.map((steps) => steps.map(() => randomUUID()));
    const next = told.map(() => 0);
    const first = new Map<string, readonly [number, string]>();
    const statuses: string[] = [];
    const before = await countsOf(harness);
    for (const { story, back, together } of arrivals) {
      const which = story % told.length;
      const steps = told[which]!;
      const at = back === 0 || next[which] === 0 ? next[which]! : Math.max(0, next[which]! - back);
      const step = steps[at];
      if (!step || (isClean && at < next[which]!)) continue;
      const isNew = at === next[which];
      if (isNew) next[which]!++;
      const client = await harness.as(step.role);
      const ask = async () => {
        requests++;
        const key = keys[which]![at]!;
        const answer = await client.ask(step.route.split(" ")[0]!, step.path, step.body, {
          [KEY_HEADER]: key,
        });
        return [answer.status, await answer.text()] as const;
      };
      const answers = await Promise.all(Array.from({ length: isClean ? 1 : together }, ask));
      const name = `${which} ${at}`;
      first.set(name, first.get(name) ?? answers[0]!);
      if (isNew) statuses.push(`${step.route} ${answers[0]![0]}`);
      if (first.get(name)![0] < 300) walked.add(step.route);
      for (const answer of answers) assert.deepEqual(answer, first.get(name), step.route);
    }
    return { statuses, left: growth(before, await countsOf(harness)) };
  }

  async function holds(stories: readonly number[], arrivals: readonly Arrival[]): Promise<void> {
    if (tried % OF_ONE_SERVER === 0) await openWorld();
    tried++;
    const repeated = await fire(stories, arrivals, false);
    const clean = await fire(stories, arrivals, true);
    assert.deepEqual(repeated, clean);
    for (const status of clean.statuses) assert.match(status, / 20[01]$/);
  }

  it(`leave what one clean run leaves, in ${SEQUENCES} sequences of answers that were lost`, async function () {
    this.timeout(60_000 + SEQUENCES * 2000);
    // Each story once as a whole, every step three times at once and again at the end.
    for (const story of STORIES.keys()) {
      const forth = Array.from({ length: 6 }, () => ({ story: 0, back: 0, together: 3 }));
      const again = [1, 2, 3, 4, 5, 6].map((back) => ({ story: 0, back, together: 1 }));
      await holds([story], [...forth, ...again]);
    }
    await fc.assert(
      fc.asyncProperty(sequence, ({ stories, arrivals }) => holds(stories, arrivals)),
      { numRuns: Math.max(1, SEQUENCES - STORIES.length), seed: SEED, endOnFailure: true },
    );
    assert.deepEqual(
      wanted.filter((name) => !walked.has(name)),
      [],
      "routes that change something and are not walked",
    );
    console.log(`        ${walked.size} routes walked, ${tried} sequences, ${requests} requests`);
  });
});
