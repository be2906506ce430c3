import { type PairRow, shiftRow } from "../../protocol/contact.ts";
import { dayOfEpoch, EPOCHS_PER_DAY, epochOfDay, MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { decodeSummary, type Summary } from "../../protocol/record.ts";
import { CLOCK_TOLERANCE, type ContactRule, DEFAULT_RULE } from "../../protocol/rules.ts";
import type { ScheduledId } from "./case-file.ts";
import type { Database, Queries } from "./database.ts";
import type { IdIndex, IdOwner, TokenDay } from "./id-index.ts";
import { contactsOf, type MatchedContact, withMinutes } from "./match-contacts.ts";
import {
  type DisplacedSpan,
  displacedSpans,
  type EncounterRow,
  type Encounters,
  type Epochs,
  rowsOfPrefixes,
  rowsOfRecorders,
} from "./match-rows.ts";
import { maskOf, type TokenSpan, wearersOf } from "./match-wearers.ts";
import { refuse } from "./refusal.ts";
import type { TokenDirectory } from "./token-directory.ts";

/** What a phone heard of one ID in one epoch. */
export interface HeardId {
  readonly prefix: number;
  readonly epoch: number;
  /** Bit m is set when it was heard in minute m of the epoch. */
  readonly minutes: number;
  /** Strongest row, and mean of the strongest stretch, dBm. */
  readonly strongestRssi: number;
  readonly stretchRssi: number;
  readonly count: number;
}

/**
 * Whose contacts: a token by its serial; the tokens of a person, each while it was theirs; or a phone's published IDs,
 * with what it heard if its owner gave that.
 */
export type CaseOf =
  | number
  | readonly ScheduledId[]
  | { readonly tokens: readonly TokenSpan[]; readonly person?: string }
  | { readonly ids: readonly ScheduledId[]; readonly heard?: readonly HeardId[] };

export interface MatchRequest {
  readonly case: CaseOf;
  /** Days since 1970-01-01 UTC, both included. */
  readonly fromDay: number;
  readonly toDay: number;
  /** Epochs within these days; all of them unless told. */
  readonly epochs?: Epochs;
  readonly rule?: ContactRule;
  /** Only one side's logs, to see what the other is worth; both unless told. */
  readonly logs?: PairRow["recorder"];
  /** Contacts by token, whoever wore it. */
  readonly byToken?: boolean;
}

export interface Marks {
  /** An enrolled token's ID heard after its epoch by a clock that was confirmed: replayed, unless the token's own was behind unnoticed. */
  readonly replayed: number;
  /** One heard outside its epoch otherwise: a clock was wrong, and no log says by how much. */
  readonly expired: number;
  /** The recorder's own ID came back to it, or that of another token of the same wearer. */
  readonly own: number;
  /** Counted, though the recorder's clock had not been confirmed since a power loss. */
  readonly clockUntrusted: number;
  /** Counted at the time that the log told later. */
  readonly clockCorrected: number;
}

export type { MatchedContact };

export interface MatchResult {
  /** Serial of the case's token; "person" of several tokens; "file" when a phone's keys were given. */
  readonly case: number | "person" | "file";
  readonly rule: string;
  /** Everybody who was heard, in order of calling: those who meet the rule first, the nearest of them first. */
  readonly contacts: readonly MatchedContact[];
  /** Records of the case's own log that belong to no token that was looked at: phones, or tokens of elsewhere. */
  readonly unresolved: number;
  /** True when the unresolved were held to every enrolled token, not only to those who heard the case. */
  readonly isExhaustive: boolean;
  /** Records that were kept but not counted, and counted ones to be looked at twice. */
  readonly marks: Marks;
}

/** What matching reads. */
export interface MatchParts {
  readonly database: Database;
  readonly directory: TokenDirectory;
  readonly index: IdIndex;
}

/**
 * Everybody who was near a case, from both sides: others' records of the case's IDs, and the case's own records
 * resolved against the tokens that heard it, or against all where they are few. A contact whose log never came is found
 * from the case's, and the other way round. Refusals: unknown-token, days.
 */
export async function matchCase(parts: MatchParts, request: MatchRequest): Promise<MatchResult> {
  const { fromDay, toDay } = request;
  if (!(fromDay <= toDay)) throw refuse("days", "fromDay");
  const known = caseOf(request.case);
  for (const { serial } of known.tokens)
    if (!parts.directory.find(serial)) throw refuse("unknown-token", "case");
  return parts.database.transaction(async (queries) => {
    // Thousands of single look-ups among millions of rows: the planner, counting rows it has no figures of, would
    // rather read them all.
    await queries.exec("SET LOCAL enable_seqscan = off");
    return new Match(parts, queries, request, known).result();
  });
}

/** Cases that are read at one time: while one waits for the database another is put together. */
const AT_ONE_TIME = 6;

/** Many cases, each answered in its place. */
export async function matchCases(
  parts: MatchParts,
  requests: readonly MatchRequest[],
): Promise<MatchResult[]> {
  const results: MatchResult[] = [];
  let next = 0;
  const work = async () => {
    while (next < requests.length) {
      const place = next++;
      results[place] = await matchCase(parts, requests[place]!);
    }
  };
  await Promise.all(Array.from({ length: AT_ONE_TIME }, work));
  return results;
}

/** A record of the case's own log, and whose ID it is if that is known. */
export interface OwnRecord {
  readonly row: EncounterRow;
  readonly owner: IdOwner | undefined;
}

/** The case's own log within the time, each record with its owner as far as a match finds it. Refusals: as matchCase. */
export async function ownLogOf(parts: MatchParts, request: MatchRequest): Promise<OwnRecord[]> {
  const known = caseOf(request.case);
  for (const { serial } of known.tokens)
    if (!parts.directory.find(serial)) throw refuse("unknown-token", "case");
  return parts.database.transaction(async (queries) => {
    await queries.exec("SET LOCAL enable_seqscan = off");
    return new Match(parts, queries, request, known).ownLog();
  });
}

interface KnownCase {
  readonly name: MatchResult["case"];
  readonly tokens: readonly TokenSpan[];
  readonly ids: readonly ScheduledId[];
  readonly heard: readonly HeardId[];
  readonly person: string | undefined;
}

function caseOf(given: CaseOf): KnownCase {
  const nothing = { tokens: [], ids: [], heard: [], person: undefined };
  if (typeof given === "number") {
    const always = { serial: given, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    return { ...nothing, name: given, tokens: [always] };
  }
  if ("tokens" in given) return { ...nothing, name: "person", tokens: given.tokens, person: given.person };
  if ("ids" in given) return { ...nothing, name: "file", ids: given.ids, heard: given.heard ?? [] };
  return { ...nothing, name: "file", ids: given };
}

class Match {
  private readonly parts: MatchParts;
  private readonly queries: Queries;
  private readonly request: MatchRequest;
  private readonly of: KnownCase;
  private readonly epochs: Epochs;
  private readonly marks = { replayed: 0, expired: 0, own: 0, clockUntrusted: 0, clockCorrected: 0 };
  /** Records by the token that the contact wore: the minutes of each in which the case wore the token that it is about. */
  private readonly sighted = new Map<number, PairRow[]>();
  private readonly own: ReadonlySet<number>;
  private spans = new Map<number, DisplacedSpan[]>();
  private unresolved = 0;

  constructor(parts: MatchParts, queries: Queries, request: MatchRequest, of: KnownCase) {
    this.parts = parts;
    this.queries = queries;
    this.request = request;
    this.of = of;
    const { fromDay, toDay, epochs } = request;
    this.epochs = epochs ?? { from: fromDay * EPOCHS_PER_DAY, to: (toDay + 1) * EPOCHS_PER_DAY - 1 };
    this.own = new Set(of.tokens.map(({ serial }) => serial));
  }

  async ownLog(): Promise<OwnRecord[]> {
    const { ownRows, owners } = await this.read();
    return Array.from({ length: ownRows.length }, (_, i) => ownRows.row(i))
      .filter((row) => this.isOfCase(row))
      .map((row) => ({ row, owner: owners.get(row.prefix) }));
  }

  /** Both sides' records, and whose the IDs of the case's are. */
  private async read() {
    const { index } = this.parts;
    const isExhaustive = index.isSmall(this.request.toDay - this.request.fromDay + 3);
    this.spans = await displacedSpans(this.queries, isExhaustive ? undefined : [...this.own]);
    const scheduled = this.scheduled();
    const heardOf = await rowsOfPrefixes(this.queries, [...scheduled.keys()], this.epochs);
    const ownRows = await rowsOfRecorders(this.queries, [...this.own], this.epochs);
    const heard = this.of.heard.filter(({ epoch }) => this.epochs.from <= epoch && epoch <= this.epochs.to);
    const open = new Set(heard.map(({ prefix }) => prefix));
    for (let i = 0; i < ownRows.length; i++) open.add(ownRows.prefix(i));
    const owners = isExhaustive ? index.amongAll(open, this.days()) : await this.ownersAmong(open, heardOf);
    return { scheduled, heardOf, ownRows, heard, owners, isExhaustive };
  }

  async result(): Promise<MatchResult> {
    const { directory } = this.parts;
    const { scheduled, heardOf, ownRows, heard, owners, isExhaustive } = await this.read();
    const { logs } = this.request;
    if (logs !== "case")
      for (let i = 0; i < heardOf.length; i++)
        this.keepHeardOf(heardOf.row(i), scheduled.get(heardOf.prefix(i))!);
    for (let i = 0; i < ownRows.length; i++) {
      const owner = owners.get(ownRows.prefix(i));
      if (!owner) this.unresolved += Number(this.isOfCase(ownRows.row(i)));
      else if (logs !== "contact") this.keepOwn(ownRows.row(i), owner);
    }
    for (const row of heard) {
      const owner = owners.get(row.prefix);
      if (!owner) this.unresolved++;
      else if (logs !== "contact") this.keepHeard(row, owner, directory.find(owner.serial)!.power);
    }
    const { rule = DEFAULT_RULE } = this.request;
    return {
      case: this.of.name,
      rule: rule.id,
      contacts: await this.contacts(rule),
      unresolved: this.unresolved,
      isExhaustive,
      marks: this.marks,
    };
  }

  /** The case's IDs: when each was to be on the air, and whose it was (-1 for a phone's). */
  private scheduled(): Map<number, IdOwner> {
    const scheduled = new Map<number, IdOwner>();
    for (const { prefix, epoch } of this.of.ids) scheduled.set(prefix, { serial: -1, epoch });
    const days = this.days([...this.own].flatMap((serial) => this.spans.get(serial) ?? []));
    const wanted = [...this.own].flatMap((serial) => days.map((day) => ({ serial, day })));
    for (const [i, ids] of this.parts.index.derived(wanted).entries())
      ids?.forEach((prefix, place) => {
        const { serial, day } = wanted[i]!;
        scheduled.set(prefix, { serial, epoch: day * EPOCHS_PER_DAY + (place % EPOCHS_PER_DAY) });
      });
    return scheduled;
  }

  /** Days whose IDs may have been on the air: those asked for, their neighbours, and those that wrong clocks lived in. */
  private days(spans: readonly DisplacedSpan[] = [...this.spans.values()].flat()): number[] {
    const { fromDay, toDay } = this.request;
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

  /** Owners of the case's records among the tokens that heard the case, on the days on which they did. */
  private async ownersAmong(open: ReadonlySet<number>, heardOf: Encounters): Promise<Map<number, IdOwner>> {
    const recorders = new Set<number>();
    for (let i = 0; i < heardOf.length; i++) recorders.add(heardOf.recorder(i));
    for (const [serial, spans] of await displacedSpans(this.queries, [...recorders]))
      this.spans.set(serial, spans);
    const days = new Map<number, TokenDay>();
    let last = 0;
    const add = (serial: number, epoch: number) => {
      const day = dayOfEpoch(epoch);
      last = Math.max(last, epochOfDay(epoch));
      const place = serial * 65536 + day;
      if (!days.has(place)) days.set(place, { serial, day });
    };
    for (let i = 0; i < heardOf.length; i++) {
      const { recorder, epoch, clockTrusted } = heardOf.row(i);
      const tolerance = clockTrusted ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
      add(recorder, epoch - tolerance);
      add(recorder, epoch + tolerance);
      for (const { shift } of this.spans.get(recorder) ?? [])
        add(recorder, epoch - Math.round(shift / MINUTES_PER_EPOCH));
    }
    return this.parts.index.among(open, [...days.values()], Math.min(EPOCHS_PER_DAY, last + 2));
  }

  /** Somebody's record of one of the case's IDs. */
  private keepHeardOf(row: EncounterRow, id: IdOwner): void {
    if (this.own.has(row.recorder)) this.marks.own++;
    else if (this.isInTime(row, id)) this.keep(row.recorder, "contact", row, id.serial);
  }

  /** The case's record of a token; its own tokens' have been counted. */
  private keepOwn(row: EncounterRow, owner: IdOwner): void {
    if (!this.own.has(owner.serial) && this.isInTime(row, owner))
      this.keep(owner.serial, "case", row, row.recorder);
  }

  /** What a phone heard of a token, whose power is known. Phones set their clocks by the network. */
  private keepHeard(heard: HeardId, owner: IdOwner, power: number): void {
    const { epoch, minutes, strongestRssi, stretchRssi, count } = heard;
    if (Math.abs(epoch - owner.epoch) > CLOCK_TOLERANCE.trusted) {
      this.markUntimely(epoch, owner, true);
      return;
    }
    const summary: Summary = {
      ...{ minutes, count },
      strongestLoss: power - strongestRssi,
      stretchLoss: power - stretchRssi,
    };
    const row: PairRow = { ...summary, recorder: "case", epoch, clockTrusted: true };
    this.add(owner.serial, row);
  }

  private add(other: number, row: PairRow): void {
    const rows = this.sighted.get(other);
    if (rows) rows.push(row);
    else this.sighted.set(other, [row]);
  }

  /** A record counts when it was made in the ID's epoch, as far as both clocks can be relied on. */
  private isInTime(row: EncounterRow, id: IdOwner): boolean {
    const trusted = row.clockTrusted || row.shift !== 0;
    const tolerance = trusted ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
    const is =
      Math.abs(row.epoch - id.epoch) <= tolerance ||
      (this.spans.get(id.serial) ?? []).some(
        ({ ownFrom, ownTo, shift }) =>
          ownFrom <= id.epoch &&
          id.epoch <= ownTo &&
          Math.abs(row.epoch - id.epoch - Math.round(shift / MINUTES_PER_EPOCH)) <= tolerance,
      );
    if (!is) this.markUntimely(row.epoch, id, trusted);
    return is;
  }

  private markUntimely(epoch: number, id: IdOwner, isClockTrusted: boolean): void {
    this.marks[isClockTrusted && epoch > id.epoch ? "replayed" : "expired"]++;
  }

  /** `mine` is the case's token that a record is about: only minutes in which the case wore it count. */
  private keep(other: number, recorder: PairRow["recorder"], row: EncounterRow, mine: number): void {
    const { shift, clockTrusted, epoch } = row;
    const { minutes, strongestLoss, stretchLoss, count } = decodeSummary(row.summary);
    const ownEpoch = epoch - Math.floor(shift / MINUTES_PER_EPOCH);
    const pairRow = { recorder, epoch: ownEpoch, clockTrusted, minutes, strongestLoss, stretchLoss, count };
    let isKept = false;
    for (const part of shift === 0 ? [pairRow] : shiftRow(pairRow, shift)) {
      const minutes = mine < 0 ? part.minutes : part.minutes & this.wornMask(mine, part.epoch);
      if (minutes === 0) continue;
      isKept = true;
      this.add(other, withMinutes(part, minutes));
    }
    if (!isKept) return;
    if (!clockTrusted) this.marks.clockUntrusted++;
    if (shift !== 0) this.marks.clockCorrected++;
  }

  /** Whether the case wore the recorder in any minute of a record of its own log; put right, it may reach into the next epoch. */
  private isOfCase({ recorder, epoch, shift }: EncounterRow): boolean {
    return (this.wornMask(recorder, epoch) | (shift === 0 ? 0 : this.wornMask(recorder, epoch + 1))) !== 0;
  }

  private wornMask(serial: number, epoch: number): number {
    let mask = 0;
    for (const span of this.of.tokens) if (span.serial === serial) mask |= maskOf(epoch, span);
    return mask;
  }

  private async contacts(rule: ContactRule): Promise<MatchedContact[]> {
    const { sighted, of, marks } = this;
    const worn = this.request.byToken ? undefined : await wearersOf(this.queries, [...sighted.keys()]);
    const { contacts, own } = contactsOf(sighted, worn, of.person, rule);
    marks.own += own;
    return contacts;
  }
}
