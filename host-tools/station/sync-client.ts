/**
 * The station's side of a sync (SPEC.md §8), over any transport: Web Bluetooth in the page, the GATT model in tests.
 * It relays sealed pages between a token and the server and holds no key.
 */
import type { ControlMessage } from "../../protocol/sync.ts";
import { HELLO_VERSION, PAGE_LAST } from "../../protocol/sync.ts";
import { ControlChannel, type SyncTransport } from "./control-channel.ts";
import { ServerProblem, SyncBroken, TokenRefusal } from "./errors.ts";
import type { PageEntry } from "./page-download.ts";
import type { PartialPages } from "./partial-pages.ts";
import type { Admission, SyncAuthority } from "./sync-authority.ts";
import { type SyncProgress, type Taken, takePages, type WaitingFor } from "./take-pages.ts";

export interface SyncResult extends Taken {
  readonly serial: number;
  /**
   * As the token had it when the station came, and whether it took the server's time. "isFirst": it has never taken a ticket, so that
   * nobody could have told it the time.
   */
  readonly clock: {
    readonly known: boolean;
    readonly trusted: boolean;
    readonly set: boolean;
    readonly isFirst: boolean;
  };
  readonly health: Extract<ControlMessage, { name: "healthReport" }>;
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
  /** Wraps what is the server's to answer, while the token says nothing. */
  readonly waitingFor?: WaitingFor;
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
  const { onState = () => {}, onProgress = () => {}, partials, expected } = options;
  const waitingFor: WaitingFor = options.waitingFor ?? ((work) => work);
  const control = new ControlChannel(transport);
  onState("open", undefined);
  const hello = await control.ask({ name: "open" }, "hello");
  if (hello.version !== HELLO_VERSION)
    throw new SyncBroken("no-protocol", `the token says HELLO of version ${hello.version}`);
  onState("ticket", undefined);
  const admissions = await waitingFor(authority.admit(transport.name, hello));
  const serial = await showTicket(control, admissions, expected);
  onState("time", serial);
  const time = await waitingFor(authority.signTime(serial, hello.nonce));
  if (time) await control.ask({ name: "time", ...time }, "ok");
  onState("list", serial);
  const pages = await listPages(control);
  onState("pages", serial);
  const session = { control, transport, authority, serial, partials, onProgress, waitingFor };
  const taken = await takePages(session, pages);
  onState("health", serial);
  const report = await control.ask({ name: "health" }, "healthReport");
  const { mac, anchor } = await control.next("healthMac");
  await waitingFor(authority.receiveHealth(serial, { report, mac, anchor }));
  onState("bye", serial);
  await control.ask({ name: "bye" }, "ok");
  return {
    serial,
    clock: {
      known: (hello.flags & 1) !== 0,
      trusted: (hello.flags & 2) !== 0,
      set: time !== undefined,
      isFirst: hello.ticketHighest === 0,
    },
    ...taken,
    health: report,
  };
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
      await control.ask({ name: "ticket", ...ticket }, "ok");
      return serial;
    } catch (error) {
      const isAnother = error instanceof TokenRefusal && error.code === "ticket-foreign";
      if (!isGuess || !isAnother) throw error;
    }
  throw new ServerProblem("digits-shared");
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
