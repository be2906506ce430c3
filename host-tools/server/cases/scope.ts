/**
 * What a second person agrees to with a case: whose contacts, of which days, by which definition. More than that needs
 * another yes; less does not.
 */
import { createHash } from "node:crypto";
import { toHex } from "../../../protocol/bytes.ts";
import type { ContactRule } from "../../../protocol/rules.ts";
import { mostTaken } from "../../../protocol/shared-peers.ts";
import type { Queries } from "../database/database.ts";
import { mergeHeard } from "../matching/phone-rows.ts";
import { type Case, periodOf, ruleOf } from "./case.ts";
import { type PhoneFiles, phoneOf } from "./case-store.ts";

const SCOPE_BYTES = 12;

/** The loss up to which an epoch may be near, whatever others say, dB. */
function furthest({ nearLoss, sharedPeers }: ContactRule): number {
  return nearLoss + (sharedPeers ? mostTaken(sharedPeers) : 0);
}

/** Whether somebody may be a contact by `after` who is none by `before`. */
export function isLooser(before: ContactRule, after: ContactRule): boolean {
  return (
    furthest(after) > furthest(before) ||
    after.minutes < before.minutes ||
    after.withinHours > before.withinHours ||
    after.gapMinutes > before.gapMinutes
  );
}

type Dates = Pick<Case, "onset" | "tested" | "from" | "to" | "rule">;

/** Whether the case takes in days that it did not take in, or people by a looser definition. */
export function isWider(before: Dates, after: Dates): boolean {
  const [old, now] = [periodOf(before), periodOf(after)];
  return now.from < old.from || now.to > old.to || isLooser(ruleOf(before), ruleOf(after));
}

/** The case as nobody else has agreed to it yet. An emergency that was reviewed was one; this is a case like others. */
export function unapproved(of: Case): Case {
  const { approvedBy, approvedAt: _, isEmergency, ...rest } = of;
  const stillToReview = isEmergency === true && approvedBy === undefined;
  return { ...rest, state: "waiting", ...(stillToReview ? { isEmergency } : {}) };
}

/** The files of a phone that are brought first in an emergency are what it was opened for; all others change whom it is about. */
export function afterFiles(of: Case, before: PhoneFiles, after: PhoneFiles): Case {
  const isFirst = before.keys.length === 0 && before.heard.length === 0;
  const isTheSame = phoneText(before) === phoneText(after);
  return isTheSame || (of.state === "emergency" && isFirst) ? of : unapproved(of);
}

interface AfterMore extends PhoneFiles {
  /** Rows of the history that were not there before. */
  readonly added: number;
}

/** What is there once more has come: keys and histories add up. A key that was there counts until the later of its ends. */
export function withFiles(before: PhoneFiles, { keys, heard }: PhoneFiles): AfterMore {
  const byKey = new Map<string, PhoneFiles["keys"][number]>();
  for (const one of [...before.keys, ...keys]) {
    const name = toHex(new Uint8Array(one.key));
    const known = byKey.get(name);
    const isSame = known?.start === one.start;
    byKey.set(name, isSame ? { ...one, end: Math.max(known.end, one.end) } : one);
  }
  const merged = mergeHeard(before.heard, heard);
  return { keys: [...byKey.values()], heard: merged.heard, added: merged.added };
}

const NO_FILES: PhoneFiles = { keys: [], heard: [] };

/** Those of a phone; none of other cases. */
export async function filesOf(queries: Queries, { id, subject }: Case): Promise<PhoneFiles> {
  return subject.kind === "phone" ? phoneOf(queries, id) : NO_FILES;
}

/** Hex by which who approves says what they saw: another one as soon as anything of it changes. */
export function approvalScope(of: Case, files: PhoneFiles): string {
  const { from, to } = periodOf(of);
  const rule = ruleOf(of);
  const text = JSON.stringify([of.id, of.subject, from, to, rule.id, rule.version, phoneText(files)]);
  return createHash("sha256")
    .update(text)
    .digest("hex")
    .slice(0, 2 * SCOPE_BYTES);
}

/** The same as it stands in the tables. */
export async function currentScope(queries: Queries, of: Case): Promise<string> {
  return approvalScope(of, await filesOf(queries, of));
}

function phoneText({ keys, heard }: PhoneFiles): string {
  const rows = keys.map(({ key, start, end }) => `${toHex(new Uint8Array(key))} ${start} ${end}`);
  return JSON.stringify([rows.sort(), heard.map((one) => JSON.stringify(sorted(one))).sort()]);
}

/** As the tables give fields back they may be in another order. */
function sorted(one: object): [string, unknown][] {
  return Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
}
