/** Case roles can be used only where two administrators can look after one another. */

import { refuse } from "../../contract/refusal.ts";
import type { Account } from "../../contract/sessions.ts";
import type { Queries } from "../database/database.ts";

export const LEAST_ADMINISTRATORS = 2;
const ROLE = "province-administrator";

/** Those whom nobody has disabled and a second person knows; who waits after a reset is known. */
export async function activeAdministrators(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ n: number }>(
    `SELECT count(*)::int4 AS n FROM office.account
     WHERE role = $1 AND enabled AND (waits IS NULL OR waits = 'reset')`,
    [ROLE],
  );
  return row!.n;
}

/** Refusal: one-administrator, for whatever needs a case. */
export async function mustHaveTwo(queries: Queries): Promise<void> {
  if ((await activeAdministrators(queries)) < LEAST_ADMINISTRATORS)
    throw refuse("one-administrator", "administrators");
}

/** Refusal: last-administrators, where a change would leave fewer than two. */
export async function mustLeaveTwo(queries: Queries, before: Account, after: Account): Promise<void> {
  const isLost = before.role === ROLE && before.enabled && !(after.role === ROLE && after.enabled);
  if (isLost && (await activeAdministrators(queries)) <= LEAST_ADMINISTRATORS)
    throw refuse("last-administrators", "account");
}
