/** What a sync did to the token's clock, in a sentence. */
import type { SyncResult } from "../../../station/sync-client.ts";
import type { SYNC } from "../texts/sync.ts";

/** Less than so many seconds is no step. */
const LEAST_CLOCK_STEP = 0.05;

/** `by`: seconds by which the server heard the clock move, where it told. */
export function clockLine(
  t: (typeof SYNC)["vi"],
  clock: SyncResult["clock"],
  by: number | undefined,
): string {
  if (!clock.set) return t.clockLeft;
  const isTold = clock.known && clock.trusted;
  if (!isTold) return clock.isFirst ? t.clockFirst : t.clockLost;
  return by !== undefined && Math.abs(by) >= LEAST_CLOCK_STEP ? t.clockBy(by) : t.clockSet;
}
