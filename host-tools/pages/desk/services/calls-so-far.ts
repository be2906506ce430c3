import type { ContactView } from "../../../contract/contacts.ts";
import { useTexts } from "../../shared/language.ts";
import { CALLS } from "../texts/calls.ts";
import { useDesk } from "./desk-context.ts";

/** What a row says of the calls in a few words: who calls, and what it came to; undefined where nobody has called or does. */
export function useCallsSoFar({ claim, line }: Pick<ContactView, "claim" | "line">): string | undefined {
  const t = useTexts(CALLS);
  const { account } = useDesk();
  const holder = claim && (claim.holder === account.id ? t.youHold : t.holds(claim.by ?? ""));
  // What somebody set by hand stands in the row already.
  const state = line.state !== "to-call" && line.state !== "called" && t.line[line.state];
  return [holder, state].filter(Boolean).join(" · ") || undefined;
}
