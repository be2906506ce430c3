/** Flash at any moment of a recording: operation after operation is done to an image. */
import type { Board } from "../../../boards/board.ts";
import type { FlashOperation } from "../../models/virtual-token/flash.ts";
import { Random } from "../../models/virtual-token/random.ts";
import type { Tear } from "./scenarios.ts";

export class Replay {
  readonly image: Uint8Array;
  /** Writes of each word since its page was erased. */
  readonly writesOfWord: Uint8Array;
  readonly #flash: Board["flash"];

  constructor(initial: Uint8Array, flash: Board["flash"]) {
    this.image = initial.slice();
    this.writesOfWord = new Uint8Array(initial.length / 4);
    this.#flash = flash;
  }

  do(operation: FlashOperation): void {
    const { storageAddress, pageBytes } = this.#flash;
    const at = operation.address - storageAddress;
    if (operation.kind === "erase") {
      this.image.fill(255, at, at + pageBytes);
      this.writesOfWord.fill(0, at >> 2, (at + pageBytes) >> 2);
    } else {
      for (const [i, byte] of operation.bytes.entries()) this.image[at + i]! &= byte;
      this.writesOfWord[at >> 2]!++;
    }
  }
}

/** Puts into `image` what an operation leaves when the power goes during it. */
export function tearInto(
  image: Uint8Array,
  operation: FlashOperation,
  tear: Tear,
  { storageAddress, pageBytes }: Board["flash"],
  seed: number,
): void {
  const random = new Random(seed);
  const from = operation.address - storageAddress;
  const length = operation.kind === "erase" ? pageBytes : operation.bytes.length;
  for (let i = 0; i < length; i++) {
    const wanted = operation.kind === "erase" ? 255 : operation.bytes[i]!;
    image[from + i] = tear.leaves(image[from + i]!, wanted, random.int32() & 255, i / length);
  }
}
