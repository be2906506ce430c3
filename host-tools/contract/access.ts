/** Who may do what, as the server holds everybody to it. */
import * as v from "valibot";
import { both, role } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { SECOND_FACTORS } from "./vocabulary.ts";

/** Where a role stands, and which roles it may give to others. */
const roleLine = v.strictObject({
  role,
  ...both.entries,
  placedIn: v.picklist(["unit", "organisation"]),
  grants: v.array(role),
  /** Beside the password; wanted of everybody in it, or of those who have set it up. */
  factors: v.array(v.picklist(SECOND_FACTORS)),
  isFactorWanted: v.boolean(),
});
export type RoleLine = AnswerOf<typeof roleLine>;

const actionLine = v.strictObject({
  action: v.string(),
  /** What it acts on. */
  resource: v.string(),
  ...both.entries,
  /** What must be so besides. */
  when: v.optional(both),
  /** Also without signing in. */
  isPublic: v.boolean(),
  /** Roles that may; one that is missing may not. */
  cells: v.array(v.strictObject({ role, scope: v.picklist(["own", "any"]) })),
});
export type ActionLine = AnswerOf<typeof actionLine>;

export const accessList = v.strictObject({ roles: v.array(roleLine), actions: v.array(actionLine) });
export type AccessList = AnswerOf<typeof accessList>;
