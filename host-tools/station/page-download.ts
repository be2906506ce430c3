/** Reads one page in numbered chunks (SPEC.md §8), from where an earlier link broke; a chunk that stays away is asked for again. */
import { readU16, writeInteger } from "../../protocol/bytes.ts";
import { closeWord, PAGE_BYTES, PAGE_CLOSE, PAGE_FRAMES, PAGE_MAC } from "../../protocol/page.ts";
import { CHUNK_HEADER_BYTES, type ControlMessage } from "../../protocol/sync.ts";
import type { ControlChannel, SyncTransport } from "./control-channel.ts";
import { SyncBroken } from "./errors.ts";

/** Chunks in flight: what a token's notify queue and a connection interval hold without loss. */
const WINDOW = 6;
/** Silence after which the rest is asked for again, and how often. */
const QUIET_MILLISECONDS = 1_000;
const ATTEMPTS = 8;
/** Asked for to learn how long a notification of this link is: longer than any board's. */
const PROBE_BYTES = 136;

export type PageEntry = Extract<ControlMessage, { name: "page" }>;

interface PageRead {
  /** Called after each chunk with all that is known of the page from its start. */
  readonly onBytes: (known: Uint8Array) => void;
  /** The page's first bytes as an earlier link left them. */
  readonly known?: Uint8Array | undefined;
}

/** The page's bytes 0..length. Throws SyncBroken when chunks stay away, TokenRefusal when the token refuses. */
export async function readPage(
  control: ControlChannel,
  transport: SyncTransport,
  page: PageEntry,
  { onBytes, known = new Uint8Array(0) }: PageRead,
): Promise<Uint8Array> {
  // A page of flash is no longer than this, whatever the other side says.
  if (page.length < PAGE_FRAMES || page.length > PAGE_BYTES)
    throw new SyncBroken("no-protocol", `page ${page.sequence} is said to have ${page.length} bytes`);
  const bytes = new Uint8Array(page.length);
  bytes.set(known.subarray(0, page.length));
  let received = Math.min(known.length, page.length);
  const range = (from: number, to: number, chunk: number) =>
    readRange(control, transport, { page, bytes, from, to, chunk }, (upTo) => {
      // What was known may reach further than the probe.
      received = Math.max(received, upTo);
      onBytes(bytes.subarray(0, received));
    });
  for (let attempt = 0; received < page.length; attempt++) {
    if (attempt === ATTEMPTS)
      throw new SyncBroken("chunks-lost", `page ${page.sequence} stopped at byte ${received}`);
    const before = received;
    // Neither side is told the MTU: the first chunk is as long as the token can make it, and what arrives of it tells.
    if (control.chunkBytes === 0) control.chunkBytes = await range(0, PROBE_BYTES, 0);
    else await range(received, page.length, control.chunkBytes);
    if (received > before) attempt = -1;
  }
  return asListed(bytes, page);
}

/** The start may have been read when the page was open and shorter: close word and MAC as they are listed now. */
function asListed(bytes: Uint8Array, page: PageEntry): Uint8Array {
  writeInteger(bytes, PAGE_CLOSE, 4, closeWord(page.length));
  bytes.set(page.mac, PAGE_MAC);
  return bytes;
}

interface Range {
  readonly page: PageEntry;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Bytes per chunk; 0: one chunk, as long as the link takes. */
  readonly chunk: number;
}

/** Reads on until the end of the range or until chunks stop coming in order; returns how many bytes came. */
async function readRange(
  control: ControlChannel,
  transport: SyncTransport,
  { page, bytes, from, to, chunk }: Range,
  onBytes: (upTo: number) => void,
): Promise<number> {
  let at = from;
  let expected = 0;
  /** Something came since it was last looked at; it may come while an acknowledgement is under way. */
  let isFresh = false;
  let arrived: () => void = () => {};
  transport.onData = (notified) => {
    const body = notified.subarray(CHUNK_HEADER_BYTES);
    // A gap ends the range: what follows it is not kept, the next READ starts at the gap.
    if (body.length > 0 && readU16(notified, 0) === expected && at + body.length <= to) {
      bytes.set(body, at);
      at += body.length;
      expected++;
      onBytes(at);
    }
    isFresh = true;
    arrived();
  };
  await control.send({
    name: "read",
    sequence: page.sequence,
    offset: from,
    length: to - from,
    window: WINDOW,
    chunk,
  });
  let acknowledged = 0;
  while (at < to) {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    if (!isFresh) await transport.within(QUIET_MILLISECONDS, arrival);
    control.check();
    // Only silence ends a range: chunks still on their way must not be taken for those of the next READ.
    if (!isFresh) break;
    isFresh = false;
    if (chunk === 0 && at > from) break;
    if (expected - acknowledged >= WINDOW / 2 && at < to) {
      acknowledged = expected;
      await control.send({ name: "ack", chunk: expected - 1 });
    }
  }
  return at - from;
}
