import { dayOfEpoch, EPOCHS_PER_DAY, epochOfDay, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { CLOCK_TOLERANCE, type ContactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import { refuse } from "../../contract/refusal.ts";
import { atMost } from "../concurrency/in-turn.ts";
import type { Database, Queries } from "../database/database.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import { contactsOf, type MatchedContact } from "./contacts.ts";
import { Sightings } from "./counted-records.ts";
import {
  type DisplacedSpan,
  displacedSpans,
  type EncounterRow,
  type Encounters,
  type Epochs,
  rowsOfPrefixes,
  rowsOfRecorders,
} from "./encounter-rows.ts";
import type { IdIndex } from "./id-index.ts";
import { caseOf, type KnownCase, type MatchRequest, type MatchResult } from "./request.ts";
import { wearersOf } from "./wearers.ts";

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

/** Records between two places at which a match may be interrupted: some hundred microseconds. */
const ROWS_IN_STEP = 256;
/**
 * Cases that are read at one time: while one waits for the database another is put together. A server's others queue:
 * PostgreSQL's connections are for everybody.
 */
const AT_ONE_TIME = 6;

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
  const known = caseOf(request.case);
  for (const { serial } of known.tokens)
    if (!parts.directory.find(serial)) throw refuse("unknown-token", "case");
  return parts.database.transaction(async (queries) => {
    await queries.exec("SET LOCAL enable_seqscan = off");
    return new Match(parts, queries, request, known).ownLog();
  });
}

class Match {
  private readonly parts: MatchParts;
  private readonly queries: Queries;
  private readonly request: MatchRequest;
  private readonly of: KnownCase;
  private readonly epochs: Epochs;
  private readonly own: ReadonlySet<number>;
  private spans = new Map<number, DisplacedSpan[]>();

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
    const sightings = this.sightings();
    return Array.from({ length: ownRows.length }, (_, i) => ownRows.row(i))
      .filter((row) => sightings.isOfCase(row))
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
    const owners = isExhaustive
      ? await index.sliced(() => index.amongAll(open, this.days()))
      : await this.ownersAmong(open, heardOf);
    return { scheduled, heardOf, ownRows, heard, owners, isExhaustive };
  }

  async result(): Promise<MatchResult> {
    const { directory } = this.parts;
    const { scheduled, heardOf, ownRows, heard, owners, isExhaustive } = await this.read();
    const { logs, rule = DEFAULT_RULE } = this.request;
    const sightings = this.sightings();
    let unresolved = 0;
    await this.parts.index.sliced(function* () {
      if (logs !== "case")
        for (let i = 0; i < heardOf.length; i++) {
          sightings.keepHeardOf(heardOf.row(i), scheduled.get(heardOf.prefix(i))!);
          if (i % ROWS_IN_STEP === 0) yield;
        }
      for (let i = 0; i < ownRows.length; i++) {
        const owner = owners.get(ownRows.prefix(i));
        if (!owner) unresolved += Number(sightings.isOfCase(ownRows.row(i)));
        else if (logs !== "contact") sightings.keepOwn(ownRows.row(i), owner);
        if (i % ROWS_IN_STEP === 0) yield;
      }
      for (const row of heard) {
        const owner = owners.get(row.prefix);
        if (!owner) unresolved++;
        else if (logs !== "contact") sightings.keepHeard(row, owner, directory.find(owner.serial)!.power);
      }
    });
    const contacts = await this.contacts(sightings, rule);
    return {
      case: this.of.name,
      rule: rule.id,
      contacts,
      unresolved,
      isExhaustive,
      marks: sightings.marks,
    };
  }

  /** Made when both sides have been read: until then not all wrong clocks are known. */
  private sightings(): Sightings {
    return new Sightings(this.of.tokens, this.spans);
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
    const days = new Map<number, { serial: number; day: number; count: number }>();
    const add = (serial: number, epoch: number) => {
      const day = dayOfEpoch(epoch);
      const count = Math.min(EPOCHS_PER_DAY, epochOfDay(epoch) + 2);
      const place = serial * 65536 + day;
      const known = days.get(place);
      if (!known) days.set(place, { serial, day, count });
      else if (known.count < count) known.count = count;
    };
    for (let i = 0; i < heardOf.length; i++) {
      const { recorder, epoch, clockTrusted } = heardOf.row(i);
      const tolerance = clockTrusted ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
      add(recorder, epoch - tolerance);
      add(recorder, epoch + tolerance);
      for (const { shift } of this.spans.get(recorder) ?? [])
        add(recorder, epoch - Math.round(shift / MINUTES_PER_EPOCH));
    }
    const { index } = this.parts;
    return index.sliced(() => index.among(open, [...days.values()]));
  }

  private async contacts(sightings: Sightings, rule: ContactRule): Promise<readonly MatchedContact[]> {
    const { byToken, marks } = sightings;
    const worn = this.request.byToken ? undefined : await wearersOf(this.queries, [...byToken.keys()]);
    const { contacts, own } = await this.parts.index.sliced(() =>
      contactsOf(byToken, worn, this.of.person, rule),
    );
    marks.own += own;
    return contacts;
  }
}
