/** What a match is asked for, and what it answers. */
import type { PairRow } from "../../../protocol/contact.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import type { ScheduledId } from "./case-file.ts";
import type { MatchedContact } from "./contacts.ts";
import type { Epochs } from "./encounter-rows.ts";
import type { HeardId } from "./heard-id.ts";
import type { Marks } from "./marks.ts";
import type { TokenSpan } from "./wearers.ts";

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
  /** Of an open case: what the contacts' own logs share with the case's is read, too, where the rule judges by it. */
  readonly readsPeers?: boolean;
}

export interface MatchResult {
  /** Serial of the case's token; "person" of several tokens; "file" when a phone's keys were given. */
  readonly case: number | "person" | "file";
  readonly rule: string;
  /** Everybody who was heard, in order of calling: those who meet the rule first, the nearest of them first. */
  readonly contacts: readonly MatchedContact[];
  /** Records of the case's own log that belong to no token that was looked at: phones, or tokens of elsewhere. */
  readonly unresolved: number;
  /** True when the unresolved were held to every enrolled token, now or in a search before, not only to those who heard the case. */
  readonly isExhaustive: boolean;
  /** IDs of the case's own log whose owners were looked for. */
  readonly ids: number;
  /** Tokens whose IDs the unresolved were held to, and all that are enrolled. */
  readonly lookedAt: number;
  readonly tokens: number;
  /** Records that were kept but not counted, and counted ones to be looked at twice. */
  readonly marks: Marks;
}

/** A case in whatever way it was given. */
export interface KnownCase {
  readonly name: MatchResult["case"];
  readonly tokens: readonly TokenSpan[];
  readonly ids: readonly ScheduledId[];
  readonly heard: readonly HeardId[];
  readonly person: string | undefined;
}

export function caseOf(given: CaseOf): KnownCase {
  const nothing = { tokens: [], ids: [], heard: [], person: undefined };
  if (typeof given === "number") {
    const always = { serial: given, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
    return { ...nothing, name: given, tokens: [always] };
  }
  if ("tokens" in given) return { ...nothing, name: "person", tokens: given.tokens, person: given.person };
  if ("ids" in given) return { ...nothing, name: "file", ids: given.ids, heard: given.heard ?? [] };
  return { ...nothing, name: "file", ids: given };
}
