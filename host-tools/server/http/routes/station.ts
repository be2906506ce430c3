/** What stations ask beside syncs: the time, what they hold ahead for work without a network, what a token's state is. */
import * as v from "valibot";
import { toHex } from "../../../../protocol/bytes.ts";
import { ticketStart } from "../../authority.ts";
import { currentConsentText } from "../../people/consent-texts.ts";
import { lastSyncs } from "../../station/health-store.ts";
import { keptTokens, rosterOf, wearerOf } from "../../station/roster.ts";
import { AHEAD_HOURS } from "../../station/tickets-ahead.ts";
import { clockChange } from "../../station/token-state.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route } from "../route.ts";
import { id, place, serial, serialNumber, time } from "../schemas.ts";

const rosterEntry = v.strictObject({
  ...{ id, name: v.string(), birth: v.string() },
  ...{ hamlet: v.optional(v.string()), group: v.optional(v.string()), organisation: v.optional(place) },
  serial: v.optional(serialNumber),
});

const aheadToken = v.strictObject({
  serial: serialNumber,
  called: v.boolean(),
  lastSync: v.optional(time),
  counter: v.number(),
  macs: v.array(v.string()),
});

export const stationRoutes: readonly Route[] = [
  route({
    ...{ method: "GET", path: "/api/time", action: "service.read", summary: "The server's time" },
    answer: v.strictObject({ unixMs: v.number() }),
    run: (_, { office }) => ({ unixMs: office.now() }),
  }),
  route({
    ...{ method: "GET", path: "/api/station/roster", action: "station.ahead" },
    summary: "Everybody of the own place with the token that they wear, by given name",
    answer: v.strictObject({ persons: v.array(rosterEntry) }),
    ...{ places: "filtered", audited: true },
    run: async (_, { office }, { reach = [] }) => ({ persons: await rosterOf(office.queries, reach) }),
  }),
  route({
    ...{ method: "GET", path: "/api/station/ahead", action: "station.ahead" },
    summary:
      "What a station holds for work without a network: roster, tickets of these tokens, key to seal forms to",
    answer: v.strictObject({
      now: v.number(),
      place: v.strictObject({ id: place, name: v.string() }),
      formKey: v.strictObject({ id: v.string(), point: v.string() }),
      consent: v.strictObject({ version: v.string(), vi: v.string(), en: v.string() }),
      persons: v.array(rosterEntry),
      notBefore: v.number(),
      hours: v.number(),
      tokens: v.array(aheadToken),
    }),
    ...{ places: "filtered", audited: true },
    async run(_, { office, station, clock }, { account, reach = [] }) {
      // A ticket tells a token the time.
      clock.check();
      const now = office.now();
      const persons = await rosterOf(office.queries, reach);
      const serials = new Set([
        ...persons.flatMap((person) => person.serial ?? []),
        ...(await keptTokens(office.queries, reach)),
      ]);
      const tickets = [...serials].flatMap((serial) => station.ticketsAhead(serial) ?? []);
      const called = await station.called([...serials]);
      const syncs = await lastSyncs(office.queries, [...serials]);
      const { id: keyId, point } = await station.formKeys.current();
      const { version, vi, en } = currentConsentText(new Date(now).toISOString().slice(0, 10));
      return {
        now,
        place: { id: account.place, name: nameOf(account.place, office.places) },
        formKey: { id: keyId, point: toHex(point) },
        consent: { version, vi, en },
        persons,
        notBefore: ticketStart(now),
        hours: AHEAD_HOURS,
        tokens: tickets.map((ticket) => ({
          ...ticket,
          called: called.has(ticket.serial),
          ...lastSyncOf(syncs.get(ticket.serial)),
        })),
      };
    },
  }),
  route({
    ...{ method: "GET", path: "/api/station/tokens/{serial}", action: "station.token" },
    summary:
      "What a station must know of a token in its hands; its wearer only where they belong to the own place",
    params: v.strictObject({ serial }),
    answer: v.strictObject({
      known: v.boolean(),
      wearer: v.optional(rosterEntry),
      elsewhere: v.boolean(),
      called: v.boolean(),
      lastSync: v.optional(time),
      clockChange: v.optional(v.number()),
    }),
    subject: ({ params }) => String(params.serial),
    audited: true,
    async run({ params }, { office, station, isToken }, { account }) {
      const worn = await wearerOf(office.queries, params.serial);
      const isOwn = worn?.places.some((one) => office.places.isWithin(one, account.place)) === true;
      const change = await clockChange(office.queries, params.serial, office.now());
      return {
        known: isToken(params.serial),
        ...(worn && isOwn ? { wearer: worn.entry } : {}),
        elsewhere: worn !== undefined && !isOwn,
        called: (await station.called([params.serial])).has(params.serial),
        ...lastSyncOf((await lastSyncs(office.queries, [params.serial])).get(params.serial)),
        ...(change === undefined ? {} : { clockChange: change }),
      };
    },
  }),
];

function lastSyncOf(at: number | undefined): { lastSync?: string } {
  return at === undefined ? {} : { lastSync: new Date(at).toISOString() };
}

interface Named {
  unit(id: Place): { readonly name: string } | undefined;
  organisation(id: Place): { readonly name: string } | undefined;
}

function nameOf(place: Place, places: Named): string {
  return (places.unit(place) ?? places.organisation(place))?.name ?? place;
}
