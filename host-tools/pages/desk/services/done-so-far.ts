import type { ContactView } from "../../../contract/contacts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";

/** Whose calls have settled something is to be called no more, whatever nobody has set by hand. */
export function doneSoFar({ state, line }: Pick<ContactView, "state" | "line">): ContactState {
  return state === "to-call" && !line.isToCall ? "called" : state;
}
