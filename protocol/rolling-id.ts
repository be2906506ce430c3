/**
 * Bluezone's key chain (Bluezone 3.0.3, BluezoneIdGenerator):
 * day key → next day key by SHA-256; day key → 96 sub keys, each the SHA-256 of the last; sub key → 12-byte rolling ID.
 */
import { EPOCHS_PER_DAY } from "./epoch.ts";
import { derive, type Sha256 } from "./hash.ts";
import { PREFIX_BYTES } from "./record.ts";

export const ROLLING_ID_BYTES = 12;

/** The salt as Bluezone spells it. */
const SUB_KEY_SALT = "bluzonesubkey";

/** Day key `days` (>= 0) later. There is no way back: a day key tells every later day and no earlier one. */
export function laterDayKey(sha256: Sha256, dayKey: Uint8Array, days: number): Uint8Array {
  let key = dayKey;
  for (let i = 0; i < days; i++) key = sha256(key);
  return key;
}

/** Sub key (32 bytes) of the first epoch of the day. */
export function firstSubKey(sha256: Sha256, dayKey: Uint8Array): Uint8Array {
  return derive(sha256, dayKey, SUB_KEY_SALT);
}

/** Rolling ID (12 bytes) of a sub key: bytes 0,4,8,12,16 and then every second one. */
export function rollingIdOf(subKey: Uint8Array): Uint8Array {
  const id = new Uint8Array(ROLLING_ID_BYTES);
  for (let i = 0; i < ROLLING_ID_BYTES; i++) id[i] = subKey[i < 4 ? 4 * i : 8 + 2 * i]!;
  return id;
}

/** The day's 96 rolling IDs, in order of epoch. */
export function rollingIdsOfDay(sha256: Sha256, dayKey: Uint8Array): Uint8Array[] {
  const ids: Uint8Array[] = [];
  let subKey = firstSubKey(sha256, dayKey);
  for (let i = 0; i < EPOCHS_PER_DAY; i++) {
    ids.push(rollingIdOf(subKey));
    subKey = sha256(subKey);
  }
  return ids;
}

/** First six bytes of a rolling ID as an integer, big endian: exact in a double and in an int8. */
export function prefixNumber(rollingId: Uint8Array): number {
  let value = 0;
  for (let i = 0; i < PREFIX_BYTES; i++) value = value * 256 + rollingId[i]!;
  return value;
}
