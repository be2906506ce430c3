import { DAY_MS, isoOf } from "../../../lib/time.ts";
import type { Office } from "../../changes.ts";
import { RETENTION_DAYS } from "../../upkeep/retention.ts";

/** Before it what has ended is deleted: wearings, custody, closed cases, moves that nobody answered. */
export function keptSince({ now }: Pick<Office, "now">): string {
  return isoOf(now() - RETENTION_DAYS.assignments * DAY_MS);
}
