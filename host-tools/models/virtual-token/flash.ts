import { type FaultPlan, FlashTimeout } from "./flash-faults.ts";

/** Thrown by a hook of FlashModel to cut the power before an operation. The program cannot go on after it. */
export class PowerCut extends Error {
  override name = "PowerCut";
}

export type FlashOperation =
  | { readonly kind: "write"; readonly address: number; readonly bytes: Uint8Array }
  | { readonly kind: "erase"; readonly address: number };

/**
 * The flash chip under Espruino's Storage area: bits go from 1 to 0 only, a page at a time goes back to 1.
 * Addresses are absolute. Writes happen word by word (4 bytes).
 */
export class FlashModel {
  readonly bytes: Uint8Array;
  readonly base: number;
  readonly pageBytes: number;
  readonly external: boolean;
  wordWrites = 0;
  erases = 0;
  /** Writes of each word since its page was last erased; nRF52 allows 2 (product specification, n_WRITE). */
  readonly writesOfWord: Uint8Array;
  readonly erasesOfPage: Uint32Array;
  /** Called before each word write and page erase; may throw PowerCut, after leaving a torn result in `bytes`. */
  before: ((operation: FlashOperation) => void) | null = null;
  /** Called with the kind of each operation done, for its time; a fault takes as long as what it stands for. */
  onOperation: ((kind: "write" | "erase" | "timeout") => void) | null = null;
  /** What goes wrong; nothing where it is null. */
  faults: FaultPlan | null = null;
  /** Power was cut by the hook; nothing works until restorePower(). */
  cut = false;

  constructor(base: number, size: number, pageBytes: number, external: boolean, image?: Uint8Array) {
    this.base = base;
    this.pageBytes = pageBytes;
    this.external = external;
    this.bytes = new Uint8Array(size).fill(0xff);
    if (image) {
      if (image.length !== size)
        throw new RangeError(`flash image of ${image.length} bytes, expected ${size}`);
      this.bytes.set(image);
    }
    this.writesOfWord = new Uint8Array(size / 4);
    this.erasesOfPage = new Uint32Array(size / pageBytes);
  }

  restorePower(): void {
    this.cut = false;
  }

  contains(address: number): boolean {
    return address >= this.base && address < this.base + this.bytes.length;
  }

  /** A view, not a copy. Bytes past the end are left out. */
  read(address: number, length: number): Uint8Array {
    const start = address - this.base;
    return this.bytes.subarray(start, start + length);
  }

  word(address: number): number {
    const i = address - this.base;
    const b = this.bytes;
    return (b[i]! | (b[i + 1]! << 8) | (b[i + 2]! << 16) | (b[i + 3]! << 24)) >>> 0;
  }

  /**
   * Write at any address. Internal flash is written in whole words: the bytes around are read and written back, as the
   * interpreter does it. A SPI chip takes bytes as they are. Throws FlashTimeout.
   */
  write(address: number, data: Uint8Array): void {
    const fault = this.faults?.next("call", address, data.length);
    if (fault === undefined) this.#write(address, data, data.length);
    else {
      const half = (Math.ceil(data.length / 4) >> 1) * 4;
      const part = fault === "dropped" ? 0 : fault === "doubled" ? data.length : half;
      this.#write(address, data, part);
      if (fault === "doubled") this.#write(address, data, part);
      if (fault === "thrown") this.#giveUp("jshFlashWrite");
    }
  }

  #write(address: number, data: Uint8Array, end: number): void {
    let done = 0;
    while (done < end) {
      const at = address + done;
      const offset = at & 3;
      const count = Math.min(4 - offset, end - done);
      if (count === 4 || this.external) {
        this.#program(at, data.subarray(done, done + count));
      } else {
        const word = this.read(at - offset, 4).slice();
        word.set(data.subarray(done, done + count), offset);
        this.#program(at - offset, word);
      }
      done += count;
    }
  }

  /** Throws FlashTimeout. */
  erasePage(address: number): void {
    const start = Math.floor((address - this.base) / this.pageBytes) * this.pageBytes;
    this.#ask({ kind: "erase", address: this.base + start });
    const fault = this.faults?.next("erase", this.base + start, this.pageBytes);
    const end = start + (fault === "half" || fault === "thrown" ? this.pageBytes / 2 : this.pageBytes);
    if (fault !== "dropped") {
      this.bytes.fill(0xff, start, end);
      this.writesOfWord.fill(0, start >> 2, end >> 2);
      this.erasesOfPage[start / this.pageBytes]! += fault === "doubled" ? 2 : 1;
    }
    this.erases++;
    this.onOperation?.("erase");
    if (fault === "thrown") this.#giveUp("jshFlashErasePage");
  }

  #program(address: number, bytes: Uint8Array): void {
    this.#ask({ kind: "write", address, bytes });
    const fault = this.faults?.next("word", address, bytes.length);
    const start = address - this.base;
    // Half of a word's bits: the lower ones of each byte stay as they were.
    const kept = fault === "half" || fault === "thrown" ? 0x0f : 0;
    if (fault !== "dropped") {
      for (let i = 0; i < bytes.length; i++) this.bytes[start + i]! &= bytes[i]! | kept;
      const word = start >> 2;
      const writes = this.writesOfWord[word]! + (fault === "doubled" ? 2 : 1);
      this.writesOfWord[word] = Math.min(writes, 255);
    }
    this.wordWrites++;
    this.onOperation?.("write");
    if (fault === "thrown") this.#giveUp("jshFlashWrite");
  }

  #giveUp(where: string): never {
    this.onOperation?.("timeout");
    throw new FlashTimeout(`Timeout on ${where}`);
  }

  #ask(operation: FlashOperation): void {
    if (this.cut) throw new PowerCut("no power");
    if (!this.before) return;
    try {
      this.before(operation);
    } catch (error) {
      if (error instanceof PowerCut) this.cut = true;
      throw error;
    }
  }
}
