import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { AGE_OF_OWN_WORD, ageOn, isBirth, isChildOn } from "../../../contract/ages.ts";
import { NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import {
  addedPerson,
  foundPersons,
  newPerson,
  onePerson,
  type Person,
  personChange,
  personChanged,
  personCopy,
  personDetails,
  personWithdrawn,
} from "../../../contract/persons.ts";
import { keptPhone } from "../../../contract/phones.ts";
import { countText, id, limit, reason, searchText, text } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse, refuseUndecided } from "../../../contract/refusal.ts";
import { asKnown } from "../../../contract/spellings.ts";
import { likenessOf } from "../../../contract/texts.ts";
import { type ListChange, placeOfRow } from "../../lists/list-store.ts";
import { wearingsOfPerson } from "../../people/assignments.ts";
import { consentsOf } from "../../people/consents.ts";
import { mergedDetails } from "../../people/merged-ids.ts";
import { waitingOf } from "../../people/move-store.ts";
import {
  BELONGING,
  findPerson,
  isKnownId,
  searchPersons,
  spellingsAround,
} from "../../people/person-store.ts";
import { placesOfPerson as homesOfPerson } from "../../people/token-homes.ts";
import { isAllowed } from "../../staff/access-table.ts";
import { likelyDoublesOf } from "../../station-desk/doubles.ts";
import type { Place } from "../../units/unit.ts";
import { afterChange } from "../request/merging.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { consentView, firstConsents } from "./consents.ts";
import { noteSearch } from "./doubles.ts";
import { keptSince } from "./kept-since.ts";
import { definedOf, foreignPlaceOf, isPresent, movesOf } from "./person-places.ts";
import { mustBeStations } from "./told-time.ts";

const ofPerson = v.strictObject({ person: id });

type Details = v.InferOutput<typeof personDetails>;

/** Without keys that are undefined, its phones in the form in which they are kept. Refusal: input, with the field. */
function kept(id: string, given: Details, { office }: Services): Person {
  const today = dayInProvince(office.now());
  if (!isBirth(given.birth, today)) throw refuse("input", "birth");
  if (!office.places.unit(given.unit)) throw refuse("input", "unit");
  if (given.organisation !== undefined && !office.places.organisation(given.organisation))
    throw refuse("input", "organisation");
  const phone = phoneOf(given.phone, "phone");
  const { phone: _, name, guardian, ...rest } = given;
  return {
    ...definedOf(rest),
    id,
    name,
    birth: given.birth,
    unit: given.unit,
    ...(phone === undefined ? {} : { phone }),
    ...(guardian === undefined ? {} : { guardian: guardianOf(guardian) }),
  };
}

/**
 * With hamlet and group as others of the place write them. What was put right itself stays as it was typed: `before` is the
 * person as they were.
 */
async function asOthersWrite(
  given: Person,
  before: Person | undefined,
  { office }: Services,
): Promise<Person> {
  const after = { ...given };
  for (const field of BELONGING) {
    const typed = given[field];
    const old = before?.[field];
    if (typed === undefined || typed === old) continue;
    if (old !== undefined && likenessOf(typed) === likenessOf(old)) continue;
    after[field] = asKnown(typed, await spellingsAround(office.queries, given, field));
  }
  return after;
}

function guardianOf({ name, phone, relation }: NonNullable<Details["guardian"]>) {
  const kept = phoneOf(phone, "guardian.phone");
  return { name, relation, ...(kept === undefined ? {} : { phone: kept }) };
}

/** With its phones as they are kept, so that one number in two spellings is no other one. Refusal: input, with the field. */
function keptForms({ seen, ...wanted }: v.InferOutput<typeof personChange>) {
  return {
    ...withKeptPhones(wanted, phoneOf),
    // What was kept in another form by an older program is what was seen.
    seen: withKeptPhones(seen, (phone) => keptOr(phone)),
  };
}

type ChangedDetails = Omit<v.InferOutput<typeof personChange>, "seen">;

