import * as v from "valibot";
import { CONTACT_RULES, type ContactRule } from "../../../../protocol/rules.ts";
import {
  approval,
  broughtFile,
  type CaseSettings,
  caseList,
  caseSettings,
  caseView,
  newCase,
  openingQuery,
  phoneQuery,
  type RuleId,
  type RuleView,
  ruleList,
  settingsChange,
} from "../../../contract/cases.ts";
import { exportedFile, ofCase } from "../../../contract/contacts.ts";
import { reason } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse } from "../../../contract/refusal.ts";
import { writeDayKeys } from "../../../formats/bluezone/key-file.ts";
import { MAX_TRACE_BYTES } from "../../../formats/bluezone/trace-file.ts";
import {
  type Case,
  type CaseSubject,
  decided,
  dueReview,
  isLive,
  objectionTo,
  periodOf,
  reopened,
} from "../../cases/case.ts";
import { mustBeOpen, newCaseId } from "../../cases/case-desk.ts";
import { findCase, listCases } from "../../cases/case-store.ts";
import { currentScope, isWider, unapproved } from "../../cases/scope.ts";
import { wearingsOfToken } from "../../people/assignments.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import { mustBeTwo } from "../../staff/deeds.ts";
import type { Place } from "../../units/unit.ts";
import { afterChange } from "../request/merging.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";

import { viewOfCase, viewOfOneCase, within } from "./case-views.ts";
import { keptSince } from "./kept-since.ts";
import { mustBeTheOnlyOne } from "./open-already.ts";
import { bringFile } from "./phone-files.ts";

interface OfCase {
  readonly params: { readonly case: string };
}

export const subjectOfCase = ({ params }: OfCase) => params.case;

export async function placesOfCase({ params }: OfCase, { office }: Services): Promise<Place[] | undefined> {
  const of = await findCase(office.queries, params.case);
  return of && [of.place];
}

/** Refusal: not-found. */
export async function findOpenable(id: string, { office }: Services): Promise<Case> {
  const of = await findCase(office.queries, id);
  if (!of) throw refuse("not-found", "case");
  return of;
}

/** Refusals: not-found; not-open when it is refused or closed. */
async function liveCaseOf(id: string, services: Services): Promise<Case> {
  const of = await findOpenable(id, services);
  if (!isLive(of)) throw refuse("not-open", "case");
  return of;
}

async function placesOfToken(serial: number, services: Services): Promise<Place[]> {
  const wearings = await wearingsOfToken(services.office.queries, serial);
  const { queries } = services.office;
  const places = await Promise.all(wearings.map(({ person }) => placesOfPerson(queries, person)));
  return places.flatMap((some) => some ?? []);
}

type NewSubject = v.InferOutput<typeof newCase>["subject"];

async function placesOfSubject(subject: NewSubject, services: Services): Promise<Place[] | undefined> {
  if (subject.kind === "person") return placesOfPerson(services.office.queries, subject.person);
  const named = subject.place === undefined ? [] : [subject.place];
  if (named.some((place) => !services.office.places.has(place))) return undefined;
  const worn = subject.kind === "token" ? await placesOfToken(subject.serial, services) : [];
  // A token that somebody wore belongs where they do, whatever the request names.
  return worn.length > 0 ? worn : named;
}

function keptSubject(subject: NewSubject): CaseSubject {
  if (subject.kind === "token") return { kind: "token", serial: subject.serial };
  return subject.kind === "person" ? subject : { kind: "phone" };
}

