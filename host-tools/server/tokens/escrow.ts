import { toHex } from "../../../protocol/bytes.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import type { Queries } from "../database/database.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { keyLabel, type TokenDirectory } from "./directory.ts";

interface PageState {
  readonly serial: number;
  readonly sequence: number;
  readonly closed: boolean;
  readonly isKept: boolean;
}

/**
 * Moves the escrowed keys of every token on: the day key to `day`, the page key to the first page that may still have
 * to be opened. Keys are hash chains: what lies before cannot be computed any more. Returns how many tokens moved.
 */
export async function advanceEscrow(
  queries: Queries,
  directory: TokenDirectory,
  wrapping: KeyWrapping,
  day: number,
  only?: ReadonlySet<number>,
): Promise<number> {
  const pages = await pagesByToken(queries);
  const oldest = await oldestSequences(queries);
  const moved: { serial: number; day: number; dayKey: string; sequence: number; pageKey: string }[] = [];
  for (const token of directory.all()) {
    const { serial } = token;
    if (only && !only.has(serial)) continue;
    const firstDay = Math.max(token.firstDay, day);
    const sequence = firstNeeded(pages.get(serial) ?? [], token.firstSequence, oldest.get(serial) ?? 0);
    if (firstDay === token.firstDay && sequence === token.firstSequence) continue;
    const pageKey = directory.pageKey(serial, sequence);
    if (typeof pageKey === "string")
      throw new Error(`The page key ${sequence} of token ${serial}: ${pageKey}.`);
    const [dayKey] = directory.dayKeys(serial, firstDay);
    if (!dayKey) continue;
    const wrapped = (name: "dayKey" | "pageKey", key: Uint8Array) =>
      toHex(wrapping.wrap(keyLabel(serial, name), key));
    moved.push({
      serial,
      day: firstDay,
      sequence,
      pageKey: wrapped("pageKey", pageKey),
      dayKey: wrapped("dayKey", dayKey),
    });
  }
  if (moved.length === 0) return 0;
  await queries.query(
    `UPDATE registry.token SET first_day = moved.day, day_key = decode(moved.day_key, 'hex'),
       first_sequence = moved.sequence, page_key = decode(moved.page_key, 'hex')
     FROM unnest($1::int8[], $2::int4[], $3::text[], $4::int8[], $5::text[])
       AS moved (serial, day, day_key, sequence, page_key)
     WHERE token.serial = moved.serial`,
    [
      moved.map((row) => row.serial),
      moved.map((row) => row.day),
      moved.map((row) => row.dayKey),
      moved.map((row) => row.sequence),
      moved.map((row) => row.pageKey),
    ],
  );
  // The escrowed keys have taken the place of the restart's.
  await queries.query(
    `DELETE FROM registry.chain_restart AS restart USING registry.token
     WHERE restart.serial = token.serial AND restart.sequence <= first_sequence
       AND COALESCE(epoch, 0) < first_day * ${EPOCHS_PER_DAY}`,
  );
  return moved.length;
}

/**
 * The first sequence whose key is still needed: of a page whose bytes are kept, of the open page, or of one that is
 * missing before it and that the token (its oldest page is known from its health report) may still bring.
 */
export function firstNeeded(
  pages: readonly Omit<PageState, "serial">[],
  first: number,
  oldestOnToken: number,
): number {
  const inOrder = [...pages].sort((a, b) => a.sequence - b.sequence);
  const newest = inOrder.at(-1);
  if (!newest) return first;
  const needed = inOrder.findIndex((page) => page.isKept || (page === newest && !page.closed));
  const end = needed < 0 ? newest.sequence + 1 : inOrder[needed]!.sequence;
  const done = needed < 0 ? newest.sequence : (inOrder[needed - 1]?.sequence ?? first - 1);
  return Math.max(first, Math.min(end, Math.max(done + 1, oldestOnToken)));
}

async function pagesByToken(queries: Queries): Promise<Map<number, PageState[]>> {
  const rows = await queries.query<PageState>(
    'SELECT serial, sequence, closed, sealed IS NOT NULL AS "isKept" FROM radio.page',
  );
  const pages = new Map<number, PageState[]>();
  for (const row of rows) {
    const known = pages.get(row.serial);
    if (known) known.push(row);
    else pages.set(row.serial, [row]);
  }
  return pages;
}

async function oldestSequences(queries: Queries): Promise<Map<number, number>> {
  const rows = await queries.query<{ serial: number; oldest: number }>(
    `SELECT serial, max((report->>'oldestSequence')::int8) AS oldest FROM radio.health
     WHERE report ? 'oldestSequence' GROUP BY serial`,
  );
  return new Map(rows.map((row) => [row.serial, row.oldest]));
}
