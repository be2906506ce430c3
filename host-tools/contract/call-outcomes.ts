/** What each outcome of a call means for the line that was called. Data alone: pages take their words from here, too. */
import type { CallOutcome, LineState } from "./vocabulary.ts";

interface Outcome {
  readonly vi: string;
  readonly en: string;
  /** What the line is from then on; undefined where the call says nothing. */
  readonly line: LineState | undefined;
  /** Nobody needs to call again. */
  readonly isSettled: boolean;
}

export const OUTCOMES: Readonly<Record<CallOutcome, Outcome>> = {
  reached: { vi: "Đã gặp", en: "Reached", line: "reached", isSettled: true },
  "no-answer": { vi: "Không nghe máy", en: "No answer", line: "no-answer", isSettled: false },
  "call-back": { vi: "Hẹn gọi lại", en: "Call back", line: "call-back", isSettled: false },
  "wrong-number": { vi: "Sai số", en: "Wrong number", line: "wrong-number", isSettled: true },
  refused: { vi: "Từ chối", en: "Refused", line: "refused", isSettled: true },
  "gone-away": { vi: "Đã đi nơi khác", en: "Gone away", line: "gone-away", isSettled: true },
  died: { vi: "Đã mất", en: "Died", line: "died", isSettled: true },
  mistaken: { vi: "Ghi nhầm, không có cuộc gọi này", en: "No such call", line: undefined, isSettled: false },
};

/** A claim ends by itself after so many hours. */
export const CLAIM_HOURS = 12;
/** One who calls for others holds no more lines than these at a time. */
export const MOST_CLAIMED = 20;
