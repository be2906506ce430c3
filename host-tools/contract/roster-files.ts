/** Roster files of organisations and hamlets: people who are to get a token once they have consented. */

/** What is read of a row. */
export const ROSTER_FIELDS = [
  "name",
  "family",
  "given",
  "birth",
  "phone",
  "group",
  "hamlet",
  "unit",
  "guardianName",
  "guardianPhone",
  "relation",
] as const;
export type RosterField = (typeof ROSTER_FIELDS)[number];

/** Rows of one file, at most. */
export const MOST_ROWS = 20_000;

/** What became of a column: read as a field, left out as it holds ID numbers, ours, or nothing that is kept. */
export const COLUMN_USES = [...ROSTER_FIELDS, "id-numbers", "marks", "unused"] as const;
export type ColumnUse = (typeof COLUMN_USES)[number];

/** Why a row of a list is not kept. */
export const LIST_SKIPS = ["problem", "wears-already"] as const;
export type ListSkip = (typeof LIST_SKIPS)[number];
