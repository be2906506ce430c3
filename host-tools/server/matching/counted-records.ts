/** Which records of a match count: made in the ID's epoch, while the case wore the token; the others are counted by why not. */
import { boundedLoss, type PairRow, shiftRow, UNMEASURED_LOSS } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeSummary, type Summary } from "../../../protocol/record.ts";
import { CLOCK_TOLERANCE } from "../../../protocol/rules.ts";
import type { IdOwner } from "../tokens/id-owner.ts";
import type { DisplacedSpan, EncounterRow } from "./encounter-rows.ts";
import { type HeardId, isMeasured } from "./heard-id.ts";
import type { Marks } from "./marks.ts";
import { maskOf, type TokenSpan } from "./wearers.ts";

/**
 * A record of a match; `isEarly` when its ID had been on the air before its time, `isUnclear` when somebody else may have worn
 * the token then.
 */
export interface SightedRow extends PairRow {
  readonly isEarly?: boolean;
  readonly isUnclear?: boolean;
}

export class CountedRecords {
  readonly marks: { -readonly [Mark in keyof Marks]: number } = {
    replayed: 0,
    expired: 0,
    own: 0,
    clockUntrusted: 0,
    clockCorrected: 0,
    early: 0,
  };
  /** Records by the token that the contact wore: the minutes of each in which the case wore the token that it is about. */
  readonly byToken = new Map<number, SightedRow[]>();
  readonly #tokens: readonly TokenSpan[];
  readonly #own: ReadonlySet<number>;
  readonly #spans: ReadonlyMap<number, readonly DisplacedSpan[]>;

  /** `tokens`: the case's, while they were worn; `spans`: when which token's clock was wrong, as far as logs have told. */
  constructor(tokens: readonly TokenSpan[], spans: ReadonlyMap<number, readonly DisplacedSpan[]>) {
    this.#tokens = tokens;
    this.#own = new Set(tokens.map(({ serial }) => serial));
    this.#spans = spans;
  }

  /** Somebody's record of one of the case's IDs. */
  keepHeardOf(row: EncounterRow, id: IdOwner): void {
    if (this.#own.has(row.recorder)) this.marks.own++;
    else if (this.#isInTime(row, id)) this.#keep(row.recorder, "contact", row, id.serial, id);
  }

  /** The case's record of a token; its own tokens' have been counted. */
  keepOwn(row: EncounterRow, owner: IdOwner): void {
    if (!this.#own.has(owner.serial) && this.#isInTime(row, owner))
      this.#keep(owner.serial, "case", row, row.recorder, owner);
  }

  /** What a phone heard of a token, whose power is known. Phones set their clocks by the network. */
  keepHeard(heard: HeardId, owner: IdOwner, power: number): void {
    const { epoch, minutes, count } = heard;
    if (Math.abs(epoch - owner.epoch) > CLOCK_TOLERANCE.trusted) {
      this.#markUntimely(epoch, owner, true);
      return;
    }
    const summary: Summary = {
      minutes,
      count,
      ...lossesOf(heard, power),
    };
    const isEarly = this.#wasEarly(epoch, owner, CLOCK_TOLERANCE.trusted);
    if (isEarly) this.marks.early++;
    this.#add(owner.serial, { ...summary, recorder: "case", epoch, clockTrusted: true, isEarly });
  }

  /**
   * Whether an ID that was heard in its epoch had been on the air before, while its token's clock was ahead. In its epoch it may be the
   * token again, or somebody who had waited for it.
   */
  #wasEarly(epoch: number, { serial, epoch: due }: IdOwner, tolerance: number): boolean {
    return (
      Math.abs(epoch - due) <= tolerance &&
      (this.#spans.get(serial) ?? []).some(
        ({ ownFrom, ownTo, shift }) => shift < 0 && ownFrom <= due && due <= ownTo,
      )
    );
  }

  #add(other: number, row: SightedRow): void {
    const rows = this.byToken.get(other);
    if (rows) rows.push(row);
    else this.byToken.set(other, [row]);
  }

  /** A record counts when it was made in the ID's epoch, as far as both clocks can be relied on. */
  #isInTime(row: EncounterRow, id: IdOwner): boolean {
    const tolerance = toleranceOf(row);
    const is =
      Math.abs(row.epoch - id.epoch) <= tolerance ||
      (this.#spans.get(id.serial) ?? []).some(
        ({ ownFrom, ownTo, shift }) =>
          ownFrom <= id.epoch &&
          id.epoch <= ownTo &&
          Math.abs(row.epoch - id.epoch - Math.round(shift / MINUTES_PER_EPOCH)) <= tolerance,
      );
    if (!is) this.#markUntimely(row.epoch, id, tolerance === CLOCK_TOLERANCE.trusted);
    return is;
  }

  #markUntimely(epoch: number, id: IdOwner, isClockTrusted: boolean): void {
    this.marks[isClockTrusted && epoch > id.epoch ? "replayed" : "expired"]++;
  }

  /** `mine` is the case's token that a record is about: only minutes in which the case wore it count. */
  #keep(other: number, recorder: PairRow["recorder"], row: EncounterRow, mine: number, id: IdOwner): void {
    const { shift, clockTrusted, epoch } = row;
    const { minutes, strongestLoss, stretchLoss, count } = decodeSummary(row.summary);
    const ownEpoch = epoch - Math.floor(shift / MINUTES_PER_EPOCH);
    const pairRow = { recorder, epoch: ownEpoch, clockTrusted, minutes, strongestLoss, stretchLoss, count };
    const isEarly = this.#wasEarly(epoch, id, toleranceOf(row));
    let isKept = false;
    for (const part of shift === 0 ? [pairRow] : shiftRow(pairRow, shift)) {
      const minutes = mine < 0 ? part.minutes : part.minutes & this.#wornMask(mine, part.epoch);
      if (minutes === 0) continue;
      isKept = true;
      this.#add(other, { ...part, minutes, isEarly });
    }
    if (!isKept) return;
    if (isEarly) this.marks.early++;
    if (!clockTrusted) this.marks.clockUntrusted++;
    if (shift !== 0) this.marks.clockCorrected++;
  }

  /** Whether the case wore the recorder in any minute of a record of its own log; put right, it may reach into the next epoch. */
  isOfCase({ recorder, epoch, shift }: EncounterRow): boolean {
    return (this.#wornMask(recorder, epoch) | (shift === 0 ? 0 : this.#wornMask(recorder, epoch + 1))) !== 0;
  }

  #wornMask(serial: number, epoch: number): number {
    let mask = 0;
    for (const span of this.#tokens) if (span.serial === serial) mask |= maskOf(epoch, span);
    return mask;
  }
}

/** Bounded as a token's are. Where one of the two is no measurement, as in what was kept of old, neither counts. */
function lossesOf(
  { strongestRssi, stretchRssi }: HeardId,
  power: number,
): Pick<Summary, "strongestLoss" | "stretchLoss"> {
  if (!isMeasured(strongestRssi) || !isMeasured(stretchRssi))
    return { strongestLoss: UNMEASURED_LOSS, stretchLoss: UNMEASURED_LOSS };
  return {
    strongestLoss: boundedLoss(power - strongestRssi),
    stretchLoss: boundedLoss(power - stretchRssi),
  };
}

/** Epochs by which a record may be off its ID's. */
function toleranceOf({ clockTrusted, shift }: EncounterRow): number {
  return clockTrusted || shift !== 0 ? CLOCK_TOLERANCE.trusted : CLOCK_TOLERANCE.untrusted;
}
