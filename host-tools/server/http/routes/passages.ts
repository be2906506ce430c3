/** A case's passages through gates, and who was in the same zones meanwhile. */
import { tokenName } from "../../../../protocol/identity.ts";
import { ofCase } from "../../../contract/contacts.ts";
import { casePassages, type StayView, wantedPassages } from "../../../contract/gates.ts";
import { isoOf, MINUTE_MS } from "../../../lib/time.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import type { ZoneOfCase } from "../../cases/passages.ts";
import { type Route, route } from "../request/route.ts";
import { labelOf, placeName } from "./case-views.ts";
import { findOpenable, placesOfCase, subjectOfCase } from "./cases.ts";

const timeOf = (minute: number) => isoOf(minute * MINUTE_MS);

/** Each stay, and passages without a direction on a line of their own. */
function viewsOfStays({ place, zone, stays, passed }: ZoneOfCase, called: string): StayView[] {
  const about = { place, placeName: called, zone };
  return [
    ...stays.map(({ from, to }) => ({
      ...about,
      ...(from === undefined ? {} : { from: timeOf(from) }),
      ...(to === undefined ? {} : { to: timeOf(to) }),
      passed: [],
    })),
    ...(passed.length === 0 ? [] : [{ ...about, passed: passed.map(timeOf) }]),
  ];
}

export const passageRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/cases/{case}/passages",
    action: "passages.read",
    summary:
      "Where an open case went through gates on a day of its period, and who was in the same zones meanwhile",
    params: ofCase,
    query: wantedPassages,
    answer: casePassages,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: {
      what: "passages of that day that gates have brought by now, at whatever place; `gates` tells when each was last heard of, `unknown` how many IDs are no enrolled token's",
    },
    async run({ params, query: { day, reason } }, services, caller) {
      const { office, cases } = services;
      const of = await findOpenable(params.case, services);
      mustBeOpen(of, office.now());
      await caller.commit([], { subject: of.id, reference: of.reference, reason });
      const zones = await cases.passages(of, day);
      const stays = zones.flatMap((zone) => viewsOfStays(zone, placeName(office, zone.place)));
      const others = await Promise.all(
        zones.flatMap(({ zone, place, others }) =>
          others.map(async ({ key, person, token, from, to, minutes, isSure }) => ({
            label: await labelOf(office, key),
            ...(person === undefined ? { token: tokenName(token) } : { person }),
            zone,
            placeName: placeName(office, place),
            from: timeOf(from),
            to: timeOf(to),
            minutes,
            isSure,
          })),
        ),
      );
      const gates = zones.flatMap((zone) =>
        zone.gates.map(({ name, zone, heardAt }) => ({
          name,
          zone,
          ...(heardAt === undefined ? {} : { heardAt: isoOf(heardAt) }),
        })),
      );
      const unknown = zones.reduce((all, zone) => all + zone.unknown, 0);
      return { day, stays, others, unknown, gates };
    },
  }),
];
