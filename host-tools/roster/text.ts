/** Bytes of a text file, in whatever encoding Vietnamese programs save it. */
import iconv from "iconv-lite";
import { legacyFontOf, vietnameseShare } from "./syllables.ts";
import { RosterFault } from "./words.ts";

type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1258";

interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

const MARKS: readonly (readonly [TextEncoding, readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** Below this share of words that can be Vietnamese no encoding is believed. */
const BELIEVED = 0.5;

function decoded(bytes: Uint8Array, encoding: TextEncoding): DecodedText {
  // iconv-lite takes the mark off.
  return { text: iconv.decode(Buffer.from(bytes), encoding).normalize("NFC"), encoding };
}

function utf8Of(bytes: Uint8Array): DecodedText | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return { text: text.normalize("NFC"), encoding: "utf-8" };
  } catch {
    return undefined;
  }
}

/** Without a mark: many zero bytes, which no text of one byte a letter has. */
function utf16Of(bytes: Uint8Array): DecodedText | undefined {
  const some = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  some.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]!++;
  });
  if (zeros[0]! + zeros[1]! < some.length / 8) return undefined;
  return decoded(bytes, zeros[1]! >= zeros[0]! ? "utf-16le" : "utf-16be");
}

/** Throws RosterFault: tcvn3, vni, encoding, no-table. Composed letters, without a byte order mark. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = MARKS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte));
  if (marked) return readable(decoded(bytes, marked[0]));
  const wide = utf16Of(bytes);
  if (wide) return readable(wide);
  const utf8 = utf8Of(bytes);
  if (utf8) return readable(utf8);
  if (bytes.includes(0)) throw new RosterFault("no-table");
  const narrow = decoded(bytes, "windows-1258");
  const lines = linesOf(narrow.text);
  const font = legacyFontOf(linesOf(iconv.decode(Buffer.from(bytes), "latin1")));
  const { share } = vietnameseShare(lines);
  if (font && share < BELIEVED + 0.3) throw new RosterFault(font);
  if (share < BELIEVED) throw new RosterFault("encoding");
  return readable(narrow);
}

function readable(read: DecodedText): DecodedText {
  if (read.text.includes("\0")) throw new RosterFault("no-table");
  const font = legacyFontOf(linesOf(read.text));
  if (font) throw new RosterFault(font);
  return read;
}

/** Enough to judge by. */
function linesOf(text: string): string[] {
  return text.slice(0, 200_000).split(/[\r\n]+/);
}
