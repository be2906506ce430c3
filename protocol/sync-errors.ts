import {
  BUSY,
  CLOCK_BOUNDS,
  EXPIRED,
  LOW_BATTERY,
  NO_SUCH_PAGE,
  NO_TICKET,
  NOT_YET,
  RECEIPT_MISMATCH,
  SPENT,
  TAKEN,
  UNKNOWN_OPERATION,
  WRONG_LENGTH,
  WRONG_MAC,
  WRONG_RANGE,
} from "./sync-codes.ts";

/** The words for the codes in an ERROR message (SPEC.md §8). */
export const SYNC_ERRORS = {
  [UNKNOWN_OPERATION]: "operation",
  [WRONG_LENGTH]: "length",
  [NO_TICKET]: "no-ticket",
  [WRONG_MAC]: "mac",
  [SPENT]: "spent",
  [NOT_YET]: "not-yet",
  [EXPIRED]: "expired",
  [NO_SUCH_PAGE]: "no-such-page",
  [WRONG_RANGE]: "range",
  [RECEIPT_MISMATCH]: "receipt-mismatch",
  [BUSY]: "busy",
  [LOW_BATTERY]: "battery",
  [CLOCK_BOUNDS]: "clock-bounds",
  [TAKEN]: "taken",
} as const;
