import * as v from "valibot";
import { date, nothing, place } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import {
  type Organisation,
  organisation,
  organisationChange,
  type Unit,
  unit,
  unitChange,
} from "../../../contract/units.ts";
import { standsOn } from "../../office/standing.ts";
import type { Place } from "../../units/unit.ts";
import { afterChange } from "../request/merging.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";

const ofUnit = v.strictObject({ unit: place });
const ofOrganisation = v.strictObject({ organisation: place });

/** Refusal: not-empty, with what stands on it. */
const removed = (place: Place, { office }: Services, caller: Caller) =>
  office.alone(async () => {
    const standing = await standsOn(office.queries, office.places, place);
    if (standing) throw refuse("not-empty", standing);
    return caller.commit([{ kind: "place-removed", place }], { subject: place }, () => ({}));
  });

export const unitRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/units",
    action: "unit.read",
    summary: "Units, of a day or of all time",
    query: v.strictObject({ on: v.optional(date), parent: v.optional(place) }),
    answer: v.strictObject({ units: v.array(unit) }),
    covers: { what: "all units, of the day or of all time, below the parent that is asked for" },
    run({ query }, { office }) {
      const { places } = office;
      const units = query.on ? places.unitsOn(query.on, query.parent) : places.allUnits();
      return {
        units: units.filter(({ parent }) => query.parent === undefined || parent === query.parent),
      };
    },
  }),
  route({
    method: "PUT",
    path: "/api/units/{unit}",
    action: "unit.change",
    summary: "Add or change a unit",
    params: ofUnit,
    body: unitChange,
    answer: nothing,
    subject: ({ params }) => params.unit,
    /** A new one belongs to its parent; an old one stays where it is reached from. */
    places({ params, body }, { office }) {
      if (office.places.unit(params.unit)) return [params.unit];
      return body.parent === undefined || body.parent === null ? [] : [body.parent];
    },
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const id = params.unit;
        // One name for one place: whoever works in the organisation would belong to the unit.
        if (office.places.organisation(id)) throw refuse("taken", "id");
        const before = office.places.unit(id);
        const { after, fields } = await afterChange(unit, before ?? { id }, body, id, office);
        const changed = after as Unit;
        const objection = office.places.objection(changed);
        if (objection) throw refuse("input", objection);
        // Nobody moves a unit of theirs to where they do not reach, gives its people to others, or cuts it off.
        const isWithinReach = (place: Place | undefined) =>
          place !== undefined && office.places.isWithin(place, caller.account.place);
        const { parent, successors } = changed;
        if (parent !== before?.parent && !isWithinReach(parent)) throw refuse("input", "parent");
        if (successors?.some((one) => !before?.successors?.includes(one) && !isWithinReach(one)))
          throw refuse("input", "successors");
        if (fields.length === 0) return {};
        return caller.commit([{ kind: "unit", unit: changed }], { subject: id, fields }, () => ({}));
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/units/{unit}",
    action: "unit.change",
    summary: "Take away a unit that was made by mistake, while nothing stands on it",
    params: ofUnit,
    answer: nothing,
    subject: ({ params }) => params.unit,
    places: ({ params }, { office }) => (office.places.unit(params.unit) ? [params.unit] : undefined),
    run: ({ params }, services, caller) => removed(params.unit, services, caller),
  }),
  route({
    method: "GET",
    path: "/api/organisations",
    action: "organisation.read",
    summary: "Organisations within reach",
    query: v.strictObject({ unit: v.optional(place) }),
    answer: v.strictObject({ organisations: v.array(organisation) }),
    places: "filtered",
    covers: { what: "all organisations within reach, in the unit that is asked for" },
    run({ query }, { office: { places } }, { reach }) {
      const within = reach && new Set(reach);
      return {
        organisations: places
          .allOrganisations()
          .filter(({ id }) => within === undefined || within.has(id))
          .filter(({ id }) => query.unit === undefined || places.isWithin(id, query.unit)),
      };
    },
  }),
  route({
    method: "PUT",
    path: "/api/organisations/{organisation}",
    action: "organisation.change",
    summary: "Add or change an organisation",
    params: ofOrganisation,
    body: organisationChange,
    answer: nothing,
    subject: ({ params }) => params.organisation,
    places: ({ params, body }, { office: { places } }) =>
      places.organisation(params.organisation)
        ? [params.organisation]
        : body.unit === undefined
          ? []
          : [body.unit],
    run: ({ params, body }, { office }, caller) =>
      office.alone(async () => {
        const id = params.organisation;
        if (office.places.unit(id)) throw refuse("taken", "id");
        const before = office.places.organisation(id);
        const { after, fields } = await afterChange(organisation, before ?? { id }, body, id, office);
        const changed = after as Organisation;
        const objection = office.places.objectionToOrganisation(changed);
        if (objection) throw refuse("input", objection === "loop" ? "under" : objection);
        if (!office.places.isWithin(changed.unit, caller.account.place)) throw refuse("input", "unit");
        if (fields.length === 0) return {};
        const change = { kind: "organisation", organisation: changed } as const;
        return caller.commit([change], { subject: id, fields }, () => ({}));
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/organisations/{organisation}",
    action: "organisation.change",
    summary: "Take away an organisation that was made by mistake, while nothing stands on it",
    params: ofOrganisation,
    answer: nothing,
    subject: ({ params }) => params.organisation,
    places: ({ params }, { office }) =>
      office.places.organisation(params.organisation) ? [params.organisation] : undefined,
    run: ({ params }, services, caller) => removed(params.organisation, services, caller),
  }),
];
