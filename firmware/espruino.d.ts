// The part of Espruino's API (2v29, nRF52 boards) that the firmware uses, with what the interpreter really does where
// that is not what its name says. The language itself is lib.es5; what of it is missing is refused by host-tools/tools/firmware-build.

// For `for (const byte of bytes)`, which lowering turns into a loop over indices.
/// <reference lib="es2015.iterable" />

/** Anything that the interpreter reads as a run of bytes; strings are bytes too, one per character. */
type Bytes = string | ArrayBuffer | ArrayBufferView | readonly number[];
type Milliseconds = number;

declare class Pin {
  /** From a port name, like "D4". */
  constructor(name: string);
  read(): boolean;
  write(value: boolean | 0 | 1): void;
  set(): void;
  reset(): void;
  toggle(): boolean;
  mode(mode: PinMode): void;
}
type PinMode =
  | "analog"
  | "input"
  | "input_pullup"
  | "input_pulldown"
  | "output"
  | "opendrain"
  | "opendrain_pullup"
  | "af_output"
  | "af_opendrain"
  | "auto";

declare const LED1: Pin;
declare const LED2: Pin;
declare const LED3: Pin;
declare const BTN: Pin;
declare const BTN1: Pin;

declare function digitalWrite(pin: Pin | readonly Pin[], value: number | boolean): void;
declare function digitalRead(pin: Pin): 0 | 1;
/** Pulses of `time` ms each, alternating, the first at `value`; an empty or zero time stops a running pulse. */
declare function digitalPulse(
  pin: Pin,
  value: boolean | 0 | 1,
  time: Milliseconds | readonly Milliseconds[],
): void;
declare function pinMode(pin: Pin, mode: PinMode, automatic?: boolean): void;
declare function getPinMode(pin: Pin): PinMode;

interface WatchEvent {
  readonly state: boolean;
  /** Seconds, like getTime(); of this change and of the one before it. */
  readonly time: number;
  readonly lastTime: number;
}
interface WatchOptions {
  repeat?: boolean;
  edge?: "rising" | "falling" | "both";
  debounce?: Milliseconds;
  irq?: boolean;
}
declare function setWatch(listener: (event: WatchEvent) => void, pin: Pin, options?: WatchOptions): number;
declare function clearWatch(id?: number): void;

declare function setTimeout<T extends readonly unknown[]>(
  task: (...given: T) => void,
  delay: Milliseconds,
  ...given: T
): number;
declare function setInterval(task: () => void, period: Milliseconds): number;
/** Counts the new period from now. */
declare function changeInterval(id: number, period: Milliseconds): void;
/** Throws for undefined; without argument it clears every timer. */
declare function clearTimeout(id: number): void;
declare function clearInterval(id: number): void;
/** Seconds since 1970 with fraction. After power-on it counts from zero. */
declare function getTime(): number;
/** Timers keep their remaining time. */
declare function setTime(seconds: number): void;

declare function print(...values: unknown[]): void;
declare const console: { log(...values: unknown[]): void };
declare function trace(root?: unknown): void;
declare function atob(base64: string): string;
declare function btoa(data: Bytes): string;
declare function load(file?: string): void;
declare function reset(clearFlash?: boolean): void;
declare function peek8(address: number): number;
declare function peek16(address: number): number;
declare function peek32(address: number): number;
declare const global: Record<string, unknown>;

declare const process: {
  readonly version: string;
  readonly env: Readonly<Record<string, string | number>>;
  memory(collectGarbage?: boolean): ProcessMemory;
};
interface ProcessMemory {
  /** Variables, not bytes. */
  readonly free: number;
  readonly usage: number;
  readonly total: number;
  readonly history: number;
  /** Bytes of one variable. */
  readonly blocksize: number;
}

// Newer than ES5, and there.
interface String {
  endsWith(end: string): boolean;
  includes(part: string, from?: number): boolean;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  repeat(count: number): string;
  replaceAll(part: string, replacement: string): string;
  startsWith(start: string, at?: number): boolean;
}
interface Array<T> {
  fill(value: T, from?: number, to?: number): this;
  find(holds: (value: T, index: number) => boolean): T | undefined;
  findIndex(holds: (value: T, index: number) => boolean): number;
  includes(value: T): boolean;
}
interface ReadonlyArray<T> {
  find(holds: (value: T, index: number) => boolean): T | undefined;
  findIndex(holds: (value: T, index: number) => boolean): number;
  includes(value: T): boolean;
}
interface ObjectConstructor {
  assign<T, U>(target: T, source: U): T & U;
  entries<T>(object: Readonly<Record<string, T>>): [string, T][];
  values<T>(object: Readonly<Record<string, T>>): T[];
}

interface Math {
  sign(value: number): number;
  clip(value: number, lowest: number, highest: number): number;
  /** A whole number from 0 to `range` - 1. */
  randInt(range: number): number;
  wrap(value: number, range: number): number;
}

