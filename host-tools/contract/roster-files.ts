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
