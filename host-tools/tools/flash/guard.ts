/**
 * The file `.boot0` as a token gets it: the lock-down script behind a guard that makes an installation all or nothing.
 * The last word of the file is the mark, written when everything else stands and is verified. As long as it is blank,
 * each start zeroes the identity, takes the program away and leaves the console open, so a cut installation holds no
 * keys and can be repeated; from the mark on each start locks. The whole text is one function call: torn, it does not
 * even compile and does nothing.
 */
import type { Board } from "../../../boards/board.ts";
import { FILE_HEADER_BYTES, IDENTITY_BYTES, LOCKDOWN_BYTES } from "../firmware-build/sizes.ts";

export const MARK = new TextEncoder().encode("lock");
export const MARK_OFFSET = LOCKDOWN_BYTES - MARK.length;

/** Address of the identity's bytes: page 0 ends with them and the header of the log. */
export function identityAddress({ flash }: Board): number {
  return flash.storageAddress + flash.pageBytes - FILE_HEADER_BYTES - IDENTITY_BYTES;
}

/** All bytes of `.boot0`, mark included, from the lock-down script. Throws when it does not fit. */
export function guardedLockdown(board: Board, lockdown: Uint8Array): Uint8Array {
  const text = new TextEncoder().encode(guardText(board, new TextDecoder().decode(lockdown)));
  if (text.length > MARK_OFFSET)
    throw new Error(`lock-down script: ${text.length - MARK_OFFSET} bytes too many with its guard`);
  const bytes = new Uint8Array(LOCKDOWN_BYTES).fill(0x20);
  bytes.set(text);
  bytes.set(MARK, MARK_OFFSET);
  return bytes;
}

/** Text of the guard; it ends in a comment, in which the blanks and the mark lie. */
function guardText(board: Board, lockdown: string): string {
  const blank = "\\xff".repeat(MARK.length);
  const wipe =
    `if(s.read("identity"))require("Flash").write(new Uint8Array(${IDENTITY_BYTES}),${identityAddress(board)});` +
    `s.erase(".boot2")`;
  return `(function(s){if(s.read(".boot0",${MARK_OFFSET})!="${blank}"){${lockdown}}else{${wipe}}})(require("Storage"));//`;
}
