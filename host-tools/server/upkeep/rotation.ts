import { toHex } from "../../../protocol/bytes.ts";
import type { Queries } from "../database/database.ts";
import { adoptNextKey, type KeyRing, nextKey, writeNextKey } from "../keys/key-ring.ts";
import { WRAPPING_KEY_VARIABLE } from "../keys/key-wrapping.ts";
import type { SecretColumn } from "../keys/secret-column.ts";
import type { StoreParts } from "../store/parts.ts";

export interface Rotation {
  /** Fingerprints of the old key, which opens older backups, and of the new one. */
  readonly from: string;
  readonly to: string;
  readonly keys: number;
}

/**
 * Wraps everything anew under another key (32 bytes) and writes the journal anew, so that the old key opens nothing
 * but older backups. Cut short, it is finished when it is called again.
 */
export async function rotateWrappingKey(
  parts: StoreParts & { readonly ring: KeyRing; readonly secrets: readonly SecretColumn[] },
  dir: string | undefined,
  key: Uint8Array,
): Promise<Rotation> {
  const { ring, writer, secrets } = parts;
  const isInFile = dir !== undefined && process.env[WRAPPING_KEY_VARIABLE] === undefined;
  if (isInFile && !sameKey(nextKey(dir), key)) writeNextKey(dir, key);
  const from = ring.fingerprint;
  ring.use(key);
  const keys = await writer.transaction(async (queries) => {
    let count = 0;
    for (const { table, id, column, label } of secrets)
      if (label) count += await wrapAnew(queries, ring, { table, id, column, label });
      else await queries.query(`UPDATE ${table} SET ${column} = NULL WHERE ${column} IS NOT NULL`);
    return count;
  });
  await writer.compact();
  if (isInFile) adoptNextKey(dir);
  ring.forgetOthers();
  return { from, to: ring.fingerprint, keys };
}

async function wrapAnew(
  queries: Queries,
  ring: KeyRing,
  { table, id, column, label }: SecretColumn & { readonly label: (id: string) => string },
): Promise<number> {
  const rows = await queries.query<{ id: string; wrapped: Uint8Array }>(
    `SELECT ${id}::text AS id, ${column} AS wrapped FROM ${table} WHERE ${column} IS NOT NULL`,
  );
  if (rows.length === 0) return 0;
  await queries.query(
    `UPDATE ${table} AS old SET ${column} = decode(anew.wrapped, 'hex')
     FROM unnest($1::text[], $2::text[]) AS anew (id, wrapped) WHERE old.${id}::text = anew.id`,
    [
      rows.map((row) => row.id),
      rows.map((row) => toHex(ring.wrap(label(row.id), ring.unwrap(label(row.id), row.wrapped)))),
    ],
  );
  return rows.length;
}

function sameKey(a: Uint8Array | undefined, b: Uint8Array): boolean {
  return a !== undefined && toHex(a) === toHex(b);
}
