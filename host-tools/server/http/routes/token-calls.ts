/** Contacts of an open case are called by their token; and what machines at gates and stations are given to send for it. */
import { randomUUID } from "node:crypto";
import { ofCase, ofContact, withReason } from "../../../contract/contacts.ts";
import { GATE_SECRET_BYTES, ofGate } from "../../../contract/gates.ts";
import {
  recallsGiven,
  type TokenCallView,
  tokenCalls,
  withdrawnTokenCall,
} from "../../../contract/recalls.ts";
import { refuse } from "../../../contract/refusal.ts";
import { isoOf } from "../../../lib/time.ts";
import type { Case } from "../../cases/case.ts";
import { mustBeOpen } from "../../cases/case-desk.ts";
import { linesOf, toBeCalled } from "../../cases/case-lines.ts";
import type { Queries } from "../../database/database.ts";
import {
  callablePersons,
  type FollowedCall,
  followedCalls,
  tokensWornAt,
} from "../../recalls/followed-calls.ts";
import { endOf, tokenCallsOfCase } from "../../recalls/token-call-store.ts";
import { type Route, route, type Services } from "../request/route.ts";
import { type StaffNames, staffNames } from "./call-views.ts";
import { findOpenable, placesOfCase } from "./cases.ts";

const subjectOfContact = ({ params }: { readonly params: { readonly contact: string } }) => params.contact;

function viewOfTokenCall({ call, state, syncedAt, heardAt }: FollowedCall, names: StaffNames): TokenCallView {
  const by = names.get(call.by);
  return {
    state,
    calledAt: isoOf(call.at),
    ...(by === undefined ? {} : { by }),
    until: isoOf(endOf(call)),
    ...(heardAt === undefined ? {} : { heardAt: isoOf(heardAt) }),
    ...(syncedAt === undefined ? {} : { cameAt: isoOf(syncedAt) }),
    ...(call.withdrawnAt === undefined ? {} : { withdrawnAt: isoOf(call.withdrawnAt) }),
  };
}

/** Close contacts of a case that are persons, whether each may be called by their token, and the last call of each. */
async function contactsToCall(queries: Queries, of: Case, now: number) {
  const lines = toBeCalled(await linesOf(queries, of, now));
  const persons = lines.flatMap(({ listing: { person } }) => person ?? []);
  const agreed = await callablePersons(queries, persons, now);
  const worn = await tokensWornAt(queries, persons, now);
  const followed = await followedCalls(queries, await tokenCallsOfCase(queries, of.id), now);
  const last = new Map(followed.map((one) => [one.call.person, one]));
  return persons.map((person) => {
    const callable = !worn.has(person) ? "no-token" : agreed.has(person) ? "yes" : "no-consent";
    return { key: person, callable, call: last.get(person) } as const;
  });
}

/** Refusals: not-found; not-open. */
async function contactToCall({ case: id, contact }: { case: string; contact: string }, services: Services) {
  const { office } = services;
  const of = await findOpenable(id, services);
  mustBeOpen(of, office.now());
  const found = (await contactsToCall(office.queries, of, office.now())).find(({ key }) => key === contact);
  if (!found) throw refuse("not-found", "contact");
  return { of, ...found };
}

export const tokenCallRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/api/cases/{case}/token-calls",
    action: "contacts.recall",
    summary:
      "Close contacts of an open case: whether each may be called by their token, and how far the last call of each has come",
    params: ofCase,
    query: withReason,
    answer: tokenCalls,
    subject: ({ params }) => params.case,
    places: placesOfCase,
    covers: { what: "every close contact of the newest list who is a person and may be used for contacts" },
    async run({ params, query: { reason } }, services, caller) {
      const { office } = services;
      const of = await findOpenable(params.case, services);
      mustBeOpen(of, office.now());
      await caller.commit([], { subject: of.id, reference: of.reference, reason });
      const names = await staffNames(office.queries);
      const all = await contactsToCall(office.queries, of, office.now());
      return {
        contacts: all.map(({ key, callable, call }) => ({
          key,
          callable,
          ...(call ? { call: viewOfTokenCall(call, names) } : {}),
        })),
      };
    },
  }),
  route({
    method: "POST",
    path: "/api/cases/{case}/contacts/{contact}/token-call",
    action: "contacts.recall",
    status: 201,
    summary:
      "Call a contact by their token for seven days; one that lasts is answered again. Refused where they wear none or did not say yes to it",
    params: ofContact,
    answer: tokenCalls.entries.contacts.item.entries.call.wrapped,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const { of, key, callable, call } = await contactToCall(params, services);
        const { queries, now } = services.office;
        const names = await staffNames(queries);
        if (call?.state === "calling" && call.isMeant) return viewOfTokenCall(call, names);
        if (callable !== "yes") throw refuse("not-callable", "contact");
        const made = { id: randomUUID(), case: of.id, person: key, by: caller.account.id, at: now() };
        const about = { subject: key, reference: of.reference, fields: ["called"] };
        return caller.commit([{ kind: "token-call", call: made }], about, () =>
          viewOfTokenCall({ call: made, state: "calling", serials: [], isMeant: true }, names),
        );
      }),
  }),
  route({
    method: "DELETE",
    path: "/api/cases/{case}/contacts/{contact}/token-call",
    action: "contacts.recall",
    summary: "Withdraw a call by token: places say from the next quarter of an hour on that it is over",
    params: ofContact,
    answer: withdrawnTokenCall,
    subject: subjectOfContact,
    places: placesOfCase,
    run: ({ params }, services, caller) =>
      services.office.alone(async () => {
        const { of, key, call } = await contactToCall(params, services);
        if (call?.state !== "calling") return { isWithdrawn: false };
        const change = { kind: "token-call-withdrawn", id: call.call.id, at: services.office.now() } as const;
        const about = { subject: key, reference: of.reference, fields: ["withdrawn"] };
        return caller.commit([change], about, () => ({ isWithdrawn: true }));
      }),
  }),
  route({
    method: "POST",
    path: "/api/gates/{gate}/recalls",
    action: "recall.fetch",
    summary:
      "What a gate's machine sends to call tokens: its secret brings the sets of two days, sealed to it (contract/recall-sets.ts); nothing tells who is called, nor whether anybody is",
    params: ofGate,
    body: GATE_SECRET_BYTES,
    answer: recallsGiven,
    async run({ params, body }, { office, recalls, clock }) {
      clock.check();
      const sealed = await recalls.setsFor(params.gate, body);
      return { at: isoOf(office.now()), sealed: Buffer.from(sealed).toString("base64") };
    },
  }),
];
