/** Looks for thousands of pieces in files of any size, in one pass over each. */
import { closeSync, existsSync, openSync, readdirSync, readSync } from "node:fs";
import { join } from "node:path";

const CHUNK_BYTES = 4 * 1024 * 1024;
/** Pieces are looked up by so many first bytes. */
const HEAD_BYTES = 4;

export interface Search {
  /** Files in the folders, and how many bytes were searched. */
  readonly files: number;
  readonly bytes: number;
  /** Files in which a piece was found, as it is or as hex digits. */
  readonly found: readonly string[];
}

/** Pieces of fewer than 4 bytes are not looked for. */
export function searchFiles(folders: readonly string[], pieces: readonly Buffer[]): Search {
  const wanted = indexOf(pieces.flatMap((piece) => [piece, Buffer.from(piece.toString("hex"))]));
  const files = folders.flatMap(filesIn);
  let bytes = 0;
  const found = files.filter((file) => {
    const searched = searchFile(file, wanted);
    bytes += searched.bytes;
    return searched.isFound;
  });
  return { files: files.length, bytes, found };
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

interface Wanted {
  readonly byHead: ReadonlyMap<number, readonly Buffer[]>;
  /** Whether any piece begins with these two bytes: most places in a file are left behind with one look. */
  readonly pairs: Uint8Array;
  readonly longest: number;
}

function indexOf(pieces: readonly Buffer[]): Wanted {
  const byHead = new Map<number, Buffer[]>();
  const pairs = new Uint8Array(0x10000);
  let longest = HEAD_BYTES;
  for (const piece of pieces) {
    if (piece.length < HEAD_BYTES) continue;
    const head = piece.readUInt32BE(0);
    byHead.set(head, [...(byHead.get(head) ?? []), piece]);
    pairs[head >>> 16] = 1;
    longest = Math.max(longest, piece.length);
  }
  return { byHead, pairs, longest };
}

function searchFile(path: string, wanted: Wanted): { readonly bytes: number; readonly isFound: boolean } {
  const file = openSync(path, "r");
  // What may be the beginning of a piece is kept in front of the next chunk.
  const buffer = Buffer.alloc(wanted.longest + CHUNK_BYTES);
  let kept = 0;
  let bytes = 0;
  try {
    for (;;) {
      const read = readSync(file, buffer, kept, CHUNK_BYTES, null);
      if (read === 0) return { bytes, isFound: false };
      bytes += read;
      const length = kept + read;
      if (holdsPiece(buffer.subarray(0, length), wanted)) return { bytes, isFound: true };
      kept = Math.min(length, wanted.longest - 1);
      buffer.copy(buffer, 0, length - kept, length);
    }
  } finally {
    closeSync(file);
  }
}

function holdsPiece(bytes: Buffer, { byHead, pairs }: Wanted): boolean {
  for (let at = 0; at + HEAD_BYTES <= bytes.length; at++) {
    if (pairs[(bytes[at]! << 8) | bytes[at + 1]!] === 0) continue;
    const pieces = byHead.get(bytes.readUInt32BE(at));
    if (
      pieces?.some(
        (piece) => bytes.compare(piece, 0, piece.length, at, Math.min(at + piece.length, bytes.length)) === 0,
      )
    )
      return true;
  }
  return false;
}
