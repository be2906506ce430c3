import { epochAt } from "../../../protocol/epoch.ts";
import type { OpenedPage } from "../../../protocol/page-reader.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { EventOf, ServerEvent } from "../journal/events.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import { encountersOf, lastEpochOf, notesOf } from "../uploads/derive.ts";
import { openUpload } from "../uploads/open-upload.ts";
import { correctClocks } from "./clock-correction.ts";
import { discardRecords, mayHoldDiscarded } from "./discard.ts";

/** Rows in one INSERT. */
const INSERT_ROWS = 20_000;

/** An event, with the page opened already when it has just been received. */
export interface PendingEvent {
  readonly event: ServerEvent;
  readonly opened?: OpenedPage;
}

/** Of several lengths of one page only the longest counts. */
export async function applyPages(
  queries: Queries,
  directory: TokenDirectory,
  pending: readonly PendingEvent[],
): Promise<void> {
  const longest = new Map<string, PendingEvent & { event: EventOf<"page"> }>();
  for (const { event, opened } of pending) {
    if (event.kind !== "page") continue;
    const key = `${event.serial} ${event.sequence}`;
    if ((longest.get(key)?.event.length ?? 0) < event.length)
      longest.set(key, opened ? { event, opened } : { event });
  }
  const pages = [...longest.values()];
  const known = await queries.query<{ serial: number; sequence: number; length: number }>(
    `SELECT serial, sequence, length FROM radio.page
     JOIN unnest($1::int8[], $2::int8[]) AS wanted (serial, sequence) USING (serial, sequence)`,
    [pages.map(({ event }) => event.serial), pages.map(({ event }) => event.sequence)],
  );
  const lengths = new Map(known.map((row) => [`${row.serial} ${row.sequence}`, row.length]));
  const newer = pages.filter(
    ({ event }) => (lengths.get(`${event.serial} ${event.sequence}`) ?? 0) < event.length,
  );
  if (newer.length > 0) await storePages(queries, directory, newer);
}

/** Puts pages and what is derived from them in the place of what there was of them. */
export async function storePages(
  queries: Queries,
  directory: TokenDirectory,
  pages: readonly (PendingEvent & { readonly event: EventOf<"page"> })[],
): Promise<void> {
  const opened = pages.flatMap(({ event, opened }) => {
    const page = opened ?? reopen(directory, event);
    return page ? [{ event, page }] : [];
  });
  await forgetDerived(
    queries,
    opened.map(({ event }) => event),
  );
  await insertPages(queries, opened);
  await insertNotes(queries, opened);
  await insertEncounters(queries, opened);
  const serials = [...new Set(pages.map(({ event }) => event.serial))];
  await correctClocks(queries, serials);
  const first = opened.reduce((epoch, { page }) => Math.min(epoch, page.header.epochBase), Infinity);
  if (await mayHoldDiscarded(queries, serials, first))
    await discardRecords(
      queries,
      opened.map(({ event }) => event),
    );
}

interface OpenedEvent {
  readonly event: EventOf<"page">;
  readonly page: OpenedPage;
}

/** Undefined when its key was given up: everything in it has expired. */
function reopen(directory: TokenDirectory, event: EventOf<"page">): OpenedPage | undefined {
  const opened = openUpload(directory, { ...event, bytes: event.sealed });
  if (!opened.ok && opened.error.reason === "key-gone") return undefined;
  if (!opened.ok)
    throw new Error(`Page ${event.sequence} of token ${event.serial} does not open: ${opened.error.reason}.`);
  return opened.value;
}

async function forgetDerived(queries: Queries, events: readonly EventOf<"page">[]): Promise<void> {
  const serials = events.map(({ serial }) => serial);
  const sequences = events.map(({ sequence }) => sequence);
  for (const [table, owner] of [
    ["radio.encounter", "recorder"],
    ["radio.note", "serial"],
  ])
    await queries.query(
      `DELETE FROM ${table} AS old USING unnest($1::int8[], $2::int8[]) AS page (serial, sequence)
       WHERE old.${owner} = page.serial AND old.sequence = page.sequence`,
      [serials, sequences],
    );
}

