import * as v from "valibot";
import { CONTACT_RULES, type ContactRule } from "../../../../protocol/rules.ts";
import { readDayKeys } from "../../../bluezone/key-file.ts";
import type { FileRead } from "../../../bluezone/row-errors.ts";
import { rowErrorText } from "../../../bluezone/row-errors.ts";
import { heardEpochs, MAX_TRACE_BYTES, readTrace } from "../../../bluezone/trace-file.ts";
import {
  type Case,
  type CaseSubject,
  decided,
  isLive,
  objectionTo,
  overdueReview,
  provinceDateAt,
} from "../../cases/case.ts";
import { findCase, listCases, RETIREMENTS } from "../../cases/case-store.ts";
import { mustBeOpen, newCaseId } from "../../cases/desk.ts";
import { publicationOf } from "../../cases/publication.ts";
import { prefixNumber } from "../../derive.ts";
import { wearingsOfToken } from "../../people/assignments.ts";
import { findPerson } from "../../people/person-store.ts";
import { refuse } from "../../refusal.ts";
import { mustBeTwo } from "../../staff/deeds.ts";
import type { Place } from "../../units/unit.ts";
import { caseDates, caseView, exportedFile, newCase, ofCase } from "../case-schemas.ts";
import { viewOfCase } from "../case-views.ts";
import { type Route, route, type Services } from "../route.ts";
import { nothing, reason, serial } from "../schemas.ts";

interface OfCase {
  readonly params: { readonly case: string };
}

const subjectOfToken = ({ params }: { readonly params: { readonly serial: number } }) =>
  String(params.serial);

export const subjectOfCase = ({ params }: OfCase) => params.case;

export async function placesOfCase({ params }: OfCase, { office }: Services): Promise<Place[] | undefined> {
  const of = await findCase(office.queries, params.case);
  return of && [of.place];
}

/** Refusal: not-found. */
export async function caseOf(id: string, { office }: Services): Promise<Case> {
  const of = await findCase(office.queries, id);
  if (!of) throw refuse("not-found", "case");
  return of;
}

/** Refusals: not-found; not-open when it is refused or closed. */
async function liveCaseOf(id: string, services: Services): Promise<Case> {
  const of = await caseOf(id, services);
  if (!isLive(of)) throw refuse("not-open", "case");
  return of;
}

async function placesOfPerson(person: string, { office }: Services): Promise<Place[] | undefined> {
  const found = await findPerson(office.queries, person);
  return found && [found.unit, ...(found.organisation === undefined ? [] : [found.organisation])];
}

async function placesOfToken(serial: number, services: Services): Promise<Place[]> {
  const wearings = await wearingsOfToken(services.office.queries, serial);
  const places = await Promise.all(wearings.map(({ person }) => placesOfPerson(person, services)));
  return places.flatMap((some) => some ?? []);
}

type NewSubject = v.InferOutput<typeof newCase>["subject"];

async function placesOfSubject(subject: NewSubject, services: Services): Promise<Place[] | undefined> {
  if (subject.kind === "person") return placesOfPerson(subject.person, services);
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
function checkedDates<T extends Pick<Case, "onset" | "tested" | "from" | "to" | "rule">>(
  of: T,
  now: number,
): T {
  const objection = objectionTo(of, provinceDateAt(now));
  if (objection) throw refuse("input", objection);
  return of;
}

function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}

const ruleText = ({
  id,
  version,
  name,
  since,
  source,
  metres,
  minutes,
  withinHours,
  daysBefore,
}: ContactRule) => ({
  ...{ id, version, name, since, source, minutes, withinHours, daysBefore },
  ...(metres === undefined ? {} : { metres }),
});

const rowErrors = v.array(v.strictObject({ row: v.number(), vi: v.string(), en: v.string() }));

function told(read: FileRead<unknown>) {
  return read.ok
    ? []
    : read.errors.map((error) => ({
        ...{ row: error.row, vi: rowErrorText(error, "vi"), en: rowErrorText(error, "en") },
      }));
}

