/**
 * Bluezone's files of a case: day keys for phones, and the case's log as a phone would have uploaded it. A day key
 * gives every later day, so none leaves before its token is retired or re-keyed, and none while somebody else wore the
 * token later.
 */

import { lossOf, shiftRow } from "../../../protocol/contact.ts";
import {
  dayOfEpoch,
  EPOCH_SECONDS,
  EPOCHS_PER_DAY,
  epochOfDay,
  MINUTES_PER_EPOCH,
} from "../../../protocol/epoch.ts";
import { decodeSummary } from "../../../protocol/record.ts";
import { prefixNumber, rollingIdsOfDay } from "../../../protocol/rolling-id.ts";
import { CLOCK_TOLERANCE } from "../../../protocol/rules.ts";
import { refuse } from "../../contract/refusal.ts";
import type { DayKeyRow } from "../../formats/bluezone/key-file.ts";
import { type TraceRow, writeTrace } from "../../formats/bluezone/trace-file.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { Queries } from "../database/database.ts";
import { wholeIdsOf } from "../matching/case-file.ts";
import { type OwnRecord, ownLogOf } from "../matching/match.ts";
import type { MatchParts } from "../matching/reading.ts";
import type { MatchRequest } from "../matching/request.ts";
import { type TokenSpan, usableSpans } from "../matching/wearers.ts";
import { wearingsOfToken } from "../people/assignments.ts";
import { type Case, epochsOf, periodOf } from "./case.ts";
import { tokensOfPerson } from "./matching.ts";
import { useSince } from "./out-of-use.ts";
import { retirementsOf } from "./retirement-store.ts";

const DAY_SECONDS = EPOCHS_PER_DAY * EPOCH_SECONDS;

export interface Publication {
  readonly rows: readonly DayKeyRow[];
  /** Tokens whose keys they are. */
  readonly serials: readonly number[];
}

/**
 * Day keys of the days within the infectious period on which the case wore its tokens, one row a day. `now` in world ms.
 * Refusals: no-tokens; not-retired (the token's IDs of today would be known); still-used (it was noted as retired, and has
 * spoken or was heard since); worn-later; key-gone.
 */
export async function dayKeysOfCase(
  queries: Queries,
  parts: Pick<MatchParts, "directory" | "index">,
  of: Case,
  now: number,
): Promise<Publication> {
  const { directory } = parts;
  const tokens = await usableSpans(queries, await spansOf(queries, of), now);
  if (tokens.length === 0) throw refuse("no-tokens", "case");
  const period = epochsOf(periodOf(of));
  const retired = await retirementsOf(
    queries,
    tokens.map(({ serial }) => serial),
  );
  const rows: DayKeyRow[] = [];
  const serials: number[] = [];
  for (const { serial, from, to } of tokens) {
    const first = Math.max(period.from, Math.floor(from / MINUTES_PER_EPOCH));
    const last = Math.min(period.to, Math.floor((to - 1) / MINUTES_PER_EPOCH));
    if (first > last) continue;
    const retirement = retired.get(serial);
    if (!retirement) throw refuse("not-retired", String(serial));
    if (await useSince(queries, parts, serial, retirement, now)) throw refuse("still-used", String(serial));
    const worn = await wearingsOfToken(queries, serial);
    const isOthers = worn.some(
      ({ person, to: end }) =>
        (of.subject.kind !== "person" || person !== of.subject.person) &&
        (end ?? Number.POSITIVE_INFINITY) > first * EPOCH_SECONDS * 1000,
    );
    if (of.subject.kind === "person" && isOthers) throw refuse("worn-later", String(serial));
    serials.push(serial);
    for (let day = dayOfEpoch(first); day <= dayOfEpoch(last); day++) {
      const keys = directory.find(serial) ? directory.dayKeys(serial, day) : [];
      if (keys.length === 0) throw refuse("key-gone", String(serial));
      const end = Math.min((last + 1) * EPOCH_SECONDS, (day + 1) * DAY_SECONDS) - 1;
      for (const key of keys) rows.push({ key, start: day * DAY_SECONDS, end });
    }
  }
  return { rows, serials };
}

