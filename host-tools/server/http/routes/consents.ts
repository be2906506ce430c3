/** What people are asked, and what they answer for each purpose: at first with their details, later one by one. */
import * as v from "valibot";
import { isChildOn } from "../../../contract/ages.ts";
import { consentText, consentWordsOn, NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import {
  consentHistory,
  consentWords,
  type LaterAnswer,
  laterAnswer,
  type newPerson,
  type Person,
  refusalSaid,
} from "../../../contract/persons.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse } from "../../../contract/refusal.ts";
import { OPTIONAL_PURPOSES, type Purpose } from "../../../contract/vocabulary.ts";
import { isoOf } from "../../../lib/time.ts";
import { answerOf, type Consent, consentsOf, whenAnswered, whenSaid } from "../../people/consents.ts";
import { findPerson } from "../../people/person-store.ts";
import { placesOfPerson as homesOfPerson } from "../../people/token-homes.ts";
import { type Route, route } from "../request/route.ts";
import { mustBeStations } from "./told-time.ts";

const ofPerson = v.strictObject({ person: id });

/** Refusal: consent, with what is missing. A child may take back what a guardian gave. */
function mustBeValid(
  { purpose, agreed, version, givenBy }: Pick<LaterAnswer, "purpose" | "agreed" | "version" | "givenBy">,
  { birth, guardian }: Person,
  today: string,
): void {
  const text = consentText(version);
  const isAsked = purpose === "contacts" || text?.optional?.some((one) => one.purpose === purpose);
  if (!text || !isAsked) throw refuse("consent", "version");
  if (agreed && isChildOn(birth, today) && givenBy !== "guardian") throw refuse("consent", "guardian");
  if (givenBy === "guardian" && !guardian) throw refuse("consent", "guardian");
}

/** What somebody answers who is new: contacts is given, the others as they were answered. Refusal: consent. */
export function firstConsents(
  { agreed, optional = {}, ...heard }: v.InferOutput<typeof newPerson>["consent"],
  person: Person,
  takenBy: string,
  { at, now }: { readonly at: string | undefined; readonly now: number },
): Consent[] {
  const answers = OPTIONAL_PURPOSES.map((purpose) => [purpose, optional[purpose]] as const);
  return [["contacts", agreed] as const, ...answers].flatMap(([purpose, answer]) => {
    if (answer === undefined) return [];
    mustBeValid({ ...heard, purpose, agreed: answer }, person, dayInProvince(now));
    return consentTo([], purpose, answer, { ...heard, takenBy, at: whenSaid(at, now) });
  });
}

const consentTo = (
  said: readonly Consent[],
  purpose: Purpose,
  agreed: boolean,
  heard: Omit<Consent, "purpose" | "answer">,
): Consent => ({ ...heard, purpose, answer: answerOf(said, purpose, agreed) });

export function consentView({ at, ...consent }: Consent) {
  return { ...consent, at: isoOf(at) };
}

export const consentRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/persons/{person}/consents",
    action: "consent.history",
    summary:
      "Every answer of a person to each purpose: who gave it, when, to which text, and who took it down",
    params: ofPerson,
    answer: consentHistory,
    audited: true,
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => homesOfPerson(office.queries, params.person),
    covers: { what: "every answer that the person ever gave" },
    run: async ({ params }, { office }) => ({
      consents: (await consentsOf(office.queries, params.person)).map(consentView),
    }),
  }),
  route({
    method: "POST",
    path: "/api/persons/{person}/consents",
    action: "consent.change",
    status: 201,
    summary:
      "Take down what somebody says of one purpose later; who takes contacts back withdraws everything instead",
    params: ofPerson,
    body: laterAnswer,
    apart: ["at"],
    answer: nothing,
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => homesOfPerson(office.queries, params.person),
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        mustBeStations(body.at, caller);
        const person = await findPerson(office.queries, params.person);
        if (!person) throw refuse("not-found", "person");
        const { purpose, agreed, at: told, ...heard } = body;
        if (purpose === "contacts" && !agreed) throw refuse("consent", "contacts");
        mustBeValid(body, person, dayInProvince(office.now()));
        const said = await consentsOf(office.queries, person.id);
        const at = whenAnswered(said, { purpose, agreed, told }, office.now());
        const consent = consentTo(said, purpose, agreed, { ...heard, takenBy: caller.account.id, at });
        return caller.commit(
          [{ kind: "consent", person: person.id, consent }],
          { subject: person.id },
          () => ({}),
        );
      }),
  }),
  route({
    method: "GET",
    path: "/api/consent-text",
    action: "consent.read",
    summary: "The text to be read, and what is asked for beside contacts",
    answer: consentWords,
    covers: { what: "every purpose that is asked for" },
    run: (_, { office }) => consentWordsOn(dayInProvince(office.now())),
  }),
  route({
    method: "POST",
    path: "/api/refusals",
    action: "consent.refuse",
    summary: "Somebody refused: stores nothing of them, answers what to say",
    answer: refusalSaid,
    places: "filtered",
    run(_, { counted }) {
      counted("refusal");
      return { say: NOBODY_IS_TURNED_AWAY };
    },
  }),
];
