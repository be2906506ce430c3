/** Tokens between places: a box is on its way until its receiver acknowledges what came of it. */
import { randomUUID } from "node:crypto";
import * as v from "valibot";
import { countText, id, limit, nothing } from "../../../contract/pieces.ts";
import { refuse } from "../../../contract/refusal.ts";
import { tokensCame, tokensMoved, transferSent, transfers } from "../../../contract/transfers.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { type InStock, inStock } from "../../stock/stock-store.ts";
import {
  arrivals,
  type WhyNotMoved,
  whyNotCome,
  whyNotSent,
  whyNotTakenOver,
} from "../../stock/transfer-desk.ts";
import {
  type OfTransfer,
  type Transfer,
  type TransferToken,
  tokensOfTransfers,
  transfersById,
  transfersOf,
} from "../../stock/transfer-store.ts";
import type { Place } from "../../units/unit.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { placeName } from "./case-views.ts";

const ofTransfer = v.strictObject({ transfer: id });
interface OfTransferAsked {
  readonly params: { readonly transfer: string };
}
interface OfPlace {
  readonly body: { readonly place: Place };
}

const placesOf = ({ body }: OfPlace, { office }: Services): Place[] | undefined =>
  office.places.has(body.place) ? [body.place] : undefined;
const subjectOf = ({ body }: OfPlace) => body.place;

function viewOf(
  { sentAt, from, to, ...transfer }: Transfer,
  tokens: readonly TransferToken[],
  office: Office,
) {
  const named = (one: Place) => ({ place: one, name: placeName(office, one) });
  const of = (which: OfTransfer) =>
    tokens.flatMap(({ transfer: one, serial, what }) =>
      one === transfer.id && what === which ? [serial] : [],
    );
  return {
    ...transfer,
    from: named(from),
    to: named(to),
    sentAt: isoOf(sentAt),
    onItsWay: of("on-its-way"),
    came: of("came"),
    elsewhere: of("elsewhere"),
  };
}

interface Judged {
  readonly serial: number;
  readonly token: InStock | undefined;
  readonly why: WhyNotMoved | undefined;
}

/** Each token that was scanned, once. */
async function judgedOf(
  scanned: readonly number[],
  { office, isToken }: Services,
  judge: (token: InStock | undefined, transfer: Transfer | undefined) => WhyNotMoved | undefined,
) {
  const serials = [...new Set(scanned)];
  const known = await inStock(office.queries, serials);
  const ids = [...known.values()].flatMap(({ transfer }) => (transfer === undefined ? [] : [transfer]));
  const ways = await transfersById(office.queries, [...new Set(ids)]);
  const judged = serials.map((serial): Judged => {
    const token = known.get(serial);
    return {
      serial,
      token,
      why: isToken(serial) ? judge(token, ways.get(token?.transfer ?? "")) : "unknown",
    };
  });
  return { judged, ways };
}

/** What became of each; the state of a token of the own place only. */
function answerOf(judged: readonly Judged[], own: Place, missing: readonly number[] = []) {
  return {
    done: judged.flatMap(({ serial, why }) => (why === undefined ? [serial] : [])),
    not: judged.flatMap(({ serial, token, why }) =>
      why === undefined
        ? []
        : [{ serial, why, ...(token && token.place === own ? { state: token.state } : {}) }],
    ),
    missing: [...missing],
  };
}

const movable = (judged: readonly Judged[]) =>
  judged.flatMap(({ token, why }) => (token && why === undefined ? [token] : []));

