/** Stock-taking: all that lies in a place is scanned, and what should be there is held against it. */
import * as v from "valibot";
import { count, id, place, serialNumber, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { STOCK_STATES, type StockState } from "./stock.ts";

/** A place's whole stock, scanned at once. */
export const MOST_TAKEN = 5000;
/** What should lie on the shelf: not what somebody wears, nobody finds, or is out of use. */
export const ON_THE_SHELF: readonly StockState[] = ["ready", "returned", "to-refurbish", "dead"];

export const newStockTaking = v.strictObject({
  /** The own place. */
  place,
  serials: v.pipe(v.array(serialNumber), v.maxLength(MOST_TAKEN)),
});
export type NewStockTaking = RequestOf<typeof newStockTaking>;

/** Why a token lies there and should not: its state in the own stock, or that it is of none, of another one, or on its way. */
export const ASTRAY = ["unknown", "unstocked", "elsewhere", "on-its-way", "state"] as const;

export const stockTaking = v.strictObject({
  id,
  at: time,
  place,
  name: v.string(),
  /** That should lie there, and do. */
  found: count,
  missing: v.array(v.strictObject({ serial: serialNumber, state: v.picklist(STOCK_STATES) })),
  astray: v.array(
    v.strictObject({
      serial: serialNumber,
      why: v.picklist(ASTRAY),
      /** Of the own place only. */
      state: v.optional(v.picklist(STOCK_STATES)),
    }),
  ),
});
export type StockTaking = AnswerOf<typeof stockTaking>;
/** The newest first. */
export const stockTakings = v.strictObject({ takings: v.array(stockTaking), total: count, keptSince: time });
export type StockTakings = AnswerOf<typeof stockTakings>;
