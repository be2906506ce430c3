/** Boxes of tokens on their way from place to place. */
import { isoOf } from "../../lib/time.ts";
import type { Parameter, Queries } from "../database/database.ts";
import { type RoomData, timesOf } from "../database/room-data.ts";
import type { Place } from "../units/unit.ts";

interface Box {
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
  /** World ms. */
  readonly at: number;
  readonly by: string;
  readonly serials: readonly number[];
}

export type TransferChange =
  | ({ readonly kind: "transfer-sent" } & Box)
  | { readonly kind: "transfer-back"; readonly id: string; readonly at: number }
  | ({ readonly kind: "transfer-came" } & Omit<Box, "from">)
  | ({ readonly kind: "taken-over" } & Box);

const KINDS: readonly string[] = ["transfer-sent", "transfer-back", "transfer-came", "taken-over"];
export const isTransferChange = <C extends { readonly kind: string }>(
  change: C,
): change is Extract<C, TransferChange> => KINDS.includes(change.kind);

async function addBox(queries: Queries, { id, from, to, at, by }: Box, isTakenOver: boolean): Promise<void> {
  await queries.query(
    `INSERT INTO stock.transfer (id, from_place, to_place, sent_at, sent_by, is_taken_over)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, from, to, isoOf(at), by, isTakenOver],
  );
}

/** They lie in the receiver's stock from now on, each in the state that it has. */
async function arrive(queries: Queries, { to, at, serials }: Omit<Box, "from">): Promise<void> {
  await queries.query(
    `UPDATE stock.token SET place = $2, since = GREATEST(since, $3), due_at = NULL, transfer = NULL
     WHERE serial = ANY($1::int8[])`,
    [[...serials], to, isoOf(at)],
  );
}

export async function applyTransferChange(queries: Queries, change: TransferChange): Promise<void> {
  switch (change.kind) {
    case "transfer-sent": {
      await addBox(queries, change, false);
      const box: Parameter[] = [change.id, [...change.serials]];
      await queries.query(
        "INSERT INTO stock.transfer_token (transfer, serial) SELECT $1, unnest($2::int8[])",
        box,
      );
      await queries.query("UPDATE stock.token SET transfer = $1 WHERE serial = ANY($2::int8[])", box);
      return;
    }
    case "transfer-back":
      await queries.query("UPDATE stock.token SET transfer = NULL WHERE transfer = $1", [change.id]);
      await queries.query("UPDATE stock.transfer SET back_at = $2 WHERE id = $1", [
        change.id,
        isoOf(change.at),
      ]);
      return;
    case "transfer-came":
      await queries.query(
        `UPDATE stock.transfer_token SET came_at = $3, came_by = $4
         WHERE transfer = $1 AND serial = ANY($2::int8[])`,
        [change.id, [...change.serials], isoOf(change.at), change.by],
      );
      return arrive(queries, change);
    case "taken-over":
      await addBox(queries, change, true);
      await queries.query(
        `INSERT INTO stock.transfer_token (transfer, serial, came_at, came_by)
         SELECT $1, unnest($2::int8[]), $3, $4`,
        [change.id, [...change.serials], isoOf(change.at), change.by],
      );
      return arrive(queries, change);
  }
}

interface TransferRow {
  readonly id: string;
  readonly from_place: string;
  readonly to_place: string;
  readonly sent_at: Date;
  readonly back_at: Date | null;
  readonly is_taken_over: boolean;
}

/** Times are world ms. */
export interface Transfer {
  readonly id: string;
  readonly from: Place;
  readonly to: Place;
  readonly sentAt: number;
  readonly isTakenBack: boolean;
  readonly isTakenOver: boolean;
}

const transferOf = ({
  id,
  from_place,
  to_place,
  sent_at,
  back_at,
  is_taken_over,
}: TransferRow): Transfer => ({
  id,
  from: from_place,
  to: to_place,
  sentAt: sent_at.getTime(),
  isTakenBack: back_at !== null,
  isTakenOver: is_taken_over,
});

export async function transfersById(
  queries: Queries,
  ids: readonly string[],
): Promise<Map<string, Transfer>> {
  const rows = await queries.query<TransferRow & Record<string, unknown>>(
    "SELECT * FROM stock.transfer WHERE id = ANY($1::uuid[])",
    [[...ids]],
  );
  return new Map(rows.map((row) => [row.id, transferOf(row)]));
}

/** Those from or to these places: where something is on its way first, then the newest. */
export async function transfersOf(
  queries: Queries,
  {
    places,
    limit,
    skip,
  }: { readonly places: readonly Place[]; readonly limit: number; readonly skip: number },
) {
  const where = "from_place = ANY($1::text[]) OR to_place = ANY($1::text[])";
  const rows = await queries.query<TransferRow & Record<string, unknown>>(
    `SELECT * FROM stock.transfer WHERE ${where}
     ORDER BY EXISTS (SELECT FROM stock.token WHERE token.transfer = transfer.id) DESC, sent_at DESC, id
     LIMIT $2 OFFSET $3`,
    [[...places], limit, skip],
  );
  const [all] = await queries.query<{ n: number }>(
    `SELECT count(*)::int4 AS n FROM stock.transfer WHERE ${where}`,
    [[...places]],
  );
  return { transfers: rows.map(transferOf), total: all?.n ?? 0 };
}

/** "elsewhere": it went another way. */
export type OfTransfer = "on-its-way" | "came" | "elsewhere";

export interface TransferToken {
  readonly transfer: string;
  readonly serial: number;
  readonly what: OfTransfer;
}

/** What was in each of them. */
export function tokensOfTransfers(queries: Queries, ids: readonly string[]): Promise<TransferToken[]> {
  return queries.query<TransferToken & Record<string, unknown>>(
    `SELECT one.transfer, one.serial, CASE WHEN came_at IS NOT NULL THEN 'came'
       WHEN token.transfer = one.transfer THEN 'on-its-way' ELSE 'elsewhere' END AS what
     FROM stock.transfer_token AS one LEFT JOIN stock.token ON token.serial = one.serial
     WHERE one.transfer = ANY($1::uuid[]) ORDER BY one.serial`,
    [[...ids]],
  );
}

/** When a token came tells when somebody got it where it was handed out at once; what is over is kept no longer than deeds. */
export const TRANSFER_DATA: RoomData = {
  async erase(queries, span) {
    const { begins, ends } = timesOf(span);
    await queries.query(
      "DELETE FROM stock.transfer_token WHERE serial = $1 AND came_at >= $2 AND came_at < $3",
      [span.serial, isoOf(begins), isoOf(ends)],
    );
  },
  async discard(queries, { before }) {
    await queries.query(
      `DELETE FROM stock.transfer WHERE sent_at < $1
       AND NOT EXISTS (SELECT FROM stock.token WHERE token.transfer = transfer.id)`,
      [isoOf(before("receipts"))],
    );
  },
};