export const transferRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/transfers",
    action: "stock.read",
    summary:
      "Boxes of tokens that were sent from or to the own place, or taken over: what is on its way, what came, what did not",
    query: v.strictObject({ limit, skip: v.optional(countText, "0") }),
    answer: transfers,
    places: "filtered",
    audited: true,
    covers: {
      by: "total",
      what: "transfers from or to the own place, `limit` of them from `skip` on, those of which something is on its way first; what was over long ago is deleted",
    },
    async run({ query }, { office }, { reach = [] }) {
      const { transfers: found, total } = await transfersOf(office.queries, { ...query, places: reach });
      const tokens = await tokensOfTransfers(
        office.queries,
        found.map(({ id }) => id),
      );
      return { transfers: found.map((one) => viewOf(one, tokens, office)), total };
    },
  }),
  route({
    method: "POST",
    path: "/api/transfers",
    action: "stock.move",
    summary:
      "Send tokens of the own stock to another place: they are on their way until it acknowledges them; those that cannot be sent are told with why",
    body: transferSent,
    answer: tokensMoved,
    subject: subjectOf,
    places: placesOf,
    covers: { what: "every token that was sent; nothing is missing yet" },
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const { place, to } = body;
        if (to === place || !office.places.has(to)) throw refuse("input", "to");
        const { judged } = await judgedOf(body.serials, services, (token) => whyNotSent(token, place));
        const answer = answerOf(judged, place);
        if (answer.done.length === 0) return answer;
        const box = { from: place, to, at: office.now(), by: caller.account.id, serials: answer.done };
        const sent = { kind: "transfer-sent", id: randomUUID(), ...box } as const;
        return caller.commit([sent], { subject: sent.id, fields: ["sent"] }, () => answer);
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/transfers/{transfer}",
    action: "stock.move",
    summary: "Take back what was sent, as long as nothing of it was acknowledged",
    params: ofTransfer,
    answer: nothing,
    subject: ({ params }) => params.transfer,
    async places({ params }: OfTransferAsked, { office }: Services) {
      const transfer = (await transfersById(office.queries, [params.transfer])).get(params.transfer);
      return transfer && [transfer.from];
    },
    run: ({ params }, { office }, caller) =>
      office.alone(async () => {
        const { transfer: id } = params;
        const tokens = await tokensOfTransfers(office.queries, [id]);
        if (tokens.some(({ what }) => what === "came")) throw refuse("acknowledged", "transfer");
        if (!tokens.some(({ what }) => what === "on-its-way")) throw refuse("not-found", "transfer");
        const back = { kind: "transfer-back", id, at: office.now() } as const;
        return caller.commit([back], { subject: id, fields: ["back"] }, () => ({}));
      }),
  }),
  route({
    method: "POST",
    path: "/api/transfers/acknowledgements",
    action: "stock.move",
    summary:
      "Acknowledge tokens that came: what was announced is the own place's, what was not is told and not taken; `missing` was announced with them and is on its way still",
    body: tokensCame,
    answer: tokensMoved,
    subject: subjectOf,
    places: placesOf,
    covers: { what: "every token that was scanned, and what else is on its way in the same boxes" },
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const { place } = body;
        const { judged, ways } = await judgedOf(body.serials, services, (token, way) =>
          whyNotCome(token, way, place),
        );
        const came = movable(judged);
        if (came.length === 0) return answerOf(judged, place);
        const boxes = [...new Set(came.map(({ transfer }) => transfer!))];
        const done = new Set(came.map(({ serial }) => serial));
        const missing = (await tokensOfTransfers(office.queries, boxes)).flatMap(({ serial, what }) =>
          what === "on-its-way" && !done.has(serial) ? [serial] : [],
        );
        const changes = arrivals(came, ways, { place, at: office.now(), by: caller.account.id });
        return caller.commit(changes, { subject: place, fields: ["came"] }, () =>
          answerOf(judged, place, missing),
        );
      }),
  }),
  route({
    method: "POST",
    path: "/api/transfers/takeovers",
    action: "stock.move",
    summary:
      "Take over tokens that lie here and in another place's stock, or on their way elsewhere: both places are told",
    body: tokensCame,
    answer: tokensMoved,
    subject: subjectOf,
    places: placesOf,
    covers: { what: "every token that was scanned; nothing is missing" },
    run: ({ body }, services, caller) =>
      services.office.alone(async () => {
        const { office } = services;
        const { place } = body;
        const { judged, ways } = await judgedOf(body.serials, services, (token) =>
          whyNotTakenOver(token, place),
        );
        const taken = movable(judged);
        if (taken.length === 0) return answerOf(judged, place);
        const changes = arrivals(taken, ways, { place, at: office.now(), by: caller.account.id });
        return caller.commit(changes, { subject: place, fields: ["taken-over"] }, () =>
          answerOf(judged, place),
        );
      }),
  }),
];
