/** Which tokens can be sent, have come, or are taken over: judgement over what lies in stock. */
import { randomUUID } from "node:crypto";
import { type NOT_MOVED, SENT_FROM, TAKEN_OVER_FROM } from "../../contract/transfers.ts";
import { grouped } from "../../lib/grouping.ts";
import type { Place } from "../units/unit.ts";
import type { InStock } from "./stock-store.ts";
import type { Transfer, TransferChange } from "./transfer-store.ts";

export type WhyNotMoved = (typeof NOT_MOVED)[number];

/** What stops sending a token of the stock of `place`. */
export function whyNotSent(token: InStock | undefined, place: Place): WhyNotMoved | undefined {
  if (!token) return "unstocked";
  if (token.place !== place) return "elsewhere";
  if (token.transfer !== undefined) return "on-its-way";
  return SENT_FROM.includes(token.state) ? undefined : "state";
}

/** What stops a token from having come to `place` by the transfer that it is on its way with. */
export function whyNotCome(
  token: InStock | undefined,
  transfer: Transfer | undefined,
  place: Place,
): WhyNotMoved | undefined {
  if (transfer?.to === place) return undefined;
  return token?.place === place && !transfer ? "here" : "unannounced";
}

/** What stops `place` from taking over a token that lies in another stock. */
export function whyNotTakenOver(token: InStock | undefined, place: Place): WhyNotMoved | undefined {
  if (!token) return "unstocked";
  // One of the own stock that was sent and lies here all the same is sent no more.
  if (token.place === place && token.transfer === undefined) return "here";
  return TAKEN_OVER_FROM.includes(token.state) ? undefined : "state";
}

/** What brings tokens into the stock of `place`: by the transfers that announced them, or taken over from where they lay. */
export function arrivals(
  tokens: readonly InStock[],
  transfers: ReadonlyMap<string, Transfer>,
  { place, at, by }: { readonly place: Place; readonly at: number; readonly by: string },
): TransferChange[] {
  const announcedBy = ({ transfer = "" }: InStock) =>
    transfers.get(transfer)?.to === place ? transfer : undefined;
  const came = grouped(
    tokens.filter((token) => announcedBy(token)),
    (token) => announcedBy(token)!,
  );
  const others = grouped(
    tokens.filter((token) => !announcedBy(token)),
    (token) => token.place,
  );
  const box = (some: readonly InStock[]) => ({
    to: place,
    at,
    by,
    serials: some.map(({ serial }) => serial),
  });
  return [
    ...[...came].map(([id, some]) => ({ kind: "transfer-came" as const, id, ...box(some) })),
    ...[...others].map(([from, some]) => ({
      kind: "taken-over" as const,
      id: randomUUID(),
      from,
      ...box(some),
    })),
  ];
}