function withKeptPhones(
  details: ChangedDetails,
  kept: (phone: string, field: string) => string | undefined,
): ChangedDetails {
  const { phone, guardian } = details;
  const ofGuardian = guardian?.phone === undefined ? undefined : kept(guardian.phone, "guardian.phone");
  return {
    ...details,
    ...(phone === undefined || phone === null ? {} : { phone: kept(phone, "phone") ?? null }),
    ...(guardian && ofGuardian !== undefined ? { guardian: { ...guardian, phone: ofGuardian } } : {}),
  };
}

function keptOr(phone: string): string {
  const kept = keptPhone(phone);
  return kept === "bad" || kept === undefined ? phone : kept;
}

function phoneOf(given: string | undefined, field: string): string | undefined {
  const phone = keptPhone(given);
  if (phone === "bad") throw refuse("input", field);
  return phone;
}

/** What becomes of the row of a list that somebody was told of by. It may be gone: that is nothing to stop for. Refusal: not-found. */
async function rowOf(row: string, { office }: Services, { account }: Caller): Promise<ListChange[]> {
  const place = await placeOfRow(office.queries, row);
  if (place === undefined) return [];
  if (!isAllowed(account.role, "planned.read", office.places.isWithin(place, account.place)))
    throw refuse("not-found", "planned");
  return [{ kind: "row-gone", row, hasCome: true }];
}

function placesOf({ unit, organisation }: { unit: Place; organisation?: Place | undefined }): Place[] {
  return organisation === undefined ? [unit] : [unit, organisation];
}

const placesOfPerson = ({ params }: { params: { person: string } }, { office }: Services) =>
  homesOfPerson(office.queries, params.person);

const subject = ({ params }: { params: { person: string } }) => params.person;

