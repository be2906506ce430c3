/** Lists of people who are to get a token, as organisations and hamlets bring them: checked, brought, undone, handed out from. */
import * as v from "valibot";
import { both, count, id, limit, place, searchText, time } from "./pieces.ts";
import type { AnswerOf, RequestOf } from "./plain.ts";
import { rosterEntry } from "./roster.ts";
import { COLUMN_USES, LIST_SKIPS, ROSTER_FIELDS, type RosterField } from "./roster-files.ts";
import { DOUBLE_REASONS } from "./vocabulary.ts";

/** As much as a file may have. */
export const LIST_BYTES = 4_000_000;
/** For so many days a row waits for the person; then it is deleted. */
export const PLANNED_DAYS = 30;

/** "name:0,birth:2": which column, from 0, is read as what; else headings are guessed. */
const columnChoice = v.pipe(
  v.string(),
  v.regex(
    new RegExp(`^(?:${ROSTER_FIELDS.join("|")}):\\d{1,3}(?:,(?:${ROSTER_FIELDS.join("|")}):\\d{1,3})*$`),
  ),
  v.transform(
    (text): Partial<Record<RosterField, number>> =>
      Object.fromEntries(text.split(",").map((pair) => [pair.split(":")[0]!, Number(pair.split(":")[1])])),
  ),
);

const asked = {
  /** Unit or organisation whose list it is. */
  place,
  columns: v.optional(columnChoice),
  /** Whether a 0 that Excel has dropped from phones is put back. */
  zero: v.optional(v.picklist(["put-back"])),
};
export const listFile = v.strictObject(asked);
export const listToBring = v.strictObject({
  ...asked,
  /** "all": nothing is kept of a list with anything wrong in it; "rows": rows without a fault are. */
  mode: v.optional(v.picklist(["all", "rows"]), "all"),
});

const column = v.strictObject({ index: count, heading: v.string(), use: v.picklist(COLUMN_USES) });

const cellProblem = v.strictObject({
  row: count,
  /** As spreadsheets call it: "C". */
  column: v.string(),
  heading: v.string(),
  value: v.string(),
  code: v.string(),
  /** What is wrong and what to do. */
  ...both.entries,
});

const found = {
  /** Why nothing of the file can be read. */
  fault: v.optional(v.strictObject({ code: v.string(), ...both.entries })),
  rows: count,
  problems: v.array(cellProblem),
  /** How many more there are than are told. */
  moreProblems: count,
};

/** What would become of a file. Nothing is kept. */
export const listChecked = v.strictObject({
  ...found,
  columns: v.array(column),
  /** Row of the headings, from 1. */
  headingRow: count,
  ready: count,
  /** Rows that are likely to be somebody who is there, or of another row: decided later. */
  doubles: count,
  repaired: count,
  /** Communes told by a name of before. */
  merged: count,
  otherSheets: v.array(v.string()),
});
export type ListChecked = AnswerOf<typeof listChecked>;

/** What became of a file. Without `list` nothing has changed. */
export const listBrought = v.strictObject({
  ...found,
  list: v.optional(id),
  created: count,
  updated: count,
  unchanged: count,
  /** Of those created: so many wait for a decision. */
  waiting: count,
  skipped: v.array(v.strictObject({ row: count, why: v.picklist(LIST_SKIPS), ...both.entries })),
  moreSkipped: count,
});
export type ListBrought = AnswerOf<typeof listBrought>;

/** Somebody's own file with marks, base64. */
export const listMarked = v.strictObject({ name: v.string(), type: v.string(), content: v.string() });

export const keptLists = v.strictObject({
  lists: v.array(
    v.strictObject({
      id,
      place,
      placeName: v.string(),
      at: time,
      created: count,
      updated: count,
      /** How many of it wait for a decision. */
      waiting: count,
      /** Nobody of it has come yet. */
      mayUndo: v.boolean(),
    }),
  ),
  /** What was brought before it is deleted. */
  keptSince: time,
});

const guardian = v.strictObject({
  name: v.string(),
  phone: v.optional(v.string()),
  relation: v.optional(v.string()),
});

const planned = {
  id,
  name: v.string(),
  birth: v.string(),
  phone: v.optional(v.string()),
  group: v.optional(v.string()),
  hamlet: v.optional(v.string()),
  guardian: v.optional(guardian),
};

/** Rows that are likely to be somebody else, until somebody has decided. */
export const waitingRows = v.strictObject({
  rows: v.array(
    v.strictObject({
      ...planned,
      list: id,
      /** Row of the file. */
      row: count,
      placeName: v.string(),
      like: v.array(
        v.strictObject({
          /** Another row of the same file. */
          row: v.optional(count),
          person: v.optional(rosterEntry),
          reasons: v.array(v.picklist(DOUBLE_REASONS)),
        }),
      ),
    }),
  ),
  total: count,
});

/** "another": it is nobody of those, and may get a token; "same": the row is deleted. */
export const rowDecisions = v.strictObject({
  rows: v.pipe(
    v.array(v.strictObject({ id, is: v.picklist(["another", "same"]) })),
    v.minLength(1),
    v.maxLength(500),
  ),
});
export const rowsDecided = v.strictObject({ decided: count });

export const plannedQuery = v.strictObject({ text: v.optional(searchText(120), ""), limit });

/** People of lists whose consent may be asked for. */
export const plannedPeople = v.strictObject({
  planned: v.array(
    v.strictObject({
      ...planned,
      unit: place,
      organisation: v.optional(place),
      placeName: v.string(),
    }),
  ),
  /** How many there are: the rest is found by more letters. */
  total: count,
});
export type PlannedPeople = AnswerOf<typeof plannedPeople>;
/** Somebody of a list who may be asked for their consent. */
export type PlannedPerson = PlannedPeople["planned"][number];
export type ListMarked = AnswerOf<typeof listMarked>;
export type KeptLists = AnswerOf<typeof keptLists>;
export type WaitingRows = AnswerOf<typeof waitingRows>;
export type RowDecisions = RequestOf<typeof rowDecisions>;
