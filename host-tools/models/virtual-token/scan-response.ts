import { types } from "node:util";
import { memoryBytes } from "./bytes.ts";
import type { Processor } from "./processor.ts";
import { typeName } from "./text.ts";

/** Largest scan response. */
const LIMIT = 31;
/** Complete list of one 128-bit UUID: the UART service. */
const UART = [
  17, 0x07, 0x9e, 0xca, 0xdc, 0x24, 0x0e, 0xe5, 0xa9, 0xe0, 0x93, 0xf3, 0xa3, 0xb5, 0x01, 0x00, 0x40, 0x6e,
];

/** Type of the complete local name in advertising data (Core Supplement Part A §1.2). */
const COMPLETE_NAME = 0x09;

/** What a phone gets that asks an advertiser for more. */
export class ScanResponse {
  readonly #processor: Processor;
  #given: unknown;
  #bytes: Uint8Array | undefined;

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  set(data: unknown): void {
    const { realm } = this.#processor;
    if (
      data !== undefined &&
      !Array.isArray(data) &&
      !types.isAnyArrayBuffer(data) &&
      !types.isTypedArray(data)
    ) {
      throw new realm.library.TypeError(`Expecting array-like object or undefined, got ${typeName(data)}`);
    }
    this.#given = data;
    // Taking it away shows when advertising starts anew.
    if (data === undefined) return;
    const bytes = memoryBytes(data).slice();
    if (bytes.length > LIMIT) throw realm.error("ERR 0x9 (INVALID_LENGTH) (:1587)");
    this.#bytes = bytes;
  }

  /** Advertising starts anew: the interpreter now sends the text of the numbers it was given (quirk of 2v29). */
  advertisingStarts(): void {
    this.#bytes =
      this.#given === undefined ? undefined : Buffer.from(String(this.#given), "latin1").subarray(0, LIMIT);
  }

  /** Without one of the program's own it names the UART service, as long as that is offered. */
  bytes(uartOffered: boolean): Uint8Array {
    return this.#bytes ?? Uint8Array.from(uartOffered ? UART : []);
  }
}

/** The complete local name in advertising data. */
export function nameIn(data: Uint8Array): string | undefined {
  for (let at = 0; at + 1 < data.length; at += 1 + data[at]!) {
    const length = data[at]!;
    if (length === 0) return undefined;
    if (data[at + 1] === COMPLETE_NAME)
      return Buffer.from(data.subarray(at + 2, at + 1 + length)).toString("utf8");
  }
  return undefined;
}
