/** A new token in the tables: by an event of its own, or by a statement that is written down with the rest of a deed. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { EventOf, Statement } from "../journal/events.ts";

type NewToken = EventOf<"enrol">;

/** A token that somebody of staff has enrolled. */
export interface EnrolChange {
  readonly kind: "token-enrolled";
  readonly token: NewToken;
}

/** In the order of the statement's parameters; the time of enrolment comes behind them. */
type Columns = readonly [
  serial: number,
  board: number,
  power: number,
  role: NewToken["role"],
  day: number,
  tokenKey: Uint8Array,
  dayKey: Uint8Array,
  pageKey: Uint8Array,
  at: string,
];

const ADD_TOKEN = `INSERT INTO registry.token (serial, board, power, role, first_day, first_sequence, token_key, day_key,
  page_key, enrolled_at) VALUES ($1, $2, $3, $4, $5, 0, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

export async function addToken(queries: Queries, token: NewToken): Promise<void> {
  const { serial, board, power, role, day, tokenKey, dayKey, pageKey } = token;
  const at = isoOf(token.at);
  const columns: Columns = [serial, board, power, role, day, tokenKey, dayKey, pageKey, at];
  await queries.query(ADD_TOKEN, columns);
}

/** The token that a statement has added; undefined of any other statement. */
export function addedToken({ sql, parameters }: Statement): NewToken | undefined {
  if (sql !== ADD_TOKEN) return undefined;
  const columns = parameters as unknown as Columns;
  const [serial, board, power, role, day, tokenKey, dayKey, pageKey, at] = columns;
  const token = { serial, board, power, role, day, tokenKey, dayKey, pageKey };
  return { kind: "enrol", at: Date.parse(at), ...token };
}
