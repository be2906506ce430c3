/** Stock-taking: what lies in the own stock, and what should. */
import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { countText, limit } from "../../../contract/pieces.ts";
import { newStockTaking, stockTaking, stockTakings } from "../../../contract/stock-takings.ts";
import { isoOf } from "../../../lib/time.ts";
import { inStock } from "../../stock/stock-store.ts";
import { onTheShelf, takenFrom, takingsOf } from "../../stock/taking-store.ts";
import { type Route, route } from "../request/route.ts";
import { placeName } from "./case-views.ts";
import { keptSince } from "./kept-since.ts";

export const stockTakingRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/stock/takings",
    action: "stock.read",
    summary: "Stock-takings of the own place: what was missing, and what lay there and should not",
    query: v.strictObject({ limit, skip: v.optional(countText, "0") }),
    answer: stockTakings,
    places: "filtered",
    audited: true,
    covers: {
      by: "total",
      what: "stock-takings of the own place, `limit` of them from `skip` on, the newest first; older ones are deleted",
    },
    async run({ query }, { office }, { reach = [] }) {
      const { takings, total } = await takingsOf(office.queries, { ...query, places: reach });
      return {
        takings: takings.map(({ at, ...one }) => ({
          ...one,
          at: isoOf(at.getTime()),
          name: placeName(office, one.place),
        })),
        total,
        keptSince: keptSince(office, "receipts"),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/stock/takings",
    action: "stock.change",
    status: 201,
    summary:
      "All that lies in the own place was scanned: what should lie there and does not, and what lies there and should not; no token changes by it",
    body: newStockTaking,
    answer: stockTaking,
    subject: ({ body }) => body.place,
    places: ({ body }, { office }) => (office.places.has(body.place) ? [body.place] : undefined),
    covers: { what: "every token that should lie there, and every one that was scanned" },
    run: ({ body }, { office, isToken }, caller) =>
      office.alone(async () => {
        const { place, serials } = body;
        const [expected, known] = [
          await onTheShelf(office.queries, place),
          await inStock(office.queries, serials),
        ];
        const found = takenFrom(serials, { place, expected, known, isToken });
        const taken = { id: randomUUID(), place, ...found };
        const at = office.now();
        const change = { kind: "stock-taken", at, by: caller.account.id, ...taken } as const;
        return caller.commit([change], { subject: place, fields: ["taking"] }, () => ({
          ...taken,
          at: isoOf(at),
          name: placeName(office, place),
        }));
      }),
  }),
];
