/** Places by name: where something may be sent. Names only. */
import * as v from "valibot";
import { limit, searchText } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { readAs } from "../../../contract/texts.ts";
import { namedPlaces } from "../../../contract/transfers.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";

/** Without tones and marks, as they are typed in a hurry. The same names come again and again. */
const folded = new Map<string, string>();
function foldedOf(name: string): string {
  const known = folded.get(name) ?? readAs(name).replace(/\p{M}/gu, "");
  folded.set(name, known);
  return known;
}

export const namedPlaceRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/places",
    action: "organisation.read",
    summary: "Units of today, and organisations within reach, by name: where tokens may be sent",
    query: v.strictObject({ text: searchText(80), limit }),
    answer: namedPlaces,
    places: "filtered",
    covers: {
      by: "total",
      what: "units of today and organisations within reach whose name has the text in it, or whose id it is, `limit` of them",
    },
    run({ query }, { office }, { reach }) {
      const wanted = readAs(query.text).replace(/\p{M}/gu, "");
      const isFound = ({ id, name }: { readonly id: Place; readonly name: string }) =>
        id === query.text || foldedOf(name).includes(wanted);
      const units = office.places.unitsOn(dayInProvince(office.now())).filter(isFound);
      const organisations = office.places
        .allOrganisations()
        .filter(({ id }) => reach?.includes(id) ?? true)
        .filter(isFound);
      const found = [
        ...organisations.map(({ id, name, unit }) => ({ id, name, above: unit })),
        ...units.map(({ id, name, parent }) => ({ id, name, above: parent })),
      ];
      return {
        places: found.slice(0, query.limit).map(({ id, name, above }) => ({
          place: id,
          name,
          ...(above === undefined ? {} : { within: placeName(office, above) }),
        })),
        total: found.length,
      };
    },
  }),
];
