/** What a station asks of the server during a sync. */
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import type { ControlMessage } from "../../protocol/sync.ts";
import type { PageEntry } from "./page-download.ts";

/**
 * What the server does for a station during a sync, by itself or through what the station holds ahead. It throws
 * ServerProblem; what it cannot do without a network it leaves undone by resolving to undefined.
 */
export interface SyncAuthority {
  /** Who the token is that says HELLO under this name, with a ticket; without the server those that it may be. */
  admit(name: string, hello: Message<"hello">): Promise<readonly Admission[]>;
  /** Undefined: the token's clock is left as it is. */
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime | undefined>;
  /** A receipt that is held for exactly these bytes since an earlier visit: the page need not be read again. */
  receiptFor?(serial: number, page: PageEntry): Promise<Receipt | undefined>;
  /** Resolves with a receipt once the bytes are durable at the server, to undefined when they are kept for it. */
  receivePage(upload: PageUpload): Promise<Receipt | undefined>;
  receiveHealth(serial: number, report: HealthReport): Promise<void>;
}

export interface Admission {
  readonly serial: number;
  readonly ticket: Ticket;
  /** Only the digits of the name say so: the token takes the ticket if it is the one. */
  readonly isGuess?: boolean;
}

/** A sealed page as it came off a token. */
export interface PageUpload {
  readonly serial: number;
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
  readonly bytes: Uint8Array;
  /** The token said that its chain of page keys was restarted at this page. */
  readonly restarted: boolean;
}

type Message<N extends ControlMessage["name"]> = Extract<ControlMessage, { name: N }>;

export interface HealthReport {
  readonly report: Message<"healthReport">;
  readonly mac: Uint8Array;
  /** Unix seconds: the token's last authenticated time. */
  readonly anchor: number;
}