async function spansOf(queries: Queries, { subject }: Case): Promise<TokenSpan[]> {
  if (subject.kind === "phone") return [];
  if (subject.kind === "token")
    return [{ serial: subject.serial, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }];
  return tokensOfPerson(queries, subject.person);
}

export interface TraceExport {
  /** data_trace.txt: only IDs of enrolled tokens and of imported cases, all twelve bytes. */
  readonly trace: string;
  /** What nobody is known to have advertised: six bytes, loss in dB, Unix ms. */
  readonly unresolved: string;
  readonly rows: number;
  readonly unresolvedRows: number;
}

/** What tokens assume of a phone, whose advert does not say how loud it is: dBm at 1 m. */
const PHONE_POWER = -66;

/**
 * The case's own log. A token writes down minutes, not adverts: there is one made-up row for each minute in which the
 * peer was heard, at its 30th second, all of them at the RSSI that nearness is judged by. Reading it back gives the
 * same minutes and the same judgement. `imported` are day keys that phones' owners brought.
 */
export async function traceOf(
  parts: MatchParts,
  request: MatchRequest,
  imported: readonly DayKeyRow[] = [],
): Promise<TraceExport> {
  const { directory } = parts;
  const chains = new Map<string, Uint8Array[][]>();
  /** A token's IDs of an epoch, one of each chain of keys that it had on that day. */
  const idsOf = (serial: number, epoch: number): Uint8Array[] => {
    const day = dayOfEpoch(epoch);
    const place = `${serial} ${day}`;
    const known =
      chains.get(place) ?? directory.dayKeys(serial, day).map((key) => rollingIdsOfDay(sha256, key));
    chains.set(place, known);
    return known.map((ids) => ids[epochOfDay(epoch)]!);
  };
  const phones = new Map(wholeIdsOf(imported).map((one) => [prefixNumber(one.id), one]));
  const phoneOf = ({ prefix, epoch, clockTrusted }: OwnRecord["row"]): Uint8Array | undefined => {
    const one = phones.get(prefix);
    const tolerance = clockTrusted ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
    return one && Math.abs(epoch - one.epoch) <= tolerance ? one.id : undefined;
  };
  const trace: TraceRow[] = [];
  const unresolved: string[] = [];
  for (const { row, owner } of await ownLogOf(parts, request)) {
    const ownEpoch = row.epoch - Math.floor(row.shift / MINUTES_PER_EPOCH);
    const summary = decodeSummary(row.summary);
    const own = idsOf(row.recorder, ownEpoch).at(-1);
    const contact = owner
      ? idsOf(owner.serial, owner.epoch).find((id) => prefixNumber(id) === row.prefix)
      : phoneOf(row);
    const power = owner ? directory.find(owner.serial)!.power : PHONE_POWER;
    for (const part of shiftRow({ epoch: ownEpoch, minutes: summary.minutes }, row.shift))
      for (let minute = 0; minute < MINUTES_PER_EPOCH; minute++) {
        if (!(part.minutes & (1 << minute))) continue;
        const at = (part.epoch * EPOCH_SECONDS + minute * 60 + 30) * 1000;
        if (own && contact)
          trace.push({
            own,
            contact,
            at,
            rssi: Math.round(power - lossOf(summary)),
          });
        else
          unresolved.push(
            `${row.prefix.toString(16).padStart(12, "0")}\t${Math.round(lossOf(summary))}\t${at}\n`,
          );
      }
  }
  trace.sort((a, b) => a.at - b.at);
  return {
    trace: writeTrace(trace),
    unresolved: unresolved.join(""),
    rows: trace.length,
    unresolvedRows: unresolved.length,
  };
}
