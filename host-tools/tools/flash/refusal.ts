/** The board is not loaded; the reason is meant for the person at the bench. `written`: its Storage is erased already. */
export class FlashRefused extends Error {
  override readonly name = "FlashRefused";
  readonly reason: FlashReason;
  readonly written: boolean;
  constructor(reason: FlashReason, message: string, written: boolean) {
    super(message);
    this.reason = reason;
    this.written = written;
  }
}

export type FlashReason =
  | "no-answer"
  | "wrong-board"
  | "no-sha256"
  | "wrong-version"
  | "stack"
  | "storage-size"
  | "other-files"
  | "misplaced"
  | "clock"
  | "verify";

export function refused(reason: FlashReason, message: string, written = false): FlashRefused {
  return new FlashRefused(reason, message, written);
}