/** All pages in one statement: their bytes in one piece, from which each row takes its own. */
async function insertPages(queries: Queries, pages: readonly OpenedEvent[]): Promise<void> {
  const sealed = new Uint8Array(pages.reduce((sum, { event }) => sum + event.sealed.length, 0));
  const macs = new Uint8Array(pages.reduce((sum, { event }) => sum + event.mac.length, 0));
  const offsets: number[] = [];
  let at = 0;
  pages.forEach(({ event }, i) => {
    offsets.push(at + 1);
    sealed.set(event.sealed, at);
    at += event.sealed.length;
    macs.set(event.mac, i * event.mac.length);
  });
  await queries.query(
    `INSERT INTO radio.page (serial, sequence, length, mac, sealed, closed, received_at, last_epoch)
     SELECT serial, sequence, length, substring($7::bytea FROM (8 * row_number - 7)::int4 FOR 8),
       substring($6::bytea FROM place FOR length), closed, received_at, last_epoch
     FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::bool[], $5::timestamptz[], $8::int4[], $9::int4[])
       WITH ORDINALITY AS page (serial, sequence, length, closed, received_at, place, last_epoch, row_number)
     ON CONFLICT (serial, sequence) DO UPDATE SET length = excluded.length, mac = excluded.mac,
       sealed = excluded.sealed, closed = excluded.closed, received_at = excluded.received_at,
       last_epoch = excluded.last_epoch, discarded = 0`,
    [
      pages.map(({ event }) => event.serial),
      pages.map(({ event }) => event.sequence),
      pages.map(({ event }) => event.length),
      pages.map(({ event, page }) => page.header.closedLength === event.length),
      pages.map(({ event }) => isoOf(event.at)),
      sealed,
      macs,
      offsets,
      pages.map(({ event, page }) => lastEpochOf(page, epochAt(event.at / 1000))),
    ],
  );
}

async function insertNotes(queries: Queries, pages: readonly OpenedEvent[]): Promise<void> {
  const rows = pages.flatMap(({ event, page }) => notesOf(page).map((note) => ({ ...event, ...note })));
  if (rows.length === 0) return;
  await queries.query(
    `INSERT INTO radio.note
     SELECT serial, sequence, place, epoch, type, content::jsonb
     FROM unnest($1::int8[], $2::int8[], $3::int2[], $4::int4[], $5::text[], $6::text[])
       AS note (serial, sequence, place, epoch, type, content)`,
    [
      rows.map((row) => row.serial),
      rows.map((row) => row.sequence),
      rows.map((row) => row.place),
      rows.map((row) => row.epoch),
      rows.map((row) => row.type),
      rows.map((row) => JSON.stringify(row.content)),
    ],
  );
}

async function insertEncounters(queries: Queries, pages: readonly OpenedEvent[]): Promise<void> {
  const rows = pages.flatMap(({ event: { serial, sequence }, page }) =>
    encountersOf(page).map((row) => ({ serial, sequence, ...row })),
  );
  for (let at = 0; at < rows.length; at += INSERT_ROWS) {
    const some = rows.slice(at, at + INSERT_ROWS);
    await queries.query(
      `INSERT INTO radio.encounter (recorder, prefix, epoch, sequence, summary, place, clock_trusted)
       SELECT * FROM unnest($1::int8[], $2::int8[], $3::int4[], $4::int8[], $5::int4[], $6::int2[], $7::bool[])`,
      [
        some.map((row) => row.serial),
        some.map((row) => row.prefix),
        some.map((row) => row.epoch),
        some.map((row) => row.sequence),
        some.map((row) => row.summary),
        some.map((row) => row.place),
        some.map((row) => row.clockTrusted),
      ],
    );
  }
}