/** Refusal: input, with the date that does not fit. */
export function checkedDates<T extends Pick<Case, "onset" | "tested" | "from" | "to" | "rule">>(
  of: T,
  now: number,
): T {
  const objection = objectionTo(of, dayInProvince(now));
  if (objection) throw refuse("input", objection);
  return of;
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

/** What of a case may be changed, and what stays. */
function partsOf({ onset, tested, from, to, rule, ...rest }: Case) {
  const settings: CaseSettings = {
    tested,
    rule: rule as RuleId,
    ...(onset === undefined ? {} : { onset }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  return { settings, rest };
}

function ruleView(id: RuleId): RuleView {
  const rule: ContactRule = CONTACT_RULES[id];
  const { version, name, since, source, metres, minutes, withinHours, daysBefore } = rule;
  return {
    id,
    version,
    name,
    since,
    source,
    minutes,
    withinHours,
    daysBefore,
    ...(metres === undefined ? {} : { metres }),
  };
}

/** Keys that are gone are refused: what is handed out has every day on which a token of the case's was theirs. */
function keysCover(of: Case, keys: number, tokens: number) {
  const { from, to } = periodOf(of);
  const days = [from, to].map((day) => day.split("-").reverse().join("/")).join(" – ");
  return {
    isWarning: false,
    vi: `${keys} khóa ngày của ${tokens} thẻ, đủ mọi ngày đeo thẻ trong khoảng ${days}.`,
    en: `${keys} day keys of ${tokens} tokens: every day within ${days} on which they were worn.`,
  };
}

/** Writes a case down, and answers with what can be seen of it. */
export function commitCase(of: Case, { office }: Services, caller: Caller, fields?: readonly string[]) {
  const about = { subject: of.id, reference: of.reference, ...(fields ? { fields } : {}) };
  return caller.commit([{ kind: "case", of }], about, (queries) =>
    viewOfCase(within(office, queries), of, caller.account.id),
  );
}

const ONE_CASE = { what: "everybody known to have worn the case's token within its period" };

export const caseRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/rules",
    action: "service.read",
    summary: "Definitions of a contact",
    answer: ruleList,
    covers: { what: "every definition that there is" },
    run: () => ({ rules: (Object.keys(CONTACT_RULES) as RuleId[]).map(ruleView) }),
  }),
  route({
    method: "GET",
    path: "/api/cases",
    action: "case.read",
    summary: "Cases, newest first",
    answer: caseList,
    places: "filtered",
    audited: true,
    covers: { by: "keptSince", what: "all cases within reach; those that were closed before are deleted" },
    async run(_, { office }, { reach, account }) {
      const cases = await listCases(office.queries, reach);
      const views = await Promise.all(cases.map((of) => viewOfCase(office, of, account.id)));
      return { cases: views, keptSince: keptSince(office) };
    },
  }),
  route({
    method: "POST",
    path: "/api/cases",
    action: "case.open",
    status: 201,
    summary: "Open a case; a second person approves it, or reviews it within 24 hours in an emergency",
    query: openingQuery,
    body: newCase,
    answer: caseView,
    covers: ONE_CASE,
    places: ({ body }, services) => placesOfSubject(body.subject, services),
    run: ({ body, query }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const { id = newCaseId(), subject, emergency, ...details } = body;
        if (await findCase(office.queries, id)) throw refuse("other-request", "id");
        if (subject.kind === "token" && !services.isToken(subject.serial))
          throw refuse("unknown-token", "serial");
        const places = (await placesOfSubject(subject, services)) ?? [];
        const place = places.find((one) => office.places.isWithin(one, caller.account.place));
        if (place === undefined) throw refuse("not-found", "subject");
        const of = checkedDates(
          {
            id,
            subject: keptSubject(subject),
            place,
            ...defined(details),
            ...(emergency ? { state: "emergency", isEmergency: true } : { state: "waiting" }),
            openedBy: caller.account.id,
            openedAt: office.now(),
          } as Case,
          office.now(),
        );
        const all = await listCases(office.queries, undefined);
        if (emergency && dueReview(all, of)) throw refuse("review-due", "emergency");
        if (!query.another) await mustBeTheOnlyOne(of, all, office, caller);
        return commitCase(of, services, caller);
      }),
  }),
  route({
    method: "GET",
    path: "/api/cases/{case}",
    action: "case.read",
    summary: "One case, without contacts",
    params: ofCase,
    answer: caseView,
    covers: ONE_CASE,
    audited: true,
    subject: subjectOfCase,
    places: placesOfCase,
    async run({ params }, services, { account }) {
      return viewOfOneCase(services.office, await findOpenable(params.case, services), account.id);
    },
  }),
  route({
    method: "PUT",
    path: "/api/cases/{case}",
    action: "case.change",
    summary:
      "Change a case's dates, its infectious period or the definition of a contact, of those as they were seen; more days or a looser definition wait for a second person again",
    params: ofCase,
    body: settingsChange,
    answer: caseView,
    covers: ONE_CASE,
    subject: subjectOfCase,
    places: placesOfCase,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const before = await liveCaseOf(params.case, services);
        const { office } = services;
        const { settings, rest } = partsOf(before);
        const { after, fields } = await afterChange(caseSettings, settings, body, before.id, office);
        if (fields.length === 0) return viewOfCase(office, before, caller.account.id);
        const changed = checkedDates(Object.assign(rest, after), office.now());
        const of = isWider(before, changed) ? unapproved(changed) : changed;
        return commitCase(of, services, caller, fields);
      }),
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/approval",
    action: "case.approve",
    summary:
      "Approve or refuse a case that somebody else opened, as it was seen (scope), or review an emergency opening",
    params: ofCase,
    body: approval,
    answer: caseView,
    covers: ONE_CASE,
    subject: subjectOfCase,
    places: placesOfCase,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        await mustBeTwo(services.office, of.openedBy, caller.account.id, of.openedAt);
        if (body.scope !== (await currentScope(services.office.queries, of)))
          throw refuse("scope-changed", "scope");
        const after = decided(of, body.approved, {
          by: caller.account.id,
          why: body.why,
          now: services.office.now(),
        });
        if (!after) throw refuse("not-open", "case");
        return commitCase(after, services, caller, ["state"]);
      }),
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/closing",
    action: "case.change",
    summary: "Close a case: its contacts can be read no more, and go when their time is over",
    params: ofCase,
    answer: caseView,
    covers: ONE_CASE,
    subject: subjectOfCase,
    places: placesOfCase,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const of = await liveCaseOf(params.case, services);
        const closed: Case = { ...of, state: "closed", closedAt: services.office.now() };
        return commitCase(closed, services, caller, ["state"]);
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/cases/{case}/closing",
    action: "case.reopen",
    summary:
      "Open a case again that was closed by mistake, with all that was done about its contacts; for 7 days",
    params: ofCase,
    answer: caseView,
    covers: ONE_CASE,
    subject: subjectOfCase,
    places: placesOfCase,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const of = reopened(await findOpenable(params.case, services), services.office.now());
        if (!of) throw refuse("not-closed", "case");
        return commitCase(of, services, caller, ["state"]);
      }),
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/phone",
    action: "case.change",
    summary:
      "Bring what a phone's owner gave: day keys (F0 JSON) or history (data_trace.txt); files of one case add up",
    params: ofCase,
    query: phoneQuery,
    body: MAX_TRACE_BYTES,
    subject: subjectOfCase,
    places: placesOfCase,
    answer: broughtFile,
    covers: {
      by: "moreErrors",
      what: "the first 100 wrong rows, and how many more there are; of rows left out how many, the first 100 by number",
    },
    run: ({ params, query, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await liveCaseOf(params.case, services);
        services.room.check();
        if (of.subject.kind !== "phone") throw refuse("input", "case");
        return bringFile(of, body, query.another === "true", services, caller);
      }),
  }),
  route({
    method: "GET",
    path: "/api/cases/{case}/publication",
    action: "case.publish",
    summary: "Day keys for phones, of the needed days only, once the token is retired or re-keyed",
    params: ofCase,
    query: v.strictObject({ reason }),
    answer: exportedFile,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: { by: "covers", what: "in words: whose keys, of which days" },
    async run({ params, query }, services, caller) {
      const of = await findOpenable(params.case, services);
      // A day key tells where somebody was as surely as a list of contacts does.
      mustBeOpen(of, services.office.now());
      const { office, cases } = services;
      const { rows, serials } = await cases.dayKeys(of);
      await caller.commit([{ kind: "keys-published", serials, at: office.now() }], {
        subject: of.id,
        reference: of.reference,
        reason: query.reason,
      });
      return {
        name: "f0.json",
        type: "application/json",
        content: Buffer.from(writeDayKeys(rows)).toString("base64"),
        covers: [keysCover(of, rows.length, serials.length)],
      };
    },
  }),
];
