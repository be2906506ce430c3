/** Tokens as things: where each lies, in which state, what may be done with it and what may be done with it. */
import * as v from "valibot";
import { count, id, place, serialNumber, text, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";

export const STOCK_STATES = [
  "ready",
  "handed-out",
  "returned",
  "to-refurbish",
  "lost",
  "dead",
  "retired",
] as const;
export type StockState = (typeof STOCK_STATES)[number];

/** What staff do with tokens that lie in their stock. What persons do with them stands in assignments. */
export const STOCK_DEEDS = [
  "received",
  "to-refurbish",
  "refurbished",
  "lost",
  "found",
  "dead",
  "not-dead",
  "lent",
  "kept",
] as const;
export type StockDeed = (typeof STOCK_DEEDS)[number];

interface Transition {
  /** None: it was in no stock before. */
  readonly from: readonly (StockState | "none")[];
  /** None: it stays as it is. */
  readonly to?: StockState;
  /** The action of the access table by which it is done; how it is undone. */
  readonly by: "stock.change" | "assignment.change" | "token.retire";
  readonly undone: "stock" | "end" | "retirement";
}

/** By a deed here, or by what stations do elsewhere: handed out, ended, retired. */
export const TRANSITIONS = {
  received: { from: ["none"], to: "ready", by: "stock.change", undone: "stock" },
  "to-refurbish": { from: ["ready", "returned"], to: "to-refurbish", by: "stock.change", undone: "stock" },
  refurbished: { from: ["returned", "to-refurbish"], to: "ready", by: "stock.change", undone: "stock" },
  lost: { from: ["ready", "returned", "to-refurbish"], to: "lost", by: "stock.change", undone: "stock" },
  found: { from: ["lost"], to: "returned", by: "stock.change", undone: "stock" },
  dead: { from: ["ready", "returned", "to-refurbish"], to: "dead", by: "stock.change", undone: "stock" },
  "not-dead": { from: ["dead"], to: "to-refurbish", by: "stock.change", undone: "stock" },
  /** Handed out for a visit: somebody is reminded where it is not back by then. */
  lent: { from: ["handed-out"], by: "stock.change", undone: "stock" },
  kept: { from: ["handed-out"], by: "stock.change", undone: "stock" },
  "handed-out": { from: STOCK_STATES, to: "handed-out", by: "assignment.change", undone: "end" },
  returned: { from: ["handed-out"], to: "returned", by: "assignment.change", undone: "end" },
  "lost-by-wearer": { from: ["handed-out"], to: "lost", by: "assignment.change", undone: "end" },
  broken: { from: ["handed-out"], to: "to-refurbish", by: "assignment.change", undone: "end" },
  retired: { from: STOCK_STATES, to: "retired", by: "token.retire", undone: "retirement" },
} as const satisfies Readonly<Record<StockDeed | string, Transition>>;

/** What lies in stock after somebody's wearing ended. */
export const STATE_AFTER = {
  returned: "returned",
  replaced: "returned",
  lost: "lost",
  broken: "to-refurbish",
  "handed-on": "handed-out",
} as const satisfies Readonly<Record<string, StockState>>;

/** What the stock says of a token that somebody is about to get, and has to be decided before: "elsewhere": it lies in another place's. */
export const STOCK_DOUBTS = ["lost", "dead", "to-refurbish", "elsewhere", "on-its-way"] as const;
export type StockDoubt = (typeof STOCK_DOUBTS)[number];

/** For how long a deed is undone. */
export const UNDO_STOCK_HOURS = 24;
/** Scanned at once: a box. */
export const MOST_SCANNED = 500;

/** Why a token was handed on without its log having been synced and wiped. */
export const NOT_WIPED = ["no-power", "broken", "new-keys"] as const;
/** Of each part: it was well, or was changed. */
const part = v.picklist(["well", "changed"]);
export const refurbishing = v.strictObject({
  battery: part,
  strap: part,
  label: part,
  /** Its log was synced and wiped, or why not. */
  wiped: v.picklist(["synced", ...NOT_WIPED]),
});
export type Refurbishing = RequestOf<typeof refurbishing>;

export const serials = v.pipe(v.array(serialNumber), v.minLength(1), v.maxLength(MOST_SCANNED));

export const stockDeed = v.strictObject({
  deed: v.picklist(STOCK_DEEDS),
  /** The own place in whose stock they lie. */
  place,
  serials,
  /** Of "refurbished": what was looked at. */
  checked: v.optional(refurbishing),
  /** Of "lent": by when it is to be back. */
  due: v.optional(time),
  note: v.optional(text(200)),
});
export type StockDeedAsked = RequestOf<typeof stockDeed>;

/** Why nothing was done with a token. */
export const NOT_DONE = ["unknown", "elsewhere", "on-its-way", "state"] as const;
const notDone = v.strictObject({
  serial: serialNumber,
  why: v.picklist(NOT_DONE),
  /** Of the own place only. */
  state: v.optional(v.picklist(STOCK_STATES)),
});
export const stockDone = v.strictObject({ done: v.array(serialNumber), not: v.array(notDone) });
export type StockDone = AnswerOf<typeof stockDone>;

const stockToken = v.strictObject({
  serial: serialNumber,
  place,
  state: v.picklist(STOCK_STATES),
  since: time,
  /** Lent to a visitor until then. */
  due: v.optional(time),
  /** On its way to another place: by this transfer (contract/transfers.ts). */
  transfer: v.optional(id),
});
export type StockToken = AnswerOf<typeof stockToken>;

const counts = v.strictObject(
  Object.fromEntries(STOCK_STATES.map((state) => [state, count])) as Record<StockState, typeof count>,
);
export const stock = v.strictObject({
  places: v.array(
    v.strictObject({
      place,
      name: v.string(),
      counts,
      /** Lent, and not back by then. */
      overdue: count,
      /** Of them all: sent to another place, and not acknowledged there. */
      onItsWay: count,
    }),
  ),
  tokens: v.array(stockToken),
  total: count,
});
export type Stock = AnswerOf<typeof stock>;

export const stockHistory = v.strictObject({
  token: stockToken,
  deeds: v.array(
    v.strictObject({
      at: time,
      deed: v.picklist(STOCK_DEEDS),
      before: v.optional(v.picklist(STOCK_STATES)),
      place,
      checked: v.optional(refurbishing),
      due: v.optional(time),
      note: v.optional(v.string()),
      isUndone: v.boolean(),
    }),
  ),
  keptSince: time,
});
export type StockHistory = AnswerOf<typeof stockHistory>;
