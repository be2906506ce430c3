import type { Account } from "../../contract/sessions.ts";
import { LOCKS_MS } from "../../lib/lock-out.ts";
import type { Queries } from "../database/database.ts";
import { applyDeed, type Deed, type DeedKind } from "./deeds.ts";

/** With what only signing in needs. */
export interface AccountSecrets extends Account {
  readonly password: string | null;
  readonly mustChange: boolean;
  readonly totp: Uint8Array | null;
  readonly pin: string | null;
  readonly totpStep: number;
  /** It has once signed in with a second factor. */
  readonly bound: boolean;
  /** What a second administrator has yet to accept. */
  readonly waits: DeedKind | null;
}

export type AccountChange =
  | { readonly kind: "account"; readonly account: Account }
  | {
      readonly kind: "password";
      readonly id: string;
      /** Argon2id hash. */
      readonly hash: string;
      readonly mustChange: boolean;
    }
  /** Hex of the wrapped secret; without one the next sign-in sets a new one up. */
  | { readonly kind: "totp"; readonly id: string; readonly secret: string | null }
  | { readonly kind: "pin"; readonly id: string; readonly hash: string | null }
  /** `waits`: the account opens nothing until another administrator has accepted it. */
  | { readonly kind: "deed"; readonly deed: Deed; readonly waits: boolean }
  | { readonly kind: "accepted"; readonly id: string }
  /** Whether a second factor is wanted from now on, or set up at the next sign-in. */
  | { readonly kind: "bound"; readonly id: string; readonly bound: boolean };

export async function applyAccountChange(queries: Queries, change: AccountChange): Promise<void> {
  switch (change.kind) {
    case "account": {
      const { id, login, name, role, place, enabled } = change.account;
      await queries.query(
        `INSERT INTO office.account (id, login, name, role, place, enabled) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO UPDATE SET login = excluded.login, name = excluded.name, role = excluded.role,
           place = excluded.place, enabled = excluded.enabled`,
        [id, login, name, role, place, enabled],
      );
      if (!enabled) await queries.query("DELETE FROM office.session WHERE account = $1", [id]);
      return;
    }
    case "password":
      await queries.query(
        "UPDATE office.account SET password = $2, must_change = $3, failures = 0, locked_until = NULL WHERE id = $1",
        [change.id, change.hash, change.mustChange],
      );
      return;
    case "totp":
      await queries.query("UPDATE office.account SET totp = $2, totp_step = 0 WHERE id = $1", [
        change.id,
        change.secret === null ? null : new Uint8Array(Buffer.from(change.secret, "hex")),
      ]);
      return;
    case "pin":
      await queries.query("UPDATE office.account SET pin = $2 WHERE id = $1", [change.id, change.hash]);
      return;
    case "deed":
      return applyDeed(queries, change.deed, change.waits);
    case "accepted":
      await queries.query("UPDATE office.account SET waits = NULL WHERE id = $1", [change.id]);
      return;
    case "bound":
      await queries.query("UPDATE office.account SET bound = $2 WHERE id = $1", [change.id, change.bound]);
  }
}

const SECRET_COLUMNS = `id, login, name, role, place, enabled, password, must_change AS "mustChange", totp, pin,
  totp_step AS "totpStep", bound, waits`;

export async function accountByLogin(queries: Queries, login: string): Promise<AccountSecrets | undefined> {
  const rows = await queries.query<AccountSecrets>(
    `SELECT ${SECRET_COLUMNS} FROM office.account WHERE login = $1`,
    [login],
  );
  return rows[0];
}

export async function accountSecrets(queries: Queries, id: string): Promise<AccountSecrets | undefined> {
  const rows = await queries.query<AccountSecrets>(
    `SELECT ${SECRET_COLUMNS} FROM office.account WHERE id = $1`,
    [id],
  );
  return rows[0];
}

/** What an account is called, for those who may know who did something; undefined when there is none. */
export async function accountName(queries: Queries, id: string): Promise<string | undefined> {
  const [row] = await queries.query<{ name: string }>("SELECT name FROM office.account WHERE id = $1", [id]);
  return row?.name;
}

export function listAccounts(queries: Queries): Promise<Account[]> {
  return queries.query<Account>(
    "SELECT id, login, name, role, place, enabled FROM office.account ORDER BY login",
  );
}

/**
 * Counts a try before it is judged and locks the account with the last free one, in one statement: of many tries at once
 * none is free. False when the account is locked. Tries and locks live in the database alone.
 */
export async function countTry(queries: Queries, id: string, now: number): Promise<boolean> {
  const rows = await queries.query(
    `UPDATE office.account SET failures = failures + 1,
       locked_until = $2::timestamptz
         + ($3::float8[])[LEAST(failures + 1, array_length($3::float8[], 1))] * interval '1 millisecond'
     WHERE id = $1 AND (locked_until IS NULL OR locked_until <= $2) RETURNING id`,
    [id, new Date(now).toISOString(), LOCKS_MS],
  );
  return rows.length === 1;
}

/** A right password behind which a second factor comes: that is judged at once, and as one try more. */
export async function liftLock(queries: Queries, id: string): Promise<void> {
  await queries.query("UPDATE office.account SET locked_until = NULL WHERE id = $1", [id]);
}

export async function forgetTries(queries: Queries, id: string): Promise<void> {
  await queries.query("UPDATE office.account SET failures = 0, locked_until = NULL WHERE id = $1", [id]);
}

/** True when the step was not used before; in one statement, so that of two at once one wins. */
export async function useTotpStep(queries: Queries, id: string, step: number): Promise<boolean> {
  const rows = await queries.query(
    "UPDATE office.account SET totp_step = $2 WHERE id = $1 AND totp_step < $2 RETURNING id",
    [id, step],
  );
  return rows.length === 1;
}
