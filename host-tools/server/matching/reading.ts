/** Reads both sides of a match: others' records of the case's IDs, the case's own records, and whose its IDs are. */
import { dayOfEpoch, EPOCHS_PER_DAY, epochOfDay, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { CLOCK_TOLERANCE } from "../../../protocol/rules.ts";
import type { Database, Queries } from "../database/database.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import {
  type DisplacedSpan,
  displacedSpans,
  type Encounters,
  type Epochs,
  rowsOfPrefixes,
  rowsOfRecorders,
} from "./encounter-rows.ts";
import type { HeardId } from "./heard-id.ts";
import type { IdIndex } from "./id-index.ts";
import type { KnownCase, MatchRequest } from "./request.ts";

/** What matching reads. */
export interface MatchParts {
  readonly database: Database;
  readonly directory: TokenDirectory;
  readonly index: IdIndex;
  /** World ms. */
  readonly now: () => number;
}

/** When which token's clock was wrong, as far as logs have told, by serial. */
type Spans = ReadonlyMap<number, readonly DisplacedSpan[]>;

export interface Reading {
  readonly of: KnownCase;
  /** The case's IDs: when each was to be on the air, and whose it was (-1 for a phone's). */
  readonly scheduled: ReadonlyMap<number, IdOwner>;
  /** Others' records of these IDs. */
  readonly heardOf: Encounters;
  readonly ownRows: Encounters;
  /** What a phone's owner brought, within the time. */
  readonly heard: readonly HeardId[];
  /** Whose the IDs of the case's own records are, by prefix. */
  readonly owners: ReadonlyMap<number, IdOwner>;
  readonly spans: Spans;
  /** Whether the owners were looked for among all enrolled tokens. */
  readonly isExhaustive: boolean;
  /** So many tokens' IDs. */
  readonly lookedAt: number;
}

/** `queries` is a transaction. */
export async function readBothSides(
  { index }: MatchParts,
  queries: Queries,
  request: MatchRequest,
  of: KnownCase,
): Promise<Reading> {
  const epochs = epochsOf(request);
  const own = [...new Set(of.tokens.map(({ serial }) => serial))];
  const isExhaustive = index.isSmall(request.toDay - request.fromDay + 3);
  const first = await displacedSpans(queries, isExhaustive ? undefined : own);
  const scheduled = scheduledOf(
    index,
    of,
    own,
    daysOf(
      request,
      own.flatMap((serial) => first.get(serial) ?? []),
    ),
  );
  const heardOf = await rowsOfPrefixes(queries, [...scheduled.keys()], epochs);
  const ownRows = await rowsOfRecorders(queries, own, epochs);
  const heard = of.heard.filter(({ epoch }) => epochs.from <= epoch && epoch <= epochs.to);
  const spans = isExhaustive
    ? first
    : new Map([...first, ...(await displacedSpans(queries, recordersOf(heardOf)))]);
  const lookedAt = isExhaustive ? index.tokens : recordersOf(heardOf).length;
  const open = new Set(heard.map(({ prefix }) => prefix));
  for (let i = 0; i < ownRows.length; i++) open.add(ownRows.prefix(i));
  const owners = await index.sliced(() =>
    isExhaustive
      ? index.amongAll(open, daysOf(request, [...spans.values()].flat()))
      : index.among(open, daysOfRecorders(heardOf, spans)),
  );
  return { of, scheduled, heardOf, ownRows, heard, owners, spans, isExhaustive, lookedAt };
}

/**
 * The IDs that a case had on the air, each with its owner, and the spans in which its tokens' clocks were wrong. `of` with the spans of its
 * tokens that may be used.
 */
export async function idsOfCase(
  index: IdIndex,
  queries: Queries,
  request: MatchRequest,
  of: KnownCase,
): Promise<{ readonly ids: ReadonlyMap<number, IdOwner>; readonly spans: Spans }> {
  const own = [...new Set(of.tokens.map(({ serial }) => serial))];
  const spans = await displacedSpans(queries, own);
  return { ids: scheduledOf(index, of, own, daysOf(request, [...spans.values()].flat())), spans };
}

function epochsOf({ fromDay, toDay, epochs }: MatchRequest): Epochs {
  return epochs ?? { from: fromDay * EPOCHS_PER_DAY, to: (toDay + 1) * EPOCHS_PER_DAY - 1 };
}

function scheduledOf(
  index: IdIndex,
  of: KnownCase,
  own: readonly number[],
  days: readonly number[],
): Map<number, IdOwner> {
  const scheduled = new Map<number, IdOwner>();
  for (const { prefix, epoch } of of.ids) scheduled.set(prefix, { serial: -1, epoch });
  const wanted = own.flatMap((serial) => days.map((day) => ({ serial, day })));
  for (const [i, ids] of index.derived(wanted).entries())
    ids?.forEach((prefix, n) => {
      const { serial, day } = wanted[i]!;
      scheduled.set(prefix, { serial, epoch: day * EPOCHS_PER_DAY + (n % EPOCHS_PER_DAY) });
    });
  return scheduled;
}

/** Days whose IDs may have been on the air: those asked for, their neighbours, and those that wrong clocks lived in. */
function daysOf({ fromDay, toDay }: MatchRequest, spans: readonly DisplacedSpan[]): number[] {
  const days = new Set<number>();
  for (let day = fromDay - 1; day <= toDay + 1; day++) days.add(day);
  for (const { ownFrom, ownTo, shift } of spans) {
    const epochs = Math.round(shift / MINUTES_PER_EPOCH);
    for (let day = dayOfEpoch(ownFrom); day <= dayOfEpoch(ownTo); day++)
      if (day + 1 + epochs / EPOCHS_PER_DAY >= fromDay && day + epochs / EPOCHS_PER_DAY <= toDay + 1)
        days.add(day);
  }
  return [...days].sort((a, b) => a - b);
}

function recordersOf(rows: Encounters): number[] {
  const recorders = new Set<number>();
  for (let i = 0; i < rows.length; i++) recorders.add(rows.recorder(i));
  return [...recorders];
}

/** Days on which tokens heard the case, and how many IDs of each may have been on the air by then. */
function daysOfRecorders(
  heardOf: Encounters,
  spans: Spans,
): { serial: number; day: number; count: number }[] {
  const days = new Map<number, { serial: number; day: number; count: number }>();
  const add = (serial: number, epoch: number) => {
    const day = dayOfEpoch(epoch);
    const count = Math.min(EPOCHS_PER_DAY, epochOfDay(epoch) + 2);
    const key = serial * 65536 + day;
    const known = days.get(key);
    if (!known) days.set(key, { serial, day, count });
    else if (known.count < count) known.count = count;
  };
  for (let i = 0; i < heardOf.length; i++) {
    const { recorder, epoch, clockTrusted } = heardOf.row(i);
    const tolerance = clockTrusted ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
    add(recorder, epoch - tolerance);
    add(recorder, epoch + tolerance);
    for (const { shift } of spans.get(recorder) ?? [])
      add(recorder, epoch - Math.round(shift / MINUTES_PER_EPOCH));
  }
  return [...days.values()];
}
