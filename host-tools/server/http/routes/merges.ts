/** Records that are of one person: they become one, and are taken apart where that was a mistake. */
import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { isChildOn } from "../../../contract/ages.ts";
import { merged, merging, personMerges } from "../../../contract/merges.ts";
import type { Person } from "../../../contract/persons.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { changedMeanwhile, refuse } from "../../../contract/refusal.ts";
import { APART_DAYS, type MergedField, MOVED } from "../../../contract/vocabulary.ts";
import { DAY_MS, isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { differingFields } from "../../office/field-merge.ts";
import { consentsOf } from "../../people/consents.ts";
import { mergesOf } from "../../people/merge-store.ts";
import { narrowedBy } from "../../people/narrowed.ts";
import { findPerson } from "../../people/person-store.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import { type Caller, type Route, route } from "../request/route.ts";

const ofPerson = v.strictObject({ person: id });
const ofBoth = v.strictObject({ person: id, merged: id });

/** Of the own reach. Refusals: not-found, meanwhile (a detail is not as it was seen). */
async function foundAsSeen(person: string, seen: object, { queries, places }: Office, { account }: Caller) {
  const found = await findPerson(queries, person);
  const homes = (await placesOfPerson(queries, person)) ?? [];
  if (!found || !homes.some((one) => places.isWithin(one, account.place)))
    throw refuse("not-found", "person");
  const { id: _, ...details } = found;
  const changed = differingFields(details, seen as Record<string, unknown>);
  if (changed.length > 0) throw changedMeanwhile(changed.map((field) => ({ field })));
  return found;
}

/** The one with some details of the other. Refusals: input (a place that has to take them in), consent (a child alone). */
function detailsOf(
  kept: Person,
  gone: Person,
  take: readonly MergedField[],
  { places, now }: Office,
  { account }: Caller,
): Person {
  const after = new Map<string, unknown>(Object.entries(kept));
  for (const field of take.flatMap((one) => (one === "phone" ? (["phone", "phoneShared"] as const) : one))) {
    if (gone[field] === undefined) after.delete(field);
    else after.set(field, gone[field]);
  }
  const details = Object.fromEntries(after) as unknown as Person;
  for (const what of MOVED) {
    const place = details[what];
    if (place !== undefined && place !== kept[what] && !places.isWithin(place, account.place))
      throw refuse("input", what);
  }
  if (isChildOn(details.birth, dayInProvince(now())) && !details.guardian)
    throw refuse("consent", "guardian");
  return details;
}

const until = (at: number) => isoOf(at + APART_DAYS * DAY_MS);

export const mergeRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/persons/{person}/merges",
    action: "person.merge",
    status: 201,
    summary:
      "Two records are of one person: the other one becomes one with this one, which keeps its details but for those named",
    params: ofPerson,
    body: merging,
    answer: merged,
    covers: { what: "every purpose of which the narrower of two answers holds now" },
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => placesOfPerson(office.queries, params.person),
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const { person } = params;
        const { other, take, seen } = body;
        if (other === person) throw refuse("input", "other");
        const kept = await foundAsSeen(person, seen.person, office, caller);
        const gone = await foundAsSeen(other, seen.other, office, caller);
        const details = detailsOf(kept, gone, take, office, caller);
        const [at, by] = [office.now(), caller.account.id];
        const [one, two] = [
          await consentsOf(office.queries, person),
          await consentsOf(office.queries, other),
        ];
        const narrowed = narrowedBy(one, two, by, at);
        const row = { actor: by, action: "person.merge", outcome: "done", place: caller.account.place };
        return caller.commit(
          [{ kind: "merge", person, other, details, narrowed, at, by, mark: randomUUID() }],
          { subject: person, fields: take, ahead: { ...row, outcome: "done", subject: other } },
          () => ({ until: until(at), narrowed: narrowed.map(({ purpose }) => purpose) }),
        );
      }),
  }),
  route({
    method: "GET",
    path: "/api/persons/{person}/merges",
    action: "person.merge",
    summary: "Who became one with a person and can be taken apart again",
    params: ofPerson,
    answer: personMerges,
    audited: true,
    covers: { what: `everybody who became one with them within ${APART_DAYS} days` },
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => placesOfPerson(office.queries, params.person),
    run: async ({ params }, { office }) => ({
      merges: (await mergesOf(office.queries, params.person))
        .filter(({ merged_at }) => isApartStill(merged_at, office))
        .map(({ id: other, details: { name, birth }, merged_at }) => ({
          person: other,
          name,
          birth,
          at: merged_at.toISOString(),
          until: until(merged_at.getTime()),
        })),
    }),
  }),
  route({
    method: "DELETE",
    path: "/api/persons/{person}/merges/{merged}",
    action: "person.merge",
    summary: "They were two: each has what was theirs again, what came since stays with who stayed",
    params: ofBoth,
    answer: nothing,
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => placesOfPerson(office.queries, params.person),
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const { person, merged: other } = params;
        const row = (await mergesOf(office.queries, person)).find((one) => one.id === other);
        if (!row || !isApartStill(row.merged_at, office)) throw refuse("not-found", "merged");
        const by = { actor: caller.account.id, action: "person.merge", place: caller.account.place };
        return caller.commit(
          [{ kind: "taken-apart", person, other }],
          { subject: person, ahead: { ...by, outcome: "done", subject: other } },
          () => ({}),
        );
      }),
  }),
];

function isApartStill(at: Date, { now }: Office): boolean {
  return now() < at.getTime() + APART_DAYS * DAY_MS;
}
