/** A case's passages through gates, and who was in the same zones meanwhile. */
import { tokenName } from "../../../../protocol/identity.ts";
import { ofCase } from "../../../contract/contacts.ts";
import {
  casePassages,
  type GateOfDay,
  type StayView,
  type VisitorView,
  wantedPassages,
} from "../../../contract/gates.ts";
import { dayStart } from "../../../contract/province-time.ts";
import { isoOf, MINUTE_MS } from "../../../lib/time.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import type { ZoneOfCase } from "../../cases/passages.ts";
import type { Office } from "../../changes.ts";
import { type GateOnDay, gatesOnDay } from "../../gates/gate-days.ts";
import { gatesById } from "../../gates/gate-store.ts";
import { firstKept } from "../../store/log-times.ts";
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

function viewOfGateDay(office: Office, { gate, told, wrote }: GateOnDay): GateOfDay {
  const { name, zone, place, heardAt } = gate;
  return {
    name,
    placeName: placeName(office, place),
    zone,
    told,
    ...(heardAt === undefined ? {} : { heardAt: isoOf(heardAt) }),
    ...(wrote ? { from: timeOf(wrote.from), to: timeOf(wrote.to) } : {}),
  };
}

const whereOf = ({ placeName, zone, name }: GateOfDay) => `${placeName}\n${zone}\n${name}`;

/** Those that an investigator has to know of by name, and the others counted. */
async function gatesFor(
  office: Office,
  home: string,
  zones: readonly ZoneOfCase[],
  of: { readonly day: string; readonly kept: number },
) {
  const all = await gatesOnDay(office.queries, { ...of, now: office.now() });
  const isNamed = ({ gate: { place, zone } }: GateOnDay) =>
    office.places.isWithin(place, home) || zones.some((one) => one.place === place && one.zone === zone);
  const others = all.filter((one) => !isNamed(one));
  return {
    gates: all
      .filter(isNamed)
      .map((one) => viewOfGateDay(office, one))
      .sort((a, b) => (whereOf(a) < whereOf(b) ? -1 : 1)),
    elsewhere: {
      gates: others.length,
      lacking: others.filter(({ told }) => told !== "brought" && told !== "visitors").length,
    },
  };
}

/** Most minutes first. */
async function visitorsOf(office: Office, zones: readonly ZoneOfCase[]): Promise<VisitorView[]> {
  const gates = await gatesById(office.queries);
  return zones
    .flatMap(({ zone, place, visitors }) =>
      visitors.map(({ gate, from, to, token, ...told }) => ({
        ...told,
        ...(token === undefined ? {} : { token: tokenName(token) }),
        gate: gates.get(gate)!.name,
        zone,
        placeName: placeName(office, place),
        from: timeOf(from),
        to: timeOf(to),
      })),
    )
    .sort((a, b) => b.minutes - a.minutes);
}

export const passageRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/cases/{case}/passages",
    action: "passages.read",
    summary:
      "Where an open case went through gates on a day of its period, and who was in the same zones meanwhile, visitors too",
    params: ofCase,
    query: wantedPassages,
    answer: casePassages,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: {
      what: "passages of that day that gates have brought by now, at whatever place; `gates` and `elsewhere` tell what each gate brought of it and when it was last heard of, `firstKept` what was deleted, `unknown` how many IDs are no enrolled token's; `visitors` are those whom guards noted, or who told it by their own phone",
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
          others.map(async ({ key, from, to, minutes, isSure, lentTo }) => ({
            key,
            ...(lentTo === undefined ? {} : { lentTo }),
            label: await labelOf(office, key),
            zone,
            placeName: placeName(office, place),
            from: timeOf(from),
            to: timeOf(to),
            minutes,
            isSure,
          })),
        ),
      );
      const kept = await firstKept(office.queries);
      return {
        day,
        ...(dayStart(day) < kept ? { firstKept: isoOf(kept) } : {}),
        stays,
        others: others.sort((a, b) => b.minutes - a.minutes),
        visitors: await visitorsOf(office, zones),
        unknown: zones.reduce((all, zone) => all + zone.unknown, 0),
        ...(await gatesFor(office, of.place, zones, { day, kept })),
      };
    },
  }),
];
