/** Where things stand in the token's flash (host-tools/tools/firmware-build/install.ts writes them so): absolute addresses. */
import { wordsOf } from "../protocol/bytes.ts";
import { IDENTITY_BYTES } from "../protocol/identity.ts";
import { readFlash } from "./hardware.ts";

const FILE_HEADER_BYTES = 32;
/** Pages 1.. of the Storage area are the log; page 0 ends with the identity and the header of the log's file. */
const LOG_ADDRESS = BOARD_STORAGE_ADDRESS + BOARD_PAGE_BYTES;
const LOG_HEADER_ADDRESS = LOG_ADDRESS - FILE_HEADER_BYTES;
export const IDENTITY_ADDRESS = LOG_HEADER_ADDRESS - IDENTITY_BYTES;

/** Address of the log page with a sequence number. */
export function pageAddressOf(sequence: number): number {
  return LOG_ADDRESS + (sequence % BOARD_LOG_PAGES) * BOARD_PAGE_BYTES;
}

/**
 * True when the file of the log stands exactly on the ring's pages. Writing anywhere else could hit a file header,
 * and then the interpreter erases everything at the next start.
 */
export function logIsInPlace(): boolean {
  const header = wordsOf(readFlash(FILE_HEADER_BYTES, LOG_HEADER_ADDRESS));
  // Size in 24 bits, flags above; then the name, "log" and zeros.
  return (header[0] & 0xffffff) === BOARD_LOG_PAGES * BOARD_PAGE_BYTES && header[1] === 0x676f6c;
}
