/** A new token in the tables: by an event of its own, or by a statement that is written down with the rest of a deed. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { EventOf, Statement } from "../journal/events.ts";

export type NewToken = EventOf<"enrol">;

/** A token that somebody of staff has enrolled. */
export interface EnrolChange {
  readonly kind: "token-enrolled";
  readonly token: NewToken;
}

const ADD_TOKEN = `INSERT INTO registry.token (serial, board, power, role, first_day, first_sequence, token_key, day_key,
  page_key, enrolled_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

export async function addToken(queries: Queries, token: NewToken): Promise<void> {
  const { serial, board, power, role, day, tokenKey, dayKey, pageKey, at } = token;
  await queries.query(ADD_TOKEN, [
    ...[serial, board, power, role, day, tokenKey, dayKey, pageKey],
    isoOf(at),
  ]);
}

/** The token that a statement has added; undefined of any other statement. */
export function addedToken({ sql, parameters }: Statement): NewToken | undefined {
  if (sql !== ADD_TOKEN) return undefined;
  const [serial, board, power, role, day, tokenKey, dayKey, pageKey, at] = parameters as [
    number,
    number,
    number,
    NewToken["role"],
    number,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    string,
  ];
  return {
    ...({ kind: "enrol", at: Date.parse(at), serial, board, power, role, day } as const),
    ...{ tokenKey, dayKey, pageKey },
  };
}
