import { joinBytes, NotBytes, toByteString, toBytes } from "./bytes.ts";
import { CALL_MS, crc32Ms } from "./costs.ts";
import type { DeviceDate } from "./date.ts";
import type { Modules } from "./modules.ts";
import type { Processor } from "./processor.ts";
import { show } from "./text.ts";

/** POWER.RESETREAS (nRF52832 Product Specification 1.8, nRF52840 1.7). */
const RESET_CAUSE = 0x40000400;

/** Bits the program can set with E.setFlags; only those that matter here. */
const FLAGS = [
  "deepSleep",
  "unsafeFlash",
  "unsyncFiles",
  "pretokenise",
  "jitDebug",
  "onErrorSave",
  "onErrorFlash",
];

/** Bytes. */
const STACK_FREE = 12_000;

/** Where the interpreter's prompt is, and who may use it. */
export interface ConsoleState {
  /** "Bluetooth", "Serial1", "USB" or null: nobody. */
  device: string | null;
  /** A new connection does not move it. */
  forced: boolean;
  hasPassword: boolean;
  locked: boolean;
}

/** What the rest of the device does for E, load, reset and their like. */
interface SystemHost {
  volts(): number;
  print(line: string): void;
  /** Restart the interpreter when it is idle: all of it, or without the boot code. */
  restart(kind: "load" | "reset"): void;
  reboot(): never;
  /** Starts since power came, as the chip's register POWER.RESETREAS tells them: 4 by the program. */
  resetCause(): number;
  /** The next number of the chip's generator, 32 bits, signed. */
  hwRand(): number;
  timeSet(): void;
}

/** E, process, console, time and text functions. */
export class System {
  readonly console: ConsoleState = { device: "Bluetooth", forced: false, hasPassword: false, locked: false };
  readonly e: Record<string, unknown>;
  readonly #processor: Processor;
  readonly #modules: Modules;
  readonly #date: DeviceDate;
  readonly #host: SystemHost;
  readonly #flags = new Map<string, number>();

