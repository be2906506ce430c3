/** How many wear a token, by place: exact for the own place's station, for all others as small numbers may be told. */
import { batteryOutlook } from "../../../contract/battery.ts";
import { dayAfter, dayInProvince } from "../../../contract/province-time.ts";
import type { Account } from "../../../contract/sessions.ts";
import type { ToldHeads } from "../../../contract/shares.ts";
import { toldDay } from "../../../contract/small-numbers.ts";
import { uptake, uptakeWeeks, wearersInNeed, weeksOf } from "../../../contract/uptake.ts";
import { ORGANISATION_KINDS } from "../../../contract/vocabulary.ts";
import type { Office } from "../../changes.ts";
import type { Place, Places } from "../../units/unit.ts";
import { targetsOf, typedBy } from "../../uptake/heads-store.ts";
import { ranksIn, shareView } from "../../uptake/shares.ts";
import {
  type CountsOfPlaces,
  countsByPlace,
  countsTogether,
  exactCounts,
  needOf,
  silenceAt,
  type UptakeCounts,
  uptakeOf,
} from "../../uptake/uptake.ts";
import { namedWearersAt, toldWeeks, wearersAt } from "../../uptake/uptake-store.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";
import { toldThisWeek } from "./told-week.ts";

/** What is known of places: each by itself, and of units with all that lies in them. */
interface Known {
  readonly cells: CountsOfPlaces;
  readonly unit: (id: Place) => UptakeCounts | undefined;
}

/** As it is now, of these places. */
async function exactNow({ queries, places, now }: Office, reach: readonly Place[]): Promise<Known> {
  const at = now();
  const counts = countsByPlace(await wearersAt(queries, at, reach), at, silenceAt(at, places));
  const cells = exactCounts(counts);
  const shown = Object.keys(cells);
  const inUnit = (id: Place) => shown.filter((place) => places.isWithin(place, id));
  return { cells, unit: (id) => countsTogether(inUnit(id).flatMap((place) => cells[place] ?? [])) };
}

const toldNow = async (office: Office): Promise<Known> => {
  const { cells, units } = await toldThisWeek(office);
  return { cells, unit: (id) => units[id] };
};

/**
 * Whose counts an organisation's manager sees beside their own: of all that stands under it, in whatever commune. Counts, as they may be
 * told to anybody, and nothing else of it: no other action looks at who stands under whom.
 */
