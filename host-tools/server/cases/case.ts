/** Cases: who is infected, when they may have infected others, and who agreed that their contacts are looked at. */

import { type ContactRule, contactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import { dayBefore, dayEnd, dayStart } from "../../contract/province-time.ts";
import type { CaseGround, CaseState } from "../../contract/vocabulary.ts";
import { DAY_MS, EPOCH_MS } from "../../lib/time.ts";
import type { Place } from "../units/unit.ts";

/** An emergency opening is reviewed within so many hours, or shuts again. */
const REVIEW_HOURS = 24;

export type CaseSubject =
  | { readonly kind: "person"; readonly person: string }
  | { readonly kind: "token"; readonly serial: number }
  /** A phone with the Bluezone app, by the keys that its owner gave. */
  | { readonly kind: "phone" };

export interface Case {
  /** Random. */
  readonly id: string;
  /** Number of the test or of the order. */
  readonly reference: string;
  readonly ground: CaseGround;
  readonly subject: CaseSubject;
  readonly place: Place;
  /** Dates in the province. Without symptoms there is no onset. */
  readonly onset?: string;
  readonly tested: string;
  /** Where the investigator has set the infectious period by hand. */
  readonly from?: string;
  readonly to?: string;
  readonly rule: string;
  readonly state: CaseState;
  /** It was opened at once: somebody else has to look at that, also when it is shut or closed by then. */
  readonly isEmergency?: boolean;
  readonly openedBy: string;
  /** World ms. */
  readonly openedAt: number;
  readonly approvedBy?: string;
  readonly approvedAt?: number;
  /** What who refused it said. */
  readonly refusedWhy?: string;
  readonly closedAt?: number;
  /** Id of the case in which who is infected was a contact first. */
  readonly parent?: string;
}

export function ruleOf(of: Pick<Case, "rule">): ContactRule {
  return contactRule(of.rule) ?? DEFAULT_RULE;
}

/** When an emergency opening shuts unless it is reviewed. World ms. */
export function reviewDue({ openedAt }: Pick<Case, "openedAt">): number {
  return openedAt + REVIEW_HOURS * 3_600_000;
}

/** Whether contacts may be looked at. */
export function isOpen(of: Pick<Case, "state" | "openedAt">, now: number): boolean {
  return of.state === "open" || (of.state === "emergency" && now < reviewDue(of));
}

/** Whether it was opened at once and nobody else has looked at that yet, open as it may be or closed by now. */
export function needsReview({ isEmergency, approvedBy }: Pick<Case, "isEmergency" | "approvedBy">): boolean {
  return isEmergency === true && approvedBy === undefined;
}

/** Whether its dates and its phone's files may be changed: not once it is refused or closed. */
export function isLive({ state }: Pick<Case, "state">): boolean {
  return state !== "refused" && state !== "closed";
}

export function isSameSubject(a: CaseSubject, b: CaseSubject): boolean {
  if (a.kind === "person") return b.kind === "person" && a.person === b.person;
  return a.kind === "token" && b.kind === "token" && a.serial === b.serial;
}

/**
 * The emergency opening, of those there are, that must be reviewed before this one: any of the same account, and any of the
 * same person or token. Otherwise one account alone could read the contacts of as many people as it names.
 */
export function dueReview(others: readonly Case[], of: Pick<Case, "subject" | "openedBy">): Case | undefined {
  return others.find(
    (other) =>
      needsReview(other) && (other.openedBy === of.openedBy || isSameSubject(other.subject, of.subject)),
  );
}

/** What somebody else's verdict makes of a case, or undefined where there is nothing to decide. */
export function decided(
  of: Case,
  isApproved: boolean,
  { by, why, now }: { readonly by: string; readonly why?: string | undefined; readonly now: number },
): Case | undefined {
  if (of.state !== "waiting" && !needsReview(of)) return undefined;
  const verdict = { ...of, approvedBy: by, approvedAt: now };
  const said = why === undefined ? {} : { refusedWhy: why };
  if (!isApproved) return { ...verdict, ...said, state: "refused", closedAt: of.closedAt ?? now };
  // What was closed before somebody looked stays closed.
  return of.state === "closed" ? verdict : { ...verdict, state: "open" };
}

/** For so many days after it was closed a case can be opened again: its contacts are kept for three weeks. */
const REOPEN_DAYS = 7;

/** Until when a closed case can be opened again, world ms; undefined of others. */
export function reopenUntil({ state, closedAt }: Pick<Case, "state" | "closedAt">): number | undefined {
  return state === "closed" && closedAt !== undefined ? closedAt + REOPEN_DAYS * DAY_MS : undefined;
}

/** A case as it was before it was closed, or undefined where it was not, or too long ago. */
export function reopened(of: Case, now: number): Case | undefined {
  if (now >= (reopenUntil(of) ?? 0)) return undefined;
  const { closedAt: _, ...rest } = of;
  const state = of.approvedBy !== undefined ? "open" : needsReview(of) ? "emergency" : "waiting";
  return { ...rest, state };
}

/**
 * Cases that nobody closed so many days behind their last day and their opening, as they end by themselves: what nobody
 * ever agreed to ended when it was opened or shut.
 */
export function endedBy(cases: readonly Case[], now: number, days: number): Case[] {
  return cases.flatMap((of) => {
    const last = Math.max(dayEnd(periodOf(of).to), of.openedAt);
    if (!isLive(of) || now < last + days * DAY_MS) return [];
    const closedAt = needsReview(of) ? reviewDue(of) : of.state === "waiting" ? of.openedAt : now;
    return [{ ...of, state: "closed" as const, closedAt }];
  });
}

/** Infectious period: days in the province, both included. */
interface Period {
  readonly from: string;
  readonly to: string;
}

/** From some days before symptoms (the rule says how many; before the test where there were none) to the test. */
export function periodOf(of: Pick<Case, "onset" | "tested" | "from" | "to" | "rule">): Period {
  const start = of.onset ?? of.tested;
  return { from: of.from ?? dayBefore(start, ruleOf(of).daysBefore), to: of.to ?? of.tested };
}

/** Epochs of a period, both included; midnight in the province is 17:00 UTC. */
export function epochsOf({ from, to }: Period): { readonly from: number; readonly to: number } {
  return { from: dayStart(from) / EPOCH_MS, to: dayEnd(to) / EPOCH_MS - 1 };
}

const LONGEST_DAYS = 62;

/** Which of the given dates of a case does not fit, or undefined: none in the future, none before the other, none too long. */
export function objectionTo(
  of: Pick<Case, "onset" | "tested" | "from" | "to" | "rule">,
  today: string,
): "onset" | "tested" | "from" | "to" | undefined {
  if (of.tested > today) return "tested";
  if (of.onset !== undefined && of.onset > today) return "onset";
  const { from, to } = periodOf(of);
  // Of what follows from other dates it is one of those that does not fit.
  if (to > today) return of.to === undefined ? "tested" : "to";
  if (from <= to && dayBefore(to, LONGEST_DAYS) <= from) return undefined;
  if (of.from !== undefined) return "from";
  return of.onset === undefined ? "tested" : "onset";
}
