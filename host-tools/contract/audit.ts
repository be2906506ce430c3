/** Rows of the audit log as auditors read them, what a verification found, and the log's head. */
import * as v from "valibot";
import { countText, date, limit, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";

export const AUDIT_OUTCOMES = ["done", "refused"] as const;
const outcome = v.picklist(AUDIT_OUTCOMES);
const optionalText = v.optional(v.string());

export const auditQuery = v.strictObject({
  after: v.optional(countText, "0"),
  /** Newest first, of the rows before this number. */
  before: v.optional(countText),
  limit,
  subject: v.optional(text(40)),
  actor: v.optional(text(40)),
  action: v.optional(text(40)),
  outcome: v.optional(outcome),
  /** Days in the province, both included. */
  from: v.optional(date),
  to: v.optional(date),
});

const auditLine = v.strictObject({
  number: v.number(),
  at: time,
  actor: v.string(),
  action: v.string(),
  outcome,
  hash: v.string(),
  subject: optionalText,
  place: optionalText,
  reason: optionalText,
  reference: optionalText,
  fields: v.optional(v.array(v.string())),
});
export type AuditLine = AnswerOf<typeof auditLine>;

export const auditRows = v.strictObject({
  rows: v.array(auditLine),
  /** So many more fit beyond the last one. */
  more: v.number(),
});
export type AuditRows = AnswerOf<typeof auditRows>;

export const auditHead = v.strictObject({ number: v.number(), hash: v.string() });
export type AuditHeadTold = AnswerOf<typeof auditHead>;

export const auditVerdict = v.strictObject({
  rows: v.number(),
  findings: v.array(v.strictObject({ kind: v.string(), number: v.number() })),
});
export type AuditVerdict = AnswerOf<typeof auditVerdict>;
