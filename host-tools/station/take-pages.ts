/** The pages that wait in a token: read, handed in, and given their receipts. */
import type { Receipt } from "../../protocol/authority.ts";
import { readU24 } from "../../protocol/bytes.ts";
import { PAGE_EPOCH_BASE } from "../../protocol/page.ts";
import { PAGE_RECEIPTED, PAGE_RESTARTED } from "../../protocol/sync.ts";
import type { ControlChannel, SyncTransport } from "./control-channel.ts";
import { ServerProblem, SyncBroken } from "./errors.ts";
import { type PageEntry, readPage } from "./page-download.ts";
import type { PartialPages } from "./partial-pages.ts";
import type { SyncAuthority } from "./sync-authority.ts";

interface Session {
  readonly control: ControlChannel;
  readonly transport: SyncTransport;
  readonly authority: SyncAuthority;
  readonly serial: number;
  /** What earlier links left of pages, and where this one leaves it. */
  readonly partials: PartialPages | undefined;
  readonly onProgress: (progress: SyncProgress) => void;
  /** Wraps what is the server's to answer, while the token says nothing. */
  readonly waitingFor: WaitingFor;
}

export interface SyncProgress {
  readonly bytes: number;
  readonly ofBytes: number;
}

export type WaitingFor = <T>(work: Promise<T>) => Promise<T>;

export interface Taken {
  /** Pages that got their receipt in this visit. */
  readonly pages: number;
  /** Pages that are kept here until the server can have them; the token keeps them too. */
  readonly kept: number;
  /** Bytes of the pages read, with those that an earlier link had brought. */
  readonly bytes: number;
  /** The epoch with which the oldest of the pages that were read begins; undefined where none was. */
  readonly firstEpoch: number | undefined;
  /** Pages that the server would not take, or the token not free, with the reason; the token keeps them. */
  readonly refused: readonly { readonly sequence: number; readonly reason: string }[];
}

/**
 * Oldest first, so that what has a receipt is always the beginning of the log. While the server answers for one page the
 * next is read: on a slow line the answers take longer than the radio.
 */
export async function takePages(session: Session, pages: readonly PageEntry[]): Promise<Taken> {
  const { onProgress } = session;
  const wanted = pages.filter((page) => (page.state & 3) !== PAGE_RECEIPTED);
  const ofBytes = wanted.reduce((sum, page) => sum + page.length, 0);
  const refused: { sequence: number; reason: string }[] = [];
  let [freed, kept, bytes] = [0, 0, 0];
  let firstEpoch: number | undefined;
  const settle = async (handed: HandedIn) => {
    const outcome = await settlePage(session, handed);
    if (outcome.how === "refused") refused.push({ sequence: handed.page.sequence, reason: outcome.reason });
    else firstEpoch ??= outcome.epoch;
    if (outcome.how === "freed") freed++;
    else if (outcome.how === "kept") kept++;
  };
  let before: HandedIn | undefined;
  for (const page of wanted) {
    const onBytes = (read: number) => onProgress({ bytes: bytes + read, ofBytes });
    const handed = await handInPage(session, page, onBytes, before?.answer);
    bytes += page.length;
    onProgress({ bytes, ofBytes });
    if (before) await settle(before);
    before = handed;
  }
  if (before) await settle(before);
  return { pages: freed, kept, bytes, firstEpoch, refused };
}

/** A page that the server has to answer for; the answer is no rejection that nobody would hear of when the link ends first. */
interface HandedIn {
  readonly page: PageEntry;
  readonly answer: Promise<Answer>;
  /** With which the page begins, where it was read. */
  readonly epoch: number | undefined;
  /** Its beginning came over an earlier link, and may have been another page's. */
  readonly isPieced: boolean;
}

type Answer = { readonly receipt: Receipt | undefined } | { readonly error: unknown };

type Outcome =
  | { readonly how: "freed" | "kept"; readonly epoch: number | undefined }
  | { readonly how: "refused"; readonly reason: string };

/**
 * Reads a page, unless its receipt is held, and hands it in once the one before is answered for: a chain of page keys that
 * was restarted is known to the server from the page where it was.
 */
async function handInPage(
  session: Session,
  page: PageEntry,
  onBytes: (read: number) => void,
  before: Promise<unknown> | undefined,
): Promise<HandedIn> {
  const { authority, serial, partials, waitingFor } = session;
  const receipt = await waitingFor(Promise.resolve(authority.receiptFor?.(serial, page)));
  if (receipt) return { page, answer: Promise.resolve({ receipt }), epoch: undefined, isPieced: false };
  const known = await partials?.get(serial, page.sequence);
  const bytes = await readOf(session, page, known, onBytes);
  const answer = Promise.resolve(before).then(() => answerFor(session, page, bytes));
  return { page, answer, epoch: readU24(bytes, PAGE_EPOCH_BASE), isPieced: known !== undefined };
}

function readOf(
  { control, transport, serial, partials }: Session,
  page: PageEntry,
  known: Uint8Array | undefined,
  onBytes: (read: number) => void,
): Promise<Uint8Array> {
  return readPage(control, transport, page, {
    known,
    onBytes(read) {
      partials?.put(serial, page.sequence, read);
      onBytes(read.length);
    },
  });
}

async function answerFor(
  { authority, serial }: Session,
  page: PageEntry,
  bytes: Uint8Array,
): Promise<Answer> {
  const { sequence, length, mac } = page;
  const restarted = (page.state & PAGE_RESTARTED) !== 0;
  try {
    return { receipt: await authority.receivePage({ serial, sequence, length, mac, bytes, restarted }) };
  } catch (error) {
    return { error };
  }
}

/** Waits for the server's answer and gives the token its receipt. */
async function settlePage(session: Session, { page, answer, epoch, isPieced }: HandedIn): Promise<Outcome> {
  const { control, serial, partials, waitingFor } = session;
  const { sequence } = page;
  let answered = await waitingFor(answer);
  if ("error" in answered && isServersWord(answered.error)) {
    await partials?.drop(serial, sequence);
    if (isPieced) {
      // The beginning may have been another page's: once more, all of it from the token.
      const bytes = await readOf(session, page, undefined, () => {});
      epoch = readU24(bytes, PAGE_EPOCH_BASE);
      answered = await waitingFor(answerFor(session, page, bytes));
      if ("error" in answered && isServersWord(answered.error)) await partials?.drop(serial, sequence);
    }
  }
  if ("error" in answered) return { how: "refused", reason: reasonOf(answered.error) };
  const { receipt } = answered;
  if (!receipt) return { how: "kept", epoch };
  try {
    await control.ask({ name: "receipt", ...receipt }, "ok");
  } catch (error) {
    if (error instanceof SyncBroken) throw error;
    return { how: "refused", reason: reasonOf(error) };
  }
  await partials?.drop(serial, sequence);
  return { how: "freed", epoch };
}

/** The server has looked at the page, and will not take it. */
function isServersWord(error: unknown): boolean {
  return !(error instanceof ServerProblem) || error.code === "page-refused";
}

function reasonOf(error: unknown): string {
  if (error instanceof ServerProblem) return error.reason;
  return error instanceof Error ? error.message : String(error);
}
