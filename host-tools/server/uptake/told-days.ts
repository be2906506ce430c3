/** For so many days what was told of a week is kept, and what was typed for it. */
export const TOLD_DAYS = 13 * 7;
