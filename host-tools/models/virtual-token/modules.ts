import { createHash } from "node:crypto";
import { memoryBytes, NotBytes, toByteString } from "./bytes.ts";
import type { Callable } from "./callable.ts";
import { CALL_MS, digestMs } from "./costs.ts";
import type { FlashModel } from "./flash.ts";
import { FlashTimeout } from "./flash-faults.ts";
import type { Processor } from "./processor.ts";
import { StorageError, type StorageModel } from "./storage.ts";
import { typeName } from "./text.ts";

/** Flash that holds the interpreter, its radio stack and the bootloader: bytes from here on are not modelled. */
const INTERNAL_FLASH_BYTES = { nRF52832: 0x80000, nRF52840: 0x100000 } as const;
/** Writes here are refused without a word unless E.setFlags({unsafeFlash:1}) (Puck.js; the XIAO has no such guard). */
const PROTECTED: Readonly<Record<string, readonly (readonly [number, number])[]>> = {
  puckjs: [
    [0, 0x1f000],
    [0x78000, 0x80000],
  ],
};

/** What `require` gives: Storage, Flash, crypto, and files of Storage as modules. */
export class Modules {
  readonly #processor: Processor;
  readonly #storage: StorageModel;
  readonly #flash: FlashModel;
  readonly #builtin: Map<string, unknown>;
  readonly #loaded = new Map<string, unknown>();
  /** Where strings that Storage.read gave lie in flash. */
  readonly #addresses = new Map<string, number>();

  constructor(processor: Processor, storage: StorageModel) {
    this.#processor = processor;
    this.#storage = storage;
    this.#flash = storage.flash;
    this.#builtin = new Map([
      ["Storage", this.#storageModule()],
      ["Flash", this.#flashModule()],
    ]);
    if (processor.board.crypto.sha256) this.#builtin.set("crypto", this.#cryptoModule());
  }

