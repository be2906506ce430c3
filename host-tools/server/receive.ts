import { type Receipt, receiptMac } from "../../protocol/authority.ts";
import { sameBytes } from "../../protocol/bytes.ts";
import { type Decoded, reject } from "../../protocol/decoded.ts";
import { PAGE_SNAPSHOT, type PageHeader } from "../../protocol/page.ts";
import { type OpenedPage, recordsIn } from "../../protocol/page-reader.ts";
import { sha256 } from "../lib/sha256.ts";
import { isoOf } from "../lib/time.ts";
import type { Database } from "./database/database.ts";
import type { StoreParts } from "./store/parts.ts";
import type { Writer } from "./store/writer.ts";
import type { TokenDirectory } from "./tokens/directory.ts";
import { openUpload, type PageUpload, sealedBytes } from "./uploads/open-upload.ts";

/** What became of an upload. Without a receipt the token keeps the page. */
export type PageResult = Decoded<{
  readonly receipt: Receipt;
  /** Records in the page, 0 when nothing of it was new. */
  readonly records: number;
  readonly news: "page" | "grown" | "nothing";
}>;

interface KnownPage {
  readonly length: number;
  readonly mac: Uint8Array;
  /** Null once everything in it has expired: then only its receipt is left. */
  readonly sealed: Uint8Array | null;
}

/**
 * Opens uploads, makes them durable, and answers each in its place. A page whose MAC fails leaves no trace.
 * An open page may come again, longer; the same length again is answered with the same receipt.
 * Rejections: those of openUpload, rewritten (not the bytes that were received before under this sequence), and disk (something
 * new, and no room for it).
 */
export async function receivePages(
  { database, directory, writer, room }: Pick<StoreParts, "database" | "directory" | "writer" | "room">,
  uploads: readonly PageUpload[],
  now: number,
): Promise<PageResult[]> {
  const known = await knownPages(database, uploads);
  const results: PageResult[] = [];
  const commits: Promise<void>[] = [];
  for (const upload of uploads) {
    const key = keyOf(upload);
    const before = known.get(key);
    if (before?.sealed === null && isSamePage(before, upload)) {
      results.push({
        ok: true,
        value: { receipt: receiptOf(directory, upload), records: 0, news: "nothing" },
      });
      continue;
    }
    const opened = openUpload(directory, upload);
    if (!opened.ok) {
      results.push(opened);
      continue;
    }
    const isNew = !before || before.length < upload.length;
    if (isNew && room.isLow()) {
      results.push(reject("disk", "server", 0));
      continue;
    }
    await noteRestart(directory, writer, upload.serial, opened.value.header, now);
    const sealed = sealedBytes(upload);
    if (before && !continues(before, upload, sealed)) {
      results.push(reject("rewritten", "page", 0));
      continue;
    }
    if (isNew) {
      const { serial, sequence, length, mac } = upload;
      known.set(key, { length, mac, sealed });
      const event = { kind: "page", at: now, serial, sequence, length, mac, sealed } as const;
      commits.push(writer.commit({ event, opened: opened.value }));
    }
    results.push(received(directory, upload, opened.value, isNew ? (before ? "grown" : "page") : "nothing"));
  }
  await Promise.all(commits);
  return results;
}

/** Keys of later pages follow from it: it is durable before any of them is, also where the page itself is not taken. */
async function noteRestart(
  directory: TokenDirectory,
  writer: Writer,
  serial: number,
  { restarted, sequence, epochBase, snapshot: { salt, dayNumber } }: PageHeader,
  now: number,
): Promise<void> {
  if (!restarted || directory.knowsRestart(serial, { sequence, salt })) return;
  await writer.transaction((queries) =>
    queries.query(
      `INSERT INTO registry.chain_restart (serial, sequence, salt, key_day, epoch, noted_at)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [serial, sequence, salt, dayNumber, epochBase, isoOf(now)],
    ),
  );
}

function received(
  directory: TokenDirectory,
  upload: PageUpload,
  page: OpenedPage,
  news: "page" | "grown" | "nothing",
): PageResult {
  const records = news === "nothing" ? 0 : recordsIn(page).length;
  return { ok: true, value: { receipt: receiptOf(directory, upload), records, news } };
}

function receiptOf(directory: TokenDirectory, { serial, sequence, length, mac }: PageUpload): Receipt {
  return { sequence, length, mac: receiptMac(sha256, directory.tokenKey(serial), sequence, length, mac) };
}

function isSamePage(before: KnownPage, upload: PageUpload): boolean {
  return before.length === upload.length && sameBytes(before.mac, upload.mac);
}

/** True when one of the two is the other's beginning: frames are only ever added. */
function continues(before: KnownPage, upload: PageUpload, sealed: Uint8Array): boolean {
  if (before.length === upload.length) return isSamePage(before, upload);
  if (before.sealed === null) return before.length < upload.length;
  const length = Math.min(before.length, upload.length);
  return sameBytes(sealedFrames(before.sealed, length), sealedFrames(sealed, length));
}

/** The part of a page that never changes once it is written: behind commit, close, MAC and receipt words. */
function sealedFrames(sealed: Uint8Array, length: number): Uint8Array {
  return sealed.subarray(PAGE_SNAPSHOT, length);
}

async function knownPages(
  database: Database,
  uploads: readonly PageUpload[],
): Promise<Map<string, KnownPage>> {
  const wanted = uploads.filter(({ serial, sequence }) => Number.isSafeInteger(serial) && isU32(sequence));
  const rows = await database.query<KnownPage & { serial: number; sequence: number }>(
    `SELECT serial, sequence, length, mac, sealed FROM radio.page
     JOIN unnest($1::int8[], $2::int8[]) AS wanted (serial, sequence) USING (serial, sequence)`,
    [wanted.map(({ serial }) => serial), wanted.map(({ sequence }) => sequence)],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf({ serial, sequence }: { serial: number; sequence: number }): string {
  return `${serial} ${sequence}`;
}

function isU32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
}
