/** What the server, or without a network this computer, wants to be told before it does something. */
import type { Resembling } from "../../../contract/roster.ts";
import type { StockDoubt } from "../../../contract/stock.ts";
import type { OtherTokens } from "../../../contract/tokens.ts";
import { ApiProblem } from "../../shared/api.ts";

/** Somebody who is likely to be the person is written down already. */
export class LikelyDoubles extends Error {
  override readonly name = "LikelyDoubles";
  readonly persons: readonly Resembling[];

  constructor(persons: readonly Resembling[]) {
    super("likely doubles");
    this.persons = persons;
  }
}

/** The person wears these tokens. */
export class WearsOther extends Error {
  override readonly name = "WearsOther";
  readonly serials: readonly number[];

  constructor(serials: readonly number[]) {
    super("wears another token");
    this.serials = serials;
  }
}

/** The stock says something against this token. */
export class StockDoubts extends Error {
  override readonly name = "StockDoubts";
  readonly doubt: StockDoubt;

  constructor(doubt: StockDoubt) {
    super(doubt);
    this.doubt = doubt;
  }
}

/** A refusal as the question that it is; whatever else as it is. */
export function asQuestion(error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  if (error.reason === "double") return new LikelyDoubles(error.persons);
  if (error.reason === "wears-other") return new WearsOther(error.serials);
  if (error.reason === "stock" && error.stock) return new StockDoubts(error.stock);
  return error;
}

/** Tokens of somebody of which nobody has said what becomes of them, when they are given one more. */
export function undecided(worn: readonly number[], given: number, decided: OtherTokens): number[] {
  return worn.filter((one) => one !== given && !decided.some(({ serial }) => serial === one));
}

/** Tokens that are worn no more after what was decided. */
export function endedOf(decided: OtherTokens): number[] {
  return decided.filter(({ what }) => what !== "worn-too").map(({ serial }) => serial);
}