type ErrorFlag =
  | "FIFO_FULL"
  | "BUFFER_FULL"
  | "CALLBACK"
  | "LOW_MEMORY"
  | "MEMORY"
  | "MEMORY_BUSY"
  | "UART_OVERFLOW";

declare const E: {
  on(event: "init" | "kill", listener: () => void): void;
  on(event: "errorFlag", listener: (flags: readonly ErrorFlag[]) => void): void;
  removeAllListeners(event?: string): void;
  /** Flags raised since the last call; reading clears them. */
  getErrorFlags(): ErrorFlag[];
  setFlags(flags: { deepSleep?: 0 | 1; pretokenise?: 0 | 1; unsafeFlash?: 0 | 1; unsyncFiles?: 0 | 1 }): void;
  /** Without `force` the next Bluetooth connection takes the console again. */
  setConsole(device: unknown, options?: { force?: boolean }): void;
  getConsole(): string | null;
  /** At most 20 characters; kept in RAM only, tries are not limited. */
  setPassword(password?: string): void;
  lockConsole(): void;
  reboot(): void;
  /** With `automatic` the idle loop feeds it: only a hang resets the chip. */
  enableWatchdog(seconds: number, automatic?: boolean): void;
  kickWatchdog(): void;
  /** Percent. NRF.getBattery gives volts. */
  getBattery(): number;
  /** Degrees Celsius of the chip. */
  getTemperature(): number;
  /** 32 bits of the radio's random generator, signed; waits for them. */
  hwRand(): number;
  srand(seed: number): void;
  /** Unsigned. */
  CRC32(data: Bytes): number;
  /** A flat copy in one run of variables; undefined when there is none long enough. */
  toString(...data: readonly (Bytes | number | string)[]): string | undefined;
  toFlatString(...data: readonly (Bytes | number)[]): string | undefined;
  /** A view of the string's own bytes, no copy. */
  toArrayBuffer(text: string): ArrayBuffer;
  toUint8Array(...data: readonly (Bytes | number)[]): Uint8Array;
  /** A string that reads memory where it stands. */
  memoryArea(address: number, length: number): string;
  mapInPlace(
    from: ArrayBufferView,
    to: ArrayBufferView,
    map?: ArrayBufferView | readonly number[] | ((value: number, index: number) => number),
    bits?: number,
  ): void;
  reverseByte(byte: number): number;
  sum(values: ArrayBufferView | readonly number[]): number;
  /** Variables. */
  getSizeOf(value: unknown, depth?: 0): number;
  /** Address of flat data, or 0 where it has none (SPI flash, not flat). */
  getAddressOf(value: unknown, flat: boolean): number;
  defrag(): void;
};

/** An advert as the internal listener of a scan gets it. */
interface Sighting {
  /** "aa:bb:cc:dd:ee:ff random" */
  readonly id: string;
  readonly rssi: number;
  /** Advertising data as received: not checked for structure. */
  readonly data: ArrayBuffer;
}

interface Advertisement {
  /** "aa:bb:cc:dd:ee:ff random" */
  readonly id: string;
  readonly rssi: number;
  /** Advertising data as received: not checked for structure. */
  readonly data: ArrayBuffer;
  readonly name?: string;
  readonly services?: readonly string[];
  readonly serviceData?: Readonly<Record<string, ArrayBuffer>>;
  /** Company, and its data without the company's two bytes. */
  readonly manufacturer?: number;
  readonly manufacturerData?: ArrayBuffer;
}

/** Conditions that all hold; they save script time, not room in the queue. */
interface ScanFilter {
  services?: readonly string[];
  name?: string;
  namePrefix?: string;
  id?: string;
  serviceData?: Readonly<Record<string, object>>;
  manufacturerData?: Readonly<Record<number, object>>;
}

interface ScanOptions {
  filters?: readonly ScanFilter[];
  active?: boolean;
  extended?: boolean;
  phy?: "1mbps" | "2mbps" | "coded" | "both";
  /** 2.5..10240 ms each; by default both are 100, which is listening all the time. */
  window?: Milliseconds;
  interval?: Milliseconds;
}

/** What is left out keeps the value of the call before. */
interface AdvertisingOptions {
  /** 20..10240 ms; the stack has its own minimum for what is not connectable. */
  interval?: Milliseconds;
  connectable?: boolean;
  scannable?: boolean;
  whenConnected?: boolean;
  showName?: boolean;
  discoverable?: boolean;
  manufacturer?: number;
  phy?: "1mbps" | "2mbps" | "coded" | "1mbps,coded" | "coded,1mbps";
}

interface CharacteristicSecurity {
  encrypted?: boolean;
  mitm?: boolean;
  lesc?: boolean;
  signed?: boolean;
}

interface Characteristic {
  value?: Bytes;
  /** Bytes; 1 when left out, and never less than the first value's length. */
  maxLen?: number;
  readable?: boolean;
  writable?: boolean;
  notify?: boolean;
  indicate?: boolean;
  broadcast?: boolean;
  description?: string;
  security?: { read?: CharacteristicSecurity; write?: CharacteristicSecurity };
  /** One write of at most MTU - 3 bytes; who wrote is not told. */
  onWrite?: (event: { readonly data: ArrayBuffer }) => void;
  onWriteDesc?: (event: { readonly data: ArrayBuffer }) => void;
}

