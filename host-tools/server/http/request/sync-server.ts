import type { Receipt, SignedTime, Ticket } from "../../../../protocol/authority.ts";
import type { PageUpload, TicketOptions } from "../../server.ts";
import type { Health, HelloMessage } from "../../tokens/authority.ts";

/** What a station needs of the server for a sync. */
export interface SyncServer {
  /** Serial of the token that said HELLO under this name. Refusal: unknown-alias. */
  whoSays(name: string, hello: HelloMessage): number;
  issueTicket(serial: number, options?: TicketOptions): Promise<Ticket>;
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime>;
  receivePage(upload: PageUpload): Promise<Receipt>;
  receiveHealth(serial: number, health: Health): Promise<void>;
}
