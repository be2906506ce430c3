/** Calls by token as the table has them: who was called, when, and whether somebody has withdrawn it. */
import { TOKEN_CALL_DAYS } from "../../contract/recalls.ts";
import { DAY_MS, isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";

/** Times are world ms. */
export interface TokenCall {
  readonly id: string;
  readonly case: string;
  readonly person: string;
  /** Id of the account. */
  readonly by: string;
  readonly at: number;
  readonly withdrawnAt?: number;
}

export type TokenCallChange =
  | { readonly kind: "token-call"; readonly call: TokenCall }
  | { readonly kind: "token-call-withdrawn"; readonly id: string; readonly at: number };

export function isTokenCallChange<C extends { readonly kind: string }>(
  change: C,
): change is Extract<C, TokenCallChange> {
  return change.kind === "token-call" || change.kind === "token-call-withdrawn";
}

/** When a call ends by itself, world ms. */
export const endOf = ({ at }: Pick<TokenCall, "at">) => at + TOKEN_CALL_DAYS * DAY_MS;

export async function applyTokenCallChange(queries: Queries, change: TokenCallChange): Promise<void> {
  if (change.kind === "token-call-withdrawn") {
    await queries.query(
      "UPDATE desk.token_call SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL",
      [change.id, isoOf(change.at)],
    );
    return;
  }
  const { id, case: of, person, by, at } = change.call;
  // Of a person or case that was erased since, nothing comes back when the journal is read again.
  await queries.query(
    `INSERT INTO desk.token_call (id, case_id, person, called_by, called_at) SELECT $1, $2, $3, $4, $5
     WHERE EXISTS (SELECT FROM desk."case" WHERE id = $2) AND EXISTS (SELECT FROM people.person WHERE id = $3)
     ON CONFLICT DO NOTHING`,
    [id, of, person, by, isoOf(at)],
  );
}

/** Who became one with another is called as that one from then on. To be done before the merge. */
export async function followMergeInCalls(
  queries: Queries,
  { person, other }: { readonly person: string; readonly other: string },
): Promise<void> {
  await queries.query(
    "UPDATE desk.token_call SET person = $1 WHERE person = $2 AND EXISTS (SELECT FROM people.person WHERE id = $1)",
    [person, other],
  );
}

interface CallRow {
  readonly id: string;
  readonly case_id: string;
  readonly person: string;
  readonly called_by: string;
  readonly called_at: Date;
  readonly withdrawn_at: Date | null;
}

const callOf = ({ id, case_id, person, called_by, called_at, withdrawn_at }: CallRow): TokenCall => ({
  id,
  case: case_id,
  person,
  by: called_by,
  at: called_at.getTime(),
  ...(withdrawn_at === null ? {} : { withdrawnAt: withdrawn_at.getTime() }),
});

async function callsWhere(
  queries: Queries,
  clause: string,
  parameters: readonly string[],
): Promise<TokenCall[]> {
  const rows = await queries.query<CallRow & Record<string, unknown>>(
    `SELECT id, case_id, person, called_by, called_at, withdrawn_at FROM desk.token_call
     WHERE ${clause} ORDER BY called_at, id`,
    parameters,
  );
  return rows.map(callOf);
}

/** Of a case, the oldest first. */
export function tokenCallsOfCase(queries: Queries, of: string): Promise<TokenCall[]> {
  return callsWhere(queries, "case_id = $1", [of]);
}

/** Made by a time, world ms, and not over by themselves then, withdrawn or not; in the order in which they were made. */
export function tokenCallsAt(queries: Queries, at: number): Promise<TokenCall[]> {
  return callsWhere(queries, "called_at <= $1 AND called_at > $2", [
    isoOf(at),
    isoOf(at - TOKEN_CALL_DAYS * DAY_MS),
  ]);
}

/** As long as records of encounters; with the case and the person, sooner. */
export const TOKEN_CALL_DATA: RoomData = {
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM desk.token_call WHERE called_at < $1", [isoOf(before("records"))]);
  },
};
