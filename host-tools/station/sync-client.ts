/**
 * The station's side of a sync (SPEC.md §8), over any transport: Web Bluetooth in the page, the GATT model in tests.
 * It relays sealed pages between a token and the server and holds no key.
 */
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import { readU24 } from "../../protocol/bytes.ts";
import { PAGE_EPOCH_BASE } from "../../protocol/page.ts";
import type { ControlMessage } from "../../protocol/sync.ts";
import { HELLO_VERSION, PAGE_LAST, PAGE_RECEIPTED, PAGE_RESTARTED } from "../../protocol/sync.ts";
import { ControlChannel, type SyncTransport } from "./control-channel.ts";
import { ServerProblem, SyncBroken, TokenRefusal } from "./errors.ts";
import { type PageEntry, readPage } from "./page-download.ts";
import type { PartialPages } from "./partial-pages.ts";

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

export interface SyncResult {
  readonly serial: number;
  /** As the token had it when the station came, and whether it took the server's time. */
  readonly clock: { readonly known: boolean; readonly trusted: boolean; readonly set: boolean };
  /** Pages that got their receipt in this visit. */
  readonly pages: number;
  /** Pages that are kept here until the server can have them; the token keeps them too. */
  readonly kept: number;
  /** Bytes of the pages read, with those that an earlier link had brought. */
  readonly bytes: number;
  /** The epoch with which the oldest of the pages that were read begins; undefined where none was. */
  readonly firstEpoch: number | undefined;
  readonly health: Message<"healthReport">;
  /** Pages that the server would not take, or the token not free, with the reason; the token keeps them. */
  readonly refused: readonly { readonly sequence: number; readonly reason: string }[];
}

interface SyncProgress {
  readonly bytes: number;
  readonly ofBytes: number;
}

/** Where a sync stands, in this order; "pages" lasts longest. */
export type SyncState = "open" | "ticket" | "time" | "list" | "pages" | "health" | "bye";

export interface SyncOptions {
  readonly onProgress?: (progress: SyncProgress) => void;
  readonly onState?: (state: SyncState, serial: number | undefined) => void;
  /** What earlier links left of pages, and where this one leaves it. */
  readonly partials?: PartialPages;
  /** Serial of the token that is meant: any other one is sent away before it gets a ticket. */
  readonly expected?: number;
}

/** More pages than any board's log has. */
const MOST_PAGES = 1024;

/**
 * One whole sync of a connected token: ticket, time, every page that has no receipt yet, health.
 * Throws TokenRefusal, SyncBroken when the link is lost or silent, ServerProblem when there is no ticket.
 */
export async function syncToken(
  transport: SyncTransport,
  authority: SyncAuthority,
  options: SyncOptions = {},
): Promise<SyncResult> {
  const { onState = () => {}, expected } = options;
  const control = new ControlChannel(transport);
  onState("open", undefined);
  const hello = await control.ask({ name: "open" }, "hello");
  if (hello.version !== HELLO_VERSION)
    throw new SyncBroken("no-protocol", `the token says HELLO of version ${hello.version}`);
  onState("ticket", undefined);
  const serial = await showTicket(control, await authority.admit(transport.name, hello), expected);
  onState("time", serial);
  const time = await authority.signTime(serial, hello.nonce);
  if (time) await confirm(control, { name: "time", ...time });
  onState("list", serial);
  const pages = await listPages(control);
  onState("pages", serial);
  const taken = await takePages({ control, transport, authority, serial, options }, pages);
  onState("health", serial);
  const report = await control.ask({ name: "health" }, "healthReport");
  const { mac, anchor } = await control.next("healthMac");
  await authority.receiveHealth(serial, { report, mac, anchor });
  onState("bye", serial);
  await control.ask({ name: "bye" }, "ok");
  return {
    serial,
    clock: {
      known: (hello.flags & 1) !== 0,
      trusted: (hello.flags & 2) !== 0,
      set: time !== undefined,
    },
    ...taken,
    health: report,
  };
}

interface Session {
  readonly control: ControlChannel;
  readonly transport: SyncTransport;
  readonly authority: SyncAuthority;
  readonly serial: number;
  readonly options: SyncOptions;
}

type Taken = Pick<SyncResult, "pages" | "kept" | "bytes" | "firstEpoch" | "refused">;

