/** Everybody who was near a case, from both sides' records. */
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { refuse } from "../../contract/refusal.ts";
import { atMost } from "../concurrency/in-turn.ts";
import type { Queries } from "../database/database.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { contactsFrom } from "./contacts.ts";
import { CountedRecords } from "./counted-records.ts";
import type { EncounterRow } from "./encounter-rows.ts";
import { type MatchParts, type Reading, readBothSides } from "./reading.ts";
import { caseOf, type MatchRequest, type MatchResult } from "./request.ts";
import { usableSpans, type WornSpan, wearersOf } from "./wearers.ts";

/** Records between two places at which a match may be interrupted: some hundred microseconds. */
const ROWS_IN_STEP = 256;
/**
 * Cases that are read at one time: while one waits for the database another is put together. A server's others queue:
 * PostgreSQL's connections are for everybody.
 */
const AT_ONE_TIME = 6;

/**
 * Everybody who was near a case, from both sides: others' records of the case's IDs, and the case's own records
 * resolved against the tokens that heard it, or against all where they are few. A contact whose log never came is found
 * from the case's, and the other way round. Refusals: unknown-token, days.
 */
export async function matchCase(parts: MatchParts, request: MatchRequest): Promise<MatchResult> {
  const { fromDay, toDay } = request;
  if (!(fromDay <= toDay)) throw refuse("days", "fromDay");
  return reading(parts, request, (queries, read) => resultOf(parts, queries, request, read));
}

/** At most so many matches at one time. */
export function matcher(parts: MatchParts): (request: MatchRequest) => Promise<MatchResult> {
  const some = atMost(AT_ONE_TIME);
  return (request) => some(() => matchCase(parts, request));
}

/** Many cases, each answered in its place. */
export async function matchCases(
  parts: MatchParts,
  requests: readonly MatchRequest[],
): Promise<MatchResult[]> {
  return Promise.all(requests.map(matcher(parts)));
}

/** A record of the case's own log, and whose ID it is if that is known. */
export interface OwnRecord {
  readonly row: EncounterRow;
  readonly owner: IdOwner | undefined;
}

/** The case's own log within the time, each record with its owner as far as a match finds it. Refusals: as matchCase. */
export async function ownLogOf(parts: MatchParts, request: MatchRequest): Promise<OwnRecord[]> {
  return reading(parts, request, async (_, { of, ownRows, owners, spans }) => {
    const records = new CountedRecords(of.tokens, spans);
    return Array.from({ length: ownRows.length }, (_, i) => ownRows.row(i))
      .filter((row) => records.isOfCase(row))
      .map((row) => ({ row, owner: owners.get(row.prefix) }));
  });
}

/**
 * IDs of the case's own records, a token's log or what a phone heard, whose owner no match finds, each with an epoch in
 * which it was heard. Refusals: as matchCase.
 */
export async function openIdsOf(
  parts: MatchParts,
  request: MatchRequest,
): Promise<{ readonly prefix: number; readonly epoch: number }[]> {
  return reading(parts, request, async (_, { of, ownRows, heard, owners, spans }) => {
    const records = new CountedRecords(of.tokens, spans);
    const rows = Array.from({ length: ownRows.length }, (_, i) => ownRows.row(i));
    return [...rows.filter((row) => records.isOfCase(row)), ...heard]
      .filter(({ prefix }) => !owners.has(prefix))
      .map(({ prefix, epoch }) => ({ prefix, epoch }));
  });
}

/** Reads both sides in one transaction. Refusal: unknown-token. */
function reading<T>(
  parts: MatchParts,
  request: MatchRequest,
  use: (queries: Queries, read: Reading) => Promise<T>,
): Promise<T> {
  const given = caseOf(request.case);
  for (const { serial } of given.tokens)
    if (!parts.directory.find(serial)) throw refuse("unknown-token", "case");
  return parts.database.transaction(async (queries) => {
    // Thousands of single look-ups among millions of rows: the planner, counting rows it has no figures of, would
    // rather read them all.
    await queries.exec("SET LOCAL enable_seqscan = off");
    const known = { ...given, tokens: await usableSpans(queries, given.tokens, parts.now()) };
    return use(queries, await readBothSides(parts, queries, request, known));
  });
}

async function resultOf(
  { directory, index, now }: MatchParts,
  queries: Queries,
  { logs, rule = DEFAULT_RULE, byToken }: MatchRequest,
  { of, scheduled, heardOf, ownRows, heard, owners, spans, isExhaustive, lookedAt }: Reading,
): Promise<MatchResult> {
  const records = new CountedRecords(of.tokens, spans);
  const ids = new Set<number>();
  let unresolved = 0;
  let isSearched = true;
  const leaveOpen = (prefix: number) => {
    unresolved++;
    isSearched &&= index.wasSearched(prefix);
  };
  await index.sliced(function* () {
    if (logs !== "case")
      for (let i = 0; i < heardOf.length; i++) {
        records.keepHeardOf(heardOf.row(i), scheduled.get(heardOf.prefix(i))!);
        if (i % ROWS_IN_STEP === 0) yield;
      }
    for (let i = 0; i < ownRows.length; i++) {
      const row = ownRows.row(i);
      const owner = owners.get(row.prefix);
      const isOfCase = records.isOfCase(row);
      if (isOfCase) ids.add(row.prefix);
      if (isOfCase && !owner) leaveOpen(row.prefix);
      if (owner && logs !== "contact") records.keepOwn(row, owner);
      if (i % ROWS_IN_STEP === 0) yield;
    }
    for (const row of heard) {
      const owner = owners.get(row.prefix);
      ids.add(row.prefix);
      if (!owner) leaveOpen(row.prefix);
      else if (logs !== "contact") records.keepHeard(row, owner, directory.find(owner.serial)!.power);
    }
  });
  const wearers = await wearersOf(queries, [...records.byToken.keys()], now());
  const worn = byToken ? unnamed(wearers) : wearers;
  const { contacts, own } = await index.sliced(() => contactsFrom(records.byToken, worn, of.person, rule));
  const marks = { ...records.marks, own: records.marks.own + own };
  const { tokens } = index;
  // What the search found has an owner by now.
  const isWhole = isExhaustive || (isSearched && [...ids].some((prefix) => index.wasSearched(prefix)));
  return {
    case: of.name,
    rule: rule.id,
    contacts,
    unresolved,
    isExhaustive: isWhole,
    ids: ids.size,
    lookedAt: isWhole ? tokens : lookedAt,
    tokens,
    marks,
  };
}

/** Whoever wore it is told by the token, but for those who are not told at all. */
function unnamed(wearers: ReadonlyMap<number, readonly WornSpan[]>): Map<number, readonly WornSpan[]> {
  return new Map(
    [...wearers].map(([serial, spans]) => [serial, spans.filter(({ person }) => person === null)]),
  );
}
