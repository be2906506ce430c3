/** Investigators share a case's list among those who call. */

import { randomUUID } from "node:crypto";
import type * as v from "valibot";
import { callWritten, claimed, newCall, released, seenClaim, wantedClaims } from "../../../contract/calls.ts";
import { ofCase, ofContact } from "../../../contract/contacts.ts";
import { refuse } from "../../../contract/refusal.ts";
import { claimsOf } from "../../cases/call-store.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import { type CaseLine, linesOf, toBeCalled } from "../../cases/case-lines.ts";
import { claimAt, claimEvent, nextToCall } from "../../cases/claims.ts";
import type { Change } from "../../changes.ts";
import { scopeOf } from "../../staff/access-table.ts";
import { accountSecrets } from "../../staff/account-store.ts";
import { type Caller, type Route, route, type Services } from "../request/route.ts";
import { type StaffNames, staffNames, viewOfClaim } from "./call-views.ts";
import { findOpenable, placesOfCase, subjectOfCase } from "./cases.ts";
import { writeCall } from "./write-down.ts";

const subjectOfContact = ({ params }: { readonly params: { readonly contact: string } }) => params.contact;

/** Who is to hold lines: who asks, or somebody who calls and whose place the case lies in. Refusal: input. */
async function holderOf(to: string | undefined, of: Case, { office }: Services, { account }: Caller) {
  if (to === undefined || to === account.id) return account.id;
  const found = await accountSecrets(office.queries, to);
  const mayCall =
    found?.enabled && (scopeOf(found.role, "line.call") || scopeOf(found.role, "contacts.call"));
  if (!mayCall || !office.places.isWithin(of.place, found.place)) throw refuse("input", "to");
  return to;
}

/** Refusal: not-found, where a key is none of the list's. */
function linesMeant(
  lines: readonly CaseLine[],
  { keys, next = 0 }: v.InferOutput<typeof wantedClaims>,
  now: number,
): CaseLine[] {
  if (!keys) return nextToCall(toBeCalled(lines), next, now);
  const byKey = new Map(lines.map((line) => [line.key, line]));
  return [...new Set(keys)].map((key) => {
    const line = byKey.get(key);
    if (!line) throw refuse("not-found", "keys");
    return line;
  });
}

/** Change and row of the audit log by which each line becomes somebody's, and each line's claim from then on. */
export function claimsFor(
  lines: readonly CaseLine[],
  holder: string,
  { account }: Caller,
  action: "contacts.share" | "line.claim",
  now: number,
) {
  return lines.map(({ of, key, claims }) => {
    const event = claimEvent(claims, { id: randomUUID(), by: account.id, holder }, now);
    const change: Change = { kind: "claim", case: of.id, key, claim: event };
    const row = { actor: account.id, action, outcome: "done", place: account.place, subject: key } as const;
    const claim = claimAt([event], now)!;
    return { key, change, claim, row: { ...row, reference: of.reference } };
  });
}

const keyedView = (key: string, claim: NonNullable<CaseLine["claim"]>, names: StaffNames) => ({
  key,
  ...viewOfClaim(claim, names),
});

export const claimRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/api/cases/{case}/claims",
    action: "contacts.share",
    summary:
      "Claim lines of a case, or the next so many that nobody holds, or give them to somebody; what somebody else holds stays theirs unless it was seen",
    params: ofCase,
    body: wantedClaims,
    answer: claimed,
    subject: subjectOfCase,
    places: placesOfCase,
    covers: { what: "every line that was asked for: those claimed now, and those that somebody else holds" },
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        const { queries, now } = services.office;
        mustBeOpen(of, now());
        if ((body.keys === undefined) === (body.next === undefined)) throw refuse("input", "next");
        const holder = await holderOf(body.to, of, services, caller);
        const meant = linesMeant(await linesOf(queries, of, now()), body, now());
        const isFree = ({ claim }: CaseLine) => claim === undefined || body.seen.includes(claim.id);
        const own = meant.filter(({ claim }) => claim?.holder === holder);
        const others = meant.filter((line) => line.claim?.holder !== holder);
        const made = claimsFor(others.filter(isFree), holder, caller, "contacts.share", now());
        const names = await staffNames(queries);
        const answer = {
          lines: [
            ...own.map(({ key, claim }) => keyedView(key, claim!, names)),
            ...made.map(({ key, claim }) => keyedView(key, claim, names)),
          ],
          held: others.filter((line) => !isFree(line)).map(({ key, claim }) => keyedView(key, claim!, names)),
        };
        if (made.length === 0) return answer;
        return caller.commit(
          made.map(({ change }) => change),
          { subject: of.id, reference: of.reference, ahead: made.map(({ row }) => row) },
          () => answer,
        );
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/cases/{case}/contacts/{contact}/claim",
    action: "contacts.share",
    summary:
      "Take a line back from whoever holds it; by another claim than the one that was seen it stays theirs",
    params: ofContact,
    query: seenClaim,
    answer: released,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params, query }, services, caller) =>
      services.office.alone(async () => {
        const of = await findOpenable(params.case, services);
        mustBeOpen(of, services.office.now());
        return release(of, params.contact, services, caller, query.seen);
      }),
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/contacts/{contact}/calls",
    action: "contacts.call",
    summary:
      "Write down what a call to a contact came to, or correct what was written; not saved where a colleague has corrected the same since",
    params: ofContact,
    body: newCall,
    answer: callWritten,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params, body }, services, caller) =>
      services.office.alone(async () =>
        writeCall(await findOpenable(params.case, services), params.contact, body, services, caller),
      ),
  }),
];

/** To be called alone. Only the claim that was seen is given up, where one is named. */
export async function release(
  of: Case,
  key: string,
  { office }: Services,
  caller: Caller,
  seen?: string | undefined,
) {
  const events = (await claimsOf(office.queries, of.id, key)).get(key) ?? [];
  const now = claimAt(events, office.now());
  if (!now || (seen ?? now.id) !== now.id) return { isReleased: false };
  const event = { id: randomUUID(), by: caller.account.id };
  const claim = claimEvent(events, event, office.now());
  return caller.commit(
    [{ kind: "claim", case: of.id, key, claim }],
    { subject: key, reference: of.reference, fields: ["claim"] },
    () => ({ isReleased: true }),
  );
}
