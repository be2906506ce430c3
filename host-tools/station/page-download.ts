/** Reads one page in numbered chunks (SPEC.md §8): a chunk that does not come is asked for again. */
import { readU16 } from "../../protocol/bytes.ts";
import { CHUNK_HEADER_BYTES, type ControlMessage } from "../../protocol/sync.ts";
import type { ControlChannel, SyncTransport } from "./control-channel.ts";
import { SyncBroken } from "./errors.ts";

/** Chunks in flight: what a token's notify queue and a connection interval hold without loss. */
const WINDOW = 6;
/** Silence after which the rest is asked for again, and how often. */
const QUIET_MILLISECONDS = 1_000;
const ATTEMPTS = 8;

type PageEntry = Extract<ControlMessage, { name: "page" }>;

/** The page's bytes 0..length. Throws SyncBroken when chunks stay away, TokenRefusal when the token refuses. */
export async function readPage(
  control: ControlChannel,
  transport: SyncTransport,
  page: PageEntry,
  onBytes: (received: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(page.length);
  let received = 0;
  // Neither side is told the MTU: the first chunk is as long as the token can make it, and what arrives of it tells.
  for (let attempt = 0; received < page.length; attempt++) {
    if (attempt === ATTEMPTS) throw new SyncBroken(`page ${page.sequence} stopped at byte ${received}`);
    const before = received;
    received = await readRange(control, transport, page, bytes, received, onBytes);
    if (received > before) attempt = -1;
  }
  return bytes;
}

/** Reads on from `from` until the end or until chunks stop coming in order; returns how far it came. */
async function readRange(
  control: ControlChannel,
  transport: SyncTransport,
  page: PageEntry,
  bytes: Uint8Array,
  from: number,
  onBytes: (received: number) => void,
): Promise<number> {
  let received = from;
  let expected = 0;
  let arrived: () => void = () => {};
  transport.onData = (notified) => {
    const body = notified.subarray(CHUNK_HEADER_BYTES);
    // A gap ends the range: what follows it is not kept, the next READ starts at the gap.
    if (
      notified.length > CHUNK_HEADER_BYTES &&
      readU16(notified, 0) === expected &&
      received + body.length <= page.length
    ) {
      bytes.set(body, received);
      received += body.length;
      expected++;
      onBytes(received);
    }
    arrived();
  };
  const chunk = control.chunkBytes;
  await control.send({
    name: "read",
    sequence: page.sequence,
    offset: from,
    length: page.length - from,
    window: WINDOW,
    chunk,
  });
  let acknowledged = 0;
  while (received < page.length) {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const heard = await transport.within(QUIET_MILLISECONDS, arrival);
    if (control.refused) await control.next("ok");
    // Only silence ends a range: chunks still on their way must not be taken for those of the next READ.
    if (!heard) break;
    if (chunk === 0 && received > from) {
      control.chunkBytes = received - from;
      break;
    }
    if (expected - acknowledged >= WINDOW / 2 && received < page.length) {
      acknowledged = expected;
      await control.send({ name: "ack", chunk: expected - 1 });
    }
  }
  return received;
}
