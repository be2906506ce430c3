import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { asRecord } from "../../../host-tools/contract/gate-records.ts";
import { sealed } from "../../../host-tools/contract/sealed.ts";
import { ROLES, type Role } from "../../../host-tools/contract/vocabulary.ts";
import type { Case } from "../../../host-tools/server/cases/case.ts";
import { approvalScope } from "../../../host-tools/server/cases/scope.ts";
import type { Change } from "../../../host-tools/server/changes.ts";
import { secretHashOf } from "../../../host-tools/server/gates/gate-desk.ts";
import { addPassages } from "../../../host-tools/server/gates/passage-store.ts";
import { KEY_HEADER } from "../../../host-tools/server/http/request/repeats.ts";
import type { Route } from "../../../host-tools/server/http/request/route.ts";
import { ROUTES } from "../../../host-tools/server/http/routes/index.ts";
import { wrappedPrints, wrappedRows } from "../../../host-tools/server/lists/list-store.ts";
import { findPerson } from "../../../host-tools/server/people/person-store.ts";
import { caseDeskOf } from "../../../host-tools/server/rooms.ts";
import { partsOf } from "../../../host-tools/server/server.ts";
import {
  ACTIONS,
  type Action,
  isAllowed,
  permission,
  scopeOf,
} from "../../../host-tools/server/staff/access-table.ts";
import { codeHashOf } from "../../../host-tools/server/staff/computers.ts";
import { hashed } from "../../../host-tools/server/staff/passwords.ts";
import { type FormKey, sealForm } from "../../../host-tools/station/seal-form.ts";
import { concatenate, fromHex, toHex } from "../../../protocol/bytes.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { consentOf } from "../../support/consent.ts";
import { enrolComputer, newComputer } from "../../support/enrolled-computer.ts";
import { passageOf } from "../../support/gate-machine.ts";
import {
  type Client,
  DAY,
  FACTORY,
  FAR,
  FAR_SCHOOL,
  type Harness,
  NEIGHBOUR,
  openHarness,
  START,
  WARD,
} from "../../support/harness.ts";
import { listOf } from "../../support/list-files.ts";
import { opened, type PassedBy, traceOf } from "../../support/passage-traces.ts";
import { healthOf, helloOf, readToken } from "../../support/read-token.ts";
import { enrolTokens, pageOf, record, type TestToken, uploadOf } from "../../support/scenario.ts";
import { describeOnDatabases } from "../../support/shared-database.ts";

/** What a request is about, in the own place of who asks or in another. */
interface Things {
  readonly unit: string;
  readonly organisation: string;
  /** Lives in the unit, works in the organisation, wears the token of `serial`. */
  readonly person: string;
  readonly phone: string;
  /** Of the same name and year; it waits for somebody's word whether they are one. */
  readonly lookalike: string;
  /** Became one with the person. */
  readonly merged: string;
  readonly account: string;
  /** Somebody of nowhere else is to come to the organisation. */
  readonly move: string;
  /** Opens cases when a second administrator has accepted it. */
  readonly waitingAccount: string;
  readonly computer: string;
  /** Of the organisation's gate, and what its guard sends to sign in at it. */
  readonly guards: { readonly computer: string; readonly signIn: () => Promise<object> };
  /** Nothing stands on them. */
  readonly emptyUnit: string;
  readonly emptyOrganisation: string;
  readonly serial: number;
  /** Enrolled, worn by nobody. */
  readonly freeSerial: number;
  /** Somebody may have got the person's token; nobody knows when. */
  readonly doubted: { readonly serial: number; readonly person: string; readonly from: number };
  /** Was worn in the place and came back. */
  readonly stock: TestToken;
  /** Who wore it. */
  readonly former: string;
  /** Lies in the organisation's stock, where it has just been taken in. */
  readonly lying: number;
  /** Sent from the organisation's stock; a token that is on its way to it, and one that lies in another place's stock. */
  readonly transfer: string;
  readonly coming: number;
  readonly astray: number;
  /** A stock-taking there. */
  readonly taking: string;
  /** Raised, and not over. */
  readonly fire: string;
  /** A bench of the unit has drawn it, and has not told what became of it. */
  readonly drawn: number;
  readonly token: TestToken;
  readonly formKey: FormKey;
  /** Of the person: open, opened by somebody else and not approved, and one of a phone. */
  readonly openCase: string;
  readonly waitingCase: string;
  readonly waitingScope: string;
  readonly phoneCase: string;
  readonly closedCase: string;
  /** Close contact of the open case whose test was positive; the line is held by who calls. */
  readonly contact: string;
  readonly claim: string;
  readonly notice: string;
  /** Twenty people of it wear a token. */
  readonly group: string;
  /** A list of people to come of the organisation; a row of it, and one that waits for somebody's word. */
  readonly list: string;
  readonly planned: string;
  readonly waitingRow: string;
  /** Its machine has GATE_SECRET, and a code waits for another one. */
  readonly gate: string;
  /** When the person came and went through it. */
  readonly passed: readonly PassedBy[];
}

/** Nothing else happens in these minutes. */
const [CAME, WENT] = [START + 443 * 60_000, START + 471 * 60_000];
/** What tells of an open case's own passages, to its investigator alone. */
const OF_CASE = "GET /api/cases/{case}/passages";

const GATE_SECRET = "9a".repeat(32);
/** Of the gate's poster. */
const siteOf = (gate: string) => gate.replaceAll("-", "").replace(/[01]/g, "z").slice(0, 12);
const gateCode = (gate: string) => `gate ${gate}`;

interface Request {
  readonly path?: string;
  readonly body?: unknown;
}

const phoneOf = ({ serial }: TestToken) => `+8491${String(serial).padStart(7, "0")}`;

/** A token lies in stock. */
const takenIn = (serial: number, place: string, at: number) =>
  ({
    kind: "stock-deed",
    serial,
    at,
    deed: "received",
    place,
    by: "somebody",
    state: "ready",
    details: {},
  }) as const;

const details = ({ unit, organisation }: Things) => ({
  name: "Trần Văn Đạo",
  birth: "1951",
  unit,
  organisation,
});
const heard = { version: "2026-1", language: "vi", channel: "station", givenBy: "self" };
const consent = { agreed: true, ...heard };

