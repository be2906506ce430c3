/** Who is still inside while something has happened: named only while it lasts, and only of who agreed to it. */
import * as v from "valibot";
import { guardName } from "./guards.ts";
import { count, id, minute, place, text, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";

/** A fire ends by itself then, if nobody ends it. */
export const FIRE_MINUTES = 60;
/** Who went in longer ago is taken to have left unseen. */
export const INSIDE_HOURS = 16;

/** The zone of gates of a place (contract/gates.ts). */
export const newFire = v.strictObject({ place, zone: text(40) });
export type NewFire = RequestOf<typeof newFire>;
export const ofFire = v.strictObject({ fire: id });
/** For paper: the look's row in the audit log says so. */
export const lookQuery = v.strictObject({ paper: v.optional(v.picklist(["true"])) });

/** A guard's word that is older raises nothing: it was long without a network, minutes. */
export const FIRE_WORD_MINUTES = 10;
/** What a guard on shift says at a gate, through its machine: something has happened behind it, or it is over. */
export const fireWord = v.strictObject({
  /** Of the fire, drawn by the machine. */
  id,
  minute,
  guard: guardName,
  did: v.picklist(["raise", "end"]),
});
export type FireWord = v.InferOutput<typeof fireWord>;

const fire = v.strictObject({
  id,
  place,
  placeName: v.string(),
  zone: v.string(),
  openedAt: time,
  until: time,
});
export type Fire = AnswerOf<typeof fire>;
/** Those that last. */
export const fireList = v.strictObject({ fires: v.array(fire) });
export type FireList = AnswerOf<typeof fireList>;

export const whoIsInside = v.strictObject({
  fire,
  /** The list is of this moment. */
  at: time,
  /** Their tokens went in and have not come out. By name alone: not when, and nothing else of them. */
  named: v.array(v.strictObject({ name: v.string() })),
  /** Tokens inside whose wearers did not agree to be named, or that nobody is known to wear. */
  unnamed: count,
  /** IDs of no enrolled token: phones and tokens of elsewhere. An ID lasts a quarter of an hour, so nobody can tell who of them left. */
  unknown: v.strictObject({ in: count, out: count }),
  /**
   * How often it was noted at the gates that a visitor went in or out, nobody's name. Their difference is no count of people: an out is
   * pressed twice, or belongs to an in that nobody noted. `byPhone`, in none of these: visitors' own phones, which may be anywhere.
   */
  visitors: v.strictObject({ in: count, out: count, byPhone: v.strictObject({ in: count, out: count }) }),
  /** What gates of the zone brought last: what passed since is not in the list. None: its machine never came. */
  gates: v.array(v.strictObject({ name: v.string(), heardAt: v.optional(time) })),
});
export type WhoIsInside = AnswerOf<typeof whoIsInside>;
