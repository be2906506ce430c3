/**
 * A board on the bench without an interpreter: a port whose expressions run in JavaScript on the model of Espruino's
 * Storage. For what a line or a flash chip may do to bytes; how the interpreter itself answers, the bench tells.
 */
import { createContext, runInContext } from "node:vm";
import type { Board } from "../../../boards/board.ts";
import { FlashModel } from "../../../host-tools/models/virtual-token/flash.ts";
import { StorageModel } from "../../../host-tools/models/virtual-token/storage.ts";
import { DeviceError, type Port } from "../../../host-tools/tools/flash/port.ts";
import { crc32 } from "../../../protocol/crc32.ts";

export interface ModelOptions {
  readonly version?: string;
  readonly stackFree?: number;
  /** What its clock shows, s. */
  readonly getTime?: () => number;
  /** What arrives of a piece of a file: `offset` is that of its first byte in the file. */
  readonly onTheWay?: (file: string, offset: number, bytes: Uint8Array) => Uint8Array;
  /** What it has besides: pins, a radio, timers. */
  readonly globals?: Readonly<Record<string, unknown>>;
  /** Of require("crypto"). */
  readonly sha256?: (data: string | Uint8Array) => ArrayBuffer;
  readonly crc32?: (bytes: Uint8Array) => number;
}

/** Bytes as Flash.read gives them: an array that btoa takes for a text. */
class FlashBytes extends Uint8Array {
  override toString(): string {
    return textOf(this);
  }
}

/** A text of one character per byte. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

export class ModelBoard implements Port {
  readonly flash: FlashModel;
  /** Expressions that came, and what was typed. */
  readonly asked: string[] = [];
  readonly #context: object;
  readonly #storage: StorageModel;

  constructor(board: Board, options: ModelOptions = {}) {
    const { storageAddress, storageBytes, pageBytes, external } = board.flash;
    this.flash = new FlashModel(storageAddress, storageBytes, pageBytes, external);
    const storage = new StorageModel(this.flash);
    this.#storage = storage;
    const arrives = options.onTheWay ?? ((_file, _offset, bytes) => bytes);
    const modules: Readonly<Record<string, object>> = {
      Storage: {
        list: () => storage.list(),
        getStats: () => storage.stats(),
        eraseAll: () => storage.eraseAll(),
        read: (name: string, offset?: number, length?: number) => {
          const bytes = storage.read(name, offset, length);
          return bytes && textOf(bytes);
        },
        write: (name: string, text: string, offset: number, size: number) =>
          storage.write(name, arrives(name, offset, Buffer.from(text, "latin1")), offset, size),
      },
      Flash: {
        read: (length: number, address: number) => new FlashBytes(this.flash.read(address, length)),
        write: (bytes: Uint8Array, address: number) => this.flash.write(address, bytes),
        getPage: () => ({ length: pageBytes }),
        erasePage: (address: number) => this.flash.erasePage(address),
      },
      crypto: { SHA256: options.sha256 ?? true },
    };
    let drawn = 1;
    this.#context = createContext({
      require: (name: string) => modules[name],
      process: {
        version: options.version ?? "2v29",
        env: { BOARD: board.reportedAs ?? board.id.toUpperCase() },
        memory: () => ({ stackFree: options.stackFree ?? 1e6 }),
      },
      E: {
        CRC32: (text: string) => (options.crc32 ?? crc32)(Buffer.from(text, "latin1")),
        toUint8Array: (text: string) => new Uint8Array(Buffer.from(text, "latin1")),
        hwRand: () => drawn++,
      },
      atob,
      btoa,
      getTime: options.getTime ?? (() => 0),
      ...Object.fromEntries(
        ["reset", "setTime", "clearInterval", "clearTimeout", "clearWatch"].map((name) => [name, () => 0]),
      ),
      ...options.globals,
    });
  }

  /** A file of somebody else's. */
  write(name: string, text: string): void {
    this.#storage.write(name, Buffer.from(text), 0, 0);
  }

  fileIfAny(name: string): Uint8Array | undefined {
    return this.#storage.read(name);
  }

  erase(name: string): void {
    this.#storage.erase(name);
  }

  /** The bytes of a file, which is there. */
  file(name: string): Uint8Array {
    return this.#storage.read(name)!;
  }

  async evaluate(expression: string): Promise<unknown> {
    this.asked.push(expression);
    try {
      return runInContext(`(${expression})`, this.#context);
    } catch (error) {
      throw new DeviceError(String(error));
    }
  }

  async type(text: string): Promise<void> {
    this.asked.push(text);
  }

  async heard(): Promise<{ text: string; closed: boolean }> {
    return { text: "", closed: false };
  }

  close(): void {}
}