export const personRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/persons",
    action: "person.search",
    summary:
      "Persons by beginnings of the words of their name, hamlet or group, year of birth, phone or ID number; by given name, so many of how many",
    query: v.strictObject({
      text: v.optional(searchText(120), ""),
      group: v.optional(text(80)),
      hamlet: v.optional(text(80)),
      limit,
      skip: v.optional(countText, "0"),
    }),
    answer: foundPersons,
    places: "filtered",
    audited: true,
    covers: {
      by: "total",
      what: "persons within reach who fit, `limit` of them from `skip` on, and how many there are",
    },
    async run({ query }, { office }, { reach }) {
      const { persons, total } = await searchPersons(office.queries, { ...query, places: reach });
      return { persons, total };
    },
  }),
  route({
    method: "POST",
    path: "/api/persons",
    action: "person.add",
    status: 201,
    summary:
      "Add a person who has consented to contacts; nothing is stored without that, nor where somebody of the own place is likely to be the same and `another` is not said",
    body: newPerson,
    apart: ["at"],
    answer: addedPerson,
    places: ({ body }) => placesOf(body.person),
    run: ({ body }, services, caller, { isLate }) =>
      services.office.alone(async () => {
        const { office } = services;
        // The id of somebody who is known, or was erased: nothing of them is written over, nor comes back.
        if (body.id !== undefined && (await isKnownId(office.queries, body.id)))
          throw refuse("other-request", "id");
        const typed = kept(body.id ?? randomUUID(), body.person, services);
        const added = await asOthersWrite(typed, undefined, services);
        const foreign = foreignPlaceOf(added, office, caller);
        if (foreign) throw refuse("other-province", foreign);
        mustBeStations(body.at, caller);
        const when = { at: body.at, now: office.now() };
        const consents = firstConsents(body.consent, added, caller.account.id, when);
        const doubles = body.another
          ? []
          : await likelyDoublesOf(office.queries, added, { places: caller.reach, now: office.now() });
        if (doubles.length > 0) {
          await noteSearch(caller, services);
          if (!isLate) throw refuseUndecided("double", "person", { persons: doubles });
        }
        const others = doubles.map(({ id }) => id);
        const row = body.planned === undefined ? [] : await rowOf(body.planned, services, caller);
        return caller.commit(
          [
            { kind: "person", person: added.id, details: added },
            ...consents.map((consent) => ({ kind: "consent", person: added.id, consent }) as const),
            ...(others.length > 0
              ? [{ kind: "double-noted", person: added.id, others, at: office.now() } as const]
              : []),
            ...row,
          ],
          { subject: added.id },
          () => ({ id: added.id }),
        );
      }),
  }),
  route({
    method: "GET",
    path: "/api/persons/{person}",
    action: "person.read",
    summary: "One person",
    params: ofPerson,
    answer: onePerson,
    audited: true,
    subject,
    places: placesOfPerson,
    async run({ params }, { office }) {
      const found = await findPerson(office.queries, params.person);
      if (!found) throw refuse("not-found", "person");
      const today = dayInProvince(office.now());
      const age = ageOn(found.birth, today);
      const isChild = isChildOn(found.birth, today);
      return { person: found, age, isChild, mustAgreeThemselves: isChild && age >= AGE_OF_OWN_WORD };
    },
  }),
  route({
    method: "PUT",
    path: "/api/persons/{person}",
    action: "person.change",
    summary:
      "Change details of a person, of those as they were seen; a place that the own reach does not take in has to take them in first, and is named in the answer",
    params: ofPerson,
    body: personChange,
    subject,
    places: placesOfPerson,
    answer: personChanged,
    covers: { what: "every place that has to take the person in first" },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const before = await findPerson(office.queries, params.person);
        if (!before) throw refuse("not-found", "person");
        // Where they were asked to be taken in is a colleague's word, too.
        const { id, ...current } = Object.assign({}, before, await waitingOf(office.queries, before.id));
        const { after, fields } = await afterChange(personDetails, current, keptForms(body), id, office);
        const wanted = await asOthersWrite(kept(id, after, services), before, services);
        if (isChildOn(wanted.birth, dayInProvince(office.now())) && !wanted.guardian)
          throw refuse("consent", "guardian");
        const { details, moves, waiting } = movesOf(before, wanted, fields, office, caller);
        if (fields.length === 0) return { waiting };
        const changes = [{ kind: "person", person: id, details } as const, ...moves];
        return caller.commit(changes, { subject: id, fields }, () => ({ waiting }));
      }),
  }),
  route({
    method: "GET",
    path: "/api/persons/{person}/export",
    action: "person.export",
    summary:
      "Details, consents and tokens of a person, for them to take along; records and cases are asked for at the province",
    params: ofPerson,
    query: v.strictObject({ reason }),
    answer: personCopy,
    audited: ({ query }) => ({ reason: query.reason }),
    subject,
    places: placesOfPerson,
    covers: {
      by: "keptSince",
      what: "all that is kept beside records and cases; wearings that ended before are deleted",
    },
    async run({ params }, { office }) {
      const found = await findPerson(office.queries, params.person);
      if (!found) throw refuse("not-found", "person");
      const consents = await consentsOf(office.queries, params.person);
      const tokens = await wearingsOfPerson(office.queries, params.person);
      return {
        person: found,
        merged: await mergedDetails(office.queries, params.person),
        keptSince: keptSince(office),
        consents: consents.map(consentView),
        tokens: tokens.map(({ serial, from, to }) => ({
          serial,
          from: new Date(from).toISOString(),
          ...(to === undefined ? {} : { to: new Date(to).toISOString() }),
        })),
      };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/persons/{person}",
    action: "consent.withdraw",
    summary: "Withdraw the consent: deletes the person and wipes what their tokens brought",
    params: ofPerson,
    answer: personWithdrawn,
    subject,
    places: placesOfPerson,
    covers: { what: "every token that the person is known to have worn" },
    async run({ params }, services, caller) {
      const { office, wipe } = services;
      // An employer does not withdraw in somebody's stead.
      if (caller.account.role !== "station" && !(await isPresent(params.person, services)))
        throw refuse("not-present", "person");
      const wearings = await wearingsOfPerson(office.queries, params.person);
      // First what the tokens brought: cut short, the person is still there to be asked for again.
      await wipe(wearings);
      return caller.commit(
        [{ kind: "erase", person: params.person, at: office.now() }],
        { subject: params.person, reason: "request-of-the-person" },
        () => ({ tokens: [...new Set(wearings.map(({ serial }) => serial))], say: NOBODY_IS_TURNED_AWAY }),
      );
    },
    settle: (_, { scrub }) => scrub(),
  }),
];
