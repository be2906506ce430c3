/** Makes log pages as a token's flash holds them, from the protocol's own functions. */

import { concatenate, writeInteger } from "../../protocol/bytes.ts";
import { crc32 } from "../../protocol/crc32.ts";
import {
  BOOT,
  BOOT_MARK,
  CLOCK,
  EPOCH,
  finishFrame,
  headerLow,
  MOST_EPOCHS,
  RECALL,
  RECALL_WORD_SHIFT,
  recordWords,
  TIME,
} from "../../protocol/frame.ts";
import {
  closeWord,
  committedBytes,
  encodeSnapshot,
  PAGE_BYTES,
  PAGE_CLOSE,
  PAGE_COMMIT,
  PAGE_EPOCH_BASE,
  PAGE_FLAG_RESTARTED,
  PAGE_FLAGS,
  PAGE_FRAMES,
  PAGE_MAC,
  PAGE_MAGIC,
  PAGE_SEQUENCE,
  PAGE_SNAPSHOT,
  type Snapshot,
} from "../../protocol/page.ts";
import { RECALL_WORDS, type RecallWord } from "../../protocol/recall.ts";
import { type EncounterRecord, encodeRecord } from "../../protocol/record.ts";
import { applySeal, nextPageKey, pageMac, sealOf } from "../../protocol/seal.ts";
import { sha256 } from "../lib/sha256.ts";

export interface BuiltPage {
  readonly sequence: number;
  readonly length: number;
  readonly mac: Uint8Array;
  readonly bytes: Uint8Array;
}

const SNAPSHOT: Snapshot = {
  dayNumber: 20000,
  configVersion: 1,
  turnDays: 4,
  anchorTime: 1_728_000_000,
  anchorUncertainty: 2,
  ticketHighest: 0,
  ticketMask: [0, 0],
  resets: 0,
  lostPages: 0,
  lostAdverts: 0,
  power: 20,
  clockKnown: true,
  clockTrusted: true,
  ppm: 0,
  rateMeasured: false,
  salt: 0,
};

/** Page key `steps` further along the chain. */
export function pageKeyAfter(pageKey: Uint8Array, steps: number): Uint8Array {
  let key = pageKey;
  for (let i = 0; i < steps; i++) key = nextPageKey(sha256, key);
  return key;
}

/** A page under construction; frames are appended as the token writes them. */
export class PageBuilder {
  readonly #page = new Uint8Array(PAGE_BYTES).fill(0xff);
  readonly #seal;
  #at = PAGE_FRAMES;
  #epoch: number;
  readonly sequence: number;

