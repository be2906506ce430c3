/** Fires: who is inside now, named while one lasts, and only of who agreed to it. */
import { randomUUID } from "node:crypto";
import {
  type Fire as FireView,
  fireList,
  lookQuery,
  newFire,
  ofFire,
  whoIsInside,
} from "../../../contract/fires.ts";
import { nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { type Fire, findFire, firesNow, lasts, untilOf } from "../../fires/fire-store.ts";
import { gatesOfZone } from "../../gates/gate-store.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";

function viewOf(office: Office, fire: Fire): FireView {
  const { id, place, zone, openedAt } = fire;
  const times = { openedAt: isoOf(openedAt), until: isoOf(untilOf(fire)) };
  return { id, place, placeName: placeName(office, place), zone, ...times };
}

interface OfFire {
  readonly params: { readonly fire: string };
}
async function placesOfFire({ params }: OfFire, { office }: Services): Promise<string[] | undefined> {
  const found = await findFire(office.queries, params.fire);
  return found && [found.place];
}

/** Refusal: fire-over. */
async function lasting(id: string, { queries, now }: Office): Promise<Fire> {
  const fire = (await findFire(queries, id))!;
  if (!lasts(fire, now())) throw refuse("fire-over", "fire");
  return fire;
}

export const fireRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/fires",
    action: "fire.open",
    summary: "Fires of the own place that last; nobody's name",
    answer: fireList,
    places: "filtered",
    covers: { what: "all that last; none that is over" },
    async run(_, { office }, { reach }) {
      const within = reach && new Set(reach);
      const all = await firesNow(office.queries, office.now());
      const own = all.filter(({ place }) => !within || within.has(place));
      return { fires: own.map((fire) => viewOf(office, fire)) };
    },
  }),
  route({
    method: "POST",
    path: "/api/fires",
    action: "fire.open",
    status: 201,
    summary:
      "Something has happened: for an hour, who is inside a zone of the own place's gates may be asked for; one that lasts is answered again",
    body: newFire,
    answer: fireList.entries.fires.item,
    subject: ({ body }) => body.place,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    run: ({ body }, { office }, caller) =>
      office.alone(async () => {
        const { place, zone } = body;
        const gates = await gatesOfZone(office.queries, place, zone);
        if (gates.every(({ removedAt }) => removedAt !== undefined)) throw refuse("input", "zone");
        const now = office.now();
        const already = (await firesNow(office.queries, now)).find(
          (one) => one.place === place && one.zone === zone,
        );
        if (already) return viewOf(office, already);
        const fire = { id: randomUUID(), place, zone, openedAt: now };
        const opened = { kind: "fire-opened", fire, by: caller.account.id } as const;
        return caller.commit([opened], { subject: place, fields: [zone] }, () => viewOf(office, fire));
      }),
  }),
  route({
    method: "GET",
    path: "/api/fires/{fire}/inside",
    action: "fire.look",
    summary:
      "Who is inside now, by name where they agreed to be named in an emergency, the others and visitors as numbers; while the fire lasts, each look in the audit log, and whether it is for paper",
    params: ofFire,
    query: lookQuery,
    answer: whoIsInside,
    subject: ({ params }) => params.fire,
    places: placesOfFire,
    covers: {
      what: "tokens whose last passage at the zone's gates within 16 hours went in; visits that were written down in that time as numbers, those of visitors' own phones apart; `gates` tells up to when each has brought what passed",
    },
    async run({ params, query }, { office, fires }, caller) {
      const fire = await lasting(params.fire, office);
      const fields = [fire.zone, ...(query.paper === "true" ? ["paper"] : [])];
      await caller.commit([], { subject: fire.id, fields });
      return { fire: viewOf(office, fire), ...(await fires.inside(fire.place, fire.zone)) };
    },
  }),
  route({
    method: "DELETE",
    path: "/api/fires/{fire}",
    action: "fire.open",
    summary: "It is over: nobody is named any more",
    params: ofFire,
    answer: nothing,
    subject: ({ params }) => params.fire,
    places: placesOfFire,
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const fire = await lasting(params.fire, office);
        const ended = { kind: "fire-ended", id: fire.id, at: office.now() } as const;
        return caller.commit([ended], { subject: fire.id }, () => ({}));
      }),
  }),
];
