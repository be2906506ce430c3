/** What an answer about contacts covers: nobody found is told apart from not looked at. */
import { dayOfEpoch } from "../../../protocol/epoch.ts";
import type { Coverage } from "../../contract/coverage.ts";
import { coverageLines } from "../../contract/coverage-words.ts";
import { DAY_MS, isoDateOf } from "../../lib/time.ts";
import { type Concerned, concernedCase, coverageOf, utcDays } from "../../server/cases/coverage.ts";
import { resolveAll } from "../../server/cases/matching.ts";
import {
  type Look,
  type MatchRequest,
  type MatchResult,
  partsOf,
  type Server,
  type TokenInfo,
} from "../../server/server.ts";
import { readDay } from "./inputs.ts";
import { type Arguments, BadInput } from "./verb.ts";

type Days = Pick<MatchRequest, "fromDay" | "toDay">;

/** What the answer to a request covers; `tokens` are all that are enrolled. */
export async function matchCoverage(
  server: Server,
  request: MatchRequest,
  result: MatchResult,
  tokens: readonly TokenInfo[],
): Promise<Coverage> {
  const { database, now } = partsOf(server);
  const label = typeof result.case === "number" ? tokenLabel(tokens, result.case) : result.case;
  const contacts = result.contacts.map(
    ({ token, person, tokens: serials }): Concerned => ({
      label: tokenLabel(tokens, token, person),
      person,
      serials,
      isCase: false,
    }),
  );
  const concerned = [concernedCase(request, label), ...contacts];
  return coverageOf(database, utcDays(request), result, concerned, now());
}

/** Serial and wearer; the last known one unless told. */
export function tokenLabel(tokens: readonly TokenInfo[], serial: number, wearer?: string): string {
  const person = wearer ?? tokens.find((token) => token.serial === serial)?.assignments.at(-1)?.person;
  return person === undefined ? String(serial) : `${serial} ${person}`;
}

/**
 * Contacts; with --all, what is unresolved is held to every token, however many there are. The look is in the audit log
 * before anything is read.
 */
export async function matchedWith(
  args: Arguments,
  server: Server,
  request: MatchRequest,
  look: Look,
): Promise<MatchResult> {
  const result = await server.match(request, look);
  if (result.isExhaustive || !args.flag("all")) return result;
  const parts = partsOf(server);
  await resolveAll(parts, parts.wrapping, request);
  return server.match(request, look);
}

/** Lines that say it, what was not looked at first, and how more is asked for. */
export function coverageText(coverage: Coverage): string[] {
  const lines = coverageLines(coverage).map(({ en }) => en);
  if (!coverage.isExhaustive && coverage.unresolved > 0)
    lines.splice(1, 0, "Ask for fewer days (--from, --to), or for all tokens (--all; minutes).");
  return lines;
}

/**
 * Days for a phone's files: those asked for; else the files' own days, as far as the server holds anything of them. A row of
 * years ago, from a clock that was wrong, is no reason to look through years. `days` of the files; `now` in world ms.
 */
export async function daysOfFiles(
  args: Arguments,
  server: Pick<Server, "firstKept">,
  tokens: readonly TokenInfo[],
  days: readonly number[],
  now: number,
): Promise<Days> {
  const held = tokens.flatMap(({ firstDay, epochs }) => [firstDay, ...(epochs ?? []).map(dayOfEpoch)]);
  if (held.length === 0) throw new BadInput("--data: no token is enrolled yet");
  const kept = await server.firstKept();
  const first = Math.max(leastOf(held), Number.isFinite(kept) ? Math.floor(kept / DAY_MS) : 0);
  // A phone's clock may be ahead, and its day is over earlier than UTC's.
  const last = Math.max(greatestOf(held), Math.floor(now / DAY_MS) + 1);
  const within = days.filter((day) => first <= day && day <= last);
  const [from, to] = [args.text("from"), args.text("to")];
  if (within.length === 0 && (from === undefined || to === undefined))
    throw new BadInput(
      `the files tell of no day that the server holds anything of (${dateOf(first)} to ${dateOf(last)} UTC); give --from and --to to look all the same`,
    );
  const asked = {
    fromDay: from === undefined ? leastOf(within) : readDay("--from", from),
    toDay: to === undefined ? greatestOf(within) : readDay("--to", to),
  };
  if (asked.fromDay > asked.toDay)
    throw new BadInput(`--from ${dateOf(asked.fromDay)} is later than --to ${dateOf(asked.toDay)}`);
  return asked;
}

function dateOf(day: number): string {
  return isoDateOf(day * DAY_MS);
}

function leastOf(numbers: readonly number[]): number {
  return numbers.reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY);
}

function greatestOf(numbers: readonly number[]): number {
  return numbers.reduce((most, one) => Math.max(most, one), Number.NEGATIVE_INFINITY);
}