interface ServiceOptions {
  uart?: boolean;
  hid?: Bytes;
  advertise?: readonly string[];
}

declare const NRF: {
  on(event: "connect", listener: (address: string) => void): void;
  on(event: "disconnect", listener: (reason: number) => void): void;
  on(event: "advertising", listener: (started: boolean) => void): void;
  on(event: "mtu", listener: (mtu: number) => void): void;
  on(event: "error", listener: (message: string) => void): void;
  removeAllListeners(event?: string): void;
  /** Raw bytes are not checked for length here: the stack refuses more than 31 when advertising starts. */
  setAdvertising(
    packet: Uint8Array | ArrayBuffer | Record<string, never>,
    options?: AdvertisingOptions,
  ): void;
  setScanResponse(packet: Uint8Array | readonly number[]): void;
  /** While a scan runs, a new call changes the listener but not the radio's options: stop first. */
  setScan(listener?: ((advert: Advertisement) => void) | false, options?: ScanOptions): void;
  /** Live the first time; later, or when `uart` changes, a radio restart, which waits for the end of a connection. */
  setServices(
    services: Record<string, Record<string, Characteristic>> | undefined,
    options?: ServiceOptions,
  ): void;
  /** Sets and notifies; a full queue drops the notification without a word, empty values are ignored. */
  updateServices(
    services: Record<string, Record<string, { value: Bytes; notify?: boolean; indicate?: boolean }>>,
  ): void;
  disconnect(): void;
  sleep(): void;
  wake(): void;
  /** Runs `task` while the radio is off. Time stands still meanwhile. */
  restart(task?: () => void): void;
  /** "aa:bb:cc:dd:ee:ff random"; a radio restart, which waits for the end of a connection. */
  setAddress(address: string): void;
  getAddress(current?: boolean): string;
  setTxPower(dbm: number): void;
  setConnectionInterval(interval: Milliseconds | "auto" | { minInterval: number; maxInterval: number }): void;
  setSecurity(options: {
    display?: boolean;
    keyboard?: boolean;
    pair?: boolean;
    bond?: boolean;
    mitm?: boolean;
    lesc?: boolean;
    passkey?: string;
    oob?: ArrayBuffer;
    encryptUart?: boolean;
    /** Boards whose stack changes the address by itself. */
    privacy?:
      | boolean
      | {
          mode?: "off" | "device_privacy" | "network_privacy";
          addr_type?: "random_private_resolvable" | "random_private_non_resolvable";
          /** Seconds; 0 for the stack's own 900. */
          addr_cycle_s?: number;
        };
  }): void;
  getSecurityStatus(): {
    readonly connected: boolean;
    readonly advertising: boolean;
    readonly privacy?: unknown;
  };
  /** Volts of the supply. */
  getBattery(): number;
  /** Without argument NFC is switched off (boards that have it show their address there). */
  nfcURL(url?: string): void;
};

interface StorageModule {
  /** A string that reads flash where it stands, no copy. */
  read(name: string, offset?: number, length?: number): string | undefined;
  readArrayBuffer(name: string): ArrayBuffer | undefined;
  /**
   * Offset 0 creates or replaces (the old file goes first); `size` makes it longer than the data, blank behind them.
   * Elsewhere bytes must still be 0xFF, or equal. Throws when there is no room; false when writing fails.
   */
  write(name: string, data: Bytes, offset?: number, size?: number): boolean;
  erase(name: string): void;
  list(pattern?: RegExp, filter?: { sf: boolean }): string[];
  hash(pattern?: RegExp): number;
  getFree(): number;
  getStats(): {
    readonly totalBytes: number;
    readonly freeBytes: number;
    readonly fileBytes: number;
    readonly fileCount: number;
    readonly trashBytes: number;
    readonly trashCount: number;
  };
  compact(): void;
  eraseAll(): void;
}

interface FlashModule {
  getPage(address: number): { readonly addr: number; readonly length: number } | undefined;
  erasePage(address: number): void;
  /** Clears bits only and does not look whether they were set. */
  write(data: Bytes, address: number): void;
  read(length: number, address: number): Uint8Array;
  getFree(): { readonly addr: number; readonly length: number }[];
}

interface CryptoModule {
  SHA256(message: Bytes): ArrayBuffer;
}

interface HeatshrinkModule {
  compress(data: Bytes): ArrayBuffer;
  decompress(data: Bytes): ArrayBuffer;
}

declare function require(module: "Storage"): StorageModule;
declare function require(module: "Flash"): FlashModule;
declare function require(module: "crypto"): CryptoModule;
declare function require(module: "heatshrink"): HeatshrinkModule;

/** Readings of the accelerometer, in g. */
interface Acceleration {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Bangle.js only. Each call gives an object of its own. */
declare const Bangle: {
  getAccel(): Acceleration;
};
