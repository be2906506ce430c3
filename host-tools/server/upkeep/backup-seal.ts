/**
 * What a backup ends with: a MAC over everything before it, under a key that follows from the wrapping key. What a backup says
 * is done when it is restored, so that nothing of it is read before the seal holds.
 */
import { sameBytes } from "../../../protocol/bytes.ts";
import { type DiskFile, disk } from "../disk/disk.ts";
import { readFully } from "../disk/whole.ts";
import { decodeEvent, type EventOf, encodeEvent } from "../journal/events.ts";
import { frameAt, frameOf } from "../journal/frames.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";

const LABEL = "bluezone-token backup";
/** Of what stands in a backup. */
const VERSION = 1;
const MAC_BYTES = 32;
const READ_AT_ONCE = 1024 * 1024;

function sealFrame(fingerprint: string, mac = new Uint8Array(MAC_BYTES)): Uint8Array[] {
  return [encodeEvent({ kind: "seal", at: 0, version: VERSION, fingerprint, mac })];
}

const SEAL_BYTES = frameOf(sealFrame("00000000")).length;

/** The frames with their seal behind them. The MAC covers the bytes of their file and the seal's own with a MAC of zeros. */
export async function* sealedFrames(
  frames: AsyncIterable<Uint8Array[]>,
  keys: KeyWrapping,
): AsyncGenerator<Uint8Array[]> {
  const mac = keys.mac(LABEL);
  for await (const entries of frames) {
    mac.update(frameOf(entries));
    yield entries;
  }
  mac.update(frameOf(sealFrame(keys.fingerprint)));
  yield sealFrame(keys.fingerprint, new Uint8Array(mac.digest()));
}

/**
 * Reads a backup's bytes from beginning to end, and believes nothing of them. Returns where the seal begins. Throws when there is
 * none, or it is another key's, or does not hold; `name` names the file.
 */
export async function checkSeal(file: DiskFile, name: string, keys: KeyWrapping): Promise<number> {
  const start = (await file.size()) - SEAL_BYTES;
  const seal = start < 0 ? undefined : await readSeal(file, start);
  if (!seal)
    throw new Error(
      `${name} has no MAC at its end: it is damaged, cut short, or no backup of this program. Nothing of it was taken.`,
    );
  const { version, fingerprint } = seal;
  if (version > VERSION) throw new Error(`${name} was written by a newer version of the program.`);
  if (fingerprint !== keys.fingerprint)
    throw new Error(
      `${name} was written under the wrapping key ${fingerprint}; the one given is ${keys.fingerprint}.`,
    );
  const mac = keys.mac(LABEL);
  for (let at = 0; at < start; at += READ_AT_ONCE) {
    const bytes = new Uint8Array(Math.min(READ_AT_ONCE, start - at));
    await readFully(file, bytes, at);
    mac.update(bytes);
  }
  mac.update(frameOf(sealFrame(fingerprint)));
  if (!sameBytes(mac.digest(), seal.mac))
    throw new Error(
      `${name} is damaged, or somebody has changed it: its MAC does not hold. Nothing of it was taken; use another backup.`,
    );
  return start;
}

/** Takes the seal off a copy that was checked: a journal has none. */
export async function takeSealOff(path: string): Promise<void> {
  const file = await disk().open(path, "update");
  try {
    await file.truncate((await file.size()) - SEAL_BYTES);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readSeal(file: DiskFile, start: number): Promise<EventOf<"seal"> | undefined> {
  const bytes = new Uint8Array(SEAL_BYTES);
  await readFully(file, bytes, start);
  const frame = frameAt(bytes, 0);
  if (frame?.entries.length !== 1) return undefined;
  try {
    const event = decodeEvent(frame.entries[0]!);
    return event.kind === "seal" && event.mac instanceof Uint8Array ? event : undefined;
  } catch {
    return undefined;
  }
}
