/** Opens a sealed page: what the server and `inspect` read out of a token's flash (SPEC.md §4). */
import { sameBytes } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import { epochAt } from "./epoch.ts";
import { EPOCH_MASK, epochOf } from "./frame.ts";
import { type FrameContent, isBlank, type PageView, type RawFrame, rawFrames } from "./frame-search.ts";
import type { Crc32, Sha256 } from "./hash.ts";
import { decodePageHeader, PAGE_BYTES, PAGE_FRAMES, type PageHeader } from "./page.ts";
import type { EncounterRecord } from "./record.ts";
import { applySeal, pageMac, sealOf } from "./seal.ts";

/** Half of the span that a frame's header can tell. */
const HALF = (EPOCH_MASK + 1) / 2;
/** Source of a TIME frame: the server's signed time, not a ticket's lower bound. */
const SERVER = 1;

export interface PageFrame {
  readonly offset: number;
  readonly epoch: number;
  /** Clock state at the time, from the snapshot and the frames before. */
  readonly clockTrusted: boolean;
  readonly content: FrameContent;
}

export interface OpenedPage {
  readonly header: PageHeader;
  readonly length: number;
  readonly frames: readonly PageFrame[];
  /** Offsets where the chain of frames broke: power was cut, or flash did not take a write. Reading went on behind. */
  readonly tornAt: readonly number[];
}

interface PageTools {
  readonly sha256: Sha256;
  readonly crc32: Crc32;
}

/**
 * Opens `length` bytes of a page under its key. When `mac` is given it must hold; without it (a flash image in
 * hand) nothing is authenticated.
 * Rejections: those of the header, length (not whole words, or outside the page), mac.
 */
export function openPage(
  tools: PageTools,
  pageKey: Uint8Array,
  page: Uint8Array,
  length: number,
  mac?: Uint8Array,
): Decoded<OpenedPage> {
  const header = decodePageHeader(page, tools.crc32);
  if (!header.ok) return header;
  if (length < PAGE_FRAMES || length > page.length || length > PAGE_BYTES || length % 4 !== 0)
    return reject("length", "used length", 0);
  const seal = sealOf(tools.sha256, pageKey);
  if (mac && !sameBytes(mac, pageMac(tools.sha256, seal, page, length))) return reject("mac", "page MAC", 0);
  const plain = new Uint8Array(length);
  plain.set(page.subarray(0, length));
  const words = new Int32Array(plain.buffer, PAGE_FRAMES, (length - PAGE_FRAMES) >> 2);
  applySeal(tools.sha256, seal, words, PAGE_FRAMES);
  const { sequence } = header.value;
  const view = { crc32: tools.crc32, sequence, plain, sealed: page };
  return accept({ header: header.value, length, ...readFrames(view, header.value) });
}

function readFrames(view: PageView, { epochBase, snapshot }: PageHeader) {
  const raw = [...rawFrames(view, PAGE_FRAMES)];
  let epoch = epochBase;
  let { clockTrusted } = snapshot;
  const frames = raw.flatMap(({ offset, low, content }): PageFrame[] => {
    epoch = epochOf(low, epoch);
    if (!content) return [];
    const told = content.kind === "typed" ? content.frame : undefined;
    if (told?.type === "epoch" || told?.type === "boot") epoch = told.epoch;
    if (told?.type === "boot") clockTrusted = told.clockTrusted;
    if (told?.type === "time") {
      // It says the epoch once more, should the EPOCH frame before it be torn.
      epoch = epochOf(low, epochAt(told.time) - HALF);
      if (told.source === SERVER) clockTrusted = true;
    }
    return [{ offset, epoch, clockTrusted, content }];
  });
  return { frames, tornAt: tornPlaces(view, raw) };
}

/** Where something was written that is no frame, or one of a type that is not known. */
function tornPlaces({ plain, sealed }: PageView, frames: readonly RawFrame[]): number[] {
  const torn: number[] = [];
  let at = PAGE_FRAMES;
  for (const { offset, end, content } of frames) {
    // What lies before a BOOT frame is blank when nothing was torn.
    if (!isBlank(sealed, at, offset)) torn.push(at);
    if (!content) torn.push(offset);
    at = end;
  }
  if (!isBlank(sealed, at, plain.length)) torn.push(at);
  return torn;
}

/** Length of the page in use: from the close word, or up to the last word that was ever written. */
export function usedLength(header: PageHeader, page: Uint8Array): number {
  if (header.closedLength !== undefined) return header.closedLength;
  let end = page.length;
  while (end > PAGE_FRAMES && isBlank(page, end - 4, end)) end -= 4;
  return end;
}

/** Every encounter record of an opened page with its epoch, in order. */
export function recordsIn(
  page: OpenedPage,
): { epoch: number; clockTrusted: boolean; record: EncounterRecord }[] {
  return page.frames.flatMap(({ epoch, clockTrusted, content }) =>
    content.kind === "records" ? content.records.map((record) => ({ epoch, clockTrusted, record })) : [],
  );
}
