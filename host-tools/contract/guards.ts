/** Guards at a gate's machine: a shift by name and PIN, and which guard did what, for the server alone. */
import * as v from "valibot";
import { hex, minute, text } from "./pieces.ts";
import { visitId } from "./visits.ts";

export const guardName = text(80);
/** Letters, too: a wrong one is refused in words and not as a fault of the page. */
const pin = v.pipe(v.string(), v.minLength(1), v.maxLength(12));

/** Where the guard's page begins and ends a shift, and says that somebody is there. */
export const GUARD_SHIFT = "/gate/shift";
export const GUARD_THERE = `${GUARD_SHIFT}/there`;
/** Nobody has touched the page for so long: the shift ends by itself, ms. */
export const SHIFT_IDLE_MS = 30 * 60_000;

/** Within so many days the first PIN has to be changed, or the guard is removed and added again. */
export const FIRST_PIN_DAYS = 3;

/** `newPin` takes the place of the first one, which opens no shift by itself. */
export const newShift = v.strictObject({ name: guardName, pin, newPin: v.optional(pin) });
export type NewShift = v.InferOutput<typeof newShift>;

/** Whose shift it is for the browser that asks, and whether this machine has any guards at all. */
export const shiftTold = v.strictObject({ guard: v.optional(v.string()), hasGuards: v.boolean() });
export type ShiftTold = v.InferOutput<typeof shiftTold>;

/**
 * Why there is no shift. pin: name or PIN is wrong, or the guard is locked for a while; change: the first PIN is right, and a new one has
 * to be chosen; easy: the new one is no good PIN, or is the first one; old: the first PIN is right, and its days are over; busy: too many
 * try at once; shift: of what needs one.
 */
export const SHIFT_ERRORS = ["pin", "change", "easy", "old", "busy", "shift", "disk"] as const;
export type ShiftError = (typeof SHIFT_ERRORS)[number];

/** What a guard did: noted a visit, took one back, counted by hand. */
const GUARD_DEEDS = ["visit", "take-back", "hand-count"] as const;
export const DEED_ID_BYTES = 8;
/** Stands in a record of its own behind what was done: a server that does not know it takes the rest all the same. */
export const guardDeed = v.strictObject({
  /** Drawn by the machine: what comes twice is one. */
  id: hex(DEED_ID_BYTES),
  minute,
  guard: guardName,
  did: v.picklist(GUARD_DEEDS),
  /** Which visit; of a count by hand none. */
  visit: v.optional(visitId),
});
export type GuardDeed = v.InferOutput<typeof guardDeed>;
