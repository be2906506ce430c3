/** Calls to contacts, and who holds which line. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { ClaimEvent } from "./claims.ts";
import type { Call } from "./line.ts";
import type { Written } from "./written.ts";

export type CallChange =
  | { readonly kind: "call"; readonly case: string; readonly key: string; readonly call: Written<Call> }
  | { readonly kind: "claim"; readonly case: string; readonly key: string; readonly claim: ClaimEvent };

export async function applyCallChange(queries: Queries, change: CallChange): Promise<void> {
  const { case: caseId, key } = change;
  if (change.kind === "call") {
    const { id, at, by, corrects, said } = change.call;
    const { outcome, callBackAt, note } = said;
    const back = callBackAt === undefined ? null : isoOf(callBackAt);
    await queries.query(
      `INSERT INTO desk.call (case_id, key, id, at, by, corrects, outcome, call_back_at, note) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
       WHERE EXISTS (SELECT FROM desk.contact WHERE case_id = $1 AND key = $2) ON CONFLICT DO NOTHING`,
      [caseId, key, id, isoOf(at), by, corrects ?? null, outcome, back, note ?? null],
    );
    return;
  }
  const { id, at, by, holder, until } = change.claim;
  await queries.query(
    `INSERT INTO desk.claim (id, case_id, key, at, by, holder, until) SELECT $3, $1, $2, $4, $5, $6, $7
     WHERE EXISTS (SELECT FROM desk.contact WHERE case_id = $1 AND key = $2) ON CONFLICT DO NOTHING`,
    [caseId, key, id, isoOf(at), by, holder ?? null, until === undefined ? null : isoOf(until)],
  );
}

/** Calls of a case's contacts by key, oldest first; of one contact where its key is given. */
export async function callsOf(
  queries: Queries,
  caseId: string,
  key?: string,
): Promise<Map<string, Written<Call>[]>> {
  const rows = await queries.query<{
    key: string;
    id: string;
    at: Date;
    by: string;
    corrects: string | null;
    outcome: Call["outcome"];
    call_back_at: Date | null;
    note: string | null;
  }>("SELECT * FROM desk.call WHERE case_id = $1 AND ($2::text IS NULL OR key = $2) ORDER BY at, id", [
    caseId,
    key ?? null,
  ]);
  return byKey(rows, ({ id, at, by, corrects, outcome, call_back_at, note }) => ({
    id,
    at: at.getTime(),
    by,
    ...(corrects === null ? {} : { corrects }),
    said: {
      outcome,
      ...(call_back_at ? { callBackAt: call_back_at.getTime() } : {}),
      ...(note === null ? {} : { note }),
    },
  }));
}

interface ClaimRow {
  readonly id: string;
  readonly case_id: string;
  readonly key: string;
  readonly at: Date;
  readonly by: string;
  readonly holder: string | null;
  readonly until: Date | null;
}

function claimOf({ id, at, by, holder, until }: ClaimRow): ClaimEvent {
  const held = holder === null || until === null ? {} : { holder, until: until.getTime() };
  return { id, at: at.getTime(), by, ...held };
}

/** Who held a case's lines, by key, oldest first; of one line where its key is given. */
export async function claimsOf(
  queries: Queries,
  caseId: string,
  key?: string,
): Promise<Map<string, ClaimEvent[]>> {
  const rows = await queries.query<ClaimRow>(
    "SELECT * FROM desk.claim WHERE case_id = $1 AND ($2::text IS NULL OR key = $2) ORDER BY at, id",
    [caseId, key ?? null],
  );
  return byKey(rows, claimOf);
}

/** A line by what its holder calls it. */
export interface HeldLine {
  readonly case: string;
  readonly key: string;
  readonly claim: ClaimEvent;
}

export async function lineOfClaim(queries: Queries, claim: string): Promise<HeldLine | undefined> {
  const [row] = await queries.query<ClaimRow>("SELECT * FROM desk.claim WHERE id = $1", [claim]);
  return row && { case: row.case_id, key: row.key, claim: claimOf(row) };
}

/** Lines that an account holds at a time, world ms: the last word on each is its claim. */
export async function linesHeldBy(queries: Queries, account: string, now: number): Promise<HeldLine[]> {
  const rows = await queries.query<ClaimRow>(
    `SELECT * FROM (SELECT DISTINCT ON (case_id, key) * FROM desk.claim ORDER BY case_id, key, at DESC, id DESC) AS last
     WHERE holder = $1 AND until > $2 ORDER BY at, id`,
    [account, isoOf(now)],
  );
  return rows.map((row) => ({ case: row.case_id, key: row.key, claim: claimOf(row) }));
}

function byKey<R extends { readonly key: string }, T>(
  rows: readonly R[],
  made: (row: R) => T,
): Map<string, T[]> {
  const all = new Map<string, T[]>();
  for (const row of rows) {
    const known = all.get(row.key);
    if (known) known.push(made(row));
    else all.set(row.key, [made(row)]);
  }
  return all;
}
