/**
 * What a token's lights say, in one sentence each: cards, the guard's page and the page for wearers have them from here. The program lights them in
 * firmware/timekeeper.ts. Red says nothing of why: a low battery, eight days without a sync and a call are one blink (SPEC.md §11).
 */
export const SIGNALS = {
  green: { vi: "Nháy xanh: thẻ chạy tốt.", en: "Green blink: the token works." },
  red: { vi: "Nháy đỏ: mời đến trạm y tế khi tiện.", en: "Red blink: please go to the health station." },
} as const;
