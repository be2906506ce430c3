/** The chip's registers, which a Linux machine has not: the interpreter would end where the program reads one. */
import { LOCKDOWN_BYTES } from "../build/sizes.ts";

/** Where the lock-down script stands in flash: behind the header of its file, padded with blanks. */
const LOCKDOWN_AT = 32;
const BLANK = 0x20;
/** No start but by power. */
const STAND_IN = new TextEncoder().encode(";global.peek32=()=>0;");

/** A token's flash image for the interpreter on Linux: its lock-down script puts a stand-in for `peek32` behind itself. */
export function withRegisters(image: Uint8Array): Uint8Array {
  const copy = image.slice();
  const script = copy.subarray(LOCKDOWN_AT, LOCKDOWN_AT + LOCKDOWN_BYTES);
  const end = script.findLastIndex((byte) => byte !== BLANK) + 1;
  script.set(STAND_IN, end);
  return copy;
}