/** A request of each route that is right in itself. */
const EXAMPLES: Readonly<Record<string, (things: Things) => Request | Promise<Request>>> = {
  "GET /health": () => ({}),
  "GET /api/openapi.json": () => ({}),
  "GET /api/setup": () => ({}),
  "POST /api/setup": () => ({
    body: {
      code: "a".repeat(28),
      province: { code: "33", name: "Tỉnh Hưng Yên" },
      administrators: ["mot", "hai"].map((login) => ({ login: `setup.${login}`, name: "Quản Trị" })),
    },
  }),
  "POST /api/session": () => ({ body: { login: "guard", password: "correct horse battery" } }),
  "POST /api/session/gate/challenge": ({ guards: { computer } }) => ({ body: { computer } }),
  "POST /api/session/gate": async ({ guards }) => ({ body: await guards.signIn() }),
  "GET /api/session": () => ({}),
  "GET /api/access": () => ({}),
  "GET /api/units": () => ({ path: "/api/units?on=2026-11-23" }),
  "PUT /api/units/{unit}": ({ unit, freeSerial }) => ({
    path: `/api/units/hamlet-${freeSerial}`,
    body: { seen: {}, code: "1", name: "Thôn Một", tier: "hamlet", parent: unit },
  }),
  "DELETE /api/units/{unit}": ({ emptyUnit }) => ({ path: `/api/units/${emptyUnit}` }),
  "POST /api/units/checks": ({ unit: parent }) => ({
    body: { parent, rows: [{ code: "7", name: "Thôn Bảy", tier: "hamlet" }] },
  }),
  "POST /api/units/lists": ({ unit: parent, freeSerial }) => ({
    body: { parent, rows: [{ code: `l${freeSerial}`, name: `Thôn ${freeSerial}`, tier: "hamlet" }] },
  }),
  "DELETE /api/organisations/{organisation}": ({ emptyOrganisation }) => ({
    path: `/api/organisations/${emptyOrganisation}`,
  }),
  "GET /api/organisations": () => ({}),
  "PUT /api/organisations/{organisation}": ({ unit, freeSerial }) => ({
    path: `/api/organisations/post-${freeSerial}`,
    body: { seen: {}, name: "Bưu cục", kind: "post-office", unit },
  }),
  "GET /api/staff": () => ({}),
  "POST /api/staff": ({ organisation }) => ({
    body: { login: `g${randomUUID().slice(0, 8)}`, name: "Bảo Vệ", role: "guard", place: organisation },
  }),
  "PUT /api/staff/{account}": ({ account }) => ({
    path: `/api/staff/${account}`,
    body: { seen: { name: "Cán Bộ" }, name: "Bảo Vệ Hai" },
  }),
  "GET /api/staff/waiting": () => ({}),
  "POST /api/staff/{account}/acceptance": ({ waitingAccount }) => ({
    path: `/api/staff/${waitingAccount}/acceptance`,
  }),
  "POST /api/staff/{account}/reset": ({ account }) => ({ path: `/api/staff/${account}/reset` }),
  "POST /api/staff/{account}/unlock": ({ account }) => ({ path: `/api/staff/${account}/unlock` }),
  "POST /api/staff/checks": ({ organisation: place }) => ({
    body: { rows: [{ name: "Bảo Vệ", role: "guard", place }] },
  }),
  "POST /api/staff/sheets": ({ organisation: place }) => ({
    body: { rows: [{ login: `g${randomUUID().slice(0, 8)}`, name: "Bảo Vệ", role: "guard", place }] },
  }),
  "GET /api/computers": () => ({}),
  "POST /api/computers": ({ unit }) => ({ body: { name: "Máy 1", place: unit } }),
  "DELETE /api/computers/{computer}": ({ computer }) => ({ path: `/api/computers/${computer}` }),
  "GET /api/gates": () => ({}),
  "GET /api/gates/counts": () => ({}),
  "POST /api/gates": ({ organisation, freeSerial }) => ({
    body: { place: organisation, name: `Cổng ${freeSerial}`, zone: "Nhà máy" },
  }),
  "POST /api/gates/{gate}/code": ({ gate }) => ({ path: `/api/gates/${gate}/code` }),
  "POST /api/gates/{gate}/site": ({ gate }) => ({ path: `/api/gates/${gate}/site` }),
  "GET /api/site/{site}": ({ gate }) => ({ path: `/api/site/${siteOf(gate)}` }),
  "POST /api/site/{site}/visits": async ({ gate, formKey }) => {
    const site = siteOf(gate);
    const visit = {
      id: gate.replaceAll("-", "").slice(0, 16),
      site,
      direction: "in",
      name: "Trần Văn Khách",
    };
    return { path: `/api/site/${site}/visits`, body: await sealed(visit, formKey) };
  },
  "DELETE /api/gates/{gate}": ({ gate }) => ({ path: `/api/gates/${gate}` }),
  "GET /api/fires": () => ({}),
  "POST /api/fires": ({ organisation }) => ({ body: { place: organisation, zone: "Nhà máy" } }),
  "GET /api/fires/{fire}/inside": ({ fire }) => ({ path: `/api/fires/${fire}/inside` }),
  "DELETE /api/fires/{fire}": ({ fire }) => ({ path: `/api/fires/${fire}` }),
  "POST /api/gates/machine": ({ gate }) => ({ body: { code: gateCode(gate), secret: GATE_SECRET } }),
  "POST /api/gates/{gate}/recalls": ({ gate }) => ({
    path: `/api/gates/${gate}/recalls`,
    body: fromHex(GATE_SECRET)!,
  }),
  "GET /api/cases/{case}/token-calls": ({ openCase }) => ({
    path: `/api/cases/${openCase}/token-calls?reason=case-investigation`,
  }),
  "POST /api/cases/{case}/contacts/{contact}/token-call": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/token-call`,
  }),
  "DELETE /api/cases/{case}/contacts/{contact}/token-call": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/token-call`,
  }),
  "POST /api/gates/{gate}/passages": async ({ gate, token, formKey }) => ({
    path: `/api/gates/${gate}/passages?clock=${START / 1000}`,
    body: concatenate(
      fromHex(GATE_SECRET)!,
      asRecord(await sealed({ gate, passages: [passageOf(token, START)] }, formKey)),
    ),
  }),
  "GET /api/cases/{case}/passages": ({ openCase }) => ({
    path: `/api/cases/${openCase}/passages?reason=case-investigation&day=2026-11-23`,
  }),
  // By phone: more people of one name than a page holds come together in a walk.
  "GET /api/persons": ({ phone }) => ({ path: `/api/persons?text=${phone.replace("+84", "0")}&limit=200` }),
  "POST /api/persons": (things) => ({ body: { person: details(things), consent, another: true } }),
  "POST /api/persons/doubles": ({ phone }) => ({ body: { name: "Nguyễn Thị Đào", birth: "1948", phone } }),
  "GET /api/doubles": () => ({}),
  "POST /api/persons/{person}/another": ({ person, lookalike }) => ({
    path: `/api/persons/${person}/another`,
    body: { other: lookalike },
  }),
  "POST /api/persons/{person}/merges": (things) => {
    const { name, birth } = { name: "Nguyễn Thị Đào", birth: "1948" };
    const seen = { name, birth, unit: things.unit, organisation: things.organisation };
    return {
      path: `/api/persons/${things.person}/merges`,
      body: {
        other: things.lookalike,
        take: [],
        seen: { person: { ...seen, phone: things.phone }, other: seen },
      },
    };
  },
  "GET /api/persons/{person}/merges": ({ person }) => ({ path: `/api/persons/${person}/merges` }),
  "DELETE /api/persons/{person}/merges/{merged}": ({ person, merged }) => ({
    path: `/api/persons/${person}/merges/${merged}`,
  }),
  "GET /api/persons/{person}": ({ person }) => ({ path: `/api/persons/${person}` }),
  "PUT /api/persons/{person}": (things) => ({
    path: `/api/persons/${things.person}`,
    body: { seen: {}, hamlet: "Khu 4" },
  }),
  "GET /api/persons/{person}/consents": ({ person }) => ({ path: `/api/persons/${person}/consents` }),
  "POST /api/persons/{person}/consents": ({ person }) => ({
    path: `/api/persons/${person}/consents`,
    body: { ...heard, purpose: "register", agreed: true, version: "2026-2" },
  }),
  "GET /api/persons/{person}/export": ({ person }) => ({
    path: `/api/persons/${person}/export?reason=request-of-the-person`,
  }),
  "DELETE /api/persons/{person}": ({ person }) => ({ path: `/api/persons/${person}` }),
  "GET /api/moves": () => ({}),
  "POST /api/moves/{move}/acceptance": ({ move }) => ({
    path: `/api/moves/${move}/acceptance`,
    body: { accepted: true },
  }),
  "POST /api/lists/check": ({ organisation }) => ({
    path: `/api/lists/check?place=${organisation}`,
    body: listOf("Mai Thị Sen;1990;;"),
  }),
  "POST /api/lists/marked": ({ organisation }) => ({
    path: `/api/lists/marked?place=${organisation}`,
    body: listOf("Mai Thị Sen;1990;;"),
  }),
  "POST /api/lists": ({ organisation }) => ({
    path: `/api/lists?place=${organisation}`,
    body: listOf(`Mai Thị Sen;1990;;Tổ ${randomUUID().replace(/\d/g, "")}`),
  }),
  "GET /api/lists": () => ({}),
  "DELETE /api/lists/{list}": ({ list }) => ({ path: `/api/lists/${list}` }),
  "GET /api/lists/doubles": () => ({}),
  "POST /api/lists/{list}/doubles": ({ list, waitingRow }) => ({
    path: `/api/lists/${list}/doubles`,
    body: { rows: [{ id: waitingRow, is: "another" }] },
  }),
  "GET /api/planned": () => ({ path: "/api/planned?limit=200" }),
  "DELETE /api/planned/{row}": ({ planned }) => ({ path: `/api/planned/${planned}` }),
  "GET /api/consent-text": () => ({}),
  "POST /api/refusals": () => ({}),
  "GET /api/tokens/{serial}/wearers": ({ serial }) => ({ path: `/api/tokens/${serial}/wearers` }),
  "POST /api/tokens/{serial}/wearers": ({ freeSerial, serial, person }) => ({
    path: `/api/tokens/${freeSerial}/wearers`,
    body: { person, others: [{ serial, what: "worn-too" }] },
  }),
  "GET /api/doubted-wearings": () => ({}),
  "POST /api/tokens/{serial}/wearers/doubt": ({ doubted: { serial, person, from } }) => ({
    path: `/api/tokens/${serial}/wearers/doubt`,
    body: { person, from: new Date(from).toISOString() },
  }),
  "POST /api/tokens/{serial}/wearers/end": ({ serial, person }) => ({
    path: `/api/tokens/${serial}/wearers/end`,
    body: { person, endedBy: "returned" },
  }),
  "DELETE /api/tokens/{serial}/wearers/{person}/end": ({ stock: { serial }, former }) => ({
    path: `/api/tokens/${serial}/wearers/${former}/end`,
  }),
  "PUT /api/organisations/{organisation}/tokens": ({ organisation, freeSerial }) => ({
    path: `/api/organisations/${organisation}/tokens`,
    body: { give: [freeSerial] },
  }),
  "POST /api/enrolments": () => ({
    body: { board: 1, powerAtOneMetre: -59, point: newComputer().point },
  }),
  "POST /api/enrolments/{serial}/end": ({ drawn }) => ({
    path: `/api/enrolments/${drawn}/end`,
    body: { end: "void" },
  }),
  "POST /api/tickets": ({ token }) => ({ body: helloOf(token) }),
  "POST /api/tokens/{serial}/time": ({ serial }) => ({
    path: `/api/tokens/${serial}/time`,
    body: { nonce: "0102030405060708" },
  }),
  "PUT /api/tokens/{serial}/pages/{sequence}": ({ serial, token }) => {
    const page = pageOf(token, 0, DAY * 96)
      .records(DAY * 96, [record(token, DAY * 96)])
      .build();
    const path = `/api/tokens/${serial}/pages/0?length=${page.length}&mac=${toHex(page.mac)}`;
    return { path, body: page.bytes };
  },
  "POST /api/tokens/{serial}/health": ({ serial, token }) => ({
    path: `/api/tokens/${serial}/health`,
    body: healthOf(token, START / 1000),
  }),
  "GET /api/time": () => ({}),
  "GET /api/station/roster": () => ({}),
  "GET /api/station/ahead": () => ({}),
  "GET /api/station/tokens/{serial}": ({ serial }) => ({ path: `/api/station/tokens/${serial}` }),
  "POST /api/station/forms": async ({ freeSerial, person, formKey }) => ({
    body: await sealForm(
      {
        // A browser's clock measures fractions of a millisecond.
        id: randomUUID(),
        at: START + 0.4,
        kind: "hand-out",
        serial: freeSerial,
        person,
        handOver: false,
      },
      formKey,
    ),
  }),
  "GET /api/rules": () => ({}),
  "GET /api/cases": () => ({}),
  "POST /api/cases": ({ person }) => ({
    path: "/api/cases?another=true",
    body: {
      subject: { kind: "person", person },
      reference: "HD/2026-18",
      ground: "pcr",
      tested: "2026-11-23",
      onset: "2026-11-22",
    },
  }),
  "GET /api/cases/{case}": ({ openCase }) => ({ path: `/api/cases/${openCase}` }),
  "PUT /api/cases/{case}": ({ openCase }) => ({
    path: `/api/cases/${openCase}`,
    body: { seen: { tested: "2026-11-23" }, tested: "2026-11-22" },
  }),
  "POST /api/cases/{case}/approval": ({ waitingCase, waitingScope: scope }) => ({
    path: `/api/cases/${waitingCase}/approval`,
    body: { approved: true, scope },
  }),
  "POST /api/cases/{case}/closing": ({ openCase }) => ({ path: `/api/cases/${openCase}/closing` }),
  "DELETE /api/cases/{case}/closing": ({ closedCase }) => ({ path: `/api/cases/${closedCase}/closing` }),
  "POST /api/cases/{case}/phone": ({ phoneCase }) => ({
    path: `/api/cases/${phoneCase}/phone`,
    body: new TextEncoder().encode(`${"0a".repeat(12)}\t${"0b".repeat(12)}\t-70\t${START}\n`),
  }),
  "GET /api/cases/{case}/publication": ({ openCase }) => ({
    path: `/api/cases/${openCase}/publication?reason=case-investigation`,
  }),
  "POST /api/tokens/{serial}/retirement": ({ stock }) => ({
    path: `/api/tokens/${stock.serial}/retirement`,
    body: { how: "re-keyed" },
  }),
  "DELETE /api/tokens/{serial}/retirement": ({ serial }) => ({ path: `/api/tokens/${serial}/retirement` }),
  "GET /api/cases/{case}/contacts": ({ openCase }) => ({
    path: `/api/cases/${openCase}/contacts?reason=case-investigation`,
  }),
  "PUT /api/cases/{case}/contacts/{contact}": ({ openCase, freeSerial }) => ({
    path: `/api/cases/${openCase}/contacts/token-${freeSerial}`,
    body: { id: randomUUID(), seen: null, state: "called", note: "Chưa nghe máy" },
  }),
  "GET /api/cases/{case}/contacts/{contact}/contacts": ({ openCase, freeSerial }) => ({
    path: `/api/cases/${openCase}/contacts/token-${freeSerial}/contacts?reason=case-investigation`,
  }),
  "POST /api/cases/{case}/claims": ({ openCase, freeSerial }) => ({
    path: `/api/cases/${openCase}/claims`,
    body: { keys: [`token-${freeSerial}`] },
  }),
  "DELETE /api/cases/{case}/contacts/{contact}/claim": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/claim`,
  }),
  "POST /api/cases/{case}/contacts/{contact}/calls": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/calls`,
    body: { id: randomUUID(), outcome: "reached" },
  }),
  "POST /api/cases/{case}/contacts/{contact}/health": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/health`,
    body: { id: randomUUID(), told: { kind: "asked", day: "2026-11-23", answer: "symptoms" } },
  }),
  "POST /api/cases/{case}/contacts/{contact}/case": ({ openCase, contact }) => ({
    path: `/api/cases/${openCase}/contacts/${contact}/case`,
    body: {},
  }),
  "GET /api/cases/{case}/follow-up": ({ openCase }) => ({
    path: `/api/cases/${openCase}/follow-up?reason=case-investigation`,
  }),
  "GET /api/cases/{case}/results": ({ openCase }) => ({
    path: `/api/cases/${openCase}/results?reason=case-investigation`,
  }),
  "POST /api/cases/{case}/results": ({ openCase }) => ({
    path: `/api/cases/${openCase}/results`,
    body: new TextEncoder().encode("Mã mẫu,Kết quả\n"),
  }),
  "GET /api/calls": () => ({}),
  "POST /api/calls": ({ unit }) => ({ body: { place: unit, count: 1 } }),
  "DELETE /api/calls/{claim}": ({ claim }) => ({ path: `/api/calls/${claim}` }),
  "POST /api/calls/{claim}/calls": ({ claim }) => ({
    path: `/api/calls/${claim}/calls`,
    body: { id: randomUUID(), outcome: "no-answer" },
  }),
  "POST /api/calls/{claim}/answers": ({ claim }) => ({
    path: `/api/calls/${claim}/answers`,
    body: { id: randomUUID(), day: "2026-11-23", answer: "no-symptoms" },
  }),
  "GET /api/board": () => ({}),
  "GET /api/notices": () => ({}),
  "GET /api/uptake": () => ({}),
  "GET /api/uptake/weeks": ({ organisation }) => ({ path: `/api/uptake/weeks?place=${organisation}` }),
  "GET /api/uptake/wearers": () => ({}),
  "GET /api/stock": () => ({ path: "/api/stock?limit=200" }),
  "GET /api/stock/{serial}": ({ lying }) => ({ path: `/api/stock/${lying}` }),
  "GET /api/stock/takings": () => ({ path: "/api/stock/takings?limit=200" }),
  "POST /api/stock/takings": ({ organisation: place, lying }) => ({ body: { place, serials: [lying] } }),
  "POST /api/stock/deeds": ({ organisation: place, lying }) => ({
    body: { deed: "dead", place, serials: [lying] },
  }),
  "DELETE /api/stock/{serial}/deeds": ({ lying }) => ({ path: `/api/stock/${lying}/deeds` }),
  "GET /api/places": ({ organisation }) => ({ path: `/api/places?text=${organisation}` }),
  "GET /api/transfers": () => ({ path: "/api/transfers?limit=200" }),
  "POST /api/transfers": ({ organisation: place, lying }) => ({
    body: { place, to: NEIGHBOUR, serials: [lying] },
  }),
  "DELETE /api/transfers/{transfer}": ({ transfer }) => ({ path: `/api/transfers/${transfer}` }),
  "POST /api/transfers/acknowledgements": ({ organisation: place, coming }) => ({
    body: { place, serials: [coming] },
  }),
  "POST /api/transfers/takeovers": ({ organisation: place, astray }) => ({
    body: { place, serials: [astray] },
  }),
  "POST /api/uptake/heads": ({ organisation: place }) => ({ body: { place, heads: 60, phones: 9 } }),
  "POST /api/uptake/targets": ({ unit: place }) => ({
    body: { place, target: { percent: 80, until: "2026-12-31" } },
  }),
  "GET /api/notices/groups": ({ unit }) => ({ path: `/api/notices/groups?place=${unit}` }),
  "POST /api/notices": ({ unit: place, group }) => ({
    body: { place, kind: "group", names: [group], days: 3 },
  }),
  "DELETE /api/notices/{notice}": ({ notice }) => ({ path: `/api/notices/${notice}` }),
  "POST /api/cases/{case}/resolution": ({ openCase }) => ({
    path: `/api/cases/${openCase}/resolution`,
    body: { reason: "case-investigation" },
  }),
  "POST /api/cases/{case}/leaving": ({ openCase }) => ({
    path: `/api/cases/${openCase}/leaving`,
    body: { what: "paper", reason: "case-investigation" },
  }),
  "GET /api/cases/{case}/export": ({ openCase }) => ({
    path: `/api/cases/${openCase}/export?reason=case-investigation&format=xlsx`,
  }),
  "GET /api/audit": () => ({}),
  "GET /api/audit/head": () => ({}),
  "GET /api/audit/verification": () => ({}),
};

/** What an action asks for besides the table's cell: without it nothing is done, with it what was asked for. */
interface Condition {
  readonly route: string;
  /** Whose it is; all that may, unless told. */
  readonly roles?: readonly Role[];
  /** Takes what is needed away; it is there, or is not, unless told. */
  lack?(things: Things, given: Given): Promise<Things | undefined>;
  /** Brings what is needed. */
  meet?(things: Things, given: Given): Promise<void>;
  /** The refusal, or what the answer says instead of doing it. */
  readonly unmet: string | ((answer: Record<string, unknown>) => boolean);
  readonly met?: (answer: Record<string, unknown>) => boolean;
}

interface Given {
  readonly harness: Harness;
  readonly role: Role;
}

const commit = async ({ harness }: Given, change: Change) => {
  await harness.office.commit({ actor: "server", action: "test", outcome: "done" }, [change]);
  return undefined;
};
const isRead = async ({ token }: Things, { harness }: Given) => {
  await readToken(await harness.as("station"), token);
};
const withoutApproval = async (things: Things) => ({ ...things, openCase: things.waitingCase });

const CONDITIONS: Readonly<Record<string, Condition>> = {
  "consent.withdraw": {
    route: "DELETE /api/persons/{person}",
    roles: ["manager"],
    unmet: "not-present",
    meet: isRead,
  },
  "station.called": {
    route: "GET /api/station/tokens/{serial}",
    unmet: (answer) => !("called" in answer),
    meet: isRead,
    met: ({ called }) => called === false,
  },
  "case.approve": {
    route: "POST /api/cases/{case}/approval",
    unmet: "same-person",
    async lack({ waitingCase }, { harness, role }) {
      await harness.database.query(
        `UPDATE desk."case" SET details = details || jsonb_build_object('openedBy', $2::text) WHERE id = $1`,
        [waitingCase, harness.accounts[role]],
      );
      return undefined;
    },
  },
  "case.reopen": {
    route: "DELETE /api/cases/{case}/closing",
    unmet: "not-closed",
    lack: async (things) => ({ ...things, closedCase: things.openCase }),
  },
  "fire.look": {
    route: "GET /api/fires/{fire}/inside",
    unmet: "fire-over",
    async lack({ fire }, { harness }) {
      await harness.office.commit({ actor: "server", action: "fire.open", outcome: "done" }, [
        { kind: "fire-ended", id: fire, at: harness.clock.now },
      ]);
      return undefined;
    },
  },
  "contacts.read": { route: "GET /api/cases/{case}/contacts", unmet: "not-open", lack: withoutApproval },
  "passages.read": { route: "GET /api/cases/{case}/passages", unmet: "not-open", lack: withoutApproval },
  "contacts.change": {
    route: "PUT /api/cases/{case}/contacts/{contact}",
    unmet: "not-open",
    lack: withoutApproval,
  },
  "contacts.export": { route: "GET /api/cases/{case}/export", unmet: "not-open", lack: withoutApproval },
  "contacts.share": { route: "POST /api/cases/{case}/claims", unmet: "not-open", lack: withoutApproval },
  "contacts.call": {
    route: "POST /api/cases/{case}/contacts/{contact}/calls",
    unmet: "not-open",
    lack: withoutApproval,
  },
  "contacts.recall": {
    route: "POST /api/cases/{case}/contacts/{contact}/token-call",
    unmet: "not-open",
    lack: withoutApproval,
  },
  "medical.read": { route: "GET /api/cases/{case}/follow-up", unmet: "not-open", lack: withoutApproval },
  "medical.write": {
    route: "POST /api/cases/{case}/contacts/{contact}/health",
    unmet: "not-open",
    lack: withoutApproval,
  },
  "medical.export": { route: "GET /api/cases/{case}/results", unmet: "not-open", lack: withoutApproval },
  "line.call": {
    route: "POST /api/calls/{claim}/calls",
    unmet: "not-found",
    lack: ({ openCase, contact }, given) => commit(given, claimOf(openCase, contact, "somebody", START + 1)),
  },
  "notice.change": {
    route: "POST /api/notices",
    unmet: "too-few",
    lack: async (things) => ({ ...things, group: "Tổ Vắng" }),
  },
  "case.publish": {
    route: "GET /api/cases/{case}/publication",
    unmet: "not-retired",
    lack: ({ serial }, given) => commit(given, { kind: "retirement-undone", serial }),
  },
  "token.retire": {
    route: "POST /api/tokens/{serial}/retirement",
    unmet: ({ state }) => state === "asked",
    meet: async ({ stock }, { harness }) => {
      await readToken(await harness.as("station"), stock);
    },
    met: ({ state }) => state === "retired",
  },
  "token.unretire": {
    route: "DELETE /api/tokens/{serial}/retirement",
    unmet: "published",
    lack: ({ serial }, given) => commit(given, { kind: "keys-published", serials: [serial], at: START }),
  },
};

const GROUP = "Tổ 3";

function claimOf(of: string, key: string, holder: string, at: number): Extract<Change, { kind: "claim" }> {
  const until = at + 12 * 3_600_000;
  return { kind: "claim", case: of, key, claim: { id: randomUUID(), at, by: holder, holder, until } };
}

/** What an answer to a filtered route shows of the things. */
const SHOWS: Readonly<Record<string, (things: Things) => string>> = {
  "GET /api/organisations": ({ organisation }) => organisation,
  "GET /api/staff": ({ account }) => account,
  "POST /api/staff/checks": ({ organisation }) => organisation,
  "GET /api/staff/waiting": ({ waitingAccount }) => waitingAccount,
  "GET /api/computers": ({ computer }) => computer,
  "GET /api/gates": ({ gate }) => gate,
  "GET /api/gates/counts": ({ organisation }) => organisation,
  "GET /api/fires": ({ fire }) => fire,
  "GET /api/persons": ({ person }) => person,
  "POST /api/persons/doubles": ({ person }) => person,
  "GET /api/doubles": ({ person }) => person,
  "GET /api/doubted-wearings": ({ lookalike }) => lookalike,
  "GET /api/moves": ({ move }) => move,
  "GET /api/lists": ({ list }) => list,
  "GET /api/lists/doubles": ({ waitingRow }) => waitingRow,
  "GET /api/planned": ({ planned }) => planned,
  "GET /api/cases": ({ openCase }) => openCase,
  "GET /api/calls": ({ claim }) => claim,
  "GET /api/board": ({ openCase }) => openCase,
  "GET /api/notices": ({ notice }) => notice,
  "GET /api/uptake": ({ organisation }) => organisation,
  "GET /api/uptake/wearers": ({ person }) => person,
  "GET /api/stock": ({ organisation }) => organisation,
  "GET /api/stock/takings": ({ taking }) => taking,
  "GET /api/places": ({ organisation }) => organisation,
  "GET /api/transfers": ({ transfer }) => transfer,
  "GET /api/station/roster": ({ person }) => person,
  "GET /api/station/ahead": ({ person }) => person,
};

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
/** The steps of signing in belong to the tests of sessions: each is for a stage of its own. */
const isStep = ({ action, method }: Route) => action === "session.own" && method !== "GET";
const WALKED = ROUTES.filter((route) => !isStep(route));

describeOnDatabases("the access table", () => {
  let harness: Harness;
  let tokens: TestToken[];
  let formKey: FormKey;
  let used = 0;
  /** As they were before anybody was let through to them. */
  const untouched = new Map<boolean, Things>();

  before(async function () {
    this.timeout(120_000);
    harness = await openHarness();
    tokens = await enrolTokens(harness.server, 4000, DAY - 1);
    for (const unit of [WARD, FAR])
      for (let i = 0; i < 20; i++) {
        const person = await harness.addPerson(unit, undefined, { group: GROUP });
        await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
          { kind: "assign", person, serial: tokens.pop()!.serial, from: START - 60_000 },
        ]);
      }
    const week = { days: new Array(7).fill(null), hours: {} };
    const gates = [FACTORY, FAR_SCHOOL].map((place) => ({
      gate: randomUUID(),
      place,
      name: "Cổng",
      zone: "Sân",
      ...week,
    }));
    await harness.office.commit({ actor: "server", action: "week-of-gates", outcome: "done" }, [
      { kind: "week-of-gates", monday: "2026-11-16", gates },
    ]);
    const station = await harness.as("station");
    ({ formKey } = (await (await station.ask("GET", "/api/station/ahead")).json()) as { formKey: FormKey });
  });

  const pinHash = hashed("274916");
  async function thingsIn(isOwn: boolean): Promise<Things> {
    const [unit, organisation] = isOwn ? [WARD, FACTORY] : [FAR, FAR_SCHOOL];
    const phone = phoneOf(tokens[used]!);
    const person = await harness.addPerson(unit, organisation, { phone });
    const lookalike = await harness.addPerson(unit, organisation);
    const merged = await harness.addPerson(unit, organisation);
    const details = (await findPerson(harness.office.queries, person))!;
    await harness.office.commit({ actor: "server", action: "person.add", outcome: "done" }, [
      { kind: "double-noted", person, others: [lookalike], at: START },
      { kind: "merge", person, other: merged, details, narrowed: [], at: START, by: "somebody", mark: "1" },
    ]);
    const account = await harness.addAccount("guard", organisation);
    const move = randomUUID();
    const mover = await harness.addPerson(NEIGHBOUR);
    await harness.office.commit({ actor: "server", action: "person.change", outcome: "done" }, [
      {
        kind: "move-asked",
        id: move,
        person: mover,
        what: "organisation",
        place: organisation,
        by: account,
        askedAt: START,
      },
    ]);
    const waitingAccount = await harness.addAccount("investigator", unit);
    const deed = { account: waitingAccount, actor: "somebody", what: "made", at: START } as const;
    await harness.office.commit({ actor: "somebody", action: "staff.change", outcome: "done" }, [
      { kind: "deed", deed, waits: true },
    ]);
    const { id: computer } = await enrolComputer(harness.office, unit);
    const guards = await guardsOf(organisation);
    const [emptyUnit, emptyOrganisation] = [`empty-${used}`, `vacant-${used}`];
    const bare = { code: "9", name: "Thôn Trống", tier: "hamlet", parent: unit } as const;
    await harness.office.commit({ actor: "server", action: "unit.change", outcome: "done" }, [
      { kind: "unit", unit: { id: emptyUnit, ...bare } },
      { kind: "organisation", organisation: { id: emptyOrganisation, name: "Chợ", kind: "market", unit } },
    ]);
    const token = tokens[used++]!;
    const { serial } = token;
    const contested = tokens[used++]!.serial;
    const doubted = { serial: contested, person: lookalike, from: harness.clock.now - 1000 };
    const stock = tokens[used++]!;
    const former = await harness.addPerson(unit, organisation);
    const [from, to] = [harness.clock.now - 60_000, harness.clock.now - 30_000];
    await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { kind: "assign", person, serial, from: harness.clock.now },
      { kind: "assign", person: former, serial: contested, from: harness.clock.now },
      {
        kind: "assign-doubted",
        person: lookalike,
        serial: contested,
        from: doubted.from,
        told: doubted.from,
        askedAt: START,
      },
      { kind: "assign", person: former, serial: stock.serial, from },
      { kind: "unassign", person: former, serial: stock.serial, to, endedBy: "returned" },
    ]);
    const free = tokens[used++]!;
    const { serial: freeSerial } = free;
    const lying = tokens[used++]!.serial;
    await harness.office.commit({ actor: "server", action: "stock.change", outcome: "done" }, [
      takenIn(lying, organisation, harness.clock.now),
    ]);
    const taking = randomUUID();
    const nothing = { found: 0, missing: [], astray: [] };
    await harness.office.commit({ actor: "server", action: "stock.change", outcome: "done" }, [
      { kind: "stock-taken", id: taking, place: organisation, at: harness.clock.now, by: "x", ...nothing },
    ]);
    const { transfer, coming, astray } = await boxesOf(organisation);
    const drawn = tokens[used++]!.serial;
    await harness.office.commit({ actor: "server", action: "token.enrol", outcome: "done" }, [
      { kind: "number-drawn", serial: drawn, place: unit, at: START },
    ]);
    const contact = await harness.addPerson(unit);
    const worn = tokens[used++]!;
    const agrees = consentOf("nurse", harness.clock.now, { purpose: "call-by-token", version: "2026-4" });
    await harness.office.commit({ actor: "server", action: "assignment.change", outcome: "done" }, [
      { kind: "consent", person: contact, consent: agrees },
      { kind: "assign", person: contact, serial: worn.serial, from: harness.clock.now },
    ]);
    const cases = await casesOf(unit, person, token, [free, worn]);
    const work = await workOn(cases.openCase, contact, organisation);
    return {
      unit,
      organisation,
      person,
      phone,
      doubted,
      lookalike,
      merged,
      account,
      waitingAccount,
      computer,
      guards,
      emptyUnit,
      emptyOrganisation,
      move,
      serial,
      token,
      freeSerial,
      stock,
      lying,
      taking,
      transfer,
      coming,
      astray,
      drawn,
      fire: await fireAt(organisation),
      former,
      formKey,
      contact,
      group: GROUP,
      ...cases,
      ...work,
      ...(await gateWith(organisation, { token, names: [person, phone.slice(3), "Nguyễn Thị Đào"] })),
      ...(await listIn(organisation, unit)),
    };
  }

  /** A box that left, and one that is to come. */
  async function boxesOf(place: string) {
    const [out, coming, astray] = [0, 0, 0].map(() => tokens[used++]!.serial) as [number, number, number];
    const [transfer, inward] = [randomUUID(), randomUUID()];
    const { now: at } = harness.clock;
    await harness.office.commit({ actor: "server", action: "stock.move", outcome: "done" }, [
      takenIn(out, place, at),
      takenIn(coming, NEIGHBOUR, at),
      takenIn(astray, NEIGHBOUR, at),
      { kind: "transfer-sent", id: transfer, from: place, to: NEIGHBOUR, at, by: "somebody", serials: [out] },
      {
        kind: "transfer-sent",
        id: inward,
        from: NEIGHBOUR,
        to: place,
        at,
        by: "somebody",
        serials: [coming],
      },
    ]);
    return { transfer, coming, astray };
  }

  /** A gate by which somebody came and went. */
  async function gateWith(
    place: string,
    who: Omit<PassedBy, "at">,
  ): Promise<Pick<Things, "gate" | "passed">> {
    const gate = await gateAt(place);
    const passages = [
      passageOf(who.token, CAME, { direction: "in", evidence: "tap" }),
      passageOf(who.token, WENT, { direction: "out", evidence: "tap" }),
    ];
    await partsOf(harness.server).writer.transaction((queries) =>
      addPassages(queries, gate, passages, harness.clock.now),
    );
    return { gate, passed: [CAME, WENT].map((at) => ({ ...who, at })) };
  }

  /** Something has happened behind the place's gates. */
  async function fireAt(place: string): Promise<string> {
    const fire = { id: randomUUID(), place, zone: "Nhà máy", openedAt: harness.clock.now };
    await harness.office.commit({ actor: "server", action: "fire.open", outcome: "done" }, [
      { kind: "fire-opened", fire, by: "somebody" },
    ]);
    return fire.id;
  }

  async function gateAt(place: string): Promise<string> {
    const id = randomUUID();
    const [at, until] = [harness.clock.now, harness.clock.now + 3_600_000];
    await harness.office.commit({ actor: "server", action: "gate.change", outcome: "done" }, [
      { kind: "gate", gate: { id, place, name: `Cổng ${id}`, zone: "Nhà máy", addedAt: at }, by: "somebody" },
      { kind: "gate-machine", id, secretHash: secretHashOf(GATE_SECRET), at },
      { kind: "gate-code", id, codeHash: codeHashOf(gateCode(id)), until },
      { kind: "gate-site", id, site: siteOf(id) },
    ]);
    return id;
  }

  /** A gate with a guard who has a PIN. */
  async function guardsOf(organisation: string): Promise<Things["guards"]> {
    const [pin, login] = ["274916", `gate${used}.${randomUUID().slice(0, 4)}`];
    const computer = await enrolComputer(harness.office, organisation, 8);
    const id = await harness.addAccount("guard", organisation, login);
    await harness.office.commit({ actor: id, action: "session.own", outcome: "done" }, [
      { kind: "pin", id, hash: await pinHash },
    ]);
    const signIn = async () => {
      const challenge = await harness.signInDesk.gate.newChallenge(computer.id);
      return { computer: computer.id, login, pin, signature: computer.sign("gate", login, challenge) };
    };
    return { computer: computer.id, signIn };
  }

  /** A list of people to come. */
  async function listIn(organisation: string, unit: string) {
    const { wrapping } = partsOf(harness.server);
    const [list, planned, waitingRow] = [randomUUID(), randomUUID(), randomUUID()];
    const details = { row: 2, planned: { name: "Mai Thị Sen", birth: "1990" }, unit, organisation, like: [] };
    const rows = await wrappedRows(wrapping, [
      { id: planned, waits: false, ...details },
      { id: waitingRow, waits: true, ...details },
    ]);
    const prints = wrappedPrints(wrapping, list, []);
    const about = { id: list, place: organisation, at: harness.clock.now, created: 2, updated: 0, prints };
    await harness.office.commit({ actor: "server", action: "list.bring", outcome: "done" }, [
      { kind: "list-brought", list: about, rows },
    ]);
    return { list, planned, waitingRow };
  }

  /** Who calls holds the contact's line, whose test was positive; people of the place are asked to sync. */
  async function workOn(of: string, contact: string, place: string) {
    const change = claimOf(of, contact, harness.accounts.caller, START);
    const notice = {
      id: randomUUID(),
      place,
      kind: "group",
      names: [GROUP],
      madeAt: START,
      until: START + 86_400_000,
    } as const;
    const said = {
      kind: "test",
      sample: `M-${notice.id.slice(0, 8).toUpperCase()}`,
      method: "pcr",
      sampled: "2026-11-23",
      result: "positive",
    } as const;
    const test = { id: randomUUID(), at: START, by: "somebody", said };
    await harness.office.commit({ actor: "server", action: "contacts.share", outcome: "done" }, [
      change,
      { kind: "notice", notice },
      caseDeskOf(harness.server, harness.office).healthChange(of, contact, test),
    ]);
    return { claim: change.claim.id, notice: notice.id };
  }

  /** A token that nobody wears and a contact's heard the person's; its wearer is a case, whose list has been made. */
  async function casesOf(place: string, person: string, token: TestToken, near: readonly TestToken[]) {
    const epoch = Math.floor(START / 900_000);
    for (const one of near) {
      const heard = pageOf(one, 0, epoch).records(epoch, [record(token, epoch)]);
      await harness.server.receivePage(uploadOf(one, heard.build()));
    }
    const about = { place, reference: "HD/2026-17", ground: "pcr", tested: "2026-11-23" } as const;
    const by = { rule: DEFAULT_RULE.id, openedBy: "somebody", openedAt: START } as const;
    const ofPerson = { ...about, ...by, subject: { kind: "person", person } as const };
    const cases: Case[] = [
      { ...ofPerson, id: randomUUID(), state: "open" },
      { ...ofPerson, id: randomUUID(), state: "waiting" },
      { ...ofPerson, id: randomUUID(), state: "open", subject: { kind: "phone" } },
      { ...ofPerson, id: randomUUID(), state: "closed", closedAt: START },
    ];
    await harness.office.commit({ actor: "server", action: "case.open", outcome: "done" }, [
      ...cases.map((of) => ({ kind: "case", of }) as const),
      { kind: "token-retired", serial: token.serial, at: START, how: "re-keyed", place },
    ]);
    const [openCase, waitingCase, phoneCase, closedCase] = cases.map(({ id }) => id) as [
      string,
      string,
      string,
      string,
    ];
    const desk = caseDeskOf(harness.server, harness.office);
    await desk.list(cases[0]!, { actor: "server", reason: "case-investigation", subject: openCase });
    const waitingScope = approvalScope(cases[1]!, { keys: [], heard: [] });
    return { openCase, waitingCase, waitingScope, phoneCase, closedCase };
  }

  /** Of each table that a request could change how many rows it has, and which transaction last wrote one: any change shows in it. */
  async function state(): Promise<string> {
    const tables = [
      "office.unit",
      "office.organisation",
      "office.account",
      "office.account_deed",
      "office.computer",
      "people.person",
      "people.consent",
      "people.likely_double",
      "people.merged",
    ];
    const more = [
      "people.assignment",
      "people.custody",
      "people.erasure",
      "people.move",
      "radio.page",
      "radio.health",
      "registry.token",
    ];
    more.push("repeats.done", 'desk."case"', "desk.contact", "desk.list", "desk.retired_token");
    more.push("desk.asked_retirement", "desk.phone_key", "desk.phone_log");
    more.push("people.list", "people.planned", "office.uptake");
    more.push("office.head_count", "office.share_target");
    more.push(
      "office.fire",
      "office.gate",
      "office.gate_week",
      "office.hand_count",
      "radio.passage",
      "people.visit",
      "office.guard_deed",
    );
    more.push("stock.token", "stock.deed", "stock.transfer", "stock.transfer_token", "stock.taking");
    more.push("desk.call", "desk.claim", "desk.notice", "medical.told", "desk.token_call");
    const sums = [...tables, ...more].map(
      (table) => `(SELECT concat(count(*), '/', max(xmin::text::int8), ' ') FROM ${table})`,
    );
    const [row] = await harness.database.query<{ state: string }>(
      `SELECT concat(${sums.join(", ")}) AS state`,
    );
    return row!.state;
  }

  const lastRow = async () =>
    (
      await harness.database.query<{ actor: string; action: string; outcome: string }>(
        "SELECT actor, action, outcome FROM audit.entry ORDER BY number DESC LIMIT 1",
      )
    )[0]!;

  async function send(client: Client | undefined, route: Route, things: Things): Promise<Response> {
    const { path = route.path, body } = await EXAMPLES[nameOf(route)]!(things);
    if (client) return client.ask(route.method, path, body);
    const type = typeof route.body === "number" ? "application/octet-stream" : "application/json";
    return harness.ask(path, {
      method: route.method,
      ...(body === undefined
        ? {}
        : {
            headers: { "content-type": type, [KEY_HEADER]: randomUUID() },
            body: body instanceof Uint8Array ? body : JSON.stringify(body),
          }),
    });
  }

  it("has a route for every action", () => {
    // Whether a wearer is to be seen is asked within the route that tells of a token.
    const routed = new Set([...ROUTES.map(({ action }) => action), "station.called"]);
    assert.deepEqual(
      ACTIONS.filter((action) => !routed.has(action)),
      [],
    );
  });

  it("has an example of every route", () => {
    assert.deepEqual(Object.keys(EXAMPLES).sort(), WALKED.map(nameOf).sort());
  });

  /** What an answer tells of a person's passage; none may but an open case's own, which do. */
  let [looked, found] = [0, 0];
  function lookForPassages(body: string, { passed }: Things, route: Route, cell: string): void {
    looked++;
    for (const by of passed) {
      const trace = traceOf(by)(opened(body));
      if (trace !== undefined && nameOf(route) === OF_CASE && !trace.startsWith("the ID")) found++;
      else assert.equal(trace, undefined, `${cell} tells of a passage`);
    }
  }

  let cells = 0;
  for (const role of ["visitor", ...ROLES] as const)
    it(`lets ${role} through every route exactly as far as it says`, async function () {
      this.timeout(120_000);
      for (const route of WALKED)
        for (const isOwn of [true, false]) {
          cells++;
          await walk(role, route, isOwn);
        }
    });

  async function walk(role: Role | "visitor", route: Route, isOwn: boolean): Promise<void> {
    const cell = `${role}, ${nameOf(route)}, ${isOwn ? "own" : "other"} place`;
    const things = untouched.get(isOwn) ?? (await thingsIn(isOwn));
    untouched.set(isOwn, things);
    const client = role === "visitor" ? undefined : await harness.as(role);
    // A condition of its own is walked for itself.
    const condition = CONDITIONS[route.action];
    if (role !== "visitor" && condition?.route === nameOf(route) && scopeOf(role, route.action))
      await condition.meet?.(things, { harness, role });
    const before = await state();
    const answer = await send(client, route, things);
    const body = await answer.text();
    lookForPassages(body, things, route, cell);
    const reason = answer.ok ? undefined : JSON.parse(body).error.reason;
    const { public: isPublic } = permission(route.action);
    const shows = SHOWS[nameOf(route)];

    // Where there are accounts it is over for everybody; setup.test.ts has an empty server.
    if (route.action === "setup.open") {
      assert.deepEqual([answer.status, reason], [409, "set-up-done"], cell);
      return assert.equal(await state(), before, `${cell} changed something`);
    }
    if (isPublic || (role !== "visitor" && isAllowed(role, route.action, route.places ? isOwn : true))) {
      assert.equal(answer.status, route.status ?? 200, `${cell}: ${body}`);
      v.parse(route.answer, JSON.parse(body), { message: cell });
      if (shows) assert.ok(body.includes(shows(things)), `${cell} does not show it`);
      if (route.method !== "GET") untouched.delete(isOwn);
      return;
    }
    if (role === "visitor") assert.deepEqual([answer.status, reason], [401, "signed-out"], cell);
    else if (scopeOf(role, route.action) === undefined)
      assert.deepEqual([answer.status, reason], [403, "forbidden"], cell);
    else if (shows) assert.ok(answer.ok && !body.includes(shows(things)), `${cell} shows it`);
    else if (route.places) {
      // A refusal of consent is about nobody: it has no other place.
      if (nameOf(route) === "POST /api/refusals") return assert.equal(answer.status, 200, cell);
      assert.deepEqual([answer.status, reason], [404, "not-found"], cell);
    }
    assert.equal(await state(), before, `${cell} changed something`);
    if (role === "visitor" || shows) return;
    const { action } = route;
    assert.deepEqual(await lastRow(), { actor: harness.accounts[role], action, outcome: "refused" }, cell);
  }

  const allCells = (ROLES.length + 1) * WALKED.length * 2;
  it(`walked all ${allCells} cells: ${ROLES.length + 1} callers, ${WALKED.length} routes, own and other place`, () => {
    assert.equal(cells, allCells);
  });

  it("has a walk of every condition", () => {
    const withCondition = ACTIONS.filter((action) => permission(action).when !== undefined);
    assert.deepEqual(Object.keys(CONDITIONS).sort(), [...withCondition].sort());
  });

  for (const [action, { route: name, roles, lack, meet, unmet, met }] of Object.entries(CONDITIONS))
    it(`holds ${action} to its condition: only when ${permission(action as Action).when}`, async () => {
      const route = WALKED.find((one) => nameOf(one) === name)!;
      for (const role of roles ?? ROLES.filter((one) => scopeOf(one, action as Action))) {
        const client = await harness.as(role);
        const given = { harness, role };
        const asked = await thingsIn(true);
        const lacking = (await lack?.(asked, given)) ?? asked;
        const before = await state();
        const refused = await send(client, route, lacking);
        const told = await refused.text();
        lookForPassages(told, lacking, route, `${role}, ${name}`);
        const answer = JSON.parse(told) as Record<string, unknown>;
        if (typeof unmet === "string") {
          assert.equal((answer.error as { reason: string } | undefined)?.reason, unmet, role);
          assert.equal(await state(), before, role);
        } else assert.ok(refused.ok && unmet(answer), `${role}: ${JSON.stringify(answer)}`);
        const things = await thingsIn(true);
        await meet?.(things, given);
        const done = await send(client, route, things);
        const text = await done.text();
        lookForPassages(text, things, route, `${role}, ${name}`);
        assert.equal(done.status, route.status ?? 200, `${role}: ${text}`);
        assert.ok(met?.(JSON.parse(text)) ?? true, `${role}: ${text}`);
      }
    });

  it(`tells nobody of a person with the minute at a gate in any answer of ${WALKED.length} routes to ${ROLES.length + 1} callers, but of an open case's own passages`, () => {
    assert.ok(found > 0, "an open case's own were not found: nothing would be");
    assert.ok(looked >= allCells, `${looked} answers`);
  });

  it("keeps contacts from everybody but investigators, and leaves the audit log as it is", () => {
    for (const action of ACTIONS.filter((action) => /^(contacts|passages)\./.test(action)))
      assert.deepEqual(
        ROLES.filter((role) => scopeOf(role, action)),
        ["investigator"],
        action,
      );
    for (const action of ACTIONS.filter((action) => action.startsWith("medical.")))
      assert.deepEqual(
        ROLES.filter((role) => scopeOf(role, action)),
        ["investigator"],
        action,
      );
    // Who calls for others has what everybody has, and the lines that they hold.
    const everybodys = ACTIONS.filter((action) => ROLES.every((role) => scopeOf(role, action)));
    assert.deepEqual(
      ACTIONS.filter((action) => scopeOf("caller", action) && !everybodys.includes(action)),
      ["line.read", "line.claim", "line.call"],
    );
    assert.deepEqual(
      ACTIONS.filter((action) => scopeOf("bench", action) && !everybodys.includes(action)),
      ["token.enrol", "enrolment.end"],
    );
    assert.deepEqual(
      ACTIONS.filter((action) => permission(action).resource === "audit"),
      ["audit.read", "audit.verify"],
    );
    const changing = /\.(add|change|withdraw|open|approve|publish|retire|page|health|ticket)$/;
    const ofAuditor = ACTIONS.filter((action) => scopeOf("auditor", action) && changing.test(action));
    // What everybody may, without signing in.
    assert.deepEqual(ofAuditor.sort(), ["session.open", "setup.open"]);
  });

  it("lets nobody but a province administrator give roles that see persons or cases", async () => {
    const admin = await harness.as("unit-administrator");
    for (const role of [
      "investigator",
      "caller",
      "bench",
      "unit-administrator",
      "province-administrator",
      "auditor",
    ] as const) {
      const body = { login: `x${randomUUID().slice(0, 8)}`, name: "X", role, place: WARD };
      assert.equal((await admin.ask("POST", "/api/staff", body)).status, 403, role);
      const path = `/api/staff/${harness.accounts[role]}`;
      const change = { seen: { role }, role: "station" };
      const known = role === "province-administrator" ? 404 : 403;
      assert.equal((await admin.ask("PUT", path, change)).status, known, role);
      assert.equal((await admin.ask("POST", `${path}/reset`)).status, known, role);
    }
    const own = { seen: { name: "Cán Bộ" }, name: "X" };
    const province = await harness.as("province-administrator");
    assert.equal(
      (await province.ask("PUT", `/api/staff/${harness.accounts["province-administrator"]}`, own)).status,
      403,
    );
  });
});
