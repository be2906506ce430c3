/** Everybody who was near a case, from both sides' records. */
import { type ContactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import { refuse } from "../../contract/refusal.ts";
import { atMost } from "../concurrency/in-turn.ts";
import type { Queries } from "../database/database.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { contactsFrom } from "./contacts.ts";
import { CountedRecords } from "./counted-records.ts";
import { type EncounterRow, type Encounters, rowsOfEpochs } from "./encounter-rows.ts";
import { type Pair, pairsFrom } from "./pairs.ts";
import { type PeersByToken, peersFrom, wantedPeers } from "./peers.ts";
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
 * from the case's, and the other way round. Where `beforePeers` is given and the rule judges with shared peers, the own logs of
 * those who may be contacts are read for them, too: inside an open case alone. Refusals: unknown-token, days.
 */
export async function matchCase(
  parts: MatchParts,
  request: MatchRequest,
  beforePeers?: BeforePeers,
): Promise<MatchResult> {
  const { fromDay, toDay, rule = DEFAULT_RULE } = request;
  if (!(fromDay <= toDay)) throw refuse("days", "fromDay");
  const { pairs, result, ...met } = await reading(parts, request, (queries, read) =>
    metOf(parts, queries, request, read),
  );
  const peers = beforePeers ? await readPeers(parts, { pairs, ...met }, rule, beforePeers) : undefined;
  const contacts = await parts.index.sliced(() => contactsFrom(pairs, rule, peers));
  return { ...result, contacts };
}

/** Told of how many contacts the own logs are about to be read for what they share with the case's; awaited first. */
type BeforePeers = (contacts: number) => Promise<void>;

async function readPeers(
  { database, index }: MatchParts,
  { pairs, worn, ownLog, isOfCase }: Omit<Met, "result">,
  rule: ContactRule,
  beforePeers: BeforePeers,
): Promise<PeersByToken | undefined> {
  const { epochs, contacts } = await index.sliced(() => wantedPeers(pairs, worn, rule));
  if (contacts === 0) return undefined;
  await beforePeers(contacts);
  const theirs = await database.transaction(async (queries) => {
    await queries.exec("SET LOCAL enable_seqscan = off");
    return rowsOfEpochs(queries, epochs);
  });
  return index.sliced(() => peersFrom(epochs, ownLog, isOfCase, theirs));
}

/** At most so many matches at one time. */
export function matcher(
  parts: MatchParts,
): (request: MatchRequest, beforePeers?: BeforePeers) => Promise<MatchResult> {
  const some = atMost(AT_ONE_TIME);
  return (request, beforePeers) => some(() => matchCase(parts, request, beforePeers));
}

/** Many cases, each answered in its place. */
export async function matchCases(
  parts: MatchParts,
  requests: readonly MatchRequest[],
  beforePeers?: BeforePeers,
): Promise<MatchResult[]> {
  const match = matcher(parts);
  return Promise.all(requests.map((request) => match(request, beforePeers)));
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

/** Who was met, before anybody is judged. */
interface Met {
  readonly pairs: readonly Pair[];
  readonly worn: ReadonlyMap<number, readonly WornSpan[]>;
  readonly ownLog: Encounters;
  readonly isOfCase: (row: EncounterRow) => boolean;
  readonly result: Omit<MatchResult, "contacts">;
}

async function metOf(
  { directory, index, now }: MatchParts,
  queries: Queries,
  { logs, rule = DEFAULT_RULE, byToken }: MatchRequest,
  { of, scheduled, heardOf, ownRows, heard, owners, spans, isExhaustive, lookedAt }: Reading,
): Promise<Met> {
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
  const { pairs, own } = await index.sliced(() => pairsFrom(records.byToken, worn, of.person));
  const marks = { ...records.marks, own: records.marks.own + own };
  const { tokens } = index;
  // What the search found has an owner by now.
  const isWhole = isExhaustive || (isSearched && [...ids].some((prefix) => index.wasSearched(prefix)));
  return {
    pairs,
    worn: wearers,
    ownLog: ownRows,
    isOfCase: (row) => records.isOfCase(row),
    result: {
      case: of.name,
      rule: rule.id,
      unresolved,
      isExhaustive: isWhole,
      ids: ids.size,
      lookedAt: isWhole ? tokens : lookedAt,
      tokens,
      marks,
    },
  };
}

/** Whoever wore it is told by the token, but for those who are not told at all. */
function unnamed(wearers: ReadonlyMap<number, readonly WornSpan[]>): Map<number, readonly WornSpan[]> {
  return new Map(
    [...wearers].map(([serial, spans]) => [serial, spans.filter(({ person }) => person === null)]),
  );
}
