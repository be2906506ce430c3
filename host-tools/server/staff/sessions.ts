/** Sessions: what a cookie stands for, how far its owner has come in signing in, and when it ends. */

import { createHash, randomBytes } from "node:crypto";
import type { Account } from "../../contract/sessions.ts";
import type { Stage } from "../../contract/vocabulary.ts";
import { HOUR_MS, isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { needsSecondFactor } from "./access-table.ts";
import type { AccountSecrets } from "./account-store.ts";

const LIFETIME_MS = 12 * HOUR_MS;
/** After so long without a request the session locks, or ends where there is no PIN. */
const IDLE_MS = HOUR_MS / 6;
const SEEN_STEP_MS = 20_000;
export const MAX_PIN_TRIES = 3;

export interface Session {
  readonly key: Uint8Array;
  readonly account: Account & { readonly hasPin: boolean; readonly hasCodes: boolean };
  readonly csrf: string;
  readonly stage: Stage;
  readonly openedAt: number;
  readonly endsAt: number;
  /** Opened by a PIN at a gate: it sets up nothing that opens doors later. */
  readonly isAtGate: boolean;
}

/** Where an account stands once its password was right, and after each further step. */
export function stageAfter(
  step: "password" | "second" | "change" | "setup",
  account: Pick<AccountSecrets, "role" | "mustChange" | "totp" | "bound">,
): Stage {
  const isWanted = needsSecondFactor(account.role);
  if (step === "password" && (account.totp || (isWanted && account.bound))) return "second";
  if ((step === "password" || step === "second") && account.mustChange) return "must-change";
  if (step !== "setup" && isWanted && !account.bound && !account.totp) return "second-setup";
  return "open";
}

/** Returns what goes into the cookie; the database keeps only its hash. */
export async function openSession(
  queries: Queries,
  account: AccountSecrets,
  now: number,
): Promise<{ readonly cookie: string; readonly csrf: string; readonly stage: Stage }> {
  const cookie = randomBytes(32).toString("base64url");
  const csrf = randomBytes(24).toString("base64url");
  const stage = stageAfter("password", account);
  const at = new Date(now).toISOString();
  await queries.query(
    "INSERT INTO office.session (key, account, csrf, stage, opened_at, seen_at) VALUES ($1, $2, $3, $4, $5, $5)",
    [keyOf(cookie), account.id, csrf, stage, at],
  );
  return { cookie, csrf, stage };
}

/**
 * A guard's at a gate's computer, until the shift is over. Whoever was at work there before is not any more. Returns as
 * openSession.
 */
export async function openGateSession(
  queries: Queries,
  { account, computer, shiftMs }: { account: string; computer: string; shiftMs: number },
  now: number,
): Promise<{ readonly cookie: string; readonly csrf: string; readonly stage: Stage }> {
  const [cookie, csrf] = [randomBytes(32).toString("base64url"), randomBytes(24).toString("base64url")];
  await queries.query("DELETE FROM office.session WHERE computer = $1", [computer]);
  await queries.query(
    `INSERT INTO office.session (key, account, csrf, stage, opened_at, seen_at, computer, ends_at)
     VALUES ($1, $2, $3, 'open', $4, $4, $5, $6)`,
    [keyOf(cookie), account, csrf, isoOf(now), computer, isoOf(now + shiftMs)],
  );
  return { cookie, csrf, stage: "open" };
}

interface SessionRow extends Account {
  readonly csrf: string;
  readonly stage: Stage;
  readonly openedAt: Date;
  readonly seenAt: Date;
  readonly endsAt: Date | null;
  readonly hasPin: boolean;
  readonly hasCodes: boolean;
}

/** The session of a cookie, or undefined. Ends it when its time is over and locks it when it was idle. */
export async function findSession(
  queries: Queries,
  cookie: string,
  now: number,
): Promise<Session | undefined> {
  const key = keyOf(cookie);
  const rows = await queries.query<SessionRow>(
    `SELECT account.id, login, name, role, place, enabled, csrf, stage, opened_at AS "openedAt", seen_at AS "seenAt",
       ends_at AS "endsAt", pin IS NOT NULL AS "hasPin", totp IS NOT NULL AS "hasCodes"
     FROM office.session JOIN office.account ON account.id = session.account WHERE key = $1`,
    [key],
  );
  const row = rows[0];
  if (!row) return undefined;
  const endsAt = row.endsAt?.getTime() ?? row.openedAt.getTime() + LIFETIME_MS;
  const idle = now - row.seenAt.getTime();
  if (!row.enabled || now >= endsAt || (idle >= IDLE_MS && !(row.hasPin && isLockable(row.stage)))) {
    await endSession(queries, key);
    return undefined;
  }
  const stage = idle >= IDLE_MS ? "locked" : row.stage;
  if (idle >= SEEN_STEP_MS || stage !== row.stage)
    await queries.query("UPDATE office.session SET seen_at = $2, stage = $3 WHERE key = $1", [
      key,
      new Date(now).toISOString(),
      stage,
    ]);
  const { id, login, name, role, place, enabled, hasPin, hasCodes, csrf } = row;
  const account = { id, login, name, role, place, enabled, hasPin, hasCodes };
  const isAtGate = row.endsAt !== null;
  return { key, account, csrf, stage, openedAt: row.openedAt.getTime(), endsAt, isAtGate };
}

function isLockable(stage: Stage): boolean {
  return stage === "open" || stage === "locked";
}

export async function setStage(queries: Queries, key: Uint8Array, stage: Stage): Promise<void> {
  await queries.query(
    "UPDATE office.session SET stage = $2, new_totp = NULL, challenge = NULL, pin_failures = 0 WHERE key = $1",
    [key, stage],
  );
}

export async function endSession(queries: Queries, key: Uint8Array): Promise<void> {
  await queries.query("DELETE FROM office.session WHERE key = $1", [key]);
}

/** Those whose cookie never came back. */
export async function endOldSessions(queries: Queries, now: number): Promise<void> {
  await queries.query("DELETE FROM office.session WHERE opened_at < $1", [
    new Date(now - LIFETIME_MS).toISOString(),
  ]);
}

/** After a change of password all other doors are shut. */
export async function endOtherSessions(queries: Queries, account: string, key?: Uint8Array): Promise<void> {
  await queries.query("DELETE FROM office.session WHERE account = $1 AND ($2::bytea IS NULL OR key <> $2)", [
    account,
    key ?? null,
  ]);
}

/** Keeps what the next answer of a computer has to sign. */
export async function keepChallenge(queries: Queries, key: Uint8Array, challenge: Uint8Array): Promise<void> {
  await queries.query("UPDATE office.session SET challenge = $2 WHERE key = $1", [key, challenge]);
}

/** The challenge, once: hex, or undefined where there is none. */
export async function takeChallenge(queries: Queries, key: Uint8Array): Promise<string | undefined> {
  const rows = await queries.query<{ challenge: Uint8Array }>(
    `UPDATE office.session AS session SET challenge = NULL FROM office.session AS before
     WHERE session.key = $1 AND before.key = $1 AND before.challenge IS NOT NULL RETURNING before.challenge`,
    [key],
  );
  return rows[0] && Buffer.from(rows[0].challenge).toString("hex");
}

export async function keepComputer(queries: Queries, key: Uint8Array, computer: string): Promise<void> {
  await queries.query("UPDATE office.session SET computer = $2 WHERE key = $1", [key, computer]);
}

/** Counts a try before it is judged; returns how many there were since the session was last open. */
export async function countPinTry(queries: Queries, key: Uint8Array): Promise<number> {
  const rows = await queries.query<{ pin_failures: number }>(
    "UPDATE office.session SET pin_failures = pin_failures + 1 WHERE key = $1 RETURNING pin_failures",
    [key],
  );
  return rows[0]?.pin_failures ?? MAX_PIN_TRIES;
}

export async function keepNewTotp(queries: Queries, key: Uint8Array, wrapped: Uint8Array): Promise<void> {
  await queries.query("UPDATE office.session SET new_totp = $2 WHERE key = $1", [key, wrapped]);
}

export async function newTotpOf(queries: Queries, key: Uint8Array): Promise<Uint8Array | undefined> {
  const rows = await queries.query<{ new_totp: Uint8Array | null }>(
    "SELECT new_totp FROM office.session WHERE key = $1",
    [key],
  );
  return rows[0]?.new_totp ?? undefined;
}

function keyOf(cookie: string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(cookie).digest());
}
