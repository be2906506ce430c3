/**
 * What a place sends in an epoch to call tokens (SPEC.md §11): always as many adverts with as many tags. Which of them call somebody only the
 * server knows, which makes the set, and whoever is called.
 */
import { bytesOf, writeInteger } from "./bytes.ts";
import { dayOfEpoch } from "./epoch.ts";
import { encodeRecall, MOST_TAGS } from "./gate-advert.ts";
import { type HmacKey, hmac, hmacKey, type Sha256 } from "./hash.ts";
import { RECALL_WORDS, recallTags } from "./recall.ts";

/** Adverts of a place in an epoch: it sends one each 100 ms, round and round. */
export const RECALL_ADVERTS = 4;

/** A tag of the epoch that is nobody's, by its number. */
export type Chaff = (epoch: number, index: number) => Uint8Array;

/**
 * Chaff for all places that send one set: the tags of tokens that there are not, whose keys are the HMAC of "chaff" ‖ number u16 under
 * the set's own key. Whoever makes a set of that epoch once more so makes the same chaff.
 */
export function chaffOf(sha256: Sha256, setKey: HmacKey): Chaff {
  const call = RECALL_WORDS.indexOf("call");
  const keys = new Map<number, HmacKey>();
  return (epoch, index) => {
    const key = keys.get(index) ?? nobodysKey(sha256, setKey, index);
    keys.set(index, key);
    return recallTags(sha256, key, epoch)[call]!;
  };
}

function nobodysKey(sha256: Sha256, setKey: HmacKey, index: number): HmacKey {
  const message = new Uint8Array(7);
  message.set(bytesOf("chaff"), 0);
  writeInteger(message, 5, 2, index);
  return hmacKey(hmac(sha256, setKey, message));
}

/**
 * The adverts of an epoch, 31 bytes each. `wanted`: the tags of that epoch (recallTags) that are to be on the air, in an order that stays from epoch to
 * epoch. Where there are more than room each has its turn once in ⌈wanted / room⌉ epochs of a day, and at the same hour of as many days. Chaff fills the rest. Tags stand in the order of
 * their bytes, which is another one in each epoch and says nothing.
 */
export function recallSet(
  epoch: number,
  wanted: readonly Uint8Array[],
  chaff: Chaff,
  adverts: number = RECALL_ADVERTS,
): Uint8Array[] {
  const room = MOST_TAGS * adverts;
  const due = wanted.length > room ? turnOf(epoch, wanted, room) : wanted;
  const tags = [...due];
  while (tags.length < room) tags.push(chaff(epoch, tags.length));
  tags.sort(byBytes);
  return Array.from({ length: adverts }, (_, i) =>
    encodeRecall(epoch, tags.slice(i * MOST_TAGS, (i + 1) * MOST_TAGS)),
  );
}

/**
 * So many of them, those whose turn it is. Turns go on by 97 a day, one more than there are epochs: who comes by each morning would
 * else always meet the same turn.
 */
function turnOf(epoch: number, wanted: readonly Uint8Array[], room: number): Uint8Array[] {
  const turn = (epoch + dayOfEpoch(epoch)) % Math.ceil(wanted.length / room);
  return Array.from({ length: room }, (_, i) => wanted[(turn * room + i) % wanted.length]!);
}

function byBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
