/** Head counts that offices type in, and the share that a unit is to come to. */
import { nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { headCount, shareTarget } from "../../../contract/uptake.ts";
import { type Route, route } from "../request/route.ts";

export const headRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/uptake/heads",
    action: "heads.change",
    summary:
      "Type how many people a place has and how many of them without a token run the app: told from the next Monday on, never of few; the newest count holds, no heads take it back",
    body: headCount,
    answer: nothing,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    subject: ({ body }) => body.place,
    async run({ body }, { office }, caller) {
      if (body.phones > body.heads) throw refuse("input", "phones");
      const change = { kind: "heads", ...body, by: caller.account.id, at: office.now() } as const;
      return caller.commit([change], { subject: body.place }, () => ({}));
    },
  }),
  route({
    method: "POST",
    path: "/api/uptake/targets",
    action: "target.change",
    summary:
      "Set what share of a unit's people is to have a token or the app, and until when; null takes it back",
    body: shareTarget,
    answer: nothing,
    places: ({ body }, { office }) => (office.places.unit(body.place) ? [body.place] : undefined),
    subject: ({ body }) => body.place,
    async run({ body }, { office }, caller) {
      const change = { kind: "share-target", ...body, by: caller.account.id, at: office.now() } as const;
      return caller.commit([change], { subject: body.place }, () => ({}));
    },
  }),
];
