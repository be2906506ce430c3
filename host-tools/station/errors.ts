import { type ControlMessage, SYNC_ERRORS } from "../../protocol/sync.ts";

/** The link was lost, stayed silent, or carried something that is not the protocol. Nothing is lost on the token. */
export class SyncBroken extends Error {
  override readonly name = "SyncBroken";
}

/** The token answered with an error of SPEC.md §8. */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
  readonly operation: number;
  /** A word of SYNC_ERRORS. */
  readonly reason: string;

  constructor(error: Extract<ControlMessage, { name: "error" }>) {
    const reason = SYNC_ERRORS[error.code as keyof typeof SYNC_ERRORS] ?? `code ${error.code}`;
    super(`the token refused operation 0x${error.operation.toString(16)}: ${reason}`);
    this.operation = error.operation;
    this.reason = reason;
  }
}
