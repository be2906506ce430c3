/** What stations ask beside syncs: the time, what they hold ahead for work without a network, what a token's state is. */

import * as v from "valibot";
import { toHex } from "../../../../protocol/bytes.ts";
import { consentWordsOn } from "../../../contract/consent-texts.ts";
import { serial } from "../../../contract/pieces.ts";
import { dayInProvince } from "../../../contract/province-time.ts";
import { refuse } from "../../../contract/refusal.ts";
import { heldAhead, roster, serverTime, tokenState } from "../../../contract/stations.ts";
import type { Office } from "../../changes.ts";
import { homeOfToken } from "../../people/token-homes.ts";
import { isAllowed } from "../../staff/access-table.ts";
import { keptTokens, rosterOf, wearerOf } from "../../station-desk/roster.ts";
import { AHEAD_HOURS } from "../../station-desk/tickets-ahead.ts";
import { clockChange } from "../../station-desk/token-state.ts";
import { ticketStart } from "../../tokens/authority.ts";
import { lastSyncs } from "../../tokens/health-store.ts";
import type { Place } from "../../units/unit.ts";
import { readerOf } from "../request/guard.ts";
import { type Route, route } from "../request/route.ts";

export const stationRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/time",
    action: "service.read",
    summary: "The server's time",
    answer: serverTime,
    run: (_, { office }) => ({ unixMs: office.now() }),
  }),
  route({
    method: "GET",
    path: "/api/station/roster",
    action: "station.ahead",
    summary: "Everybody of the own place with the token that they wear, by given name",
    answer: roster,
    places: "filtered",
    audited: true,
    covers: { what: "everybody of the own place, and every token that they wear" },
    run: async (_, { office }, { reach = [] }) => ({
      persons: await rosterOf(office.queries, reach, office.now()),
    }),
  }),
  route({
    method: "GET",
    path: "/api/station/ahead",
    action: "station.ahead",
    summary:
      "What a station holds for work without a network: roster, tickets of these tokens, key to seal forms to",
    answer: heldAhead,
    places: "filtered",
    audited: true,
    covers: { what: "everybody of the own place, and every token that they wear or the place keeps" },
    async run(_, { office, station, clock }, { account, reach = [] }) {
      // A ticket tells a token the time.
      clock.check();
      const now = office.now();
      const persons = await rosterOf(office.queries, reach, now);
      const serials = new Set([
        ...persons.flatMap((person) => person.serials ?? []),
        ...(await keptTokens(office.queries, reach)),
      ]);
      const tickets = [...serials].flatMap((serial) => station.ticketsAhead(serial) ?? []);
      const syncs = await lastSyncs(office.queries, [...serials]);
      const { id: keyId, point } = await station.formKeys.current();
      return {
        now,
        place: { id: account.place, name: nameOf(account.place, office.places) },
        formKey: { id: keyId, point: toHex(point) },
        consent: consentWordsOn(dayInProvince(now)),
        persons,
        notBefore: ticketStart(now),
        hours: AHEAD_HOURS,
        tokens: tickets.map((ticket) => ({
          ...ticket,
          ...lastSyncOf(syncs.get(ticket.serial)),
        })),
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/station/tokens/{serial}",
    action: "station.token",
    summary:
      "What a station must know of a token: of the own place its wearer and last sync; once this session has read it, whether the wearer is to be seen",
    params: v.strictObject({ serial }),
    answer: tokenState,
    subject: ({ params }) => String(params.serial),
    audited: true,
    covers: { what: "every purpose that the wearer gave" },
    async run({ params }, { office, station, isToken, mayTryName }, caller) {
      const { queries, places } = office;
      const { account } = caller;
      const home = await homeOfToken(queries, params.serial);
      const within = (some: readonly Place[]) => some.some((one) => places.isWithin(one, account.place));
      const isOwn = within(home.places);
      const isRead = station.inHand.isIn(params.serial, readerOf(caller).session);
      // Who can try numbers without end learns which of them are worn.
      if (!isOwn && !isRead && !(await mayTryName(account.id))) throw refuse("too-many", "serial");
      const worn = within(home.wearerPlaces)
        ? await wearerOf(queries, params.serial, office.now())
        : undefined;
      return {
        known: isToken(params.serial),
        ...(worn ? { wearer: worn } : {}),
        elsewhere: !isOwn && (home.kind === "worn" || home.kind === "kept"),
        ...(worn && isRead && isAllowed(account.role, "station.called", true)
          ? { called: (await station.called([params.serial])).has(params.serial) }
          : {}),
        ...(isOwn || isRead ? await stateOf(office, params.serial) : {}),
      };
    },
  }),
];

/** When the token spoke last, and by how much its clock was put right just now. */
async function stateOf({ queries, now }: Office, serial: number) {
  const change = await clockChange(queries, serial, now());
  return {
    ...lastSyncOf((await lastSyncs(queries, [serial])).get(serial)),
    ...(change === undefined ? {} : { clockChange: change }),
  };
}

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
