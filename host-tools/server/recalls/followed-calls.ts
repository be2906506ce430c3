/** How far calls by token have come: told from syncs, consents and cases as they were at a time, and never kept. */
import { CALL_BY_TOKEN_SINCE } from "../../contract/consent-texts.ts";
import type { TokenCallState } from "../../contract/recalls.ts";
import { grouped } from "../../lib/grouping.ts";
import { DAY_MS, EPOCH_MS } from "../../lib/time.ts";
import { isOpen } from "../cases/case.ts";
import { findCase } from "../cases/case-store.ts";
import type { Queries } from "../database/database.ts";
import { type Wearing, wearingsOfPersons } from "../people/assignments.ts";
import { usableFor } from "../people/consents.ts";
import { syncsSince } from "../tokens/health-store.ts";
import { endOf, type TokenCall, tokenCallsAt } from "./token-call-store.ts";

/** A call by token as it stands at a time. */
export interface FollowedCall {
  readonly call: TokenCall;
  readonly state: TokenCallState;
  /** First sync since the call of a token that was theirs then, world ms. */
  readonly syncedAt?: number;
  /** Beginning of the epoch in which a token of theirs heard it, by its log, world ms. */
  readonly heardAt?: number;
  /** Tokens that they wear. */
  readonly serials: readonly number[];
  /** The case is open, they are a close contact on its list, and said yes to both purposes. */
  readonly isMeant: boolean;
}

/** Who of these persons said yes to being called by their token, and to contacts, at a time, world ms. */
export async function callablePersons(
  queries: Queries,
  persons: readonly string[],
  at: number,
): Promise<ReadonlySet<string>> {
  const contacts = await usableFor(queries, persons, "contacts", at);
  return usableFor(queries, [...contacts], "call-by-token", at, CALL_BY_TOKEN_SINCE);
}

const isWornAt = ({ from, to }: Wearing, at: number) => from <= at && (to === undefined || at < to);

/** By person: the tokens that each wears at a time, world ms. */
export async function tokensWornAt(
  queries: Queries,
  persons: readonly string[],
  at: number,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const worn = (await wearingsOfPersons(queries, persons)).filter((one) => isWornAt(one, at));
  const serials = grouped(worn, ({ person }) => person);
  return new Map([...serials].map(([person, all]) => [person, all.map(({ serial }) => serial)]));
}

/** Each of these calls as it stands at a time, world ms, in their order. */
export async function followedCalls(
  queries: Queries,
  calls: readonly TokenCall[],
  at: number,
): Promise<FollowedCall[]> {
  if (calls.length === 0) return [];
  const persons = calls.map(({ person }) => person);
  const wearings = grouped(await wearingsOfPersons(queries, persons), ({ person }) => person);
  const serials = [...wearings.values()].flatMap((all) => all.map(({ serial }) => serial));
  const first = Math.min(...calls.map((call) => call.at));
  const syncs = grouped(await syncsSince(queries, serials, first, at), ({ serial }) => serial);
  const heard = grouped(await callsHeard(queries, serials), ({ serial }) => serial);
  const callable = await callablePersons(queries, persons, at);
  const open = await openAmong(queries, calls, at);
  const listed = await contactsAmong(queries, calls);
  return calls.map((call): FollowedCall => {
    const own = wearings.get(call.person) ?? [];
    const firstOf = (told: ReadonlyMap<number, readonly Told[]>) => {
      const times = own.flatMap((worn) =>
        (told.get(worn.serial) ?? []).flatMap((one) =>
          one.at > call.at && one.at < endOf(call) && isWornAt(worn, one.at) ? [one.at] : [],
        ),
      );
      return times.length > 0 ? Math.min(...times) : undefined;
    };
    const [syncedAt, heardAt] = [firstOf(syncs), firstOf(heard)];
    return {
      call,
      state: stateOf(call, syncedAt, at),
      ...(syncedAt === undefined ? {} : { syncedAt }),
      ...(heardAt === undefined ? {} : { heardAt }),
      serials: own.filter((one) => isWornAt(one, at)).map(({ serial }) => serial),
      isMeant: open.has(call.case) && callable.has(call.person) && listed.has(nameOf(call)),
    };
  });
}

interface Told {
  readonly serial: number;
  /** World ms. */
  readonly at: number;
}

/** When these tokens heard that they were called, by their logs. */
async function callsHeard(queries: Queries, serials: readonly number[]): Promise<Told[]> {
  const rows = await queries.query<{ serial: number; heard: number }>(
    `SELECT DISTINCT serial::float8 AS serial, (content->>'heard')::float8 AS heard FROM radio.note
     WHERE serial = ANY($1::int8[]) AND type = 'recall' AND content->>'word' = 'call'`,
    [[...serials]],
  );
  return rows.map(({ serial, heard }) => ({ serial, at: heard * EPOCH_MS }));
}

function stateOf(call: TokenCall, syncedAt: number | undefined, at: number): TokenCallState {
  const withdrawnAt = call.withdrawnAt ?? Number.POSITIVE_INFINITY;
  if (syncedAt !== undefined && syncedAt <= Math.min(withdrawnAt, endOf(call))) return "came";
  if (withdrawnAt <= at) return "withdrawn";
  return at >= endOf(call) ? "over" : "calling";
}

async function openAmong(
  queries: Queries,
  calls: readonly TokenCall[],
  at: number,
): Promise<ReadonlySet<string>> {
  const open = new Set<string>();
  for (const id of new Set(calls.map((call) => call.case))) {
    const of = await findCase(queries, id);
    if (of && isOpen(of, at)) open.add(id);
  }
  return open;
}

const nameOf = (one: Pick<TokenCall, "case" | "person">) => `${one.case} ${one.person}`;

async function contactsAmong(queries: Queries, calls: readonly TokenCall[]): Promise<ReadonlySet<string>> {
  const rows = await queries.query<{ case_id: string; key: string }>(
    `SELECT case_id, key FROM desk.contact
     WHERE case_id = ANY($1::text[]) AND key = ANY($2::text[]) AND (listing->>'isContact')::boolean`,
    [calls.map((call) => call.case), calls.map(({ person }) => person)],
  );
  return new Set(rows.map(({ case_id, key }) => nameOf({ case: case_id, person: key })));
}

/** So long behind their sync a station is told that somebody whom their token has called is to be seen, ms. */
const TOLD_MS = DAY_MS;

/** Serials among those given whose wearer came because their token called them, or is called now. `now` in world ms. */
export async function calledByToken(
  queries: Queries,
  serials: readonly number[],
  now: number,
): Promise<ReadonlySet<number>> {
  const followed = await followedCalls(queries, await tokenCallsAt(queries, now), now);
  const due = followed.filter(
    ({ isMeant, state, syncedAt = 0 }) =>
      isMeant && (state === "calling" || (state === "came" && now - syncedAt < TOLD_MS)),
  );
  const called = new Set(due.flatMap((one) => one.serials));
  return new Set(serials.filter((serial) => called.has(serial)));
}
