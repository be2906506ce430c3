/** A case's contacts as lines to call: how far each has come, and who holds it. */
import type { ContactState } from "../../contract/vocabulary.ts";
import type { Queries } from "../database/database.ts";
import type { MatchedContact } from "../matching/contacts.ts";
import { callsOf, claimsOf } from "./call-store.ts";
import type { Case } from "./case.ts";
import { keptContacts, listOf } from "./case-store.ts";
import { type Claim, type ClaimEvent, claimAt } from "./claims.ts";
import { type Call, type Line, lineOf } from "./line.ts";
import type { Written } from "./written.ts";

export interface CaseLine {
  readonly of: Case;
  readonly key: string;
  readonly listing: MatchedContact;
  readonly state: ContactState;
  readonly calls: readonly Written<Call>[];
  readonly claims: readonly ClaimEvent[];
  readonly line: Line;
  readonly claim: Claim | undefined;
}

/** Everybody on the newest list who may be used for contacts, in the order of calling. `now` in world ms. */
export async function linesOf(queries: Queries, of: Case, now: number): Promise<CaseLine[]> {
  const kept = await keptContacts(queries, of.id, now);
  const calls = await callsOf(queries, of.id);
  const claims = await claimsOf(queries, of.id);
  const entries = (await listOf(queries, of.id))?.entries ?? [];
  const order = new Map(entries.map(({ key }, i) => [key, i]));
  return kept
    .flatMap(({ key, listing, state }): CaseLine[] => {
      if (!listing) return [];
      const made = calls.get(key) ?? [];
      const events = claims.get(key) ?? [];
      const line = lineOf(made, state);
      return [{ of, key, listing, state, calls: made, claims: events, line, claim: claimAt(events, now) }];
    })
    .sort((a, b) => (order.get(a.key) ?? entries.length) - (order.get(b.key) ?? entries.length));
}

/** Close contacts: those who are called. */
export function toBeCalled(lines: readonly CaseLine[]): CaseLine[] {
  return lines.filter(({ listing }) => listing.isContact);
}
