/**
 * Pretokenised programs: the interpreter reads reserved words, operators, short strings and integers from one-byte
 * tokens as well as from text (Espruino 2v29, src/jslex.h), which makes the program smaller and faster.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const FIRST_TOKEN = 138;
const WORDS = (
  "== === != !== <= << <<= >= >> >>> >>= >>>= += -= ++ -- *= /= %= &= && |= || ^= => " +
  "if else do while for break continue function return var let const this throw try catch finally true false null " +
  "undefined new in instanceof switch case default delete typeof void debugger class extends super static of"
).split(" ");
const STRING_8 = 0xd1;
const STRING_16 = 0xd2;
const ZERO = 0xd3;
const INTEGER_8 = 0xd4;
const INTEGER_16 = 0xd5;

/**
 * The tokenised form of a program in ASCII text, made by the `espruino` package in a child process.
 * Throws with what the child printed when it fails.
 */
export async function pretokenise(text: string): Promise<Uint8Array> {
  const script = fileURLToPath(new URL("pretokenise-child.cjs", import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ["pipe", "ignore", "pipe", "pipe"] });
  const bytes: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdio[3]!.on("data", (data: Buffer) => bytes.push(data));
  child.stderr!.on("data", (data: Buffer) => errors.push(data));
  child.stdin!.end(text, "latin1");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code !== 0)
    throw new Error(`pretokenising failed (${code}): ${Buffer.concat(errors).toString().trim()}`);
  return new Uint8Array(Buffer.concat(bytes));
}

/** Program text of a tokenised (or plain) program: what a JavaScript engine that knows no tokens can run. */
export function untokenise(program: Uint8Array): string {
  let text = "";
  let at = 0;
  const append = (piece: string): void => {
    const last = text.at(-1) ?? " ";
    const glued = /[\w$]/.test(last) && /^[\w$]/.test(piece);
    // `a - -1` and `a + +b` must not become `--` and `++`.
    const doubled = (last === "-" || last === "+") && last === piece[0];
    text += (glued || doubled ? " " : "") + piece;
  };
  while (at < program.length) {
    const byte = program[at++]!;
    if (byte === STRING_8 || byte === STRING_16) {
      const length = byte === STRING_8 ? program[at]! : program[at]! | (program[at + 1]! << 8);
      at += byte === STRING_8 ? 1 : 2;
      append(quoted(program.subarray(at, at + length)));
      at += length;
    } else if (byte === ZERO) append("0");
    else if (byte === INTEGER_8) append(String((program[at++]! << 24) >> 24));
    else if (byte === INTEGER_16) {
      append(String(((program[at]! | (program[at + 1]! << 8)) << 16) >> 16));
      at += 2;
    } else if (byte >= FIRST_TOKEN) {
      const word = WORDS[byte - FIRST_TOKEN];
      if (word === undefined) throw new Error(`byte ${at - 1}: 0x${byte.toString(16)} is no token`);
      append(word);
    } else {
      // A run of plain characters keeps its own spacing; literals that stayed text hold no byte that is a token.
      const start = at - 1;
      while (at < program.length && program[at]! < FIRST_TOKEN) at++;
      append(String.fromCharCode(...program.subarray(start, at)));
    }
  }
  return text;
}

/** A string literal of characters 0..255 in ASCII. */
function quoted(bytes: Uint8Array): string {
  let text = '"';
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `${text}"`;
}
