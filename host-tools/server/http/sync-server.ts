import type { Receipt, SignedTime, Ticket } from "../../../protocol/authority.ts";
import type { HealthMessage } from "../authority.ts";
import type { PageUpload, TicketOptions } from "../core.ts";

/** What a station needs of the server for a sync. */
export interface SyncServer {
  issueTicket(serial: number, options?: TicketOptions): Promise<Ticket>;
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime>;
  receivePage(upload: PageUpload): Promise<Receipt>;
  receiveHealth(serial: number, health: { report: HealthMessage; mac: Uint8Array }): Promise<void>;
}
