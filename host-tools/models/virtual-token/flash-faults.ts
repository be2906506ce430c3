/** What an operation counts as: a call of the flash's write, each word in it, an erase of a page. */
export type FaultUnit = "call" | "word" | "erase";

/**
 * What the flash does instead, and says nothing: none of it; the first half of it (of a word: half of its bits); all of it
 * twice. Or it does half and the interpreter gives up waiting: an exception.
 */
export type FaultKind = "dropped" | "half" | "doubled" | "thrown";

export interface FlashFault {
  readonly unit: FaultUnit;
  /** Which operation of its unit, counted from 0 since the plan was made. */
  readonly at: number;
  readonly kind: FaultKind;
  /** So many operations of that unit one after the other; 1 where not given. */
  readonly times?: number;
}

/** The interpreter's error when the flash does not say that it is done. */
export class FlashTimeout extends Error {
  override name = "FlashTimeout";
}

/** An operation that went wrong, and the bytes that it was to change. */
export interface FaultHit {
  readonly unit: FaultUnit;
  readonly address: number;
  readonly bytes: number;
}

/** Faults to come, and what has been counted: the radio comes first, and an operation beside it may fail silently. */
export class FaultPlan {
  readonly seen: Record<FaultUnit, number> = { call: 0, word: 0, erase: 0 };
  readonly hits: FaultHit[] = [];
  readonly #faults: readonly FlashFault[];

  constructor(faults: readonly FlashFault[]) {
    this.#faults = faults;
  }

  /** The fault of the next operation of a unit, which is counted. */
  next(unit: FaultUnit, address: number, bytes: number): FaultKind | undefined {
    const n = this.seen[unit]++;
    const fault = this.#faults.find(
      ({ unit: of, at, times = 1 }) => of === unit && n >= at && n < at + times,
    );
    if (fault) this.hits.push({ unit, address, bytes });
    return fault?.kind;
  }
}
