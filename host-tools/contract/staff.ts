/** Accounts of staff as administrators see them, and sheets by which many are added at once. */
import * as v from "valibot";
import { id, login, place, role, searchText, text, time } from "./pieces.ts";
import type { AnswerOf } from "./plain.ts";
import { account } from "./sessions.ts";

const accountLine = v.strictObject({
  ...account.entries,
  /** When it last did anything that stands in the audit log; absent of one that never signed in. */
  seenAt: v.optional(time),
  /** Wrong passwords have locked it until then. */
  lockedUntil: v.optional(time),
  /** It opens nothing before a second administrator has accepted it. */
  waits: v.boolean(),
});
export type AccountLine = AnswerOf<typeof accountLine>;

export const accountList = v.strictObject({ accounts: v.array(accountLine) });
export type AccountList = AnswerOf<typeof accountList>;

/** Told once; it must be changed at the first sign-in. `waits`: not before another administrator has accepted it. */
export const firstPassword = v.strictObject({ id, firstPassword: v.string(), waits: v.boolean() });
export type FirstPassword = AnswerOf<typeof firstPassword>;

const waitingAccount = v.strictObject({
  account,
  what: v.picklist(["made", "reset", "changed"]),
  since: time,
  by: v.strictObject({ id: v.string(), name: v.string() }),
});
export const waitingList = v.strictObject({ accounts: v.array(waitingAccount) });
export type WaitingList = AnswerOf<typeof waitingList>;

export const newAccount = v.strictObject({ login, name: text(120), role, place });
export type NewAccount = AnswerOf<typeof newAccount>;

/** A sheet has no more rows. */
const MOST_ROWS = 100;

/** As somebody typed it: nothing of it need fit. */
const typedRow = v.strictObject({
  login: v.optional(searchText(100)),
  name: searchText(300),
  role: searchText(100),
  place: searchText(300),
});
export const typedSheet = v.strictObject({
  rows: v.pipe(v.array(typedRow), v.minLength(1), v.maxLength(MOST_ROWS)),
});

const ROW_FAULTS = [
  "missing",
  "unknown",
  "not-yours",
  "not-granted",
  "wrong-place",
  "bad-login",
  "bad-name",
  "taken",
  "twice",
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

const rowFault = v.strictObject({
  field: v.picklist(["login", "name", "role", "place"]),
  fault: v.picklist(ROW_FAULTS),
});

/** What becomes of a row, or what is wrong with it. */
const checkedRow = v.strictObject({
  /** Proposed where none was given. */
  login: v.optional(v.string()),
  /** As far as it is within the reach of who asks. */
  place: v.optional(v.string()),
  faults: v.array(rowFault),
});
export const checkedSheet = v.strictObject({ rows: v.array(checkedRow) });
export type CheckedSheet = AnswerOf<typeof checkedSheet>;

export const newSheet = v.strictObject({
  rows: v.pipe(v.array(newAccount), v.minLength(1), v.maxLength(MOST_ROWS)),
});
export const sheetAdded = v.strictObject({
  accounts: v.array(v.strictObject({ ...firstPassword.entries, ...newAccount.entries })),
});
export type SheetAdded = AnswerOf<typeof sheetAdded>;
