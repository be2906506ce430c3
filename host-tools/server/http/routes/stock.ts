/** Tokens as things: which lie in the stock of a place, and what staff do with them. Who wears one is told elsewhere. */
import * as v from "valibot";
import { countText, limit, nothing, place, serial } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import {
  STOCK_STATES,
  type StockState,
  stock,
  stockDeed,
  stockDone,
  stockHistory,
} from "../../../contract/stock.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { stateAfter, undoableDeed, whyNot } from "../../stock/stock-desk.ts";
import {
  deedsOf,
  type InStock,
  inStock,
  type StockChange,
  type StockCount,
  stockCounts,
  stockOf,
} from "../../stock/stock-store.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";
import { keptSince } from "./kept-since.ts";

const ofToken = v.strictObject({ serial });
interface OfToken {
  readonly params: { readonly serial: number };
}

async function placesOf({ params }: OfToken, { office }: Services): Promise<Place[] | undefined> {
  const token = (await inStock(office.queries, [params.serial])).get(params.serial);
  return token && [token.place];
}

const subject = ({ params }: OfToken) => String(params.serial);

const tokenView = ({ since, due, ...token }: InStock) => ({
  ...token,
  since: isoOf(since),
  ...(due === undefined ? {} : { due: isoOf(due) }),
});

function placeView(place: Place, counts: readonly StockCount[], office: Office) {
  const own = counts.filter((one) => one.place === place);
  const of = (state: StockState) => own.find((one) => one.state === state)?.all ?? 0;
  return {
    place,
    name: placeName(office, place),
    counts: Object.fromEntries(STOCK_STATES.map((state) => [state, of(state)])) as Record<StockState, number>,
    overdue: own.reduce((sum, { overdue }) => sum + overdue, 0),
    onItsWay: own.reduce((sum, { onItsWay }) => sum + onItsWay, 0),
  };
}

/** What is told with a deed; refusal: input, where it lacks, or does not belong to it. */
function detailsOf({ deed, checked, due, note }: v.InferOutput<typeof stockDeed>, now: number) {
  if ((deed === "refurbished") !== (checked !== undefined)) throw refuse("input", "checked");
  if ((deed === "lent") !== (due !== undefined)) throw refuse("input", "due");
  const at = due === undefined ? undefined : Date.parse(due);
  if (at !== undefined && at <= now) throw refuse("input", "due");
  return {
    due: at,
    details: { ...(checked ? { checked } : {}), ...(due ? { due } : {}), ...(note ? { note } : {}) },
  };
}

export const stockRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/stock",
    action: "stock.read",
    summary:
      "How many tokens lie in each stock of the own place, by state, and which they are; `overdue` are lent and not back, `on-its-way` sent to another place",
    query: v.strictObject({
      place: v.optional(place),
      state: v.optional(v.picklist([...STOCK_STATES, "overdue", "on-its-way"])),
      limit,
      skip: v.optional(countText, "0"),
    }),
    answer: stock,
    places: "filtered",
    audited: true,
    covers: {
      by: "total",
      what: "tokens of the own place, or of one place of it, in any state or one, `limit` of them from `skip` on, and how many there are; every stock of the own place",
    },
    async run({ query }, { office }, { reach = [] }) {
      const now = office.now();
      const counts = await stockCounts(office.queries, reach, now);
      const places = query.place === undefined ? reach : reach.filter((one) => one === query.place);
      const { tokens, total } = await stockOf(office.queries, { ...query, places, now });
      return {
        places: [...new Set(counts.map((one) => one.place))].map((one) => placeView(one, counts, office)),
        tokens: tokens.map(tokenView),
        total,
      };
    },
  }),
  route({
    method: "GET",
    path: "/api/stock/{serial}",
    action: "stock.read",
    summary: "One token of the own stock, and what was done with it; not who wore it",
    params: ofToken,
    answer: stockHistory,
    audited: true,
    subject,
    places: placesOf,
    covers: {
      by: "keptSince",
      what: "every deed with the token in stocks of the own place; what was done before is deleted",
    },
    async run({ params }, { office }, { reach }) {
      const token = (await inStock(office.queries, [params.serial])).get(params.serial);
      if (!token) throw refuse("not-found", "serial");
      // What was done with it in another place's stock is that place's to tell.
      const isOwn = (deed: { readonly place: Place }) => reach?.includes(deed.place) ?? true;
      const deeds = await deedsOf(office.queries, params.serial);
      return {
        token: tokenView(token),
        deeds: deeds.filter(isOwn).map(({ at, deed, place, was, details, isUndone }) => ({
          at: isoOf(at),
          deed,
          place,
          ...(was ? { before: was.state } : {}),
          ...details,
          isUndone,
        })),
        keptSince: keptSince(office, "receipts"),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/stock/deeds",
    action: "stock.change",
    summary:
      "What was done with tokens of the own stock, each as far as its state allows; those with which nothing was done are told with why",
    body: stockDeed,
    answer: stockDone,
    subject: ({ body }) => body.place,
    places: ({ body }, { office }) =>
      (office.places.unit(body.place) ?? office.places.organisation(body.place)) ? [body.place] : undefined,
    covers: { what: "every token that was sent" },
    run: ({ body }, { office, isToken }, caller) =>
      office.alone(async () => {
        const { deed, place } = body;
        const now = office.now();
        const { due, details } = detailsOf(body, now);
        const serials = [...new Set(body.serials)];
        const known = await inStock(office.queries, serials);
        const above = office.places.above(place);
        const judged = serials.map((serial) => {
          const token = known.get(serial);
          return { serial, token, why: whyNot(deed, token, { isKnown: isToken(serial), place, above }) };
        });
        const changes: StockChange[] = judged.flatMap(({ serial, token, why }) =>
          why === undefined
            ? [
                {
                  kind: "stock-deed" as const,
                  serial,
                  // Behind whatever was before, also where the clock was put back.
                  at: Math.max(now, (token?.since ?? 0) + 1),
                  deed,
                  place,
                  by: caller.account.id,
                  state: stateAfter(deed, token),
                  ...(due === undefined ? {} : { due }),
                  ...(token
                    ? {
                        was: {
                          state: token.state,
                          since: token.since,
                          ...(token.due === undefined ? {} : { due: token.due }),
                          ...(token.place === place ? {} : { place: token.place }),
                        },
                      }
                    : {}),
                  details,
                },
              ]
            : [],
        );
        const not = judged.flatMap(({ serial, token, why }) =>
          why === undefined
            ? []
            : [{ serial, why, ...(token && why === "state" ? { state: token.state } : {}) }],
        );
        const done = changes.map(({ serial }) => serial);
        if (done.length === 0) return { done, not };
        return caller.commit(changes, { subject: place, fields: [deed] }, () => ({ done, not }));
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/stock/{serial}/deeds",
    action: "stock.change",
    summary:
      "The last deed with a token was a mistake: within a day, and where nothing has become of the token since",
    params: ofToken,
    answer: nothing,
    subject,
    places: placesOf,
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const token = (await inStock(office.queries, [params.serial])).get(params.serial);
        const now = office.now();
        const last = token && undoableDeed(await deedsOf(office.queries, params.serial), token, now);
        if (!last) throw refuse("not-found", "serial");
        const { serial, at, was } = last;
        const undone = { kind: "stock-undone", serial, at, undoneAt: now, was } as const;
        return caller.commit([undone], { subject: String(serial), fields: [last.deed] }, () => ({}));
      }),
  }),
];
