/**
 * Processor time of a 64 MHz nRF52 under Espruino, in ms. Instruction counts (callgrind on the 2,630-variable build of
 * 2v29) are turned into time at 40,000 instructions per ms, the rate that makes SHA-256 written in JavaScript,
 * 15.8 million instructions, take the 0.4 s seen. Flash times are the chips' data sheets.
 */
const INSTRUCTIONS_PER_MS = 40_000;
const instructions = (n: number): number => n / INSTRUCTIONS_PER_MS;

/** Making the event of an advert out of the ring: a part of the 52k instructions of one that a filter turns away. */
const ADVERT_EVENT_MS = instructions(16_000);

/** What a callback costs before its first statement and after its last one, apart from API calls that cost more. */
export const CALLBACK_MS = {
  /** Decoding and filters, then a handler that reads 31 bytes; with CALL_MS.advertEvent 2.5 ms in all. */
  advert: { before: instructions(52_000) - ADVERT_EVENT_MS, after: 1.2 },
  /**
   * An advert that comes unread (scanner.ts): 26,600 instructions with an empty listener. On the interpreter the token's own
   * listener takes 93,000 more for a peer that it knows, 152,000 for an advert that is not Bluezone's, and 810,000
   * for each advert of a phone and for a new peer; every advert is charged the mean of the first two.
   */
  sighting: { before: instructions(26_600) - ADVERT_EVENT_MS, after: instructions(122_000) },
  timer: { before: 0.4, after: 1.6 },
  write: { before: 0.5, after: 2.5 },
  watch: { before: 0.5, after: 1.0 },
  event: { before: 0.2, after: 0.8 },
  promise: { before: 0.3, after: 0.7 },
} as const;

export type CallbackKind = keyof typeof CALLBACK_MS;

export const CALL_MS = {
  sha256Block: instructions(65_300),
  crc32Byte: instructions(685_000 / 4096),
  advertEvent: ADVERT_EVENT_MS,
  setAdvertising: 1.5,
  setScan: 0.8,
  updateServices: 1.0,
  hwRand: 0.3,
  storageFind: 0.1,
  print: 0.2,
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

/** Word write and page erase: nRF52832 PS 1.4 (338 µs, 89.7 ms); a SPI NOR chip as on the XIAO (0.7 ms per 256 bytes, 50 ms). */
export const FLASH_MS = {
  internal: { word: 0.338, erase: 89.7 },
  external: { word: 0.7 / 64, erase: 50 },
} as const;
