/** People of lists who have not consented yet: looked up by a station that asks them, and deleted when they refuse. */
import * as v from "valibot";
import { NOBODY_IS_TURNED_AWAY } from "../../../contract/consent-texts.ts";
import { plannedPeople, plannedQuery } from "../../../contract/lists.ts";
import { refusalSaid } from "../../../contract/persons.ts";
import { id } from "../../../contract/pieces.ts";
import { placeOfRow } from "../../lists/list-store.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";

export const plannedRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/planned",
    action: "planned.read",
    summary:
      "People of lists of the own place by beginnings of the words of name, hamlet or group, year of birth or phone",
    query: plannedQuery,
    answer: plannedPeople,
    places: "filtered",
    audited: true,
    covers: { by: "total", what: "rows of the own place that fit, `limit` of them, and how many there are" },
    async run({ query }, { lists, office }, { reach = [] }) {
      const found = await lists.planned(reach, query.text);
      return {
        planned: found.slice(0, query.limit).map(({ id, place, unit, organisation, planned }) => ({
          ...planned,
          id,
          unit,
          ...(organisation === undefined ? {} : { organisation }),
          placeName: placeName(office, place),
        })),
        total: found.length,
      };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/planned/{row}",
    action: "planned.refuse",
    summary:
      "Somebody of a list refused: the row is deleted at once, and nothing tells that it was; answers what to say",
    params: v.strictObject({ row: id }),
    answer: refusalSaid,
    async places({ params }, { office }) {
      const place = await placeOfRow(office.queries, params.row);
      return place === undefined ? undefined : [place];
    },
    async run({ params }, { office, counted, scrub }) {
      // A row of the audit log would be the list of who refused: it is the one change that leaves none.
      await office.commit([], [{ kind: "row-gone", row: params.row, hasCome: false }]);
      await scrub();
      counted("refusal");
      return { say: NOBODY_IS_TURNED_AWAY };
    },
  }),
];
