/**
 * How a token is called (SPEC.md §11): by tags that only the server and the token itself can reckon, another four in each epoch. The
 * server gives tags away and never the key that they are of.
 */
import { bytesOf, writeInteger } from "./bytes.ts";
import { type GateAdvert, TAG_BYTES } from "./gate-advert.ts";
import { type HmacKey, hmac, type Sha256 } from "./hash.ts";

/**
 * What a tag says, in the order of the tags in the MAC; of several to one token the first holds. withdrawn: the call is over; call: the
 * station asks the wearer to come; care: the battery is due, or the log has not been fetched for long; lost: the token is looked for.
 */
export const RECALL_WORDS = ["withdrawn", "call", "care", "lost"] as const;
export type RecallWord = (typeof RECALL_WORDS)[number];

/** What the MAC of a token's tags is of, before the epoch. */
export const RECALL_LABEL = "recall";
const EPOCH_BYTES = 3;

/** A token's four tags of an epoch, 7 bytes each, in the order of RECALL_WORDS: bytes 0..27 of the HMAC of "recall" ‖ epoch u24. */
export function recallTags(sha256: Sha256, tokenKey: HmacKey, epoch: number): Uint8Array[] {
  const message = new Uint8Array(RECALL_LABEL.length + EPOCH_BYTES);
  message.set(bytesOf(RECALL_LABEL), 0);
  writeInteger(message, RECALL_LABEL.length, EPOCH_BYTES, epoch);
  const mac = hmac(sha256, tokenKey, message);
  return RECALL_WORDS.map((_, i) => mac.slice(i * TAG_BYTES, (i + 1) * TAG_BYTES));
}

/** What a gate's advert says to the token whose tags of that epoch these are (recallTags); undefined where it says nothing to it. */
export function recallFor(
  advert: GateAdvert,
  epoch: number,
  tags: readonly Uint8Array[],
): RecallWord | undefined {
  if (advert.kind !== "recall" || advert.epochLow !== epoch % 0x10000) return undefined;
  return RECALL_WORDS.find((_, i) => advert.tags.some((tag) => sameTag(tag, tags[i]!)));
}

function sameTag(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < TAG_BYTES; i++) if (a[i] !== b[i]) return false;
  return true;
}
