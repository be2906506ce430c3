/** How many wear a token, by place: exact for the own place's station, for all others as small numbers may be told. */
import { dayInProvince, dayStart } from "../../../contract/province-time.ts";
import { toldDay } from "../../../contract/small-numbers.ts";
import { uptake } from "../../../contract/uptake.ts";
import { ORGANISATION_KINDS } from "../../../contract/vocabulary.ts";
import type { Office } from "../../changes.ts";
import {
  type CountsOfPlaces,
  countsByPlace,
  exactCounts,
  hiddenCounts,
  uptakeOf,
} from "../../uptake/uptake.ts";
import { toldOn, wearersAt } from "../../uptake/uptake-store.ts";
import { type Route, route } from "../request/route.ts";

/** Counted once a week for everybody, whoever asks first. */
function toldCounts(office: Office, day: string): Promise<CountsOfPlaces> {
  return office.alone(async () => {
    const told = await toldOn(office.queries, day);
    if (told) return told;
    const at = dayStart(day);
    const counts = hiddenCounts(countsByPlace(await wearersAt(office.queries, at, undefined), at));
    const change = { kind: "uptake", day, counts } as const;
    await office.commit({ actor: "server", action: "uptake", outcome: "done" }, [change]);
    return counts;
  });
}

export const uptakeRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/uptake",
    action: "uptake.read",
    summary:
      "How many wear a token, synced within 7 days, are silent, never synced, or need a battery: by unit, organisation and sector, never exactly where they are few",
    answer: uptake,
    places: "filtered",
    audited: true,
    covers: {
      what: "every unit of the day and every organisation within reach, and every sector of these; who belongs to an organisation counts there and in its unit",
    },
    async run(_, { office }, { account, reach = [] }) {
      const { places, queries } = office;
      const isExact = account.role === "station";
      const now = office.now();
      const day = isExact ? dayInProvince(now) : toldDay(now);
      const counts = isExact
        ? exactCounts(countsByPlace(await wearersAt(queries, now, reach), now))
        : await toldCounts(office, day);
      const within = new Set(reach);
      const shown = Object.keys(counts).filter((place) => within.has(place));
      const of = (isMeant: (place: string) => boolean) =>
        uptakeOf(shown.filter(isMeant).flatMap((place) => counts[place] ?? []));
      const units = places.unitsOn(day).filter(({ id }) => within.has(id));
      const organisations = places.allOrganisations().filter(({ id }) => within.has(id));
      const sectors = ORGANISATION_KINDS.filter((kind) => organisations.some((one) => one.kind === kind));
      return {
        day,
        isExact,
        places: [
          ...units.map(({ id, name, parent }) => ({
            place: id,
            name,
            ...(parent === undefined ? {} : { in: parent }),
            ...of((place) => places.isWithin(place, id)),
          })),
          ...organisations.map(({ id, name, kind, unit }) => ({
            place: id,
            name,
            kind,
            in: unit,
            ...of((place) => place === id),
          })),
        ],
        sectors: sectors.map((kind) => ({
          kind,
          ...of((place) => places.organisation(place)?.kind === kind),
        })),
      };
    },
  }),
];
