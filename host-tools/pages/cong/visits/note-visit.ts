/** The page's word to the gate's machine: a visit, and that it does not count. Nothing of a visit comes back. */
import { GUARD_VISITS } from "../../../contract/guard-screen.ts";
import type { GuardVisit } from "../../../contract/visits.ts";
import type { NotNoted } from "./texts.ts";

const FAILED: Readonly<Record<number, NotNoted>> = { 400: "bad", 401: "shift", 409: "late", 507: "disk" };

async function said(path: string, init: RequestInit): Promise<NotNoted | undefined> {
  try {
    const answer = await fetch(path, init);
    return answer.ok ? undefined : (FAILED[answer.status] ?? "away");
  } catch {
    return "away";
  }
}

/** Undefined once it is sealed and on the machine's disk. The same visit sent twice is one. */
export function noteVisit(visit: GuardVisit): Promise<NotNoted | undefined> {
  return said(GUARD_VISITS, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(visit),
  });
}

export function takeVisitBack(id: string): Promise<NotNoted | undefined> {
  return said(`${GUARD_VISITS}/${id}`, { method: "DELETE" });
}
