/** The parts of a ZIP archive, as Excel files are one: held to a limit by what is declared and by what comes out. */
import { inflateRawSync } from "node:zlib";
import { RosterFault } from "./words.ts";

interface Limits {
  readonly mostBytes: number;
  readonly mostParts: number;
  /** Other parts are left packed. */
  readonly isWanted: (name: string) => boolean;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MOST_COMMENT = 0xffff;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL = 0x04034b50;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** Throws RosterFault: broken-file, too-large. */
export function unpacked(bytes: Uint8Array, limits: Limits): Readonly<Record<string, Uint8Array>> {
  try {
    return partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), limits);
  } catch (error) {
    // What is cut short is read beyond its end.
    throw error instanceof RosterFault ? error : new RosterFault("broken-file");
  }
}

function partsOf(file: Buffer, { mostBytes, mostParts, isWanted }: Limits): Record<string, Uint8Array> {
  const end = endOf(file);
  const count = file.readUInt16LE(end + 10);
  if (count > mostParts) throw new RosterFault("too-large");
  const parts: Record<string, Uint8Array> = {};
  let at = file.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (file.readUInt32LE(at) !== ENTRY) throw new RosterFault("broken-file");
    const size = file.readUInt32LE(at + 24);
    const names = at + ENTRY_BYTES;
    const name = file.toString("utf8", names, names + file.readUInt16LE(at + 28));
    total += size;
    if (total > mostBytes) throw new RosterFault("too-large");
    if (isWanted(name)) parts[name] = partAt(file, at, size);
    at = names + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}

/** Where the end of the directory stands: a comment may follow it. */
function endOf(file: Buffer): number {
  const first = Math.max(0, file.length - END_BYTES - MOST_COMMENT);
  for (let at = file.length - END_BYTES; at >= first; at--) if (file.readUInt32LE(at) === END) return at;
  throw new RosterFault("broken-file");
}

function partAt(file: Buffer, entry: number, size: number): Uint8Array {
  const local = file.readUInt32LE(entry + 42);
  if (file.readUInt32LE(local) !== LOCAL) throw new RosterFault("broken-file");
  const start = local + LOCAL_BYTES + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  const packed = file.subarray(start, start + file.readUInt32LE(entry + 20));
  const method = file.readUInt16LE(entry + 10);
  if (method !== STORED && method !== DEFLATED) throw new RosterFault("broken-file");
  // More than it declares does not come out.
  const part = method === STORED ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  if (part.length !== size) throw new RosterFault("broken-file");
  return new Uint8Array(part);
}
