/** What an answer about contacts covers: days, records that still exist, tokens looked at, logs that have not come in. */
import { tokenName } from "../../../protocol/identity.ts";
import type { Coverage, MissingLog } from "../../contract/coverage.ts";
import { dayEnd, dayInProvince, dayStart } from "../../contract/province-time.ts";
import { DAY_MS, EPOCH_MS, isoDateOf, isoOf, MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { caseOf, type MatchRequest, type MatchResult } from "../matching/request.ts";
import { type WornSpan, wearersOf } from "../matching/wearers.ts";
import { firstKept, logsUntil } from "../store/log-times.ts";

/** Days that were asked for, both included, as the province or as UTC counts them. */
type DaysAsked = Pick<Coverage, "of" | "from" | "to" | "zone">;
type LookedUp = Pick<MatchResult, "ids" | "unresolved" | "tokens" | "lookedAt" | "isExhaustive">;

/** Somebody whose logs an answer rests on. */
export interface Concerned {
  readonly label: string;
  /** Only while this person wore the tokens, if it is known. */
  readonly person?: string | undefined;
  readonly serials: readonly number[];
  readonly isCase: boolean;
  /** A phone's history: world ms until which it was brought; undefined where none was. */
  readonly phone?: { readonly until: number | undefined };
}

/** World ms between which logs are wanted. */
interface Wanted {
  readonly from: number;
  readonly until: number;
}

/** Days since 1970-01-01 UTC as an answer names them. */
export function utcDays({ fromDay, toDay }: Pick<MatchRequest, "fromDay" | "toDay">): DaysAsked {
  return { from: isoDateOf(fromDay * DAY_MS), to: isoDateOf(toDay * DAY_MS), zone: "UTC", of: "case" };
}

/** The case of a request among those whose logs its answer rests on. `label` is the case's name for people. */
export function concernedCase({ case: given }: MatchRequest, label: string): Concerned {
  const { tokens, heard, name, person } = caseOf(given);
  const serials = [...new Set(tokens.map(({ serial }) => serial))];
  if (name !== "file") return { label, person, serials, isCase: true };
  const last = heard.reduce((latest, { epoch }) => Math.max(latest, epoch), -1);
  const until = last < 0 ? undefined : (last + 1) * EPOCH_MS;
  return { label: "Bluezone", serials, isCase: true, phone: { until } };
}

/** `concerned` are those whom the answer tells of; `now` in world ms. */
export async function coverageOf(
  queries: Queries,
  days: DaysAsked,
  { ids, unresolved, tokens, lookedAt, isExhaustive }: LookedUp,
  concerned: readonly Concerned[],
  now: number,
): Promise<Coverage> {
  const kept = await firstKept(queries);
  const { of, from, to, zone } = days;
  const wanted = wantedOf(days, now);
  const { logs, missing } = await missingOf(queries, concerned, wanted, now);
  return {
    of,
    from,
    to,
    zone,
    ...(Number.isFinite(kept) ? { firstKept: isoOf(kept) } : {}),
    logsUntil: isoOf(wanted.until),
    ids,
    unresolved,
    tokens,
    lookedAt,
    isExhaustive,
    logs,
    missing,
  };
}

/** Until the period ends, or today began: a day that is not over has not come in. */
function wantedOf({ from, to, zone }: DaysAsked, now: number): Wanted {
  const isUtc = zone === "UTC";
  const today = isUtc ? Date.parse(isoDateOf(now)) : dayStart(dayInProvince(now));
  const [begins, ends] = isUtc ? [Date.parse(from), Date.parse(to) + DAY_MS] : [dayStart(from), dayEnd(to)];
  return { from: begins, until: Math.min(ends, today) };
}

async function missingOf(queries: Queries, concerned: readonly Concerned[], wanted: Wanted, now: number) {
  const serials = [...new Set(concerned.flatMap((one) => one.serials))];
  const come = await logsUntil(queries, serials);
  const worn = await wearersOf(queries, serials, now);
  let logs = 0;
  const missing: MissingLog[] = [];
  for (const { label, person, serials, isCase, phone } of concerned) {
    const note = (token: string, needed: number | undefined, until: number | undefined) => {
      if (needed === undefined) return;
      logs++;
      if ((until ?? Number.NEGATIVE_INFINITY) < needed)
        missing.push({ label, token, isCase, ...(until === undefined ? {} : { until: isoOf(until) }) });
    };
    if (phone) note(label, wanted.until, phone.until);
    for (const serial of serials)
      note(tokenName(serial), neededUntil(worn.get(serial) ?? [], person, wanted), come.get(serial));
  }
  return { logs, missing };
}

/** World ms until which a token's log is needed, as long as it was worn; undefined where it was not worn then. */
function neededUntil(
  spans: readonly WornSpan[],
  person: string | undefined,
  { from, until }: Wanted,
): number | undefined {
  if (person === undefined) return until;
  const last = spans
    .filter((span) => span.person === person && span.from * MINUTE_MS < Math.max(until, from + 1))
    .reduce((latest, span) => Math.max(latest, span.to * MINUTE_MS), Number.NEGATIVE_INFINITY);
  return last <= from ? undefined : Math.min(until, last);
}
