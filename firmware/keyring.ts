/** Day key of the slot → day key of today → sub key of the epoch. Later days live in RAM only. */
import { EPOCHS_PER_DAY } from "../protocol/epoch.ts";
import { PAGE_DAY_KEY_SLOT } from "../protocol/page.ts";
import { firstSubKey, laterDayKey } from "../protocol/rolling-id.ts";
import { readFlash, sha256 } from "./hardware.ts";
import { pageAddress } from "./open-page.ts";
import { DAY, stateHalves } from "./state.ts";

let day = 0;
let dayKey: Uint8Array;
let subKey: Uint8Array;
/** Epoch of the day that `subKey` belongs to. */
let subIndex = 0;

/** The sub key (32 bytes) of an epoch, which lies not before the day of the key in the slot. */
export function subKeyOf(epoch: number): Uint8Array {
  const wanted = (epoch / EPOCHS_PER_DAY) | 0;
  const index = epoch % EPOCHS_PER_DAY;
  if (wanted !== day || index < subIndex) {
    if (wanted < day || !day) {
      dayKey = readFlash(32, pageAddress + PAGE_DAY_KEY_SLOT);
      day = stateHalves[DAY];
    }
    dayKey = laterDayKey(sha256, dayKey, wanted - day);
    day = wanted;
    subKey = firstSubKey(sha256, dayKey);
    subIndex = 0;
  }
  while (subIndex < index) {
    subKey = sha256(subKey);
    subIndex++;
  }
  return subKey;
}
