import type { MatchRequest, MatchResult, Server } from "../core.ts";
import type { Office } from "../office/office.ts";
import type { AuditEntry } from "./chain.ts";

/** Who looks, and why. */
export type Look = Pick<AuditEntry, "actor" | "place" | "subject" | "reference"> &
  Required<Pick<AuditEntry, "reason">>;

/**
 * The one door to anybody's contacts. The look is in the audit log, durable, before the first contact is computed;
 * when it cannot be written there are no contacts.
 */
export async function readContacts(
  server: Pick<Server, "match">,
  office: Pick<Office, "commit">,
  request: MatchRequest,
  look: Look,
): Promise<MatchResult> {
  const subject = typeof request.case === "number" ? String(request.case) : "imported keys";
  await office.commit({ action: "contacts.read", outcome: "done", subject, ...look });
  return server.match(request);
}
