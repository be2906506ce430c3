import type { FlashModel } from "./flash.ts";
import { HEADER_BYTES, padded, StorageFiles, type StorageHeader, storedName } from "./storage-files.ts";

/** Message as Espruino throws it. */
export class StorageError extends Error {
  override name = "StorageError";
}

const NO_ROOM = "Unable to find or create file";

interface StorageStats {
  readonly totalBytes: number;
  /** Behind the last file. */
  readonly freeBytes: number;
  readonly fileBytes: number;
  readonly fileCount: number;
  readonly trashBytes: number;
  readonly trashCount: number;
}

/**
 * Espruino's Storage (2v29) in its format on flash: files one after another, each a header of 32 bytes (size and flags,
 * name of up to 28 bytes) and data padded to 4. No checksums, no atomicity, compaction when space runs out. Flash
 * operations come in the interpreter's order, word by word.
 */
export class StorageModel {
  readonly flash: FlashModel;
  /** Called when compaction starts. */
  onCompact: (() => void) | null = null;
  readonly #files: StorageFiles;

  constructor(flash: FlashModel) {
    this.flash = flash;
    this.#files = new StorageFiles(flash);
  }

  /** Address of the data of a file, or 0. */
  findAddress(name: string): number {
    const file = this.#files.find(name);
    return file ? file.address + HEADER_BYTES : 0;
  }

  /** A copy of the file's bytes, clipped to the file; undefined when there is no such file. */
  read(name: string, offset = 0, length = 0): Uint8Array | undefined {
    const file = this.#files.find(name);
    if (!file) return undefined;
    const start = Math.min(Math.max(offset, 0), file.size);
    const count = Math.min(length <= 0 ? file.size : length, file.size - start);
    return this.flash.read(file.address + HEADER_BYTES + start, count).slice();
  }

  /**
   * Offset 0 creates or replaces a file, of `size` bytes where that is more than the data; another offset fills a
   * blank part of an existing file. Throws StorageError with Espruino's message.
   */
  write(name: string, data: Uint8Array, offset = 0, size = 0): void {
    const total = size === 0 ? data.length : size;
    if (total === 0) throw new StorageError("Can't create zero length file");
    let file = this.#files.find(name);
    const fits = file !== undefined && file.flags === 0 && file.size === total;
    if (offset === 0 && !(fits && this.#isErased(file!.address + HEADER_BYTES, total))) {
      if (fits && data.length === total && this.#equals(file!, data)) return;
      if (file) this.#delete(file);
      file = this.#create(name, total);
    }
    if (!file) throw new StorageError(NO_ROOM);
    if (offset + data.length > file.size) throw new StorageError("Too much data for file size");
    const address = file.address + HEADER_BYTES + offset;
    if (!this.#isErased(address, data.length)) {
      throw new StorageError("File already written with different data");
    }
    this.flash.write(address, data);
  }

  erase(name: string): void {
    const file = this.#files.find(name);
    if (file) this.#delete(file);
  }

  eraseAll(): void {
    this.#erasePages(this.flash.base, this.#files.end);
  }

  list(): string[] {
    const names: string[] = [];
    for (const file of this.#files.walk()) if (!file.deleted) names.push(this.#files.name(file));
    return names;
  }

  get freeBytes(): number {
    return this.stats().freeBytes;
  }

  stats(): StorageStats {
    const stats = { fileBytes: 0, fileCount: 0, trashBytes: 0, trashCount: 0 };
    let end = this.flash.base;
    for (const file of this.#files.walk()) {
      const bytes = padded(file.size) + HEADER_BYTES;
      end = file.address + bytes;
      stats[file.deleted ? "trashBytes" : "fileBytes"] += bytes;
      stats[file.deleted ? "trashCount" : "fileCount"]++;
    }
    return { totalBytes: this.flash.bytes.length, freeBytes: this.#files.end - end, ...stats };
  }

  /** The check at power-on: false means that the interpreter erases everything. */
  isValid(): boolean {
    const { full, lastRead } = this.#files.walkEnd();
    const isEmpty = lastRead === this.flash.base;
    return full || this.#isErased(lastRead, isEmpty ? this.flash.bytes.length : HEADER_BYTES);
  }

  /** Copy live files together, from the first page that holds a deleted one. Returns whether there was one. */
  compact(): boolean {
    if (this.stats().trashBytes === 0) return false;
    this.onCompact?.();
    const { base, pageBytes } = this.flash;
    const start = this.#files.firstPageWithTrash();
    const live: Uint8Array[] = [];
    for (const file of this.#files.walk(start)) {
      const bytes = HEADER_BYTES + padded(file.size);
      if (!file.deleted) live.push(this.flash.read(file.address, bytes).slice());
    }
    const { address: end } = this.#files.walkEnd();
    let at = start;
    for (const bytes of live) {
      for (let done = 0; done < bytes.length; ) {
        const inPage = (at - base) % pageBytes;
        if (inPage === 0) this.flash.erasePage(at);
        const part = bytes.subarray(done, done + pageBytes - inPage);
        this.flash.write(at, part);
        done += part.length;
        at += part.length;
      }
    }
    this.#erasePages(base + Math.ceil((at - base) / pageBytes) * pageBytes, end);
    return true;
  }

  #erasePages(from: number, to: number): void {
    for (let at = from; at < to; at += this.flash.pageBytes) this.flash.erasePage(at);
  }

  #delete(file: StorageHeader): void {
    this.flash.write(file.address + 4, new Uint8Array(4));
  }

  #create(name: string, size: number): StorageHeader {
    const required = padded(size) + HEADER_BYTES;
    let address = this.#hole(required);
    if (address === 0) {
      if (required >= this.#room() || !this.compact()) throw new StorageError(NO_ROOM);
      address = this.#hole(required);
      if (address === 0) throw new StorageError(NO_ROOM);
    }
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(size, 0);
    storedName(name).copy(header, 4);
    this.flash.write(address, header);
    return { address, size, flags: 0, deleted: false };
  }

  /** Address of the first gap of so many bytes, or 0. */
  #hole(required: number): number {
    for (const gap of this.#files.gaps()) if (gap.bytes >= required) return gap.address;
    return 0;
  }

  /** What compaction might give, as the interpreter reckons it: it counts blank pages more than once. */
  #room(): number {
    let room = 0;
    for (const gap of this.#files.gaps()) room += gap.bytes;
    for (const file of this.#files.walk()) if (file.deleted) room += file.size;
    return room;
  }

  #isErased(address: number, length: number): boolean {
    const bytes = this.flash.read(address, length);
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0xff) return false;
    return true;
  }

  #equals(file: StorageHeader, data: Uint8Array): boolean {
    return Buffer.from(data).equals(this.flash.read(file.address + HEADER_BYTES, data.length));
  }
}
