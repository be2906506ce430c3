/** Which days a sync has brought, as people count them. */
import { dayInProvince } from "../../../contract/province-time.ts";
import type { SyncResult } from "../../../station/sync-client.ts";

const EPOCH_MS = 900_000;
const DAY_MS = 24 * 3_600_000;
/** No board's log holds more days; what says more comes from a clock that was wrong. */
const MOST_DAYS = 60;
/** A page ends with a sync: what begins later than so long behind it is not the next one. */
const NEXT_PAGE_MS = 3_600_000;

export interface DaysCovered {
  /** Days of the province on which the log that was read has something, today counted. */
  readonly days: number;
  /** What the token had to overwrite before anybody came, Unix ms. */
  readonly missing: { readonly from: number; readonly to: number } | undefined;
}

/** `at`: now; `lastSync`: the one before, both Unix ms. Undefined where the token's clock does not tell. */
export function daysCovered(
  { firstEpoch, clock, health }: Pick<SyncResult, "firstEpoch" | "clock" | "health">,
  at: number,
  lastSync: number | undefined,
): DaysCovered | undefined {
  if (firstEpoch === undefined || !clock.known || !clock.trusted) return undefined;
  const from = firstEpoch * EPOCH_MS;
  if (from > at || at - from > MOST_DAYS * DAY_MS) return undefined;
  const dayNumber = (time: number) => Date.parse(dayInProvince(time)) / DAY_MS;
  const isGap = health.lostPages > 0 && lastSync !== undefined && from > lastSync + NEXT_PAGE_MS;
  return {
    days: dayNumber(at) - dayNumber(from) + 1,
    missing: isGap ? { from: lastSync, to: from } : undefined,
  };
}
