/** The list of a case's contacts: what of each is kept, and what changed since the list before. */
import type { MatchedContact } from "../matching/contacts.ts";
import type { MatchResult } from "../matching/request.ts";

/** Random id of a person, or "token-" and the serial of a token that nobody is known to have worn. */
export function contactKey({ person, token }: Pick<MatchedContact, "person" | "token">): string {
  return person ?? `token-${token}`;
}

export function isTokenKey(key: string): boolean {
  return key.startsWith("token-");
}

/** One line of a list that is remembered. */
interface ListEntry {
  readonly key: string;
  readonly minutes: number;
  readonly closeMinutes: number;
  readonly isContact: boolean;
  readonly evidence: MatchedContact["evidence"];
  readonly confidence: MatchedContact["confidence"]["level"];
}

interface ListCounts {
  readonly unresolved: number;
  readonly isExhaustive: boolean;
  readonly marks: MatchResult["marks"];
}

/** A list as it was made; it remembers its rule. */
export interface CaseList extends ListCounts {
  /** From 1. */
  readonly number: number;
  /** World ms. */
  readonly madeAt: number;
  readonly rule: string;
  readonly ruleVersion: number;
  /** Infectious period, dates in the province. */
  readonly from: string;
  readonly to: string;
  readonly entries: readonly ListEntry[];
}

export function entriesOf({ contacts }: Pick<MatchResult, "contacts">): ListEntry[] {
  return contacts.map((contact) => ({
    key: contactKey(contact),
    minutes: contact.minutes,
    closeMinutes: contact.closeMinutes,
    isContact: contact.isContact,
    evidence: contact.evidence,
    confidence: contact.confidence.level,
  }));
}

/** What became of a line, by key. */
export interface ListChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly {
    readonly key: string;
    readonly before: ListEntry;
    readonly after: ListEntry;
  }[];
}

export function changesBetween(before: readonly ListEntry[], after: readonly ListEntry[]): ListChanges {
  const old = new Map(before.map((entry) => [entry.key, entry]));
  const now = new Set(after.map(({ key }) => key));
  return {
    added: after.filter(({ key }) => !old.has(key)).map(({ key }) => key),
    removed: before.filter(({ key }) => !now.has(key)).map(({ key }) => key),
    changed: after.flatMap((entry) => {
      const known = old.get(entry.key);
      return known && !isSame(known, entry) ? [{ key: entry.key, before: known, after: entry }] : [];
    }),
  };
}

export function hasChanged({ added, removed, changed }: ListChanges): boolean {
  return added.length + removed.length + changed.length > 0;
}

function isSame(a: ListEntry, b: ListEntry): boolean {
  return (
    a.minutes === b.minutes &&
    a.closeMinutes === b.closeMinutes &&
    a.isContact === b.isContact &&
    a.evidence === b.evidence &&
    a.confidence === b.confidence
  );
}
