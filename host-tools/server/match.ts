import { type Contact, contactOf, type PairRow, shiftRow } from "../../protocol/contact.ts";
import { dayOfEpoch, EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { decodeSummary } from "../../protocol/record.ts";
import { CLOCK_TOLERANCE, type ContactRule, DEFAULT_RULE } from "../../protocol/rules.ts";
import type { ScheduledId } from "./case-file.ts";
import type { Database, Queries } from "./database.ts";
import type { IdIndex } from "./id-index.ts";
import { refuse } from "./refusal.ts";
import type { TokenDirectory } from "./token-directory.ts";

export interface MatchRequest {
  /** A token's serial, or the IDs that a phone published. */
  readonly case: number | readonly ScheduledId[];
  /** Days since 1970-01-01 UTC, both included. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly rule?: ContactRule;
}

export interface MatchResult {
  /** Serial of the case's token; "file" when a phone's keys were given. */
  readonly case: number | "file";
  readonly rule: string;
  /** Everybody who was heard, those who meet the rule first, the longest near first. */
  readonly contacts: readonly ({ readonly token: number } & Contact)[];
  /** Records of the case's own log that belong to no enrolled token: phones, or tokens of elsewhere. */
  readonly unresolved: number;
  /** Records that were kept but not counted, and counted ones to be looked at twice. */
  readonly marks: {
    /** An enrolled token's ID heard outside its epoch: replayed, or a clock gone wrong unnoticed. */
    readonly expired: number;
    /** The recorder's own ID came back to it. */
    readonly own: number;
    /** Counted, though the recorder's clock had not been confirmed since a power loss. */
    readonly clockUntrusted: number;
    /** Counted at the time that the log told later. */
    readonly clockCorrected: number;
  };
}

interface EncounterRow {
  readonly recorder: number;
  readonly prefix: number;
  readonly epoch: number;
  readonly shift: number;
  readonly summary: number;
  readonly clockTrusted: boolean;
}

interface DisplacedSpan {
  readonly serial: number;
  readonly ownFrom: number;
  readonly ownTo: number;
  readonly shift: number;
}

const ROW = `recorder, prefix, epoch, shift, summary, clock_trusted AS "clockTrusted"`;

/**
 * Everybody who was near a case, from both sides: others' records of the case's IDs, and the case's own records
 * resolved against all enrolled tokens. A contact whose log never came is found from the case's, and the other way
 * round. Refusals: unknown-token, days.
 */
export async function matchCase(
  database: Database,
  directory: TokenDirectory,
  index: IdIndex,
  request: MatchRequest,
): Promise<MatchResult> {
  const { case: of, fromDay, toDay } = request;
  if (!(fromDay <= toDay)) throw refuse("days", "fromDay");
  const serial = typeof of === "number" ? of : undefined;
  if (serial !== undefined && !directory.find(serial)) throw refuse("unknown-token", "case");

  return database.transaction(async (queries) => {
    // Thousands of single look-ups among millions of rows: the planner, counting rows it has no figures of, would
    // rather read them all.
    await queries.exec("SET LOCAL enable_seqscan = off");
    return matchIn(queries, index, request, serial);
  });
}

async function matchIn(
  queries: Queries,
  index: IdIndex,
  { case: of, fromDay, toDay, rule = DEFAULT_RULE }: MatchRequest,
  serial: number | undefined,
): Promise<MatchResult> {
  const epochs = { from: fromDay * EPOCHS_PER_DAY, to: (toDay + 1) * EPOCHS_PER_DAY - 1 };
  const spans = await displacedSpans(queries);
  const days = daysAround(fromDay, toDay, [...spans.values()].flat());
  const ids = typeof of === "number" ? idsOfToken(index, of, days) : of;
  const marks = { expired: 0, own: 0, clockUntrusted: 0, clockCorrected: 0 };
  const pairs = new Map<number, PairRow[]>();

  const keep = (
    other: number,
    recorder: PairRow["recorder"],
    row: EncounterRow,
    owner: number,
    epoch: number,
  ) => {
    if (row.recorder === owner) marks.own++;
    else if (!isInTime(row, epoch, spans.get(owner) ?? [])) marks.expired++;
    else {
      if (!row.clockTrusted) marks.clockUntrusted++;
      if (row.shift !== 0) marks.clockCorrected++;
      const rows = pairs.get(other) ?? [];
      rows.push(...pairRows(row, recorder));
      pairs.set(other, rows);
    }
  };

  const scheduled = new Map(ids.map(({ prefix, epoch }) => [prefix, epoch]));
  for (const row of await rowsOfPrefixes(queries, [...scheduled.keys()], epochs))
    keep(row.recorder, "contact", row, serial ?? -1, scheduled.get(row.prefix)!);

  let unresolved = 0;
  if (serial !== undefined) {
    const own = await rowsOfRecorder(queries, serial, epochs);
    const owners = index.owners(
      own.map((row) => row.prefix),
      days,
    );
    for (const row of own) {
      const owner = owners.get(row.prefix);
      if (!owner) unresolved++;
      // Its own ID in its own log has been counted above.
      else if (owner.serial !== serial) keep(owner.serial, "case", row, owner.serial, owner.epoch);
    }
  }

  const contacts = [...pairs].flatMap(([token, rows]) => {
    const contact = contactOf(rows, rule);
    return contact ? [{ token, ...contact }] : [];
  });
  contacts.sort(
    (a, b) =>
      Number(b.isContact) - Number(a.isContact) ||
      b.closeMinutes - a.closeMinutes ||
      b.minutes - a.minutes ||
      a.token - b.token,
  );
  return { case: serial ?? "file", rule: rule.id, contacts, unresolved, marks };
}

/** A record counts when it was made in the ID's epoch, as far as both clocks can be relied on. */
function isInTime(row: EncounterRow, ownEpoch: number, spans: readonly DisplacedSpan[]): boolean {
  const tolerance = row.clockTrusted || row.shift !== 0 ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
  if (Math.abs(row.epoch - ownEpoch) <= tolerance) return true;
  return spans.some(
    ({ ownFrom, ownTo, shift }) =>
      ownFrom <= ownEpoch &&
      ownEpoch <= ownTo &&
      Math.abs(row.epoch - ownEpoch - Math.round(shift / MINUTES_PER_EPOCH)) <= tolerance,
  );
}

function pairRows(row: EncounterRow, recorder: PairRow["recorder"]): PairRow[] {
  const ownEpoch = row.epoch - Math.floor(row.shift / MINUTES_PER_EPOCH);
  const summary = decodeSummary(row.summary >>> 0);
  return shiftRow({ recorder, epoch: ownEpoch, clockTrusted: row.clockTrusted, ...summary }, row.shift);
}

function idsOfToken(index: IdIndex, serial: number, days: readonly number[]): ScheduledId[] {
  return days.flatMap((day) =>
    index.prefixesOf(serial, day).map((prefix, i) => ({ prefix, epoch: day * EPOCHS_PER_DAY + i })),
  );
}

/** Days whose IDs may have been on the air: those asked for, their neighbours, and those that wrong clocks lived in. */
function daysAround(fromDay: number, toDay: number, spans: readonly DisplacedSpan[]): number[] {
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

async function displacedSpans(queries: Queries): Promise<Map<number, DisplacedSpan[]>> {
  const rows = await queries.query<DisplacedSpan>(
    `SELECT serial, own_from AS "ownFrom", own_to AS "ownTo", shift FROM radio.clock_span`,
  );
  const spans = new Map<number, DisplacedSpan[]>();
  for (const row of rows) spans.set(row.serial, [...(spans.get(row.serial) ?? []), row]);
  return spans;
}

function rowsOfPrefixes(
  queries: Queries,
  prefixes: readonly number[],
  epochs: { from: number; to: number },
): Promise<EncounterRow[]> {
  return queries.query<EncounterRow>(
    `SELECT ${ROW} FROM radio.encounter WHERE prefix = ANY($1::int8[]) AND epoch BETWEEN $2 AND $3`,
    [prefixes, epochs.from, epochs.to],
  );
}

function rowsOfRecorder(
  queries: Queries,
  serial: number,
  epochs: { from: number; to: number },
): Promise<EncounterRow[]> {
  return queries.query<EncounterRow>(
    `SELECT ${ROW} FROM radio.encounter WHERE recorder = $1 AND epoch BETWEEN $2 AND $3`,
    [serial, epochs.from, epochs.to],
  );
}
