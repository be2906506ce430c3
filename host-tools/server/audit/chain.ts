/**
 * The audit log as a chain: each row's hash covers the row and the hash before it, so that nobody alters, removes or
 * inserts one without changing all hashes behind it. Heads exported every day to another place hold it against a
 * rewrite of the whole. Rows name staff and persons by their random ids only.
 */

import { createHash } from "node:crypto";
import type { AUDIT_OUTCOMES } from "../../contract/audit.ts";
import type { GivenReason } from "../../contract/vocabulary.ts";

/** Worlds and demonstrations look without any person behind the tokens: a trial. */
export type Reason = GivenReason | "trial";

export interface AuditEntry {
  /** World ms. */
  readonly at: number;
  /** Staff id, "nobody" before somebody has signed in, "server" for what it does by itself. */
  readonly actor: string;
  readonly action: string;
  readonly outcome: (typeof AUDIT_OUTCOMES)[number];
  /** What it was done to: the id of a person, unit, account or case, or a token's serial. */
  readonly subject?: string;
  /** Place on whose behalf the actor works. */
  readonly place?: string;
  readonly reason?: Reason;
  /** Number of a case or letter; TRIES-37 where a row stands for so many. */
  readonly reference?: string;
  /** Which fields were changed, never what is in them. */
  readonly fields?: readonly string[];
}

export interface AuditRow extends AuditEntry {
  /** From 1, without gaps. */
  readonly number: number;
  readonly hash: string;
}

export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

export const EMPTY_HEAD: AuditHead = { number: 0, hash: "0".repeat(64) };

/** The row's fields in a fixed order, so that equal rows have equal texts; rows without `fields` as they always were. */
function canonical(entry: AuditEntry): string {
  const { at, actor, action, outcome, subject, place, reason, reference, fields } = entry;
  return JSON.stringify([
    at,
    actor,
    action,
    outcome,
    subject ?? null,
    place ?? null,
    reason ?? null,
    reference ?? null,
    ...(fields?.length ? [fields] : []),
  ]);
}

export function nextRow(head: AuditHead, entry: AuditEntry): AuditRow {
  const number = head.number + 1;
  const hash = createHash("sha256")
    .update(`${head.hash}\n${number}\n${canonical(entry)}`)
    .digest("hex");
  return { ...entry, number, hash };
}

export type Finding =
  /** A row is not the one that was written: itself or something before it was changed. */
  | { readonly kind: "altered"; readonly number: number }
  | { readonly kind: "missing"; readonly number: number }
  /** Rows at the end are gone: there were at least so many. */
  | { readonly kind: "truncated"; readonly number: number }
  /** The chain holds together and is another one than that whose head was exported. */
  | { readonly kind: "rewritten"; readonly number: number };

/** Follows rows that come in order of their numbers; heads may come in any order. */
export class ChainVerifier {
  #head = EMPTY_HEAD;
  /** Hashes that heads tell of a row. */
  readonly #told = new Map<number, Set<string>>();
  readonly findings: Finding[] = [];

  constructor(heads: readonly AuditHead[]) {
    for (const { number, hash } of heads)
      this.#told.set(number, (this.#told.get(number) ?? new Set()).add(hash));
  }

  get rows(): number {
    return this.#head.number;
  }

  take(row: AuditRow): void {
    if (row.number !== this.#head.number + 1)
      this.findings.push({ kind: "missing", number: this.#head.number + 1 });
    else if (nextRow(this.#head, row).hash !== row.hash)
      this.findings.push({ kind: "altered", number: row.number });
    const told = this.#told.get(row.number);
    if (told && [...told].some((hash) => hash !== row.hash))
      this.findings.push({ kind: "rewritten", number: row.number });
    // Go on from what the row says, so that one change is one finding.
    this.#head = { number: row.number, hash: row.hash };
  }

  /** To be called behind the last row. */
  finish(): readonly Finding[] {
    const most = [...this.#told.keys()].reduce((highest, number) => Math.max(highest, number), 0);
    if (most > this.#head.number) this.findings.push({ kind: "truncated", number: most });
    return this.findings;
  }
}

export function verifyChain(rows: Iterable<AuditRow>, heads: readonly AuditHead[] = []): readonly Finding[] {
  const verifier = new ChainVerifier(heads);
  for (const row of rows) verifier.take(row);
  return verifier.finish();
}
