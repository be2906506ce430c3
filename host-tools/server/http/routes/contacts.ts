import {
  contactChange,
  contactChanged,
  contactsOfContact,
  exportedFile,
  leavingPage,
  listView,
  ofCase,
  ofContact,
  resolution,
  wantedFile,
  wantedList,
  withReason,
} from "../../../contract/contacts.ts";
import type { Coverage } from "../../../contract/coverage.ts";
import { nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Reason } from "../../audit/chain.ts";
import { callsOf } from "../../cases/call-store.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import { type CaseLine, linesOf } from "../../cases/case-lines.ts";
import { casesFrom, type KeptContact, keptContacts } from "../../cases/case-store.ts";
import { type ContactChanged, changedFields, contactChanges, judge } from "../../cases/contact-changes.ts";
import type { CaseList } from "../../cases/contact-list.ts";
import { csvOf, rowsOf, xlsxOf } from "../../cases/export-table.ts";
import type { Line } from "../../cases/line.ts";
import type { Office } from "../../changes.ts";
import type { Queries } from "../../database/database.ts";
import { accountName } from "../../staff/account-store.ts";
import { firstKept } from "../../store/log-times.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { type StaffNames, staffNames, viewOfCall, viewOfClaim, viewOfLine } from "./call-views.ts";
import { labelOf, viewOfCase, viewOfContact } from "./case-views.ts";
import { findOpenable, placesOfCase, subjectOfCase } from "./cases.ts";
import { caseLabel, coverageOfLooked, toldCoverage } from "./list-coverage.ts";

const subjectOfContact = ({ params }: { readonly params: { readonly contact: string } }) => params.contact;

function lookOf(of: Case, { account }: Caller, reason: Reason) {
  const { id: actor, place } = account;
  return { actor, place, reason, subject: of.id, reference: of.reference };
}

interface Wanted {
  readonly reason: Reason;
  /** Number of the list that changes are told from. */
  readonly since?: number | undefined;
  /** Also those who were near by and are no close contacts. */
  readonly everybody?: "true" | undefined;
}

async function listFor(of: Case, services: Services, caller: Caller, { reason, since, everybody }: Wanted) {
  const { office, cases } = services;
  const look = lookOf(of, caller, reason);
  const { list, lists, contacts, before, changes, looked } = await cases.list(of, look, since);
  const made = await contactChanges(office.queries, of.id);
  const lines = new Map((await linesOf(office.queries, of, office.now())).map((line) => [line.key, line]));
  const became = await casesFrom(office.queries, of.id);
  const names = await staffNames(office.queries);
  const kept = await firstKept(office.queries);
  const { entries, madeAt, ...about } = list;
  const order = new Map(entries.map(({ key }, i) => [key, i]));
  const all = contacts
    .flatMap((contact) => (contact.listing ? [{ ...contact, listing: contact.listing }] : []))
    .sort((a, b) => order.get(a.key)! - order.get(b.key)!);
  // Somebody whom an investigator has called already stays in sight, whatever a later log says of them.
  const called = await callsOf(office.queries, of.id);
  const isTouched = (one: KeptContact) => isWorkedOn(one) || called.has(one.key);
  const listed = all.filter((one) => everybody || one.listing.isContact || isTouched(one));
  const shown = new Set(listed.map(({ key }) => key));
  const isShown = (key: string) => shown.has(key) || changes.removed.includes(key);
  return {
    case: await viewOfCase(office, of, caller.account.id),
    list: { ...about, madeAt: isoOf(madeAt) },
    coverage: await coverageOfLooked(
      ...([office, "case", await caseLabel(office, of), looked] as const),
      listed.map(({ listing }) => listing),
    ),
    lists: lists.map(({ number, madeAt }) => ({ number, madeAt: isoOf(madeAt) })),
    ...(before ? { before: beforeOf(before) } : {}),
    changes: {
      added: changes.added.filter(isShown),
      removed: [...changes.removed],
      changed: changes.changed.filter(({ key }) => isShown(key)),
    },
    others: entries.filter(({ isContact }) => !isContact).length,
    contacts: await Promise.all(
      listed.map(async ({ key, listing, state, note, changedAt }) => ({
        ...(await viewOfContact(office, listing, kept)),
        state,
        ...(note === null ? {} : { note }),
        ...(changedAt === undefined ? {} : { changedAt: isoOf(changedAt) }),
        history: await Promise.all((made.get(key) ?? []).map((change) => doneView(office, change))),
        ...callsView(lines.get(key), names),
        ...ownCaseView(became.get(key)),
      })),
    ),
    dropped: await Promise.all(
      contacts
        .filter((one) => !one.listing && (isTouched(one) || isShown(one.key) || one.found?.isContact))
        .map(async ({ key, state, note, found }) => ({
          key,
          label: await labelOf(office, key),
          state,
          ...(note === null ? {} : { note }),
          ...(found && (everybody || found.isContact || isWorkedOn({ state, note }) || called.has(key))
            ? { found: await viewOfContact(office, found, kept) }
            : {}),
        })),
    ),
  };
}

