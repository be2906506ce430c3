/** What a battery's voltage says to people: how full it is and when it should be changed. */
import { DAY_MS } from "../lib/time.ts";

/** Rest voltage of a CR2032 under the token's small load, mV, against what is left of it, percent; estimate, not measured. */
const CURVE: readonly (readonly [millivolts: number, percent: number])[] = [
  [3000, 100],
  [2900, 80],
  [2800, 60],
  [2700, 40],
  [2600, 25],
  [2500, 15],
  [2400, 8],
  [2200, 0],
];
/** Days from full to empty: 165 mAh of a CR2032 at the 50 µA that an office day may cost a Puck.js (docs/ENERGY.md); estimate. */
const FULL_DAYS = 137;
const LOW_PERCENT = 20;

interface BatteryOutlook {
  readonly percent: number;
  readonly isLow: boolean;
  /** Unix ms: before it the battery should be changed, with a fifth left. */
  readonly changeBefore: number;
}

export function batteryOutlook(millivolts: number, now: number): BatteryOutlook {
  const percent = Math.round(percentAt(millivolts));
  const days = (Math.max(0, percent - LOW_PERCENT) / 100) * FULL_DAYS;
  return { percent, isLow: percent <= LOW_PERCENT, changeBefore: now + days * DAY_MS };
}

function percentAt(millivolts: number): number {
  if (millivolts >= CURVE[0]![0]) return 100;
  for (let i = 1; i < CURVE.length; i++) {
    const [upper, full] = CURVE[i - 1]!;
    const [lower, empty] = CURVE[i]!;
    if (millivolts >= lower) return empty + ((millivolts - lower) / (upper - lower)) * (full - empty);
  }
  return 0;
}
