import type { FlashModel } from "./flash.ts";

export const HEADER_BYTES = 32;
const NAME_BYTES = 28;
const UNSET = 0xffffffff;

/** Header of a file on flash. */
export interface StorageHeader {
  /** Address of the header; the data follow it. */
  readonly address: number;
  readonly size: number;
  readonly flags: number;
  readonly deleted: boolean;
}

/** How a walk over all files ended. */
interface WalkEnd {
  /** Where it found no header; the end of Storage when it ran off that. */
  readonly address: number;
  /** The last place it looked at for a header. */
  readonly lastRead: number;
  /** No header fits behind the last file. */
  readonly full: boolean;
}

/** Data are padded to words. */
export const padded = (bytes: number): number => (bytes + 3) & ~3;

/** Name as it is stored: cut to 28 bytes, without a drive letter ("X:"), zeros behind it. */
export function storedName(name: string): Buffer {
  const plain = name[1] === ":" ? name.slice(2) : name;
  const stored = Buffer.alloc(NAME_BYTES);
  stored.write(plain.slice(0, NAME_BYTES), "latin1");
  return stored;
}

/** The files on a flash chip in the order and by the rules of Espruino's Storage (2v29), read only. */
export class StorageFiles {
  readonly #flash: FlashModel;

  constructor(flash: FlashModel) {
    this.#flash = flash;
  }

  get end(): number {
    return this.#flash.base + this.#flash.bytes.length;
  }

  /** Deleted files too. */
  *walk(from = this.#flash.base): Generator<StorageHeader, WalkEnd> {
    let at = from;
    for (;;) {
      const header = this.#headerAt(at);
      if (!header) return { address: at, lastRead: at, full: false };
      yield header;
      at += HEADER_BYTES + padded(header.size);
      if (at + HEADER_BYTES > this.end) return { address: this.end, lastRead: header.address, full: true };
      if (this.#headerAt(at)) continue;
      // No header here: a page further on may still start with one, but not behind a blank page.
      const next = this.#nextPage(at);
      if (next === 0) return { address: this.end, lastRead: at, full: false };
      at = next;
    }
  }

  walkEnd(): WalkEnd {
    const walk = this.walk();
    for (;;) {
      const step = walk.next();
      if (step.done) return step.value;
    }
  }

  find(name: string): StorageHeader | undefined {
    const wanted = storedName(name);
    const first = wanted.readUInt32LE(0);
    for (const file of this.walk()) {
      if (this.#flash.word(file.address + 4) !== first) continue;
      if (wanted.equals(this.#flash.read(file.address + 4, NAME_BYTES))) return file;
    }
    return undefined;
  }

  name(file: StorageHeader): string {
    const bytes = this.#flash.read(file.address + 4, NAME_BYTES);
    return Buffer.from(bytes).toString("latin1").split("\0", 1)[0]!;
  }

  /** Room for new files. A gap ends where the next page starts a file; a blank page counts to the very end. */
  *gaps(): Generator<{ address: number; bytes: number }> {
    let at = this.#flash.base;
    while (at !== 0) {
      for (let header = this.#headerAt(at); header; header = this.#headerAt(at)) {
        at += HEADER_BYTES + padded(header.size);
        if (at + HEADER_BYTES > this.end) return;
      }
      const next = this.#nextPage(at);
      const blankAfter = next === 0 || !this.#headerAt(next);
      yield { address: at, bytes: (blankAfter ? this.end : next) - at };
      at = next;
    }
  }

  /** The page from which compaction must rewrite: the last that starts with a header before the first deleted file. */
  firstPageWithTrash(): number {
    let unbroken = this.#flash.base;
    for (const file of this.walk()) {
      if (this.#pageOf(file.address) === file.address) unbroken = file.address;
      if (file.deleted) return unbroken;
    }
    return unbroken;
  }

  #headerAt(address: number): StorageHeader | undefined {
    if (address + 8 > this.end) return undefined;
    const word = this.#flash.word(address);
    if (word === UNSET || word === 0) return undefined;
    const size = word & 0xffffff;
    if (address + HEADER_BYTES + size > this.end) return undefined;
    return { address, size, flags: word >>> 24, deleted: this.#flash.word(address + 4) === 0 };
  }

  /** Address of the page after that of an address, or 0. */
  #nextPage(address: number): number {
    const next = this.#pageOf(address) + this.#flash.pageBytes;
    return next >= this.end ? 0 : next;
  }

  #pageOf(address: number): number {
    return address - ((address - this.#flash.base) % this.#flash.pageBytes);
  }
}
