/** What is told of contacts' health, and what is to be done next: in an open case, by its investigators. */
import { caseView } from "../../../contract/cases.ts";
import { exportedFile, ofCase, ofContact } from "../../../contract/contacts.ts";
import {
  broughtResults,
  caseOfContact,
  followUp,
  newTold,
  toldWritten,
  wantedFollowUp,
  withReasonOnly,
} from "../../../contract/health.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Reason } from "../../audit/chain.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import { linesOf, toBeCalled } from "../../cases/case-lines.ts";
import { isAskable, type Told } from "../../cases/next-steps.ts";
import { type Sampled, samplesOf, samplesTable } from "../../cases/samples.ts";
import type { Written } from "../../cases/written.ts";
import { findPerson } from "../../people/person-store.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { type StaffNames, staffNames } from "./call-views.ts";
import { labelOf } from "./case-views.ts";
import { findOpenable, placesOfCase, subjectOfCase } from "./cases.ts";
import { openFromContact } from "./contact-cases.ts";
import { bringResults } from "./results.ts";
import { followUpRule, stepsOf } from "./steps.ts";
import { writeTold } from "./write-down.ts";

const MAX_RESULTS_BYTES = 1024 * 1024;
const subjectOfContact = ({ params }: { readonly params: { readonly contact: string } }) => params.contact;

function viewOfTold({ id, at, by, corrects, said }: Written<Told>, names: StaffNames) {
  const name = names.get(by);
  return {
    id,
    at: isoOf(at),
    ...(name === undefined ? {} : { by: name }),
    ...(corrects === undefined ? {} : { corrects }),
    told: said as never,
  };
}

/** Refusal: input, of a day that cannot be told of yet, or not any more, or that ends before it begins. */
function mustBeTellable(told: Told, today: string): void {
  if (told.kind === "asked" && !isAskable(told.day, today)) throw refuse("input", "day");
  if (told.kind === "test" && told.sampled > today) throw refuse("input", "sampled");
  if (told.kind === "quarantine" && told.from > told.to) throw refuse("input", "to");
}

/** Everybody on the list, with what is to be done and all that was told. */
async function followUpOf(of: Case, services: Services, contact: string | undefined) {
  const { queries, now } = services.office;
  const told = await services.cases.told(of.id, contact);
  const names = await staffNames(queries);
  const lines = await linesOf(queries, of, now());
  const shown = lines.filter(
    ({ key, listing }) => (contact ?? key) === key && (listing.isContact || told.has(key)),
  );
  return {
    today: dayInProvince(now()),
    source: followUpRule({ of }).source,
    lines: await Promise.all(
      shown.map(async (line) => {
        const entries = told.get(line.key) ?? [];
        const steps = await stepsOf(line, services, entries);
        return {
          key: line.key,
          label: await labelOf(services.office, line.key),
          lastContact: dayInProvince(Date.parse(line.listing.last)),
          steps,
          told: entries.map((entry) => viewOfTold(entry, names)),
        };
      }),
    ),
  };
}

/** Writes the look into the audit log before anything is read. */
async function look(of: Case, reason: Reason, caller: Caller, contact = of.id): Promise<void> {
  await caller.commit([], { subject: contact, reference: of.reference, reason });
}

export const healthRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/cases/{case}/follow-up",
    action: "medical.read",
    summary:
      "What is to be done about each close contact on which day by the case's definition, and all that was told of their health",
    params: ofCase,
    query: wantedFollowUp,
    answer: followUp,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: {
      what: "every close contact on the newest list, or the one that is asked for, and whoever on it something was told of, with every entry; a day of which nobody knows is not-asked",
    },
    async run({ params, query }, services, caller) {
      const of = await findOpenable(params.case, services);
      mustBeOpen(of, services.office.now());
      await look(of, query.reason, caller, query.contact);
      return followUpOf(of, services, query.contact);
    },
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/contacts/{contact}/health",
    action: "medical.write",
    summary:
      "Write down a test, an answer of today or of two days before, or a quarantine; or correct what was written, where no colleague has since",
    params: ofContact,
    body: newTold,
    answer: toldWritten,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        mustBeTellable(body.told, dayInProvince(services.office.now()));
        const { id, corrects, told: said } = body;
        const wanted = { id, corrects, said };
        return writeTold(of, params.contact, wanted, services, caller, async ({ isSaved, now }, queries) => ({
          isSaved,
          now: viewOfTold(now, await staffNames(queries)),
        }));
      }),
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/results",
    action: "medical.write",
    summary:
      "Bring a laboratory's file: results of samples that wait, by their numbers; with one wrong row nothing is kept",
    params: ofCase,
    body: MAX_RESULTS_BYTES,
    answer: broughtResults,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: { by: "moreErrors", what: "the first 100 wrong rows, and how many more there are" },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        mustBeOpen(of, services.office.now());
        return bringResults(of, body, services, caller);
      }),
  }),
  route({
    method: "GET",
    path: "/api/cases/{case}/results",
    action: "medical.export",
    summary: "Samples of the case's contacts as a table (CSV) for the laboratory, which fills in the results",
    params: ofCase,
    query: withReasonOnly,
    answer: exportedFile,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: {
      by: "covers",
      what: "in words: every sample that was written down of contacts on the newest list",
    },
    async run({ params, query }, services, caller) {
      const of = await findOpenable(params.case, services);
      const { queries, now } = services.office;
      mustBeOpen(of, now());
      await look(of, query.reason, caller);
      const people = new Map<string, Sampled>();
      for (const { key } of await linesOf(queries, of, now())) {
        const person = await findPerson(queries, key);
        const label = await labelOf(services.office, key);
        const phone = person?.phone === undefined ? "" : readablePhone(person.phone);
        people.set(key, { label, birth: person?.birth.slice(0, 4) ?? "", phone });
      }
      const samples = samplesOf(await services.cases.told(of.id)).filter(({ key }) => people.has(key));
      return {
        name: `${of.reference.replace(/[^A-Za-z0-9.-]/g, "-")}-samples.csv`,
        type: "text/csv; charset=utf-8",
        content: Buffer.from(samplesTable(samples, (key) => people.get(key)!)).toString("base64"),
        covers: [
          {
            isWarning: false,
            vi: `${samples.length} mẫu đã ghi của người trong danh sách.`,
            en: `${samples.length} samples of people on the list.`,
          },
        ],
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/contacts/{contact}/case",
    action: "case.open",
    status: 201,
    summary:
      "Open the case of a contact whose test was positive, by that test; a second person approves it as any other, and it knows the case it came from",
    params: ofContact,
    body: caseOfContact,
    answer: caseView,
    subject: subjectOfContact,
    places: placesOfCase,
    covers: { what: "everybody known to have worn the case's token within its period" },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const parent = await findOpenable(params.case, services);
        const lines = toBeCalled(await linesOf(services.office.queries, parent, services.office.now()));
        return openFromContact({ parent, key: params.contact, lines, ...body }, services, caller);
      }),
  }),
];
