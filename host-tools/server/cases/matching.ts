/** What a case asks of the matching: whose tokens, at what times, by which rule. */
import { dayOfEpoch, EPOCHS_PER_DAY, epochOfDay, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { scheduledIdsOf } from "../matching/case-file.ts";
import { searchAll } from "../matching/hashing/search.ts";
import type { SearchDay } from "../matching/hashing/search-days.ts";
import { openIdsOf } from "../matching/match.ts";
import type { MatchParts } from "../matching/reading.ts";
import type { CaseOf, MatchRequest } from "../matching/request.ts";
import { minutesOf, type TokenSpan } from "../matching/wearers.ts";
import { wearingsOfPerson } from "../people/assignments.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { type Case, epochsOf, periodOf, ruleOf } from "./case.ts";
import { phoneOf } from "./case-store.ts";

export async function requestOf(queries: Queries, of: Case): Promise<MatchRequest> {
  const request = requestFor(await subjectOf(queries, of), epochsOf(periodOf(of)), ruleOf(of));
  return { ...request, readsPeers: true };
}

function requestFor(
  subject: CaseOf,
  epochs: { readonly from: number; readonly to: number },
  rule: ContactRule,
): MatchRequest {
  return { case: subject, fromDay: dayOfEpoch(epochs.from), toDay: dayOfEpoch(epochs.to), epochs, rule };
}

async function subjectOf(queries: Queries, { id, subject }: Case): Promise<CaseOf> {
  switch (subject.kind) {
    case "person":
      return { person: subject.person, tokens: await tokensOfPerson(queries, subject.person) };
    case "token":
      return subject.serial;
    case "phone": {
      const { keys, heard } = await phoneOf(queries, id);
      return { ids: scheduledIdsOf(keys), heard };
    }
  }
}

/** Every token that a person wore, each while it was theirs. */
export async function tokensOfPerson(queries: Queries, person: string): Promise<TokenSpan[]> {
  const wearings = await wearingsOfPerson(queries, person);
  return wearings.map(({ serial, from, to }) => ({ serial, ...minutesOf(from, to) }));
}

/**
 * For the contacts of a contact (F2), whose own logs nobody reads for others: the contact's tokens from the first minute near the case on, until the end of the
 * case's period or as long as records are kept.
 */
export function requestOfContact(
  subject: CaseOf,
  first: string,
  until: number,
  rule: ContactRule,
): MatchRequest {
  const from = Math.floor(Date.parse(first) / 60_000 / MINUTES_PER_EPOCH);
  return requestFor(subject, { from, to: Math.max(from, until) }, rule);
}

export interface Resolution {
  /** IDs of the case's own log that nobody was known to have, and how many of them are enrolled tokens'. */
  readonly ids: number;
  readonly resolved: number;
  readonly tokens: number;
  readonly seconds: number;
}

/** Looks for the owners of what is unresolved among all enrolled tokens; later matches know them. */
export async function resolveAll(
  parts: MatchParts,
  wrapping: KeyWrapping,
  request: MatchRequest,
  threads?: number,
): Promise<Resolution> {
  const started = performance.now();
  const open = await openIdsOf(parts, request);
  const owners = await ownersAmongAll(parts, wrapping, open, threads);
  const seconds = Math.round(performance.now() - started) / 1000;
  const ids = new Set(open.map(({ prefix }) => prefix)).size;
  return { ids, resolved: owners.size, tokens: parts.directory.size, seconds };
}

/** Owners of IDs among all enrolled tokens, by prefix; later matches know them. */
export async function ownersAmongAll(
  { directory, index }: Pick<MatchParts, "directory" | "index">,
  wrapping: KeyWrapping,
  open: readonly { readonly prefix: number; readonly epoch: number }[],
  threads?: number,
): Promise<ReadonlyMap<number, IdOwner>> {
  const prefixes = [...new Set(open.map(({ prefix }) => prefix))];
  const days = searchDays(open.map(({ epoch }) => epoch));
  const owners = await searchAll({
    tokens: directory.all(),
    wrapping,
    prefixes,
    days,
    ...(threads === undefined ? {} : { threads }),
  });
  // Of tokens that lost their keys once, day keys follow from more than one.
  const restarted = [...directory.all()].filter(({ serial }) => !directory.hasOneChain(serial));
  const theirs = restarted.flatMap(({ serial }) => days.map(({ day }) => ({ serial, day })));
  for (const [prefix, owner] of await index.sliced(() => index.among(new Set(prefixes), theirs)))
    owners.set(prefix, owner);
  index.remember(prefixes, owners);
  return owners;
}

/** Days on which IDs heard in these epochs were on the air, an epoch more on both sides, and how far into each. */
export function searchDays(epochs: Iterable<number>): SearchDay[] {
  const counts = new Map<number, number>();
  for (const heard of epochs)
    for (const epoch of [heard - 1, heard, heard + 1]) {
      const day = dayOfEpoch(epoch);
      counts.set(day, Math.max(counts.get(day) ?? 0, epochOfDay(epoch) + 1));
    }
  return [...counts]
    .map(([day, count]) => ({ day, count: Math.min(count, EPOCHS_PER_DAY) }))
    .sort((a, b) => a.day - b.day);
}