/** What the calls came to, and who holds the line. */
function callsView(line: CaseLine | undefined, names: StaffNames) {
  const { calls = [], claim, line: told = NEVER_CALLED } = line ?? {};
  return {
    line: viewOfLine(told),
    calls: calls.map((call) => viewOfCall(call, names)),
    ...(claim ? { claim: viewOfClaim(claim, names) } : {}),
  };
}

/** Of somebody who came on the list while it was read. */
const NEVER_CALLED: Line = { state: "to-call", tries: 0, isToCall: true };

function ownCaseView(of: Case | undefined) {
  return of ? { ownCase: { id: of.id, reference: of.reference, state: of.state } } : {};
}

function isWorkedOn({ state, note }: Pick<KeptContact, "state" | "note">): boolean {
  return state !== "to-call" || note !== null;
}

async function doneView({ queries }: Pick<Office, "queries">, { at, by, state, note }: ContactChanged) {
  const name = by === undefined ? undefined : await accountName(queries, by);
  return {
    at: isoOf(at),
    ...(name === undefined ? {} : { by: name }),
    state,
    ...(note === null ? {} : { note }),
  };
}

function beforeOf({ number, madeAt, rule, ruleVersion, from, to }: CaseList) {
  return { number, madeAt: isoOf(madeAt), rule, ruleVersion, from, to };
}

