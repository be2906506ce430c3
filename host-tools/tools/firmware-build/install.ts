/** The files of a token, in the order in which they are written to blank flash. */
import type { Board } from "../../../boards/board.ts";
import type { FirmwareBuild } from "./bundle.ts";
import { IDENTITY_BYTES, LIBRARY_BYTES, LOCKDOWN_BYTES } from "./sizes.ts";

/** A file with its bytes, or one that is only given its size and stays blank (0xFF). */
export type InstallFile =
  | { readonly name: string; readonly bytes: Uint8Array }
  | { readonly name: string; readonly size: number };

interface InstallImage {
  readonly files: readonly InstallFile[];
}

/**
 * The order matters: a Storage file is found by walking headers, and only with this order and padding do the log's
 * data start on a page border and stay there. Page 0 is [header][lock-down][header][library][header][identity][header
 * of the log], pages 1..logPages are the log, then comes the rest of the program. All of `.boot0` to `.boot3` runs in this order even
 * with the button held (Espruino 2v29, src/jsflash.c), `.bootcde` would not.
 * Throws when the identity has not 160 bytes.
 */
export function installImage(board: Board, build: FirmwareBuild, identity: Uint8Array): InstallImage {
  if (identity.length !== IDENTITY_BYTES)
    throw new Error(`identity: ${identity.length} bytes instead of ${IDENTITY_BYTES}`);
  return {
    files: [
      { name: ".boot0", bytes: padded(build.lockdown, LOCKDOWN_BYTES) },
      { name: ".boot1", bytes: padded(build.library, LIBRARY_BYTES) },
      { name: "identity", bytes: identity },
      { name: "log", size: board.flash.logPages * board.flash.pageBytes },
      { name: ".boot2", bytes: build.program },
    ],
  };
}

/** A script with blanks behind it. */
function padded(script: Uint8Array, length: number): Uint8Array {
  const bytes = new Uint8Array(length).fill(0x20);
  bytes.set(script);
  return bytes;
}