export const caseRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/api/rules", action: "service.read", summary: "Definitions of a contact" },
    answer: v.strictObject({ rules: v.array(v.looseObject({ id: v.string(), version: v.number() })) }),
    run: () => ({ rules: Object.values(CONTACT_RULES).map(ruleText) }),
  }),
  route({
    ...{ method: "GET", path: "/api/cases", action: "case.read", summary: "Cases, newest first" },
    answer: v.strictObject({ cases: v.array(caseView) }),
    ...{ places: "filtered", audited: true },
    async run(_, { office }, { reach, account }) {
      const cases = await listCases(office.queries, reach);
      return { cases: await Promise.all(cases.map((of) => viewOfCase(office, of, account.id))) };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/cases", action: "case.open", status: 201 },
    summary: "Open a case; a second person approves it, or reviews it within 24 hours in an emergency",
    body: newCase,
    answer: caseView,
    places: ({ body }, services) => placesOfSubject(body.subject, services),
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const { subject, emergency, ...details } = body;
        if (subject.kind === "token" && !services.isToken(subject.serial))
          throw refuse("unknown-token", "serial");
        const places = (await placesOfSubject(subject, services)) ?? [];
        const place = places.find((one) => office.places.isWithin(one, caller.account.place));
        if (place === undefined) throw refuse("not-found", "subject");
        const of = checkedDates(
          {
            ...{ id: newCaseId(), subject: keptSubject(subject), place, ...defined(details) },
            ...(emergency ? { state: "emergency", isEmergency: true } : { state: "waiting" }),
            ...{ openedBy: caller.account.id, openedAt: office.now() },
          } as Case,
          office.now(),
        );
        if (emergency && overdueReview(await listCases(office.queries, undefined), of, office.now()))
          throw refuse("review-due", "emergency");
        await caller.commit([{ kind: "case", of }], { subject: of.id, reference: of.reference });
        return viewOfCase(office, of, caller.account.id);
      }),
  }),
  route({
    ...{
      method: "GET",
      path: "/api/cases/{case}",
      action: "case.read",
      summary: "One case, without contacts",
    },
    ...{ params: ofCase, answer: caseView, audited: true, subject: subjectOfCase, places: placesOfCase },
    async run({ params }, services, { account }) {
      return viewOfCase(services.office, await caseOf(params.case, services), account.id);
    },
  }),
  route({
    ...{ method: "PUT", path: "/api/cases/{case}", action: "case.change" },
    summary: "Change a case's dates, its infectious period and the definition of a contact",
    ...{ params: ofCase, body: v.strictObject(caseDates), answer: caseView },
    ...{ subject: subjectOfCase, places: placesOfCase },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { onset: _, from: _from, to: _to, ...rest } = await liveCaseOf(params.case, services);
        const of = checkedDates({ ...rest, ...defined(body) } as Case, services.office.now());
        await caller.commit([{ kind: "case", of }], { subject: of.id, reference: of.reference });
        return viewOfCase(services.office, of, caller.account.id);
      }),
  }),
  route({
    ...{ method: "POST", path: "/api/cases/{case}/approval", action: "case.approve" },
    summary: "Approve or refuse a case that somebody else opened, or review an emergency opening",
    ...{ params: ofCase, body: v.strictObject({ approved: v.boolean() }), answer: caseView },
    ...{ subject: subjectOfCase, places: placesOfCase },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await caseOf(params.case, services);
        await mustBeTwo(services.office, of.openedBy, caller.account.id, of.openedAt);
        const after = decided(of, body.approved, caller.account.id, services.office.now());
        if (!after) throw refuse("not-open", "case");
        await caller.commit([{ kind: "case", of: after }], { subject: of.id, reference: of.reference });
        return viewOfCase(services.office, after, caller.account.id);
      }),
  }),
  route({
    ...{ method: "POST", path: "/api/cases/{case}/closing", action: "case.change" },
    summary: "Close a case: its contacts can be read no more, and go when their time is over",
    ...{ params: ofCase, answer: caseView, subject: subjectOfCase, places: placesOfCase },
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const of = await liveCaseOf(params.case, services);
        const closed: Case = { ...of, state: "closed", closedAt: services.office.now() };
        await caller.commit([{ kind: "case", of: closed }], { subject: of.id, reference: of.reference });
        return viewOfCase(services.office, closed, caller.account.id);
      }),
  }),
  route({
    ...{ method: "POST", path: "/api/cases/{case}/phone", action: "case.change" },
    summary: "Bring what a phone's owner gave: day keys (F0 JSON) or history (data_trace.txt)",
    ...{ params: ofCase, body: MAX_TRACE_BYTES, subject: subjectOfCase, places: placesOfCase },
    answer: v.strictObject({ keys: v.number(), rows: v.number(), errors: rowErrors }),
    async run({ params, body }, services, caller) {
      const of = await liveCaseOf(params.case, services);
      if (of.subject.kind !== "phone") throw refuse("input", "case");
      const text = new TextDecoder().decode(body);
      const about = { subject: of.id, reference: of.reference };
      if (/^\s*[{[]/.test(text.replace(/^\uFEFF/, ""))) {
        const read = readDayKeys(text);
        if (read.ok) await caller.commit([{ kind: "case-phone", case: of.id, keys: read.value }], about);
        return { keys: read.ok ? read.value.length : 0, rows: 0, errors: told(read) };
      }
      const read = readTrace(text, services.office.now());
      if (read.ok) {
        const heard = heardEpochs(read.value).map(({ id, ...rest }) => ({
          prefix: prefixNumber(id),
          ...rest,
        }));
        await caller.commit([{ kind: "case-phone", case: of.id, heard }], about);
      }
      return { keys: 0, rows: read.ok ? read.value.length : 0, errors: told(read) };
    },
  }),
  route({
    ...{ method: "GET", path: "/api/cases/{case}/publication", action: "case.publish" },
    summary: "Day keys for phones, of the needed days only, once the token is retired or re-keyed",
    ...{ params: ofCase, query: v.strictObject({ reason }), answer: exportedFile },
    ...{ subject: subjectOfCase, places: placesOfCase },
    async run({ params, query }, services, caller) {
      const of = await caseOf(params.case, services);
      // A day key tells where somebody was as surely as a list of contacts does.
      mustBeOpen(of, services.office.now());
      const content = await publicationOf(services.office.queries, services.matching.directory, of);
      await caller.commit([], { subject: of.id, reference: of.reference, reason: query.reason });
      return {
        ...{ name: "f0.json", type: "application/json" },
        content: Buffer.from(content).toString("base64"),
      };
    },
  }),
  route({
    ...{ method: "POST", path: "/api/tokens/{serial}/retirement", action: "token.retire" },
    summary: "Note that a token was taken out of use, or wiped and enrolled under another serial",
    ...{ params: v.strictObject({ serial }), body: v.strictObject({ how: v.picklist(RETIREMENTS) }) },
    ...{ answer: nothing, subject: subjectOfToken },
    places: (input, services) => placesOfToken(input.params.serial, services),
    async run({ params, body }, services, caller) {
      if (!services.isToken(params.serial)) throw refuse("unknown-token", "serial");
      const change = { kind: "token-retired", serial: params.serial, at: services.office.now() } as const;
      await caller.commit([{ ...change, how: body.how }], { subject: String(params.serial) });
      return {};
    },
  }),
];
