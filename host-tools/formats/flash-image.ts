/** What a person wants to know of a token's flash: identity, pages, ages, keys, torn frames, records. */
import { readU32, toHex } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import { EPOCH_SECONDS } from "../../protocol/epoch.ts";
import { decodeIdentity, IDENTITY_BYTES, IDENTITY_MAGIC, tokenName } from "../../protocol/identity.ts";
import {
  decodePageHeader,
  PAGE_BYTES,
  PAGE_DAY_KEY_SLOT,
  PAGE_KEY_SLOT,
  PAGE_SLOTS_CHECK,
  type PageHeader,
} from "../../protocol/page.ts";
import { type OpenedPage, openPage, recordsIn, usedLength } from "../../protocol/page-reader.ts";
import { sha256 } from "../lib/sha256.ts";

export interface ImageReport {
  readonly identity: IdentityReport | undefined;
  /** Log pages that hold anything, oldest first; then what could not be read. */
  readonly pages: readonly PageReport[];
}

interface IdentityReport {
  readonly serial: number;
  readonly name: string;
  readonly board: number;
  readonly role: string;
  /** True while the keys of enrolment have not been zeroed yet. */
  readonly enrolmentKeys: boolean;
}

export interface PageReport {
  readonly index: number;
  /** What the header says, or why it cannot be read. */
  readonly state: "open" | "closed" | "receipted" | "not committed" | string;
  readonly sequence: number | undefined;
  readonly usedBytes: number | undefined;
  /** Where the key came from that opened it: its own slot, the escrow, or none. */
  readonly key: "slot" | "escrow" | "none";
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly records: readonly RecordReport[] | undefined;
  readonly events: readonly string[] | undefined;
  readonly tornAt: readonly number[];
}

interface RecordReport {
  readonly unixSeconds: number;
  readonly prefix: string;
  readonly minutes: number;
  readonly strongestLoss: number;
  readonly stretchLoss: number;
  readonly count: number;
  readonly clockTrusted: boolean;
}

/** Page key of a sequence number from outside the image, if there is one. */
type KeyOf = (sequence: number) => Uint8Array | undefined;

/** Describes an image of whole pages, or one page alone. Any bytes give a report. */
export function describeImage(image: Uint8Array, keyOf: KeyOf = () => undefined): ImageReport {
  const pages: PageReport[] = [];
  for (let index = 0; (index + 1) * PAGE_BYTES <= image.length; index++) {
    const page = image.slice(index * PAGE_BYTES, (index + 1) * PAGE_BYTES);
    const report = describePage(page, index, keyOf);
    if (report) pages.push(report);
  }
  const order = (page: PageReport) => page.sequence ?? Number.POSITIVE_INFINITY;
  pages.sort((a, b) => order(a) - order(b));
  return { identity: findIdentity(image), pages };
}

/** The identity stands on a word border near the start of the image. */
function findIdentity(image: Uint8Array): IdentityReport | undefined {
  for (let at = 0; at + IDENTITY_BYTES <= Math.min(image.length, PAGE_BYTES); at += 4) {
    if (readU32(image, at) !== IDENTITY_MAGIC) continue;
    const decoded = decodeIdentity(crc32, image.subarray(at, at + IDENTITY_BYTES));
    if (!decoded.ok) continue;
    const { serial, board, role, secrets } = decoded.value;
    return { serial, name: tokenName(serial), board, role, enrolmentKeys: secrets };
  }
  return undefined;
}

function describePage(page: Uint8Array, index: number, keyOf: KeyOf): PageReport | undefined {
  const decoded = decodePageHeader(page, crc32);
  const unread = { index, key: "none", records: undefined, events: undefined, tornAt: [] } as const;
  const unknown = { sequence: undefined, usedBytes: undefined, from: undefined, to: undefined } as const;
  if (!decoded.ok) {
    // Pages of other files and blank pages are nothing of the log's.
    if (decoded.error.reason === "magic" || decoded.error.reason === "blank") return undefined;
    return { ...unread, ...unknown, state: decoded.error.reason };
  }
  const header = decoded.value;
  const { sequence } = header;
  const usedBytes = usedLength(header, page);
  const slot = keyInSlot(page);
  const key = slot ?? keyOf(sequence);
  const opened = key ? openPage({ sha256, crc32 }, key, page, usedBytes) : undefined;
  const base = { index, state: stateOf(header), sequence, usedBytes, from: header.epochBase * EPOCH_SECONDS };
  if (!opened?.ok) return { ...unread, ...base, to: undefined };
  return { ...base, key: slot ? "slot" : "escrow", ...contentOf(opened.value) };
}

function contentOf(page: OpenedPage) {
  const last = page.frames.at(-1)?.epoch ?? page.header.epochBase;
  return {
    to: (last + 1) * EPOCH_SECONDS,
    records: recordsIn(page).map(({ epoch, clockTrusted, record }) => ({
      unixSeconds: epoch * EPOCH_SECONDS,
      prefix: toHex(record.prefix),
      ...record.summary,
      clockTrusted,
    })),
    events: page.frames.flatMap(({ offset, content }) =>
      content.kind === "typed" ? [`${content.frame.type} at ${offset}`] : [],
    ),
    tornAt: page.tornAt,
  };
}

function stateOf(header: PageHeader): PageReport["state"] {
  if (!header.committed) return "not committed";
  if (header.receipted) return "receipted";
  return header.closedLength === undefined ? "open" : "closed";
}

/** The page key, if the slots still hold keys that pass their check. */
function keyInSlot(page: Uint8Array): Uint8Array | undefined {
  const keys = page.subarray(PAGE_KEY_SLOT, PAGE_SLOTS_CHECK);
  const check = readU32(page, PAGE_SLOTS_CHECK);
  if (check !== crc32(keys) || keys.every((byte) => byte === 0)) return undefined;
  return page.slice(PAGE_KEY_SLOT, PAGE_DAY_KEY_SLOT);
}