export function ledBy({ role, place }: Account, places: Places): Place[] {
  return role === "manager" ? places.led(place) : [];
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
      what: "every unit of the day and every organisation within reach, for a manager also those that stand under theirs, and every sector of these; who belongs to an organisation counts there and in its unit",
    },
    async run(_, { office }, { account, reach = [] }) {
      const { places } = office;
      const isExact = account.role === "station";
      const now = office.now();
      const day = isExact ? dayInProvince(now) : toldDay(now);
      const { cells, unit } = isExact ? await exactNow(office, reach) : await toldNow(office);
      const within = new Set([...reach, ...ledBy(account, places)]);
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
            ...uptakeOf(unit(id)),
          })),
          ...organisations.map(({ id, name, kind, unit: at }) => ({
            place: id,
            name,
            kind,
            in: at,
            ...uptakeOf(cells[id]),
          })),
        ],
        sectors: sectors.map((kind) => ({
          kind,
          ...uptakeOf(
            countsTogether(
              organisations.filter((one) => one.kind === kind).flatMap(({ id }) => cells[id] ?? []),
            ),
          ),
        })),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/uptake/weeks",
    action: "uptake.read",
    summary:
      "The same of the last weeks, as it was told then: of a place, and of the units and organisations that lie in it; with the share of people who have a token or the app, its target, and units' ranks",
    query: weeksOf,
    answer: uptakeWeeks,
    places: ({ query }, { office }) => (office.places.has(query.place) ? [query.place] : undefined),
    audited: true,
    covers: {
      what: "the place, every unit of today and every organisation that lies in it, for a manager also those that stand under theirs; the last 13 weeks",
    },
    async run({ query: { place } }, { office }, { account }) {
      const { places, queries } = office;
      const led = new Set(place === account.place ? ledBy(account, places) : []);
      const today = toldDay(office.now());
      const { shares = {} } = await toldThisWeek(office);
      const unit = places.unit(place);
      const units = unit ? [unit, ...places.unitsOn(today, place)] : [];
      const own = places.organisation(place);
      const others = places
        .allOrganisations()
        .filter(({ id, unit }) => id !== place && (unit === place || led.has(id)));
      const organisations = own ? [own, ...others] : others;
      const shown = [...units, ...organisations].map(({ id }) => id);
      const rows = await toldWeeks(queries, today, shown);
      const targets = await targetsOf(queries, shown);
      const typed = await typedBy(queries, place, account.id);
      const beside = (parent: Place | undefined) =>
        places.unitsOn(today).filter((one) => one.parent === parent);
      const ranks = new Map(
        [...new Set(units.map(({ parent }) => parent))].flatMap((parent) => [
          ...ranksIn(
            shares,
            beside(parent).map(({ id }) => id),
          ),
        ]),
      );
      const more = (id: Place) => {
        const [target, rank] = [targets.get(id), ranks.get(id)];
        return { ...(target ? { target } : {}), ...(rank ? { rank } : {}) };
      };
      const figuresOf = (counts: UptakeCounts | undefined, share: ToldHeads | undefined) => ({
        ...uptakeOf(counts),
        ...(share ? { share: shareView(share) } : {}),
      });
      const counted = new Map(rows.map(({ day, counts }) => [day, counts]));
      const weeks: string[] = [];
      for (let day = rows[0]?.day ?? today; day <= today; day = dayAfter(day, 7)) weeks.push(day);
      return {
        weeks,
        places: [
          ...units.map(({ id, name, parent }) => ({
            place: id,
            name,
            ...(parent === undefined ? {} : { in: parent }),
            told: weeks.map((week) => {
              const found = counted.get(week);
              return found?.units[id] ? figuresOf(found.units[id], found.shares?.[id]) : null;
            }),
            ...more(id),
          })),
          ...organisations.map(({ id, name, kind, unit: at }) => ({
            place: id,
            name,
            kind,
            in: at,
            told: weeks.map((week) => {
              const found = counted.get(week);
              return found ? figuresOf(found.cells[id], found.shares?.[id]) : null;
            }),
          })),
        ],
        ...(typed ? { typed } : {}),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/uptake/wearers",
    action: "uptake.wearers",
    summary:
      "Of whom the own station sees to first: who never synced, is silent, or needs a battery this month",
    answer: wearersInNeed,
    places: "filtered",
    audited: true,
    covers: { what: "everybody of the own place who wears a token and is in one of the four states" },
    async run(_, { office }, { reach = [] }) {
      const { places, queries } = office;
      const now = office.now();
      const silent = silenceAt(now, places);
      const wearers = await namedWearersAt(queries, now, reach);
      return {
        wearers: wearers.flatMap((one) => {
          const state = needOf(one, now, silent(one.place));
          if (state === undefined) return [];
          const { person, name, birth, hamlet, group, serial, syncedAt, millivolts, place } = one;
          return [
            {
              person,
              name,
              birth,
              ...(hamlet === undefined ? {} : { hamlet }),
              ...(group === undefined ? {} : { group }),
              ...(places.organisation(place) ? { organisation: placeName(office, place) } : {}),
              serial,
              state,
              ...(syncedAt === undefined ? {} : { synced: dayInProvince(syncedAt) }),
              ...(syncedAt === undefined || millivolts === undefined
                ? {}
                : { changeBefore: dayInProvince(batteryOutlook(millivolts, syncedAt).changeBefore) }),
            },
          ];
        }),
      };
    },
  }),
];
