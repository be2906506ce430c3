import { DAY_MS, isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import type { RetentionPeriods } from "../../database/room-data.ts";
import { RETENTION_DAYS } from "../../upkeep/retention.ts";

/**
 * Before it what has ended is deleted: wearings, custody, closed cases, moves that nobody answered; what has a period of its own when that is
 * named.
 */
export function keptSince(
  { now }: Pick<Office, "now">,
  period: keyof RetentionPeriods = "assignments",
): string {
  return isoOf(now() - RETENTION_DAYS[period] * DAY_MS);
}