/** Oldest first, so that what has a receipt is always the beginning of the log. */
async function takePages(session: Session, pages: readonly PageEntry[]): Promise<Taken> {
  const { onProgress = () => {} } = session.options;
  const wanted = pages.filter((page) => (page.state & 3) !== PAGE_RECEIPTED);
  const ofBytes = wanted.reduce((sum, page) => sum + page.length, 0);
  const refused: { sequence: number; reason: string }[] = [];
  let [freed, kept, bytes] = [0, 0, 0];
  let firstEpoch: number | undefined;
  for (const page of wanted) {
    const { sequence, length } = page;
    const outcome = await takePage(session, page, (read) => onProgress({ bytes: bytes + read, ofBytes }));
    bytes += length;
    if (outcome.how === "refused") refused.push({ sequence, reason: outcome.reason });
    else firstEpoch ??= outcome.epoch;
    if (outcome.how === "freed") freed++;
    else if (outcome.how === "kept") kept++;
    onProgress({ bytes, ofBytes });
  }
  return { pages: freed, kept, bytes, firstEpoch, refused };
}

type Outcome =
  /** `epoch`: with which the page begins, where it was read. */
  | { readonly how: "freed" | "kept"; readonly epoch: number | undefined }
  | { readonly how: "refused"; readonly reason: string };

async function takePage(
  { control, transport, authority, serial, options }: Session,
  page: PageEntry,
  onBytes: (read: number) => void,
): Promise<Outcome> {
  const { partials } = options;
  const { sequence, length, mac } = page;
  let receipt = await authority.receiptFor?.(serial, page);
  let epoch: number | undefined;
  for (let known = await partials?.get(serial, sequence); !receipt; known = undefined) {
    const bytes = await readPage(control, transport, page, {
      known,
      onBytes(read) {
        partials?.put(serial, sequence, read);
        onBytes(read.length);
      },
    });
    const restarted = (page.state & PAGE_RESTARTED) !== 0;
    try {
      receipt = await authority.receivePage({ serial, sequence, length, mac, bytes, restarted });
    } catch (error) {
      // The beginning may have been another page's: once more, all of it from the token.
      const isServersWord = !(error instanceof ServerProblem) || error.code === "page-refused";
      if (isServersWord) await partials?.drop(serial, sequence);
      if (isServersWord && known) continue;
      return { how: "refused", reason: reasonOf(error) };
    }
    epoch = readU24(bytes, PAGE_EPOCH_BASE);
    if (!receipt) return { how: "kept", epoch };
  }
  try {
    await confirm(control, { name: "receipt", ...receipt });
  } catch (error) {
    if (error instanceof SyncBroken) throw error;
    return { how: "refused", reason: reasonOf(error) };
  }
  await partials?.drop(serial, sequence);
  return { how: "freed", epoch };
}

function reasonOf(error: unknown): string {
  if (error instanceof ServerProblem) return error.reason;
  return error instanceof Error ? error.message : String(error);
}

/**
 * Shows the token the tickets of those that it may be until it takes one; returns whose that was. A wrong one costs a token nothing.
 * Throws ServerProblem (digits-shared) when it is none of those that were guessed.
 */
async function showTicket(
  control: ControlChannel,
  admissions: readonly Admission[],
  expected: number | undefined,
): Promise<number> {
  const meant = admissions.filter(({ serial }) => expected === undefined || serial === expected);
  if (meant.length === 0)
    throw new SyncBroken("no-protocol", `token ${admissions[0]?.serial} answers, ${expected} was meant`);
  for (const { serial, ticket, isGuess } of meant)
    try {
      await confirm(control, { name: "ticket", ...ticket });
      return serial;
    } catch (error) {
      const isAnother = error instanceof TokenRefusal && error.code === "ticket-foreign";
      if (!isGuess || !isAnother) throw error;
    }
  throw new ServerProblem("digits-shared");
}

async function confirm(control: ControlChannel, message: ControlMessage): Promise<void> {
  await control.ask(message, "ok");
}

async function listPages(control: ControlChannel): Promise<PageEntry[]> {
  const pages = [await control.ask({ name: "list" }, "page")];
  while ((pages.at(-1)!.state & PAGE_LAST) === 0) {
    const page = await control.next("page");
    if (page.sequence <= pages.at(-1)!.sequence || pages.length >= MOST_PAGES)
      throw new SyncBroken("no-protocol", "the list of pages does not end");
    pages.push(page);
  }
  return pages;
}
