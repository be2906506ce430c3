import type { Queries } from "../database/database.ts";
import type { MatchRequest } from "../matching/request.ts";
import type { AuditEntry } from "./chain.ts";

/** Who looks at somebody's contacts, and why. */
export type Look = Pick<AuditEntry, "actor" | "place" | "subject" | "reference"> &
  Required<Pick<AuditEntry, "reason">>;

/** The row of the audit log that a look at the contacts of a case leaves. */
export function lookEntry(request: MatchRequest, look: Look, at: number): AuditEntry {
  return { at, action: "contacts.read", outcome: "done", subject: subjectOf(request.case), ...look };
}

/** And the row of reading so many contacts' own logs for what they share with the case's. */
export function peersEntry(request: MatchRequest, look: Look, contacts: number, at: number): AuditEntry {
  return { ...lookEntry(request, look, at), action: "contacts.peers", fields: [`logs of ${contacts}`] };
}

/** When somebody looked at a subject's contacts last, or undefined. World ms. */
export async function lastLook(
  queries: Queries,
  actor: string,
  subject: string,
): Promise<number | undefined> {
  const [row] = await queries.query<{ at: Date | null }>(
    `SELECT max(at) AS at FROM audit.entry
     WHERE subject = $1 AND actor = $2 AND action = 'contacts.read' AND outcome = 'done'`,
    [subject, actor],
  );
  return row?.at?.getTime();
}

function subjectOf(of: MatchRequest["case"]): string {
  if (typeof of === "number") return String(of);
  if ("tokens" in of) return of.person ?? of.tokens.map(({ serial }) => serial).join(" ");
  return "imported keys";
}
