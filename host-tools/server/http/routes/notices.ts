/** Invitations to sync: investigators have them put up, stations and organisations read them. */
import { randomUUID } from "node:crypto";
import { FEWEST_WEARERS, noticeWords } from "../../../contract/notice-words.ts";
import {
  newNotice,
  notice,
  noticeGroups,
  noticeList,
  ofNotice,
  wantedGroups,
  withdrawnNotice,
} from "../../../contract/notices.ts";
import { refuse } from "../../../contract/refusal.ts";
import { DAY_MS, isoOf } from "../../../lib/time.ts";
import {
  findNotice,
  type Notice,
  namesWorn,
  noticesAt,
  tokensWornIn,
  wearersByName,
} from "../../cases/notice-store.ts";
import type { Office } from "../../changes.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";

function viewOfNotice(office: Pick<Office, "queries" | "places" | "now">, of: Notice) {
  const { id, place, kind, names, madeAt, until } = of;
  const called = placeName(office, place);
  return {
    id,
    place,
    placeName: called,
    kind,
    names: [...names],
    madeAt: isoOf(madeAt),
    until: isoOf(until),
    say: noticeWords(names, called),
  };
}

/** A place with all below it. */
function within(home: Place, { places }: Office): Place[] {
  const all = [...places.allUnits(), ...places.allOrganisations()].map(({ id }) => id);
  return all.filter((id) => places.isWithin(id, home));
}

async function placesOfNotice(
  { params }: { readonly params: { readonly notice: string } },
  { office }: Services,
): Promise<Place[] | undefined> {
  const found = await findNotice(office.queries, params.notice);
  return found && [found.place];
}

export const noticeRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/notices",
    action: "notice.read",
    summary: "Whom to ask to sync now, in words to read aloud; never why",
    answer: noticeList,
    places: "filtered",
    covers: { what: "every notice of the own place that is neither over nor withdrawn" },
    async run(_, { office }, { reach }) {
      const found = await noticesAt(office.queries, reach, office.now());
      return { notices: found.map((one) => viewOfNotice(office, one)) };
    },
  }),
  route({
    method: "GET",
    path: "/api/notices/groups",
    action: "notice.change",
    summary: `Whom a notice of a place can name, and of which group fewer than ${FEWEST_WEARERS} wear a token; never how many`,
    query: wantedGroups,
    answer: noticeGroups,
    places: ({ query }, { office }) => (office.places.has(query.place) ? [query.place] : undefined),
    covers: {
      what: "every hamlet and group of the place in which anybody wears a token, and every place within reach",
    },
    async run({ query: { place } }, { office }, { account }) {
      const rows = await tokensWornIn(office.queries, within(place, office));
      const isEnough = (count: number | undefined) => count !== undefined && count >= FEWEST_WEARERS;
      const groups = (["hamlet", "group"] as const).flatMap((kind) => {
        const names = namesWorn(rows, kind);
        const counts = wearersByName(rows, kind, names);
        return names.map((name, i) => ({ kind, name, isEnough: isEnough(counts[i]) }));
      });
      return {
        place,
        placeName: placeName(office, place),
        isEnough: isEnough(wearersByName(rows, "everybody", [])[0]),
        groups,
        places: within(account.place, office).map((id) => ({ id, name: placeName(office, id) })),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/notices",
    action: "notice.change",
    status: 201,
    summary: `Have hamlets, classes or everybody of a place asked to sync for some days; refused where fewer than ${FEWEST_WEARERS} of one that is named wear a token`,
    body: newNotice,
    answer: notice,
    subject: ({ body }) => body.place,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    covers: { what: "the groups that were named" },
    run: ({ body }, { office }, caller) =>
      office.alone(async () => {
        const { place, kind, names, days } = body;
        const rows = await tokensWornIn(office.queries, within(place, office));
        if (wearersByName(rows, kind, names).some((count) => count < FEWEST_WEARERS))
          throw refuse("too-few", "names");
        const madeAt = office.now();
        const made = { id: randomUUID(), place, kind, names, madeAt, until: madeAt + days * DAY_MS };
        return caller.commit([{ kind: "notice", notice: made }], { subject: place }, () =>
          viewOfNotice(office, made),
        );
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/notices/{notice}",
    action: "notice.change",
    summary: "Withdraw a notice before it is over",
    params: ofNotice,
    answer: withdrawnNotice,
    subject: ({ params }) => params.notice,
    places: placesOfNotice,
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const all = await noticesAt(office.queries, undefined, office.now());
        if (!all.some(({ id }) => id === params.notice)) return { isWithdrawn: false };
        return caller.commit(
          [{ kind: "notice-withdrawn", id: params.notice, at: office.now() }],
          { subject: params.notice },
          () => ({ isWithdrawn: true }),
        );
      }),
  }),
];
