/** Accounts with how they are used: when they were last at work, and whether wrong passwords have locked them. */
import type { AccountLine } from "../../contract/staff.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";

type Row = Omit<AccountLine, "seenAt" | "lockedUntil"> & {
  readonly seenAt: Date | null;
  readonly lockedUntil: Date | null;
};

/** `now`: world ms. What others tried under an account's name is not its own work. */
export async function listAccountLines(queries: Queries, now: number): Promise<AccountLine[]> {
  const rows = await queries.query<Row>(
    `SELECT id, login, name, role, place, enabled, waits IS NOT NULL AS waits,
       CASE WHEN locked_until > $1 THEN locked_until END AS "lockedUntil",
       (SELECT at FROM audit.entry WHERE actor = account.id AND outcome = 'done'
        ORDER BY number DESC LIMIT 1) AS "seenAt"
     FROM office.account ORDER BY login`,
    [isoOf(now)],
  );
  return rows.map(({ seenAt, lockedUntil, ...account }) => ({
    ...account,
    ...(seenAt === null ? {} : { seenAt: isoOf(seenAt.getTime()) }),
    ...(lockedUntil === null ? {} : { lockedUntil: isoOf(lockedUntil.getTime()) }),
  }));
}
