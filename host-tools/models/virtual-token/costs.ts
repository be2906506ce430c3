/**
 * Processor time of a 64 MHz nRF52 under Espruino, in ms. Instruction counts (Thumb-2, on the 2,630-variable build of
 * 2v29 for ARM) are turned into time at 40,000 instructions per ms, the rate that makes SHA-256 written in JavaScript,
 * 15.8 million instructions, take the 0.4 s seen. Flash times are the chips' data sheets.
 */
export const INSTRUCTIONS_PER_MS = 40_000;
const instructions = (n: number): number => n / INSTRUCTIONS_PER_MS;

/** What an advert is to the token's listener: whose, in which layout, and whether its rolling ID was heard before. */
export type SightingKind = "known" | "fresh" | "phone" | "freshPhone" | "foreign";

/**
 * Instructions counted on the interpreter's 2,630-variable build for ARM, for one firmware (docs/COSTS.md, `make bench`): whoever
 * changes the program counts anew and puts all of them here. Adverts with memory as in use.
 */
export const COUNTED = {
  firmware: "495bb1b",
  interpreter: "2v29.277, ARM Thumb-2",
  /** An advert in all. A phone's first one was counted with memory in order. */
  sighting: { known: 147_500, fresh: 420_100, phone: 160_700, freshPhone: 396_600, foreign: 88_500 },
  /** An advert for a listener that does nothing, memory in order. */
  anyAdvert: 22_000,
  /** A listening span; a burst begins or turns; it ends. */
  listening: 349_200,
  burstStep: 373_000,
  burstEnd: 999_700,
  /** End of an epoch without peers, and for each peer. */
  epoch: 2_082_800,
  epochPeer: 429_700,
} as const satisfies { readonly sighting: Readonly<Record<SightingKind, number>> } & Record<string, unknown>;

/** Making the event of an advert out of the ring: a part of the 52k instructions of one that a filter turns away. */
const ADVERT_EVENT_MS = instructions(16_000);

/**
 * What a callback costs before its first statement and after its last one, apart from API calls that cost more. Timers,
 * setScan, setAdvertising, getBattery, getErrorFlags and pulses together are fitted to what the token's beat costs (COUNTED).
 */
export const CALLBACK_MS = {
  /** Decoding and filters, then a handler that reads 31 bytes; with CALL_MS.advertEvent 2.5 ms in all. */
  advert: { before: instructions(52_000) - ADVERT_EVENT_MS, after: 1.2 },
  /** An advert that comes unread (scanner.ts): with an empty listener, and then by what it is, see SIGHTING_MS. */
  sighting: { before: instructions(COUNTED.anyAdvert) - ADVERT_EVENT_MS, after: 0 },
  timer: { before: 0.4, after: 2.3 },
  write: { before: 0.5, after: 2.5 },
  watch: { before: 0.5, after: 1.0 },
  event: { before: 0.2, after: 0.8 },
  promise: { before: 0.3, after: 0.7 },
} as const;

/** What the program's listener takes for an advert, on top of what any listener does. */
export const sightingMs = (kind: SightingKind): number =>
  instructions(COUNTED.sighting[kind] - COUNTED.anyAdvert);

/** The same in all, for schedules without a program. */
export const wholeSightingMs = (kind: SightingKind): number => instructions(COUNTED.sighting[kind]);

export type CallbackKind = keyof typeof CALLBACK_MS;

/** A timer's callback, and what else a step of the beat does. */
const TIMER = 108_000;
const STEP = 29_000;
const BATTERY = 70_000;
const PULSE = 65_000;

export const CALL_MS = {
  sha256Block: instructions(65_300),
  crc32Byte: instructions(685_000 / 4096),
  advertEvent: ADVERT_EVENT_MS,
  setAdvertising: instructions(COUNTED.burstStep - TIMER - STEP),
  setScan: instructions(COUNTED.listening / 2 - TIMER),
  /** With the timer that calls it, a chunk of 48 bytes: 252,000 instructions (docs/COSTS.md). */
  updateServices: instructions(144_000),
  hwRand: 0.3,
  storageFind: 0.1,
  print: 0.2,
  getBattery: instructions(BATTERY),
  /** With the judging of the window of which it is a part. */
  getErrorFlags: instructions(COUNTED.burstEnd - COUNTED.burstStep - BATTERY - PULSE),
  getAccel: instructions(40_000),
  pulse: instructions(PULSE),
  /** Flash.write, with what the program does to make and seal what it writes (docs/COSTS.md: a record more is 506,000, of which words and hashes have their own). */
  flashWrite: instructions(430_000),
  readClock: instructions(11_800),
} as const;

/** E.CRC32 of so many bytes. */
export const crc32Ms = (bytes: number): number => CALL_MS.crc32Byte * bytes;

/** A SHA hash of so many bytes; it pads them to whole blocks (64 or 128 bytes). */
export const digestMs = (bytes: number, block: number): number =>
  CALL_MS.sha256Block * Math.ceil((bytes + 9) / block);

export const BOOT_MS = {
  /** From power to the first advert of the radio stack. */
  radio: 30,
  /** From there to the first boot file: variables, storage check, services. */
  interpreter: 40,
  /** Per byte of program read. */
  byte: instructions(150),
} as const;

/** The interpreter looks two million times whether the flash is done, some 13 cycles each, before it gives up (WAIT_UNTIL). */
const TIMEOUT_MS = (2_000_000 * 13) / 64_000;

/** Word write and page erase: nRF52832 PS 1.4 (338 µs, 89.7 ms); a SPI NOR chip as on the XIAO (0.7 ms per 256 bytes, 50 ms). */
export const FLASH_MS = {
  internal: { write: 0.338, erase: 89.7, timeout: TIMEOUT_MS },
  external: { write: 0.7 / 64, erase: 50, timeout: TIMEOUT_MS },
} as const;
