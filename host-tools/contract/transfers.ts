/** Boxes of tokens that go from the stock of one place to that of another. */
import * as v from "valibot";
import { count, id, place, serialNumber, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { STOCK_STATES, type StockState, serials } from "./stock.ts";

/** What can be sent: not what somebody wears, nobody finds, or is out of use. */
export const SENT_FROM: readonly StockState[] = ["ready", "returned", "to-refurbish", "dead"];
/** What another place can take over where it lies there: not what somebody wears, or is out of use. */
export const TAKEN_OVER_FROM: readonly StockState[] = [...SENT_FROM, "lost"];

export const transferSent = v.strictObject({
  /** The own place in whose stock they lie. */
  place,
  to: place,
  serials,
});
export type TransferSent = RequestOf<typeof transferSent>;

/** Tokens that came to the own place, or lie there all the same. */
export const tokensCame = v.strictObject({ place, serials });
export type TokensCame = RequestOf<typeof tokensCame>;

/**
 * "unannounced": nobody sent it here; "here": it lies in this stock already; "unstocked": it lies in no stock; "elsewhere": in
 * another one's.
 */
export const NOT_MOVED = [
  "unknown",
  "elsewhere",
  "on-its-way",
  "state",
  "unstocked",
  "unannounced",
  "here",
] as const;
export const tokensMoved = v.strictObject({
  done: v.array(serialNumber),
  not: v.array(
    v.strictObject({
      serial: serialNumber,
      why: v.picklist(NOT_MOVED),
      /** Of the own place only. */
      state: v.optional(v.picklist(STOCK_STATES)),
    }),
  ),
  /** Of a box that came: what was announced with it, and is on its way still. */
  missing: v.array(serialNumber),
});
export type TokensMoved = AnswerOf<typeof tokensMoved>;

const named = v.strictObject({ place, name: v.string() });
const transfer = v.strictObject({
  id,
  from: named,
  to: named,
  sentAt: time,
  onItsWay: v.array(serialNumber),
  came: v.array(serialNumber),
  /** Neither: taken over by a third place, or somebody wears it again. */
  elsewhere: v.array(serialNumber),
  isTakenBack: v.boolean(),
  /** Nobody sent it: the receiver took what lay there. */
  isTakenOver: v.boolean(),
});
export const transfers = v.strictObject({ transfers: v.array(transfer), total: count });
export type Transfers = AnswerOf<typeof transfers>;

/** Where tokens may be sent: a name, and that of the unit that it lies in. */
export const namedPlaces = v.strictObject({
  places: v.array(v.strictObject({ ...named.entries, within: v.optional(v.string()) })),
  total: count,
});
export type NamedPlaces = AnswerOf<typeof namedPlaces>;
