/** What has been written is read back on the board. */
import type { Board } from "../../../boards/board.ts";
import { crc32 } from "../../../protocol/crc32.ts";
import type { InstallFile } from "../firmware-build/install.ts";
import { FILE_HEADER_BYTES } from "../firmware-build/sizes.ts";
import type { Port } from "./port.ts";
import { askFile, askFlash, flashParts, writePart } from "./questions.ts";
import { refused } from "./refusal.ts";

export interface LoadedFile {
  readonly name: string;
  readonly bytes: number;
  readonly address: number;
  /** As verified; without identity and mark, which are verified by themselves. */
  readonly crc32: number;
}

/** Every file by its length and hash as the interpreter reads it, and by its header where it must stand. */
export async function verify(port: Port, board: Board, files: readonly InstallFile[]): Promise<LoadedFile[]> {
  const loaded: LoadedFile[] = [];
  let address = board.flash.storageAddress;
  for (const file of files) {
    const bytes = "bytes" in file ? file.bytes : new Uint8Array(file.size).fill(0xff);
    const header = await askFlash(port, address, FILE_HEADER_BYTES);
    if (!sameBytes(header, headerOf(file.name, bytes.length)))
      throw refused("misplaced", `${file.name} does not stand at 0x${address.toString(16)}`, true);
    const found = await askFile(port, file.name);
    if (found?.length !== bytes.length || found.crc32 !== crc32(bytes))
      throw refused("verify", `${file.name} reads back differently`, true);
    loaded.push({
      name: file.name,
      bytes: bytes.length,
      address: address + FILE_HEADER_BYTES,
      crc32: found.crc32,
    });
    address += FILE_HEADER_BYTES + Math.ceil(bytes.length / 4) * 4;
  }
  const log = loaded.find(({ name }) => name === "log")!;
  if (log.address !== board.flash.storageAddress + board.flash.pageBytes)
    throw refused("misplaced", `the log starts at 0x${log.address.toString(16)}, not on a page border`, true);
  return loaded;
}

/** Storage's file header: size in 24 bits, flags 0, name in 28 bytes (Espruino 2v29, src/jsflash.h). */
function headerOf(name: string, size: number): Uint8Array {
  const header = new Uint8Array(FILE_HEADER_BYTES);
  new DataView(header.buffer).setUint32(0, size, true);
  header.set(new TextEncoder().encode(name), 4);
  return header;
}

/** Writes a part of a file that is there, or fills a blank one, and reads it back. */
export async function writeVerified(
  port: Port,
  name: string,
  bytes: Uint8Array,
  offset: number,
  size: number,
): Promise<void> {
  for (const part of flashParts(bytes))
    await writePart(port, name, { ...part, offset: offset + part.offset }, size);
  const sum = await port.evaluate(
    `E.CRC32(require("Storage").read(${JSON.stringify(name)},${offset},${bytes.length}))`,
  );
  if (Number(sum) >>> 0 !== crc32(bytes)) throw refused("verify", `${name} reads back differently`, true);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
