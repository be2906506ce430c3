/** Setting up an empty server: its first units and its two administrators. */
import * as v from "valibot";
import { id, login, text } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { unit } from "./units.ts";

/** Nothing else is told to who has no code. */
export const setUpState = v.strictObject({ isOpen: v.boolean() });
export type SetUpState = AnswerOf<typeof setUpState>;

const firstUnit = v.strictObject({ code: unit.entries.code, name: unit.entries.name });
const administrator = v.strictObject({ login, name: text(120) });

export const newSetUp = v.strictObject({
  /** As it stands in the server's file, with or without its dashes. */
  code: text(80),
  province: firstUnit,
  /** Two people: neither can do alone what needs a second one. */
  administrators: v.pipe(v.array(administrator), v.length(2)),
  commune: v.optional(firstUnit),
});
export type NewSetUp = v.InferOutput<typeof newSetUp>;

export const setUpDone = v.strictObject({
  /** Each first password is told once, and must be changed at the first sign-in. */
  administrators: v.array(v.strictObject({ id, ...administrator.entries, firstPassword: v.string() })),
  /** Id of their unit. */
  place: unit.entries.id,
});
export type SetUpDone = AnswerOf<typeof setUpDone>;
