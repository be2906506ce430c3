/** What the folders hold that write-data.ts writes. */

export const TEST_KEY = "5a".repeat(32);
export const DATA_TIME = Date.UTC(2026, 10, 23, 3);
export const DATA_DAY = Math.floor(DATA_TIME / 86_400_000);
