import { crc32 } from "../../../protocol/crc32.ts";
import { type Decoded, reject } from "../../../protocol/decoded.ts";
import {
  decodePageHeader,
  MAC_BYTES,
  PAGE_BYTES,
  PAGE_FRAMES,
  withoutKeySlots,
} from "../../../protocol/page.ts";
import { type OpenedPage, openPage } from "../../../protocol/page-reader.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { TokenDirectory } from "../tokens/directory.ts";

/** A sealed page as it came off a token: `bytes` holds at least its `length` bytes in use. */
export interface PageUpload {
  readonly serial: number;
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
  readonly bytes: Uint8Array;
}

/**
 * Opens an upload under its token's key. Nothing in it is believed before its MAC holds.
 * Rejections: unknown-token, upload (a field out of range), sequence (not the page's own), key-gone, key-ahead, and
 * those of openPage; mac when the page was altered, cut, or sealed by another token.
 */
export function openUpload(directory: TokenDirectory, upload: PageUpload): Decoded<OpenedPage> {
  const { serial, sequence, length, mac, bytes } = upload;
  if (!directory.find(serial)) return reject("unknown-token", "serial", 0);
  if (!isCount(sequence, 0xffffffff)) return reject("upload", "sequence", 0);
  if (!isCount(length, PAGE_BYTES) || length < PAGE_FRAMES) return reject("upload", "length", 0);
  if (mac.length !== MAC_BYTES) return reject("upload", "MAC", 0);
  if (bytes.length < length || bytes.length > PAGE_BYTES) return reject("upload", "bytes", bytes.length);
  const header = decodePageHeader(bytes, crc32);
  if (!header.ok) return header;
  if (header.value.sequence !== sequence) return reject("sequence", "sequence", 4);
  const salt = header.value.restarted ? header.value.snapshot.salt : undefined;
  const key = directory.pageKey(serial, sequence, salt);
  if (typeof key === "string") return reject(key, "page key", 4);
  const opened = openPage({ sha256, crc32 }, key, bytes, length, mac);
  if (!opened.ok) return opened;
  directory.rememberPageKey(serial, sequence, key, salt);
  return opened;
}

/** What is kept of an upload: the bytes in use, the key slots zeroed whatever the station sent. */
export function sealedBytes(upload: PageUpload): Uint8Array {
  return withoutKeySlots(upload.bytes.subarray(0, upload.length));
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
