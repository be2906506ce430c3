/** People who are likely to be written down twice. */
import * as v from "valibot";
import { likelyDoubles, likeness, notedDoubles, otherPerson } from "../../../contract/persons.ts";
import { id, nothing } from "../../../contract/pieces.ts";
import { isoOf } from "../../../lib/time.ts";
import { notedDoublesOf } from "../../people/double-store.ts";
import { findPerson } from "../../people/person-store.ts";
import { placesOfPerson } from "../../people/token-homes.ts";
import { likelyDoublesOf } from "../../station-desk/doubles.ts";
import { rosterEntryOf } from "../../station-desk/roster.ts";
import { callerWith } from "../request/guard.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";

const ASK = route({
  method: "POST",
  path: "/api/persons/doubles",
  action: "person.search",
  summary:
    "Who of the own place is likely to be the same person as somebody who is to be added; stores nothing",
  status: 200,
  body: likeness,
  answer: likelyDoubles,
  covers: { what: "everybody within reach whom the rule names, those with the most reasons first" },
  places: "filtered",
  audited: true,
  run: async ({ body }, { office }, { reach }) => ({
    persons: await likelyDoublesOf(office.queries, body, { places: reach, now: office.now() }),
  }),
});

/** A row of the audit log for a look at others that comes with another action. */
export async function noteSearch({ session }: Caller, services: Services): Promise<void> {
  await callerWith(session, ASK, services).commit([]);
}

export const doubleRoutes: readonly Route[] = [
  ASK,
  route({
    method: "GET",
    path: "/api/doubles",
    action: "person.search",
    summary: "People whom forms without a network brought and who are likely to be somebody who was there",
    answer: notedDoubles,
    covers: { what: "everybody of the own place whom a form brought, until somebody has looked" },
    places: "filtered",
    audited: true,
    async run(_, { office: { queries, now } }, { reach = [] }) {
      const noted = await notedDoublesOf(queries, reach);
      const newcomers = new Map(noted.map(({ person, notedAt }) => [person, notedAt]));
      const doubles = [...newcomers].map(async ([person, notedAt]) => {
        const [details, entry] = [
          await findPerson(queries, person),
          await rosterEntryOf(queries, person, now()),
        ];
        const among = noted.filter((one) => one.person === person).map(({ other }) => other);
        // Only who is still of the own place, and still alike.
        const others = details
          ? await likelyDoublesOf(queries, details, { places: reach, among, now: now() })
          : [];
        return entry && others.length > 0 ? [{ person: entry, others, notedAt: isoOf(notedAt) }] : [];
      });
      return { doubles: (await Promise.all(doubles)).flat() };
    },
  }),
  route({
    method: "POST",
    path: "/api/persons/{person}/another",
    action: "person.change",
    summary: "Somebody has looked: this person and the other one, who seemed to be the same, are two",
    params: v.strictObject({ person: id }),
    body: otherPerson,
    answer: nothing,
    subject: ({ params }) => params.person,
    places: ({ params }, { office }) => placesOfPerson(office.queries, params.person),
    run: ({ params: { person }, body: { other } }, _, caller) =>
      caller.commit([{ kind: "double-settled", person, other }], { subject: person }, () => ({})),
  }),
];
