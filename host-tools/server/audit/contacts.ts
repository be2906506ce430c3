import type { MatchRequest } from "../match.ts";
import type { AuditEntry } from "./chain.ts";

/** Who looks at somebody's contacts, and why. */
export type Look = Pick<AuditEntry, "actor" | "place" | "subject" | "reference"> &
  Required<Pick<AuditEntry, "reason">>;

/** The row of the audit log that a look at the contacts of a case leaves. */
export function lookEntry(request: MatchRequest, look: Look, at: number): AuditEntry {
  return { at, action: "contacts.read", outcome: "done", subject: subjectOf(request.case), ...look };
}

function subjectOf(of: MatchRequest["case"]): string {
  if (typeof of === "number") return String(of);
  if ("tokens" in of) return of.person ?? of.tokens.map(({ serial }) => serial).join(" ");
  return "imported keys";
}
