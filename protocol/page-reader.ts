/** Opens a sealed page: what the server and `inspect` read out of a token's flash (SPEC.md §4). */
import { sameBytes } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import {
  epochOf,
  FRAME_TYPED,
  frameHolds,
  payloadLength,
  recordsOf,
  type TypedFrame,
  typedFrameOf,
} from "./frame.ts";
import type { Crc32, Sha256 } from "./hash.ts";
import { decodePageHeader, PAGE_BYTES, PAGE_FRAMES, type PageHeader } from "./page.ts";
import type { EncounterRecord } from "./record.ts";
import { applySeal, BLOCK_BYTES, pageMac, sealOf } from "./seal.ts";

export interface PageFrame {
  readonly offset: number;
  readonly epoch: number;
  /** Clock state at the time, from the snapshot and the frames before. */
  readonly clockTrusted: boolean;
  readonly content:
    | { readonly kind: "records"; readonly records: readonly EncounterRecord[] }
    | { readonly kind: "typed"; readonly frame: TypedFrame };
}

export interface OpenedPage {
  readonly header: PageHeader;
  readonly length: number;
  readonly frames: readonly PageFrame[];
  /** Offsets where the chain of frames broke: torn by a power cut. Reading went on at the next BOOT frame. */
  readonly tornAt: readonly number[];
}

export interface PageTools {
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
  return accept({ header: header.value, length, ...readFrames(tools.crc32, header.value, plain, page) });
}

function readFrames(crc32: Crc32, header: PageHeader, plain: Uint8Array, sealed: Uint8Array) {
  const frames: PageFrame[] = [];
  const tornAt: number[] = [];
  let epoch = header.epochBase;
  let clockTrusted = header.snapshot.clockTrusted;
  let at = PAGE_FRAMES;
  while (at < plain.length) {
    // The header is written last: where it is blank, no frame was finished.
    const frame = isBlank(sealed, at, at + 4) ? undefined : frameAt(crc32, header.sequence, plain, at);
    const boot = frame && typedBoot(frame);
    if (!frame) {
      if (isBlank(sealed, at, plain.length)) break;
      const next = nextBoot(crc32, header.sequence, plain, at);
      // The gap before a BOOT frame is blank when nothing was torn.
      if (next === undefined || !isBlank(sealed, at, next)) tornAt.push(at);
      if (next === undefined) break;
      at = next;
      continue;
    }
    epoch = epochOf(frame.low, epoch);
    let content: PageFrame["content"];
    if (frame.typed) {
      const typed = typedFrameOf(frame.payload);
      if (!typed) {
        tornAt.push(at);
        at += frame.bytes;
        continue;
      }
      if (typed.type === "epoch") epoch = typed.epoch;
      if (boot) {
        epoch = boot.epoch;
        clockTrusted = boot.clockTrusted;
      }
      if (typed.type === "time") clockTrusted = true;
      content = { kind: "typed", frame: typed };
    } else {
      content = { kind: "records", records: recordsOf(frame.payload) };
    }
    frames.push({ offset: at, epoch, clockTrusted, content });
    at += frame.bytes;
  }
  return { frames, tornAt };
}

interface RawFrame {
  readonly typed: boolean;
  /** Low half of the header. */
  readonly low: number;
  readonly payload: Uint8Array;
  readonly bytes: number;
}

/** The frame at an offset if it lies within the page and stands its check. */
function frameAt(crc32: Crc32, sequence: number, plain: Uint8Array, at: number): RawFrame | undefined {
  const low = plain[at]! | (plain[at + 1]! << 8);
  const bytes = 4 + 4 * (low & 255);
  if (bytes === 4 || at + bytes > plain.length) return undefined;
  const frame = plain.subarray(at, at + bytes);
  if (!frameHolds(crc32, frame, sequence, at)) return undefined;
  return {
    typed: (low & FRAME_TYPED) !== 0,
    low,
    payload: frame.slice(4, 4 + payloadLength(low)),
    bytes,
  };
}

function typedBoot(frame: RawFrame) {
  const typed = frame.typed ? typedFrameOf(frame.payload) : undefined;
  return typed?.type === "boot" ? typed : undefined;
}

/** Offset of the first BOOT frame behind `at`: they start on 32-byte boundaries. */
function nextBoot(crc32: Crc32, sequence: number, plain: Uint8Array, at: number): number | undefined {
  for (
    let boundary = (Math.floor(at / BLOCK_BYTES) + 1) * BLOCK_BYTES;
    boundary < plain.length;
    boundary += BLOCK_BYTES
  ) {
    const frame = frameAt(crc32, sequence, plain, boundary);
    if (frame && typedBoot(frame)) return boundary;
  }
  return undefined;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (bytes[i] !== 0xff) return false;
  return true;
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
