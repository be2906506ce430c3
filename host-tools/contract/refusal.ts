/** What the server does not do, with a fixed word for the reason. */
import type { Rejection } from "../../protocol/decoded.ts";
import type { KnownCase, Meanwhile } from "./changes.ts";
import type { Resembling } from "./roster.ts";
import type { WrongRow } from "./rows.ts";
import type { StockDoubt } from "./stock.ts";

/** Each of these is said in words of its own (server/http/request/problems.ts). */
export const TOLD_REASONS = [
  // Signing in, and who may do what.
  "signed-out",
  "stage",
  "csrf",
  "forbidden",
  "not-found",
  "credentials",
  "code",
  "setup",
  "computer",
  "computer-role",
  "enrolment-code",
  "pin",
  "gate-pin",
  "site",
  "no-pin",
  "easy-pin",
  "stale",
  "password",
  "waits",
  "set-up-code",
  "set-up-done",
  // What was sent.
  "input",
  "text",
  "json",
  "media-type",
  "large",
  "slow",
  "other-request",
  "too-many",
  "many-visits",
  "busy",
  "meanwhile",
  // What the server cannot do for now.
  "clock",
  "disk",
  "database",
  "stopping",
  // Accounts that have to be two people's.
  "not-two",
  "not-waiting",
  "one-administrator",
  "last-administrators",
  "rows",
  "not-empty",
  // Persons and tokens.
  "consent",
  "double",
  "taken",
  "other-province",
  "not-present",
  "worn",
  "wears-other",
  "worn-again",
  "retired",
  "elsewhere",
  "stock",
  "acknowledged",
  "unknown-token",
  "unknown-alias",
  "number-ended",
  // Cases and contacts.
  "not-open",
  "same-person",
  "scope-changed",
  "open-case",
  "not-closed",
  "review-due",
  "not-close",
  "not-callable",
  "not-positive",
  "no-tokens",
  "not-retired",
  "still-used",
  "published",
  "worn-later",
  "key-gone",
  "too-few",
  // Gates.
  "gate",
  "fire-over",
  // Lists of people to come.
  "has-come",
] as const;

/** A field of what was sent does not fit: people are told which one, in the words of "input". */
export const FIELD_REASONS = [
  "days",
  "hours",
  "nonce",
  "mac",
  "seed",
  "serial",
  "sealed",
  "form-key",
  // Of a page that a station brings.
  "upload",
  "sequence",
  "short",
  "length",
  "blank",
  "magic",
  "close-word",
  "key-ahead",
  "rewritten",
] as const;

export type FieldReason = (typeof FIELD_REASONS)[number];
export type RefusalReason = (typeof TOLD_REASONS)[number] | FieldReason;

interface RefusalMore {
  readonly meanwhile?: readonly Meanwhile[];
  readonly cases?: readonly KnownCase[];
  /** Who may be the person already: of the caller's own places only. */
  readonly persons?: readonly Resembling[];
  /** Tokens that the person wears already. */
  readonly serials?: readonly number[];
  /** What the stock says of the token. */
  readonly stock?: StockDoubt;
  /** Rows of a sheet that do not fit. */
  readonly rows?: readonly WrongRow[];
}

/** A request that the server does not fulfil. Its message tells no secret. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly field: string;
  readonly offset: number;
  /** What is told beside it. */
  readonly more: RefusalMore;

  constructor(reason: RefusalReason, field: string, offset = 0, more: RefusalMore = {}) {
    super(reason);
    this.name = "Refusal";
    this.reason = reason;
    this.field = field;
    this.offset = offset;
    this.more = more;
  }
}

export function refuse(reason: RefusalReason, field: string, offset = 0): Refusal {
  return new Refusal(reason, field, offset);
}

/** Fields that a colleague has changed since they were seen. */
export function changedMeanwhile(fields: readonly Meanwhile[]): Refusal {
  return new Refusal("meanwhile", fields.map(({ field }) => field).join(","), 0, { meanwhile: fields });
}

/** A refusal that asks for a decision. */
export function refuseUndecided(
  reason: RefusalReason,
  field: string,
  about: Pick<RefusalMore, "persons" | "serials" | "cases" | "stock" | "rows">,
): Refusal {
  return new Refusal(reason, field, 0, about);
}

/** The refusal of what a decoder did not take; "upload" where its word is none of the list. */
export function refusalOf({ reason, field, offset }: Rejection): Refusal {
  return new Refusal(isReason(reason) ? reason : "upload", field, offset);
}

export function isFieldReason(reason: string): reason is FieldReason {
  return FIELD_REASONS.some((one) => one === reason);
}

export function isReason(reason: string): reason is RefusalReason {
  return isFieldReason(reason) || TOLD_REASONS.some((one) => one === reason);
}