  require(name: unknown): unknown {
    const { realm } = this.#processor;
    const key = String(name);
    if (this.#loaded.has(key)) return this.#loaded.get(key);
    const file = this.#storage.read(key);
    if (file) {
      const exports = realm.object();
      const module = realm.object({ exports });
      this.#loaded.set(key, exports);
      const code = realm.evaluate(`(function(exports,module){${toByteString(file)}\n})`, key);
      Reflect.apply(code as Callable, exports, [exports, module]);
      this.#loaded.set(key, module.exports);
      return module.exports;
    }
    if (this.#builtin.has(key)) return this.#builtin.get(key);
    throw realm.error(`Module "${key}" not found`);
  }

  /** Address of a string of Storage on flash that the processor can address; 0 for anything else. */
  addressOf(value: unknown): number {
    if (this.#flash.external || typeof value !== "string") return 0;
    return this.#addresses.get(value) ?? 0;
  }

  /** E.memoryArea: flash as a string; other memory is not modelled. */
  memoryArea(address: number, length: number): string {
    if (this.#flash.external || !this.#flash.contains(address))
      throw new Error("memory that is not modelled");
    return toByteString(this.#flash.read(address, length));
  }

  #storageModule(): Record<string, unknown> {
    const storage = this.#storage;
    const { realm } = this.#processor;
    const name = (value: unknown): string => {
      this.#processor.spend(CALL_MS.storageFind);
      return String(value);
    };
    const read = (file: unknown, offset: unknown = 0, length: unknown = 0): string | undefined => {
      const at = Math.max(Number(offset) | 0, 0);
      const key = name(file);
      const bytes = storage.read(key, at, Number(length) | 0);
      if (!bytes) return undefined;
      const text = toByteString(bytes);
      this.#addresses.set(text, storage.findAddress(key) + at);
      return text;
    };
    const write = (file: unknown, data: unknown, offset: unknown = 0, size: unknown = 0): boolean => {
      const isObject =
        data !== null &&
        typeof data === "object" &&
        Object.getPrototypeOf(data) === realm.library.Object.prototype;
      const start = Number(offset) | 0;
      const total = Number(size) | 0;
      if (data === undefined) throw realm.error("Can't get pointer to data to write");
      if (start < 0 || total < 0) return false;
      if (isObject) storage.write(name(file), Buffer.from(realm.library.JSON.stringify(data), "latin1"));
      else storage.write(name(file), memoryBytes(data), start, total);
      return true;
    };
    return this.#guarded({
      read,
      readArrayBuffer: (file: unknown) => {
        const bytes = storage.read(name(file));
        return bytes ? realm.buffer(bytes) : undefined;
      },
      readJSON: (file: unknown, quiet: unknown) => {
        const text = read(file);
        if (text === undefined) return undefined;
        try {
          return realm.library.JSON.parse(text);
        } catch (error) {
          if (quiet) return undefined;
          throw error;
        }
      },
      write,
      erase: (file: unknown) => storage.erase(name(file)),
      eraseAll: () => storage.eraseAll(),
      list: (pattern?: RegExp) => {
        const names = storage.list();
        return realm.array(pattern ? names.filter((one) => one.match(pattern)) : names);
      },
      getFree: () => storage.stats().freeBytes,
      getStats: () => realm.object({ ...storage.stats() }),
      compact: () => {
        storage.compact();
      },
      optimise: () => {},
    });
  }

  #flashModule(): Record<string, unknown> {
    const { realm, board } = this.#processor;
    const flash = this.#flash;
    return this.#guarded({
      read: (length: unknown, address: unknown) => {
        const count = Number(length) | 0;
        if (count <= 0) return undefined;
        const start = Number(address) >>> 0;
        const bytes = new realm.library.Uint8Array(count).fill(0xff);
        if (flash.contains(start)) bytes.set(flash.read(start, count));
        return bytes;
      },
      write: (data: unknown, address: unknown) => {
        if (data === undefined) throw realm.error("Data is not defined");
        const start = Number(address) >>> 0;
        const bytes = memoryBytes(data);
        if (bytes.length === 0 || !this.#mayWrite(start, bytes.length)) return;
        this.#processor.spend(CALL_MS.flashWrite);
        flash.write(start, bytes);
      },
      erasePage: (address: unknown) => {
        if (typeof address !== "number" || !Number.isInteger(address)) {
          throw realm.error(`Address should be an integer, got ${typeName(address)}`);
        }
        if (this.#mayWrite(address >>> 0, 1)) flash.erasePage(address >>> 0);
      },
      getPage: (address: unknown) => {
        const at = Number(address) >>> 0;
        if (!flash.contains(at) && at > INTERNAL_FLASH_BYTES[board.chip]) return undefined;
        return realm.object({ addr: at - (at % flash.pageBytes), length: flash.pageBytes });
      },
      getFree: () => realm.array([]),
    });
  }

  /** Refused silently where Espruino guards the flash; writing over the interpreter is an error of the program. */
  #mayWrite(address: number, length: number): boolean {
    if (this.#flash.contains(address) && this.#flash.contains(address + length - 1)) return true;
    for (const [from, to] of PROTECTED[this.#processor.board.id] ?? []) {
      if (address >= from && address < to) return false;
    }
    throw new Error(`the program writes over the interpreter, ${length} bytes at 0x${address.toString(16)}`);
  }

  #cryptoModule(): Record<string, unknown> {
    const { realm } = this.#processor;
    const digest = (algorithm: string, block: number) => (data: unknown) => {
      if (data === undefined) return undefined;
      const bytes = memoryBytes(data);
      this.#processor.spend(digestMs(bytes.length, block));
      return realm.buffer(createHash(algorithm).update(bytes).digest());
    };
    const members: Record<string, unknown> = {
      SHA1: digest("sha1", 64),
      SHA224: digest("sha224", 64),
      SHA256: digest("sha256", 64),
    };
    if (this.#processor.board.chip === "nRF52840") {
      members.SHA384 = digest("sha384", 128);
      members.SHA512 = digest("sha512", 128);
    }
    return this.#guarded(members);
  }

  /** Errors of the model as errors that the program can catch. */
  #guarded(members: Record<string, unknown>): Record<string, unknown> {
    const { realm } = this.#processor;
    const object = realm.object();
    for (const [name, member] of Object.entries(members)) {
      realm.define(object, {
        [name]: (...args: unknown[]) => {
          try {
            return (member as Callable)(...args);
          } catch (error) {
            if (error instanceof StorageError || error instanceof FlashTimeout)
              throw realm.error(error.message);
            if (error instanceof NotBytes) throw new realm.library.TypeError(error.message);
            throw error;
          }
        },
      });
    }
    return object;
  }
}