  constructor(processor: Processor, modules: Modules, date: DeviceDate, host: SystemHost) {
    this.#processor = processor;
    this.#modules = modules;
    this.#date = date;
    this.#host = host;
    this.e = processor.realm.object();
    processor.realm.define(this.e, this.#eMembers());
  }

  /** Globals for the program. */
  globals(): Record<string, unknown> {
    const { realm } = this.#processor;
    const print = (...values: unknown[]): void => this.#host.print(this.#line(values));
    const consoleObject = realm.object();
    realm.define(consoleObject, {
      log: print,
      debug: print,
      info: print,
      warn: print,
      error: print,
      trace: print,
    });
    return {
      E: this.e,
      global: realm.global,
      process: this.#processObject(),
      console: consoleObject,
      print,
      InternalError: realm.library.Error,
      getTime: () => this.#date.now / 1000,
      setTime: (seconds: unknown) => this.#setTime(Number(seconds)),
      load: () => this.#host.restart("load"),
      reset: () => this.#host.restart("reset"),
      require: (name: unknown) => this.#modules.require(name),
      echo: () => {},
      peek32: (address: unknown) => this.#peek(Number(address)),
      atob: (text: unknown) => Buffer.from(String(text), "base64").toString("latin1"),
      btoa: (data: unknown) => Buffer.from(this.#bytes([data])).toString("base64"),
      Bluetooth: this.#device("Bluetooth"),
      Serial1: this.#device("Serial1"),
      ...(this.#processor.board.chip === "nRF52840" ? { USB: this.#device("USB") } : {}),
    };
  }

  /** A central has connected: the prompt goes there unless it was forced away. */
  bluetoothConnected(uartOffered: boolean): void {
    if (!this.console.forced && uartOffered) this.console.device = "Bluetooth";
  }

  /** A register that the chip has; of all of them, the one that programs on tokens ask for. */
  #peek(address: number): number {
    if (address !== RESET_CAUSE) throw new RangeError(`Address ${address.toString(16)} is not in the model.`);
    return this.#host.resetCause();
  }

  #line(values: unknown[]): string {
    this.#processor.spend(CALL_MS.print);
    return values.map(show).join(" ");
  }

  #device(name: string): Record<string, unknown> {
    const device = this.#processor.realm.object();
    this.#processor.realm.define(device, {
      setConsole: (options: unknown) => this.#setConsole(name, options),
      print: () => {},
      println: () => {},
      write: () => {},
      toString: () => name,
    });
    return device;
  }

  #setTime(seconds: number): void {
    const { clock, now } = this.#processor;
    clock.setRtc(now, seconds * 1000);
    this.#host.timeSet();
  }

  #setConsole(device: unknown, options: unknown): void {
    const name = device === null ? null : String(device);
    if (name !== null && !["Bluetooth", "Serial1", "USB"].includes(name)) {
      throw this.#processor.realm.error('Unknown device type "undefined"');
    }
    this.console.device = name;
    this.console.forced = Boolean((options as { force?: unknown } | undefined)?.force);
  }

  #bytes(values: readonly unknown[]): Uint8Array {
    try {
      return joinBytes(values);
    } catch (error) {
      throw error instanceof NotBytes ? new this.#processor.realm.library.TypeError(error.message) : error;
    }
  }

  #eMembers(): Record<string, unknown> {
    const { realm, mathRandom, board } = this.#processor;
    const members: Record<string, unknown> = {
      CRC32: (data: unknown) => {
        if (typeof data !== "string" && (typeof data !== "object" || data === null)) return undefined;
        // An object without bytes counts as empty.
        const isPlain = Object.getPrototypeOf(data) === realm.library.Object.prototype;
        const bytes = isPlain ? new Uint8Array(0) : this.#bytes([data]);
        this.#processor.spend(crc32Ms(bytes.length));
        return crc32(bytes);
      },
      hwRand: () => {
        this.#processor.spend(CALL_MS.hwRand);
        return this.#host.hwRand();
      },
      toString: (...values: unknown[]) => toByteString(this.#bytes(values)),
      toFlatString: (...values: unknown[]) => toByteString(this.#bytes(values)),
      toUint8Array: (...values: unknown[]) => realm.bytes(this.#bytes(values)),
      toArrayBuffer: (text: unknown) =>
        typeof text === "string" ? this.#processor.share(text, realm.buffer(toBytes(text))) : undefined,
      getAddressOf: (value: unknown, flat: unknown) => (flat ? this.#modules.addressOf(value) : 0x20002000),
      getErrorFlags: () => {
        this.#processor.spend(CALL_MS.getErrorFlags);
        const flags = realm.array([...this.#processor.errorFlags]);
        this.#processor.errorFlags.clear();
        return flags;
      },
      getFlags: () =>
        realm.object(Object.fromEntries(FLAGS.map((flag) => [flag, this.#flags.get(flag) ?? 0]))),
      setFlags: (flags: unknown) => {
        for (const [flag, value] of Object.entries((flags ?? {}) as object))
          this.#flags.set(flag, value ? 1 : 0);
      },
      setConsole: (device: unknown, options: unknown) => this.#setConsole(device, options),
      getConsole: () => this.console.device,
      setPassword: (password: unknown) => {
        this.console.hasPassword = password !== undefined;
      },
      lockConsole: () => {
        if (this.console.hasPassword) this.console.locked = true;
      },
      setTimeZone: (hours: unknown) => {
        this.#date.zoneHours = Number(hours);
      },
      reboot: () => this.#host.reboot(),
      memoryArea: (address: unknown, length: unknown) =>
        this.#modules.memoryArea(Number(address), Number(length)),
      reverseByte: (byte: unknown) => reverseByte(Number(byte) & 255),
      sum: (values: unknown) =>
        Array.from(values as ArrayLike<number>).reduce((sum, value) => sum + value, 0),
      srand: (seed: unknown) => mathRandom.seed(Number(seed) >>> 0),
      defrag: () => {},
      kickWatchdog: () => this.#processor.watchdog.kick(this.#processor.now),
      enableWatchdog: (seconds: unknown, auto: unknown) =>
        this.#processor.watchdog.enable(
          this.#processor.now,
          Number(seconds),
          auto === undefined || Boolean(auto),
        ),
      getTemperature: () => 25,
    };
    if (board.id === "puckjs") {
      members.getBattery = () =>
        Math.min(Math.max(Math.trunc(((this.#host.volts() - 2.2) * 100) / 0.6), 0), 100);
    }
    return members;
  }

  #processObject(): Record<string, unknown> {
    const { realm, board } = this.#processor;
    const { count, bytes } = board.variables;
    const object = realm.object();
    realm.define(object, {
      version: "2v29.277",
      env: realm.object({
        VERSION: "2v29.277",
        BOARD: board.id.toUpperCase(),
        STORAGE: board.flash.storageBytes,
      }),
      // Variables and stack are V8's business here: usage and what is free are constants that mean nothing.
      memory: () => {
        const usage = Math.round(count / 4);
        const ring = realm.object({ used: 0, total: 1024 });
        return realm.object({
          free: count - usage,
          usage,
          total: count,
          history: 0,
          gc: 0,
          gctime: 0,
          blocksize: bytes,
          rx: ring,
          stackFree: STACK_FREE,
        });
      },
    });
    return object;
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function reverseByte(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 128 >> bit;
  return reversed;
}

/** CRC-32 (IEEE), unsigned. */
function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 255]! ^ (c >>> 8);
  return ~c >>> 0;
}
