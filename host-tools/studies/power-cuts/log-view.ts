/** What a flash image holds of a log, read with the escrowed keys: to compare it before and after a cut. */
import { sameBytes, toHex } from "../../../protocol/bytes.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import {
  IDENTITY_BYTES,
  IDENTITY_PAGE_KEY,
  IDENTITY_SECRETS_CHECK,
  type Identity,
} from "../../../protocol/identity.ts";
import {
  decodePageHeader,
  PAGE_BYTES,
  PAGE_KEY_SLOT,
  PAGE_SNAPSHOT,
  type PageHeader,
} from "../../../protocol/page.ts";
import { openPage, type PageFrame, usedLength } from "../../../protocol/page-reader.ts";
import { laterDayKey } from "../../../protocol/rolling-id.ts";
import { nextPageKey, pageMac, sealOf } from "../../../protocol/seal.ts";
import { sha256 } from "../../lib/sha256.ts";

export interface PageView {
  readonly header: PageHeader;
  /** The frames that can be read, each by place, epoch and kind: frames never change once they are written. */
  readonly frames: ReadonlyMap<number, PageFrame>;
  readonly tornAt: readonly number[];
  /** Offset behind what was ever written. */
  readonly used: number;
  /** A server takes it: it is closed, and its MAC holds. */
  readonly sealed: boolean;
  /** The key slots hold nothing: all zeros, or never written. */
  readonly slotsEmpty: boolean;
}

/** What the token has to remember, as the newest page and its frames tell it. */
interface StateView {
  readonly ticketHighest: number;
  readonly anchorTime: number;
  readonly resets: number;
  readonly lostPages: number;
  readonly dayNumber: number;
}

export interface LogView {
  /** Committed pages by place in the ring; undefined where there is none. */
  readonly places: readonly (PageView | undefined)[];
  /** Highest sequence among them, or -1. */
  readonly newest: number;
  readonly state: StateView | undefined;
  /** The part of the image that can change: page 0 and the log. */
  readonly bytes: Uint8Array;
}

/** Longest chain that is derived: a wild sequence number in a torn header must not hash for minutes. */
const MOST_KEYS = 4096;

/** Reads images of one token, with every key that ever follows from its enrolment. */
export class LogReader {
  readonly #identity: Identity;
  readonly #logPages: number;
  readonly #pageKeys: Uint8Array[];
  readonly #dayKeys: Uint8Array[];

  constructor(identity: Identity, logPages: number) {
    this.#identity = identity;
    this.#logPages = logPages;
    this.#pageKeys = [identity.pageKey];
    this.#dayKeys = [identity.dayKey];
  }

  pageKey(sequence: number): Uint8Array | undefined {
    if (sequence > MOST_KEYS) return undefined;
    while (this.#pageKeys.length <= sequence)
      this.#pageKeys.push(nextPageKey(sha256, this.#pageKeys.at(-1)!));
    return this.#pageKeys[sequence];
  }

  dayKey(day: number): Uint8Array {
    const index = day - this.#identity.day;
    while (this.#dayKeys.length <= index) this.#dayKeys.push(laterDayKey(sha256, this.#dayKeys.at(-1)!, 1));
    return this.#dayKeys[index]!;
  }

  /** Pages that are the same as in `before` are not read again. */
  read(image: Uint8Array, before?: LogView): LogView {
    const bytes = image.slice(0, (1 + this.#logPages) * PAGE_BYTES);
    const places: (PageView | undefined)[] = [];
    let newest: PageView | undefined;
    for (let place = 0; place < this.#logPages; place++) {
      const from = (1 + place) * PAGE_BYTES;
      const page = bytes.subarray(from, from + PAGE_BYTES);
      const same = before && Buffer.compare(page, before.bytes.subarray(from, from + PAGE_BYTES)) === 0;
      const view = same ? before.places[place] : this.#readPage(page);
      places.push(view);
      if (view && view.header.sequence > (newest?.header.sequence ?? -1)) newest = view;
    }
    const state = newest && stateOf(newest);
    return { places, newest: newest?.header.sequence ?? -1, state, bytes };
  }

  #readPage(page: Uint8Array): PageView | undefined {
    const header = decodePageHeader(page, crc32);
    if (!header.ok || !header.value.committed) return undefined;
    const key = this.pageKey(header.value.sequence);
    const used = usedLength(header.value, page);
    const opened = key && openPage({ sha256, crc32 }, key, page, used);
    const { closedLength, mac } = header.value;
    const sealed =
      key && closedLength !== undefined && sameBytes(mac, pageMac(sha256, sealOf(sha256, key), page, used));
    return {
      header: header.value,
      used,
      sealed: sealed ?? false,
      frames: new Map(opened?.ok ? opened.value.frames.map((frame) => [frame.offset, frame]) : []),
      tornAt: opened?.ok ? opened.value.tornAt : [],
      slotsEmpty: isUniform(page.subarray(PAGE_KEY_SLOT, PAGE_SNAPSHOT)),
    };
  }

  /** Names of keys in the image that should be gone: of pages before `newest`, of days before `day`, of enrolment. */
  oldKeys(image: Uint8Array, newest: number, day: number): string[] {
    const found: string[] = [];
    const flash = Buffer.from(image.buffer, image.byteOffset, image.length);
    const search = (key: Uint8Array, name: string) => {
      // Half a key is a key found too.
      for (const half of [key.subarray(0, 16), key.subarray(16)])
        if (flash.includes(Buffer.from(half))) found.push(name);
    };
    for (let sequence = 0; sequence < newest; sequence++)
      search(this.pageKey(sequence)!, `page key ${sequence}`);
    for (let number = this.#identity.day; number < day; number++)
      search(this.dayKey(number), `day key ${number}`);
    return found;
  }
}

/** The first keys of the identity are zeroed. */
export function enrolmentKeysGone(image: Uint8Array): boolean {
  const identity = image.subarray(PAGE_BYTES - 32 - IDENTITY_BYTES, PAGE_BYTES - 32);
  return identity.subarray(IDENTITY_PAGE_KEY, IDENTITY_SECRETS_CHECK + 4).every((byte) => byte === 0);
}

function isUniform(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0) || bytes.every((byte) => byte === 255);
}

function stateOf({ header, frames }: PageView): StateView {
  const { snapshot } = header;
  let { ticketHighest, anchorTime, resets } = snapshot;
  for (const { content } of frames.values()) {
    if (content.kind !== "typed") continue;
    if (content.frame.type === "ticket") ticketHighest = content.frame.highest;
    if (content.frame.type === "time") anchorTime = content.frame.time;
    if (content.frame.type === "boot") resets = content.frame.bootCount;
  }
  return { ticketHighest, anchorTime, resets, lostPages: snapshot.lostPages, dayNumber: snapshot.dayNumber };
}

/** Prefixes of the records in a page. */
export function prefixesIn(page: PageView): string[] {
  return [...page.frames.values()].flatMap(({ content }) =>
    content.kind === "records" ? content.records.map(({ prefix }) => toHex(prefix)) : [],
  );
}