export const contactRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/cases/{case}/contacts",
    action: "contacts.read",
    summary:
      "Close contacts of an open case, or everybody near by, what was done about each, and what changed since an earlier list",
    params: ofCase,
    query: wantedList,
    answer: listView,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: {
      by: "coverage",
      what: "days asked for, what is deleted, IDs and tokens looked at, logs that have not come in; `others` counts who was near and is not told",
    },
    async run({ params, query }, services, caller) {
      return listFor(await findOpenable(params.case, services), services, caller, query);
    },
  }),
  route({
    method: "PUT",
    path: "/api/cases/{case}/contacts/{contact}",
    action: "contacts.change",
    summary:
      "Set what was done about a contact, or write a note; not saved where a colleague has changed the same since it was seen",
    params: ofContact,
    body: contactChange,
    answer: contactChanged,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        const { office } = services;
        const key = params.contact;
        mustBeOpen(of, office.now());
        const known = await keptContacts(office.queries, of.id, office.now());
        if (!known.some((one) => one.key === key)) throw refuse("not-found", "contact");
        const made = (await contactChanges(office.queries, of.id, key)).get(key) ?? [];
        const wanted = { ...body, seen: body.seen === null ? undefined : Date.parse(body.seen) };
        const verdict = judge(made, wanted, caller.account.id, office.now());
        const told = async (queries: Queries) => ({
          isSaved: verdict.kind !== "meanwhile",
          now: await doneView({ queries }, verdict.kind === "meanwhile" ? verdict.now : verdict.after),
        });
        if (verdict.kind !== "made") return told(office.queries);
        return caller.commit(
          [{ kind: "case-contact", case: of.id, key, change: verdict.after }],
          { subject: key, reference: of.reference, fields: changedFields(made.at(-1), verdict.after) },
          told,
        );
      }),
  }),
  route({
    method: "GET",
    path: "/api/cases/{case}/contacts/{contact}/contacts",
    action: "contacts.read",
    summary: "Close contacts of a close contact (F2), from the first minute near the case on",
    params: ofContact,
    query: withReason,
    answer: contactsOfContact,
    subject: subjectOfContact,
    places: placesOfCase,
    covers: { by: "coverage", what: "the same of a contact's contacts" },
    async run({ params, query }, services, caller) {
      const of = await findOpenable(params.case, services);
      const look = { ...lookOf(of, caller, query.reason), subject: params.contact };
      const { office, cases } = services;
      const looked = await cases.contactsOf(of, params.contact, look);
      const { contacts } = looked.result;
      const label = await labelOf(office, params.contact);
      return {
        coverage: await coverageOfLooked(office, "contact", label, looked, contacts),
        contacts: await Promise.all(contacts.map((one) => viewOfContact(office, one))),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/resolution",
    action: "contacts.read",
    summary: "Look for the owners of unresolved records among all enrolled tokens",
    params: ofCase,
    body: withReason,
    subject: subjectOfCase,
    places: placesOfCase,
    answer: resolution,
    async run({ params, body }, services, caller) {
      const of = await findOpenable(params.case, services);
      return services.cases.resolve(of, lookOf(of, caller, body.reason));
    },
  }),
  route({
    method: "GET",
    path: "/api/cases/{case}/export",
    action: "contacts.export",
    summary: "The list for Excel (xlsx, csv), or the case's log in Bluezone's format",
    params: ofCase,
    query: wantedFile,
    answer: exportedFile,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: { by: "covers", what: "the same in words; in XLSX and CSV on top of the table, too" },
    async run({ params, query }, services, caller) {
      const of = await findOpenable(params.case, services);
      const { office } = services;
      mustBeOpen(of, office.now());
      await caller.commit([], {
        subject: of.id,
        reference: of.reference,
        reason: query.reason,
        fields: [query.format],
      });
      const stem = of.reference.replace(/[^A-Za-z0-9.-]/g, "-");
      const file = (name: string, type: string, content: Uint8Array | string, coverage: Coverage) => ({
        name: `${stem}-${name}`,
        type,
        content: Buffer.from(content).toString("base64"),
        covers: toldCoverage(coverage),
      });
      if (query.format === "data-trace" || query.format === "unresolved") {
        const { cases } = services;
        const trace = await cases.trace(of);
        const looked = await cases.looked(of, lookOf(of, caller, query.reason));
        const label = await caseLabel(office, of);
        const coverage = await coverageOfLooked(office, "case", label, looked, []);
        return query.format === "unresolved"
          ? file("unresolved.txt", "text/plain", trace.unresolved, coverage)
          : file("data_trace.txt", "text/plain", trace.trace, coverage);
      }
      const { contacts, coverage } = await listFor(of, services, caller, query);
      const rows = rowsOf(contacts, coverage);
      if (query.format === "csv")
        return file("contacts.csv", "text/csv; charset=utf-8", csvOf(rows), coverage);
      const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      return file("contacts.xlsx", type, await xlsxOf(rows), coverage);
    },
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/leaving",
    action: "contacts.export",
    summary: "Write down that contacts leave a page on paper or as a picture, before they do",
    params: ofCase,
    body: leavingPage,
    answer: nothing,
    subject: subjectOfCase,
    places: placesOfCase,
    async run({ params, body }, services, caller) {
      const of = await findOpenable(params.case, services);
      mustBeOpen(of, services.office.now());
      const about = { subject: of.id, reference: of.reference, reason: body.reason, fields: [body.what] };
      return caller.commit([], about, () => ({}));
    },
  }),
];