  constructor(
    pageKey: Uint8Array,
    sequence: number,
    epochBase: number,
    options: { restarted?: boolean; snapshot?: Partial<Snapshot> } = {},
  ) {
    this.sequence = sequence;
    this.#epoch = epochBase;
    this.#seal = sealOf(sha256, pageKey);
    writeInteger(this.#page, 0, 4, PAGE_MAGIC);
    writeInteger(this.#page, PAGE_SEQUENCE, 4, sequence);
    writeInteger(this.#page, PAGE_EPOCH_BASE, 3, epochBase);
    this.#page[PAGE_FLAGS] = options.restarted ? PAGE_FLAG_RESTARTED : 0;
    this.#page.set(encodeSnapshot({ ...SNAPSHOT, ...options.snapshot }), PAGE_SNAPSHOT);
    writeInteger(this.#page, PAGE_COMMIT, 4, crc32(committedBytes(this.#page)));
  }

  get length(): number {
    return this.#at;
  }

  /** True when that many records still fit. */
  hasRoom(records: number): boolean {
    return this.#at + 8 + 4 + 4 * recordWords(records) <= PAGE_BYTES;
  }

  records(epoch: number, records: readonly EncounterRecord[]): this {
    this.#goTo(epoch);
    const payload = concatenate(...records.map(encodeRecord));
    return this.#frame(payload, headerLow(recordWords(records.length), false, epoch));
  }

  boot(epoch: number, clockTrusted: boolean): this {
    while (this.#at % 32 !== 0) this.#at += 4;
    return this.#typed(BOOT, 12, (payload) => {
      writeInteger(payload, 4, 3, epoch);
      payload[7] = 1 | (clockTrusted ? 2 : 0);
      writeInteger(payload, 8, 4, BOOT_MARK);
      this.#epoch = epoch;
    });
  }

  /** The clock, which stood at `oldTime` (Unix seconds), is set by `delta` seconds: by the server (source 1), or another token (3). */
  clock(oldTime: number, delta: number, source = 0): this {
    return this.#typed(CLOCK, 12, (payload) => {
      payload[1] = source;
      writeInteger(payload, 4, 4, oldTime);
      writeInteger(payload, 8, 4, delta);
    });
  }

  /** Authenticated time came, in that epoch: from the server (source 1), or a ticket's lower bound (2). */
  time(epoch: number, source: number, unixSeconds: number): this {
    this.#goTo(epoch);
    return this.#typed(TIME, 8, (payload) => {
      payload[1] = source;
      writeInteger(payload, 4, 4, unixSeconds);
    });
  }

  /** In that epoch the log says that a call was heard, or withdrawn, in another or the same one. */
  recall(epoch: number, word: RecallWord, heard: number): this {
    this.#goTo(epoch);
    return this.#typed(RECALL, 4, (payload) =>
      writeInteger(payload, 1, 3, heard | (RECALL_WORDS.indexOf(word) << RECALL_WORD_SHIFT)),
    );
  }

  /** A frame of that type (TICKET, LOSS) whose fields behind the first word are these bytes. */
  other(epoch: number, type: number, rest: Uint8Array): this {
    this.#goTo(epoch);
    return this.#typed(type, 4 + rest.length, (payload) => payload.set(rest, 4));
  }

  /** Leaves out so many words, as a cut during a write does. */
  tear(words: number): this {
    this.#page.fill(0x5a, this.#at, this.#at + 4 * words);
    this.#at += 4 * words;
    return this;
  }

  /** The page as it stands; closed, no frame follows any more. */
  build(closed = false): BuiltPage {
    const bytes = this.#page.slice();
    const mac = pageMac(sha256, this.#seal, bytes, this.#at);
    if (closed) {
      writeInteger(bytes, PAGE_CLOSE, 4, closeWord(this.#at));
      bytes.set(mac, PAGE_MAC);
    }
    return { sequence: this.sequence, length: this.#at, mac, bytes: bytes.slice(0, this.#at) };
  }

  /** What follows is of that epoch: where the header cannot say it, an EPOCH frame does. */
  #goTo(epoch: number): void {
    const isFar = epoch < this.#epoch || epoch - this.#epoch > MOST_EPOCHS;
    this.#epoch = epoch;
    if (isFar) this.#typed(EPOCH, 4, (payload) => writeInteger(payload, 1, 3, epoch));
  }

  #typed(type: number, bytes: number, fill: (payload: Uint8Array) => void): this {
    const payload = new Uint8Array(bytes);
    payload[0] = type;
    fill(payload);
    return this.#frame(payload, headerLow(bytes / 4, true, this.#epoch));
  }

  #frame(payload: Uint8Array, low: number): this {
    const scratch = new Uint8Array(8 + payload.length + 4);
    scratch.set(payload, 8);
    const length = finishFrame(crc32, scratch, this.sequence, this.#at, low, payload.length);
    if (this.#at + length > PAGE_BYTES) throw new Error("The page is full.");
    const words = new Uint32Array(length / 4);
    new Uint8Array(words.buffer).set(scratch.subarray(4, 4 + length));
    applySeal(sha256, this.#seal, words, this.#at);
    this.#page.set(new Uint8Array(words.buffer), this.#at);
    this.#at += length;
    return this;
  }
}

/** As many closed pages as records by ascending epoch need, and the open one at the end. */
export function logPages(
  pageKey: Uint8Array,
  frames: readonly { readonly epoch: number; readonly records: readonly EncounterRecord[] }[],
): BuiltPage[] {
  const pages: BuiltPage[] = [];
  let key = pageKey;
  let page = new PageBuilder(key, 0, frames[0]?.epoch ?? 0);
  for (const { epoch, records } of frames) {
    if (!page.hasRoom(records.length)) {
      pages.push(page.build(true));
      key = nextPageKey(sha256, key);
      page = new PageBuilder(key, page.sequence + 1, epoch);
    }
    page.records(epoch, records);
  }
  pages.push(page.build());
  return pages;
}
