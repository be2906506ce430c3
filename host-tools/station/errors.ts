/** What can go wrong in a sync, each with a fixed word; explanations.ts says it to people. */
import {
  CLOCK_BOUNDS,
  type ControlMessage,
  EXPIRED,
  NO_SUCH_PAGE,
  NOT_YET,
  RECEIPT,
  RECEIPT_MISMATCH,
  SPENT,
  SYNC_ERRORS,
  TICKET,
  TIME,
  WRONG_MAC,
} from "../../protocol/sync.ts";

/** Lost, silent, or saying something that is not the protocol. */
type LinkCode = "link-lost" | "no-answer" | "no-protocol" | "chunks-lost";

/** The link was lost, stayed silent, or carried something that is not the protocol. Nothing is lost on the token. */
export class SyncBroken extends Error {
  override readonly name = "SyncBroken";
  readonly code: LinkCode;

  constructor(code: LinkCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** The token answered with an error of SPEC.md §8. */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
  readonly operation: number;
  /** A word of SYNC_ERRORS. */
  readonly reason: string;
  readonly #number: number;

  constructor(error: Extract<ControlMessage, { name: "error" }>) {
    const reason = SYNC_ERRORS[error.code as keyof typeof SYNC_ERRORS] ?? `code ${error.code}`;
    super(`the token refused operation 0x${error.operation.toString(16)}: ${reason}`);
    this.operation = error.operation;
    this.#number = error.code;
    this.reason = reason;
  }

  /** What it means to the station: the same reason says different things of a ticket and of a receipt. */
  get code(): TokenCode {
    return REFUSALS[this.operation]?.[this.#number] ?? "token-refused";
  }
}

type TokenCode =
  | "ticket-foreign"
  | "ticket-spent"
  | "ticket-early"
  | "ticket-stale"
  | "time-refused"
  | "time-out-of-bounds"
  | "receipt-refused"
  | "token-refused";

const REFUSALS: Readonly<Record<number, Readonly<Record<number, TokenCode>>>> = {
  [TICKET]: {
    [WRONG_MAC]: "ticket-foreign",
    [SPENT]: "ticket-spent",
    [NOT_YET]: "ticket-early",
    [EXPIRED]: "ticket-stale",
  },
  [TIME]: { [WRONG_MAC]: "time-refused", [CLOCK_BOUNDS]: "time-out-of-bounds" },
  [RECEIPT]: {
    [WRONG_MAC]: "receipt-refused",
    [RECEIPT_MISMATCH]: "receipt-refused",
    [NO_SUCH_PAGE]: "receipt-refused",
  },
};

/** What stands between the page and the token's radio. */
type BluetoothCode =
  | "no-web-bluetooth"
  | "insecure-page"
  | "no-adapter"
  | "none-chosen"
  | "not-allowed"
  | "not-reached"
  | "browser-stuck"
  | "no-token";

export class BluetoothProblem extends Error {
  override readonly name = "BluetoothProblem";
  readonly code: BluetoothCode;

  constructor(code: BluetoothCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the server, or the way to it, says no with. */
type ServerCode =
  | "server-away"
  | "server-failed"
  | "foreign-token"
  /** No token has the key that this one speaks with. */
  | "unknown-alias"
  | "page-refused"
  /** Without a network: all that were held for this token are spent; it is another place's; it is none of those with its digits. */
  | "no-ticket"
  | "other-place"
  | "digits-shared";

/** Thrown by a SyncAuthority. `reason` is the server's own word, where it gave one. */
export class ServerProblem extends Error {
  override readonly name = "ServerProblem";
  readonly code: ServerCode;
  readonly reason: string;

  constructor(code: ServerCode, reason: string = code) {
    super(`the server: ${reason}`);
    this.code = code;
    this.reason = reason;
  }
}

type SyncProblem = SyncBroken | TokenRefusal | BluetoothProblem | ServerProblem;
export type ProblemCode = LinkCode | TokenCode | BluetoothCode | ServerCode | ClockCode;
/** What the page says of this computer's clock (server-clock.ts). */
type ClockCode = "computer-clock-off" | "computer-clock-jumped";

export function isSyncProblem(error: unknown): error is SyncProblem {
  return (
    error instanceof SyncBroken ||
    error instanceof TokenRefusal ||
    error instanceof BluetoothProblem ||
    error instanceof ServerProblem
  );
}

/** A new link may help: everything that was read so far is kept. */
export function isWorthRetrying(error: unknown): boolean {
  if (error instanceof SyncBroken) return true;
  if (error instanceof BluetoothProblem) return error.code === "not-reached";
  // Another station's ticket was taken meanwhile, or the counter ran ahead: the next one is above it.
  return error instanceof TokenRefusal && error.code === "ticket-spent";
}
