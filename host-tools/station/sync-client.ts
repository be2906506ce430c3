/**
 * The station's side of a sync (SPEC.md §8), over any transport: Web Bluetooth in the page, the GATT model in tests.
 * It relays sealed pages between a token and the server and holds no key.
 */
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import type { ControlMessage } from "../../protocol/sync.ts";
import { PAGE_LAST, PAGE_RECEIPTED, PAGE_RESTARTED } from "../../protocol/sync.ts";
import { ControlChannel, type SyncTransport } from "./control-channel.ts";
import { readPage } from "./page-download.ts";

/** What the server does for a station during a sync. */
export interface SyncAuthority {
  issueTicket(serial: number): Promise<Ticket>;
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime>;
  /** Resolves with a receipt once the bytes are durable; throws with a reason when they are refused. */
  receivePage(upload: PageUpload): Promise<Receipt>;
  receiveHealth(serial: number, report: HealthReport): Promise<void>;
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
}

export interface SyncResult {
  readonly serial: number;
  readonly clock: { readonly known: boolean; readonly trusted: boolean };
  readonly pages: number;
  readonly bytes: number;
  readonly health: Message<"healthReport">;
  /** Pages that the server would not take, with its reason; the token keeps them. */
  readonly refused: readonly { readonly sequence: number; readonly reason: string }[];
}

export interface SyncProgress {
  readonly bytes: number;
  readonly ofBytes: number;
}

/**
 * One whole sync of a connected token: ticket, time, every page that has no receipt yet, health.
 * Throws TokenRefusal, SyncBroken when the link is lost or silent, or what the authority throws before the first page.
 */
export async function syncToken(
  transport: SyncTransport,
  authority: SyncAuthority,
  onProgress: (progress: SyncProgress) => void = () => {},
): Promise<SyncResult> {
  const control = new ControlChannel(transport);
  const hello = await control.ask({ name: "open" }, "hello");
  const { serial } = hello;
  await confirm(control, { name: "ticket", ...(await authority.issueTicket(serial)) });
  await confirm(control, { name: "time", ...(await authority.signTime(serial, hello.nonce)) });

  const pages = await listPages(control);
  const wanted = pages.filter((page) => (page.state & 3) !== PAGE_RECEIPTED);
  const ofBytes = wanted.reduce((sum, page) => sum + page.length, 0);
  const refused: { sequence: number; reason: string }[] = [];
  let bytesDone = 0;
  for (const page of wanted) {
    const { sequence, length, mac, state } = page;
    const bytes = await readPage(control, transport, page, (bytes) =>
      onProgress({ bytes: bytesDone + bytes, ofBytes }),
    );
    bytesDone += length;
    let receipt: Receipt;
    try {
      receipt = await authority.receivePage({
        serial,
        sequence,
        length,
        mac,
        bytes,
        restarted: (state & PAGE_RESTARTED) !== 0,
      });
    } catch (error) {
      refused.push({ sequence, reason: error instanceof Error ? error.message : String(error) });
      continue;
    }
    await confirm(control, { name: "receipt", ...receipt });
  }

  const report = await control.ask({ name: "health" }, "healthReport");
  const { mac } = await control.next("healthMac");
  await authority.receiveHealth(serial, { report, mac });
  await control.ask({ name: "bye" }, "ok");
  return {
    serial,
    clock: { known: (hello.flags & 1) !== 0, trusted: (hello.flags & 2) !== 0 },
    pages: wanted.length - refused.length,
    bytes: bytesDone,
    health: report,
    refused,
  };
}

async function confirm(control: ControlChannel, message: ControlMessage): Promise<void> {
  await control.ask(message, "ok");
}

async function listPages(control: ControlChannel): Promise<Message<"page">[]> {
  const pages = [await control.ask({ name: "list" }, "page")];
  while ((pages.at(-1)!.state & PAGE_LAST) === 0) pages.push(await control.next("page"));
  return pages;
}
