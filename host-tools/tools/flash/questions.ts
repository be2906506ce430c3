/** What is asked of a board while it is loaded: expressions for its interpreter, and what their values mean. */
import type { Port } from "./port.ts";

const STORAGE = 'require("Storage")';

export interface BoardFacts {
  /** process.env.BOARD, such as PUCKJS. */
  readonly board: string;
  /** Version of the interpreter, such as 2v29. */
  readonly version: string;
  readonly sha256: boolean;
  readonly storageBytes: number;
  /** Bytes of the C stack that are free while it answers; 0 where the interpreter does not tell. */
  readonly stackFree: number;
}

/** Throws NoAnswer when nobody with an open console of Espruino 2v25 or later is there. */
export async function askFacts(port: Port): Promise<BoardFacts> {
  const sha256 = '(function(){try{return !!require("crypto").SHA256}catch(e){return false}})()';
  const facts = `[process.env.BOARD,process.version,${STORAGE}.getStats().totalBytes,${sha256},process.memory().stackFree||0]`;
  const [board, version, storageBytes, hash, stackFree] = (await port.evaluate(facts, FACTS_MS)) as unknown[];
  return {
    board: String(board),
    version: String(version),
    sha256: hash === true,
    storageBytes: Number(storageBytes),
    stackFree: Number(stackFree),
  };
}

/**
 * Names of files on the board: the first `limit` that are not in `known`, and how many there are. A name that ends in
 * blank flash was cut off while it was written: where it is the beginning of a known one, it is known too.
 */
export async function askOtherFiles(
  port: Port,
  known: readonly string[],
  limit: number,
): Promise<{ names: string[]; count: number }> {
  const others =
    `(function(k){return ${STORAGE}.list().filter(function(n){var e=n.indexOf("\\xff");` +
    `return e<0?k.indexOf(n)<0:!k.some(function(o){return o.substr(0,e)==n.substr(0,e)})})})(${JSON.stringify(known)})`;
  const [count, names] = (await port.evaluate(
    `(function(l){return [l.length,l.slice(0,${limit})]})(${others})`,
  )) as [number, unknown[]];
  return { names: names.map(String), count };
}

/** A piece of a file, small enough for one packet. */
interface Part {
  readonly offset: number;
  readonly length: number;
  /** Its bytes as a string, in the interpreter's language. */
  readonly expression: string;
}

export const NOTHING: Part = { offset: 0, length: 0, expression: '""' };
/** One evaluated packet with its frame fits half of the interpreter's input buffer of 1,024 bytes. */
const PART_BYTES = 240;
/** A run of one byte needs no transfer, only a string of its length in the board's memory. */
const RUN_BYTES = 1024;

/** Cuts bytes into parts. */
export function flashParts(bytes: Uint8Array): Part[] {
  const parts: Part[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const run = runAt(bytes, offset);
    const length = run >= PART_BYTES ? run : Math.min(PART_BYTES, bytes.length - offset);
    const piece = bytes.subarray(offset, offset + length);
    const expression =
      run >= PART_BYTES
        ? `"\\x${piece[0]!.toString(16).padStart(2, "0")}".repeat(${length})`
        : `atob("${Buffer.from(piece).toString("base64")}")`;
    parts.push({ offset, length, expression });
    offset += length;
  }
  return parts;
}

/** How many equal bytes follow one another, at most RUN_BYTES. */
function runAt(bytes: Uint8Array, offset: number): number {
  let end = offset + 1;
  while (end < bytes.length && end - offset < RUN_BYTES && bytes[end] === bytes[offset]) end++;
  return end - offset;
}

/** Writes a part into a file, which is made with `size` bytes when the part is its first. */
export async function writePart(port: Port, name: string, part: Part, size: number): Promise<void> {
  await port.evaluate(`${STORAGE}.write(${JSON.stringify(name)},${part.expression},${part.offset},${size})`);
}

/** CRC-32 and length of a file as the interpreter reads it; undefined when it is not there. */
export async function askFile(
  port: Port,
  name: string,
): Promise<{ crc32: number; length: number } | undefined> {
  const value = await port.evaluate(
    `(function(d){return d===undefined?0:[E.CRC32(d),d.length]})(${STORAGE}.read(${JSON.stringify(name)}))`,
    HASH_MS,
  );
  if (!Array.isArray(value)) return undefined;
  return { crc32: Number(value[0]) >>> 0, length: Number(value[1]) };
}

/** Bytes at an address, read past Storage. */
export async function askFlash(port: Port, address: number, length: number): Promise<Uint8Array> {
  const text = await port.evaluate(`btoa(require("Flash").read(${length},${address}))`);
  return new Uint8Array(Buffer.from(String(text), "base64"));
}

/** What the board's clock shows, ms. */
export async function askTime(port: Port): Promise<number> {
  return Number(await port.evaluate("getTime()")) * 1000;
}

export async function eraseStorage(port: Port): Promise<void> {
  // What runs may lie in the flash that goes now.
  await port.evaluate("[clearInterval(),clearTimeout(),clearWatch()]");
  await port.evaluate(`${STORAGE}.eraseAll()`, ERASE_MS);
}

const FACTS_MS = 6_000;
/** A ring of 160 KB behind a SPI bus takes a second. */
const HASH_MS = 20_000;
/** 8 MB of external flash. */
const ERASE_MS = 300_000;
