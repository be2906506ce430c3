import type { FlashModel } from "./flash.ts";

const HEADER_BYTES = 32;
const NAME_BYTES = 28;
const UNSET = 0xffffffff;

/** Message as Espruino throws it. */
export class StorageError extends Error {
  override name = "StorageError";
}

interface Header {
  /** Address of the header. */
  address: number;
  size: number;
  flags: number;
  deleted: boolean;
}

export interface StorageStats {
  totalBytes: number;
  freeBytes: number;
  fileBytes: number;
  fileCount: number;
  trashBytes: number;
  trashCount: number;
}

const align = (n: number): number => (n + 3) & ~3;
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/**
 * Espruino's Storage (2v29) in its format on flash: files one after another, each a header of 32 bytes (size and flags,
 * name of up to 28 bytes) and data padded to 4. No checksums, no atomicity, compaction when space runs out.
 */
export class StorageModel {
  readonly flash: FlashModel;
  /** What the interpreter prints while it compacts. */
  onCompact: (() => void) | null = null;

  constructor(flash: FlashModel) {
    this.flash = flash;
  }

  get #end(): number {
    return this.flash.base + this.flash.bytes.length;
  }

  /** Address of the data of a file, or 0. */
  findAddress(name: string): number {
    const found = this.#find(name);
    return found ? found.address + HEADER_BYTES : 0;
  }

  /** A copy of the file's bytes, clipped to the file; undefined when there is no such file. */
  read(name: string, offset = 0, length = 0): Uint8Array | undefined {
    const found = this.#find(name);
    if (!found) return undefined;
    const start = Math.min(Math.max(offset, 0), found.size);
    const count = Math.min(length <= 0 ? found.size : length, found.size - start);
    return this.flash.read(found.address + HEADER_BYTES + start, count).slice();
  }

  /**
   * Offset 0 creates or replaces a file, of `size` bytes where that is more than the data; another offset fills a
   * blank part of an existing file. Throws StorageError with Espruino's message.
   */
  write(name: string, data: Uint8Array, offset = 0, size = 0): void {
    const total = size === 0 ? data.length : size;
    if (total === 0) throw new StorageError("Can't create zero length file");
    let file = this.#find(name);
    if (offset === 0) {
      const replace =
        file?.flags !== 0 || file.size !== total || !this.#isErased(file.address + HEADER_BYTES, total);
      if (replace) {
        if (
          file &&
          file.flags === 0 &&
          file.size === total &&
          data.length === total &&
          this.#equals(file, data)
        )
          return;
        if (file) this.#delete(file);
        file = this.#create(name, total);
      }
    }
    if (!file) throw new StorageError("Unable to find or create file");
    if (offset + data.length > file.size) throw new StorageError("Too much data for file size");
    const address = file.address + HEADER_BYTES + offset;
    if (!this.#isErased(address, data.length))
      throw new StorageError("File already written with different data");
    this.flash.write(address, data);
  }

  erase(name: string): void {
    const file = this.#find(name);
    if (file) this.#delete(file);
  }

  eraseAll(): void {
    for (let at = this.flash.base; at < this.#end; at += this.flash.pageBytes) this.flash.erasePage(at);
  }

  list(): string[] {
    const names: string[] = [];
    for (const file of this.#files()) if (!file.deleted) names.push(this.#name(file));
    return names;
  }

  get freeBytes(): number {
    return this.stats().freeBytes;
  }

  stats(): StorageStats {
    const stats = { fileBytes: 0, fileCount: 0, trashBytes: 0, trashCount: 0 };
    let end = this.flash.base;
    for (const file of this.#files()) {
      const bytes = align(file.size) + HEADER_BYTES;
      end = file.address + bytes;
      if (file.deleted) {
        stats.trashBytes += bytes;
        stats.trashCount++;
      } else {
        stats.fileBytes += bytes;
        stats.fileCount++;
      }
    }
    return { totalBytes: this.flash.bytes.length, freeBytes: this.#end - end, ...stats };
  }

  /** The check at power-on: false means that the interpreter erases everything. */
  isValid(): boolean {
    for (const _ of this.#files());
    if (this.#full) return true;
    const at = this.#lastRead;
    return this.#isErased(at, at === this.flash.base ? this.#end - at : HEADER_BYTES);
  }

  /** Copy live files together, from the first page that holds a deleted one. Flash operations in Espruino's order. */
  compact(): boolean {
    if (this.stats().trashBytes === 0) return false;
    this.onCompact?.();
    const start = this.#firstPageWithTrash();
    const live: Uint8Array[] = [];
    for (const file of this.#files(start)) {
      if (!file.deleted) live.push(this.flash.read(file.address, HEADER_BYTES + align(file.size)).slice());
    }
    const end = this.#stoppedAt === 0 ? this.#end : this.#stoppedAt;
    let at = start;
    for (const bytes of live) {
      for (let done = 0; done < bytes.length; ) {
        if ((at - this.flash.base) % this.flash.pageBytes === 0) this.flash.erasePage(at);
        const room = this.flash.pageBytes - ((at - this.flash.base) % this.flash.pageBytes);
        const part = bytes.subarray(done, done + room);
        this.flash.write(at, part);
        done += part.length;
        at += part.length;
      }
    }
    for (let page = this.#pageCeiling(at); page < end; page += this.flash.pageBytes)
      this.flash.erasePage(page);
    return true;
  }

  /** Where the last walk over files ended: the address it stopped at (0 when past the end) and the header it read last. */
  #stoppedAt = 0;
  #lastRead = 0;
  /** The last walk ended because no header fits behind the last file. */
  #full = false;

  *#files(from = this.flash.base): Generator<Header> {
    let at = from;
    this.#full = false;
    for (;;) {
      this.#lastRead = at;
      this.#stoppedAt = at;
      const header = this.#headerAt(at);
      if (header) {
        yield header;
        at = align(at + HEADER_BYTES + header.size);
        if (at + HEADER_BYTES > this.#end) {
          this.#stoppedAt = 0;
          this.#full = true;
          return;
        }
        if (this.#headerAt(at)) continue;
        this.#lastRead = at;
      } else {
        return;
      }
      // No header here: a page further on may still start with one, but not behind a blank page.
      at = this.#nextPage(at);
      if (at === 0) {
        this.#stoppedAt = 0;
        return;
      }
    }
  }

  #headerAt(address: number): Header | undefined {
    if (address + 8 > this.#end) return undefined;
    const word = this.flash.word(address);
    if (word === UNSET || word === 0) return undefined;
    const size = word & 0xffffff;
    if (address + HEADER_BYTES + size > this.#end) return undefined;
    return { address, size, flags: word >>> 24, deleted: this.flash.word(address + 4) === 0 };
  }

  #nextPage(address: number): number {
    const next = this.#pageFloor(address) + this.flash.pageBytes;
    return next >= this.#end ? 0 : next;
  }

  #pageFloor(address: number): number {
    return address - ((address - this.flash.base) % this.flash.pageBytes);
  }

  #pageCeiling(address: number): number {
    return this.#pageFloor(address + this.flash.pageBytes - 1);
  }

  #name(file: Header): string {
    return latin1(this.flash.read(file.address + 4, NAME_BYTES)).split("\0", 1)[0]!;
  }

  #find(name: string): Header | undefined {
    const wanted = this.#stored(name);
    const first = wanted.readUInt32LE(0);
    for (const file of this.#files()) {
      if (this.flash.word(file.address + 4) !== first) continue;
      if (wanted.equals(this.flash.read(file.address + 4, NAME_BYTES))) return file;
    }
    return undefined;
  }

  /** Names are cut to 28 bytes; a drive letter ("X:") is dropped. */
  #stored(name: string): Buffer {
    const plain = name[1] === ":" ? name.slice(2) : name;
    const stored = Buffer.alloc(NAME_BYTES);
    stored.write(plain.slice(0, NAME_BYTES), "latin1");
    return stored;
  }

  #delete(file: Header): void {
    this.flash.write(file.address + 4, new Uint8Array(4));
  }

  #create(name: string, size: number): Header {
    const required = align(size) + HEADER_BYTES;
    let address = this.#hole(required);
    if (address === 0) {
      const { free, trash } = this.#space();
      if (required >= free + trash || !this.compact())
        throw new StorageError("Unable to find or create file");
      address = this.#hole(required);
      if (address === 0) throw new StorageError("Unable to find or create file");
    }
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt32LE(size, 0);
    this.#stored(name).copy(header, 4);
    this.flash.write(address, header);
    return { address, size, flags: 0, deleted: false };
  }

  /** Address of the first gap of so many bytes, or 0. A gap ends where the next page starts a file. */
  #hole(required: number): number {
    for (const gap of this.#gaps()) if (gap.bytes >= required) return gap.address;
    return 0;
  }

  #space(): { free: number; trash: number } {
    let free = 0;
    for (const gap of this.#gaps()) free += gap.bytes;
    let trash = 0;
    for (const file of this.#files()) if (file.deleted) trash += file.size;
    return { free, trash };
  }

  *#gaps(): Generator<{ address: number; bytes: number }> {
    let at = this.flash.base;
    while (at !== 0) {
      let header = this.#headerAt(at);
      while (header) {
        at = align(header.address + HEADER_BYTES + header.size);
        if (at + HEADER_BYTES > this.#end) return;
        header = this.#headerAt(at);
      }
      const next = this.#nextPage(at);
      const blankAfter = next === 0 || !this.#headerAt(next);
      yield { address: at, bytes: (blankAfter ? this.#end : next) - at };
      at = next;
    }
  }

  #firstPageWithTrash(): number {
    let unbroken = this.flash.base;
    for (const file of this.#files()) {
      if (this.#pageFloor(file.address) === file.address) unbroken = file.address;
      if (file.deleted) return unbroken;
    }
    return unbroken;
  }

  #isErased(address: number, length: number): boolean {
    const bytes = this.flash.read(address, length);
    for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0xff) return false;
    return true;
  }

  #equals(file: Header, data: Uint8Array): boolean {
    return Buffer.from(data).equals(this.flash.read(file.address + HEADER_BYTES, data.length));
  }
}
