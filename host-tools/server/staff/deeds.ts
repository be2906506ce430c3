/**
 * Who made, reset or changed which account. Whoever has just given an account its password or its role may be the
 * person behind it: for what needs two persons the two are one, and so are two accounts that one has made.
 */

import { refuse } from "../../contract/refusal.ts";
import { DAY_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { OfficeOf } from "../office/office.ts";

/** "changed" is another role, another place, or let in again; a new name is none. */
export type DeedKind = "made" | "reset" | "changed";

export interface Deed {
  readonly account: string;
  /** Id of the account that did it; what the server itself does is no deed. */
  readonly actor: string;
  readonly what: DeedKind;
  /** World ms. */
  readonly at: number;
}

/** So long a deed ties two accounts together. */
const TIED_DAYS = 30;

/** An account, those who made it what it is, those who made them, and so on: by deeds behind `since` (world ms). */
function originsOf(account: string, deeds: readonly Deed[], since: number): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [account];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at)) continue;
    found.add(at);
    open.push(...deeds.filter((deed) => deed.account === at && deed.at > since).map(({ actor }) => actor));
  }
  return found;
}

/** Whether two accounts are two pairs of eyes: nobody stands behind both of them. `since` in world ms. */
export function areTwo(a: string, b: string, deeds: readonly Deed[], since: number): boolean {
  const behind = originsOf(a, deeds, since);
  return ![...originsOf(b, deeds, since)].some((one) => behind.has(one));
}

/**
 * To be asked wherever something needs two persons. `at` is when the first acted (world ms), so that nothing comes true
 * by waiting. Refusals: same-person, not-two.
 */
export async function mustBeTwo(
  office: Pick<OfficeOf<never>, "queries" | "now">,
  first: string,
  second: string,
  at: number,
): Promise<void> {
  if (first === second) throw refuse("same-person", "account");
  const since = Math.min(at, office.now()) - TIED_DAYS * DAY_MS;
  if (!areTwo(first, second, await deedsSince(office.queries, since), since))
    throw refuse("not-two", "account");
}

async function deedsSince(queries: Queries, since: number): Promise<Deed[]> {
  const rows = await queries.query<Omit<Deed, "at"> & { at: Date }>(
    "SELECT account, actor, what, at FROM office.account_deed WHERE at > $1",
    [new Date(since).toISOString()],
  );
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** Notes a deed. Of an account that `waits` the sessions end; what it waits for first stays. */
export async function applyDeed(
  queries: Queries,
  { account, actor, what, at }: Deed,
  waits: boolean,
): Promise<void> {
  await queries.query(
    `INSERT INTO office.account_deed VALUES ($1, $2, $3, $4)
     ON CONFLICT (account, actor, what) DO UPDATE SET at = excluded.at`,
    [account, actor, what, new Date(at).toISOString()],
  );
  await queries.query(
    "UPDATE office.account SET waits = CASE WHEN $2::boolean THEN COALESCE(waits, $3::text) END WHERE id = $1",
    [account, waits, what],
  );
  if (waits) await queries.query("DELETE FROM office.session WHERE account = $1", [account]);
}

interface Waiting {
  readonly account: string;
  readonly what: DeedKind;
  /** Who did it last, and when (world ms). */
  readonly by: string;
  readonly since: number;
}

/** Accounts that wait for a second administrator, those that wait longest first. */
export async function waitingAccounts(queries: Queries): Promise<Waiting[]> {
  const rows = await queries.query<Omit<Waiting, "since"> & { since: Date }>(
    `SELECT DISTINCT ON (account.id) account.id AS account, waits AS what, actor AS by, at AS since
     FROM office.account JOIN office.account_deed AS deed ON deed.account = account.id AND deed.what = waits
     ORDER BY account.id, at DESC`,
  );
  return rows.map((row) => ({ ...row, since: row.since.getTime() })).sort((a, b) => a.since - b.since);
}
