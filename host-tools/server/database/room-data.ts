/** What a room of the server keeps of tokens and their wearers, and how it forgets it. Each room names its own; the root lists them. */
import type { Queries } from "./database.ts";

/** How long what is kept, in days. Law 91/2025/QH15: no longer than the purpose needs; 21 days are 1.5 incubations. */
export interface RetentionPeriods {
  /** Records of encounters, counted from the day of the encounter, with the keys of these days. */
  readonly records: number;
  /** Health reports and who wore which token, counted from the report and the return of the token. */
  readonly health: number;
  readonly assignments: number;
  /** Receipts of pages: length and MAC, so that a token that never heard of its receipt gets it again. */
  readonly receipts: number;
  /**
   * That a request was done, from then on; and the keys that stations seal forms to, from the day that they were made. The same
   * number: whatever form can be opened, that it was done is still known.
   */
  readonly repeats: number;
  /** Whose what was before two records became one, counted from then: so long they can be taken apart. */
  readonly merges: number;
  /** Lists of people to come, counted from the day that they were brought. */
  readonly planned: number;
}

/** What a token kept in a span of its own epochs, both included. */
export interface ErasedSpan {
  readonly serial: number;
  readonly from: number;
  readonly to: number;
}

/** What is kept, by the clock of the server. */
export interface Horizon {
  /** First epoch of which records are kept. */
  readonly firstEpoch: number;
  /** World ms before which what has this period is discarded. */
  before(period: keyof RetentionPeriods): number;
}

export interface RoomData {
  erase(queries: Queries, span: ErasedSpan): Promise<void>;
  discard(queries: Queries, horizon: Horizon): Promise<void>;
}

/** World ms of the beginning of a span and of its end, which is exclusive. */
export function timesOf({ from, to }: ErasedSpan): { readonly begins: number; readonly ends: number } {
  return { begins: from * 900_000, ends: (to + 1) * 900_000 };
}
