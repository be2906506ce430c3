/**
 * What goes between the host and a program in an interpreter process.
 *
 * Host to program: a kind and a text in HEAD_BYTES with spaces behind, or `:`, kind, length, and the text after that.
 * `(` an expression to run; `=` an expression whose value answers a question; `!` one whose value is thrown;
 * `f` a boot file; `.` no more boot files.
 *
 * Program to host: a line. First notes of work that costs processor time (`c` a CRC-32, `s` and `S` a hash of 64 or
 * 128 byte blocks, then the bytes and a comma; `n` the next of several calls), then `?` name and arguments: a question; `=` value: what an expression gave;
 * `!` value: what it threw. Values: u undefined, z null, t, f, i decimal integer, d the 8 bytes of a float, s string,
 * b name of a view and its bytes, e type and message of an error, r regular expression, [ ] array, { } key and value by
 * turns, F function by number, H stand-in by number. What has no end of its own ends in a semicolon; bytes are base64.
 */
import { Halt } from "../virtual-token/processor.ts";
import type { Realm } from "../virtual-token/realm.ts";

/** Functions and objects that both sides know by number. */
export interface References {
  /** Stand-in for a function of the program. */
  functionOf(number: number): unknown;
  numberOfFunction(value: unknown): number | undefined;
  /** What a stand-in in the program stands for. */
  hostOf(number: number): unknown;
  numberOfHost(value: unknown): number | undefined;
}

/** What cannot come from the interpreter or go to it: an error of this tool, never the program's. */
export class WireError extends Halt {
  override name = "WireError";
}

interface Line {
  readonly kind: "?" | "=" | "!";
  /** What is asked for; empty where nothing is asked. */
  readonly name: string;
  readonly values: string;
}

export interface Note {
  readonly work: "c" | "s" | "S" | "n";
  readonly bytes: number;
}

/** Parts a line of the program. Throws WireError. */
export function readLine(text: string): { notes: Note[]; line: Line } {
  const notes: Note[] = [];
  let at = 0;
  for (;;) {
    const end = "csSn".includes(text[at] ?? "?") ? text.indexOf(",", at) : -1;
    if (end < 0) break;
    notes.push({ work: text[at] as Note["work"], bytes: Number(text.slice(at + 1, end)) });
    at = end + 1;
  }
  const kind = text[at];
  if (kind === "=" || kind === "!") return { notes, line: { kind, name: "", values: text.slice(at + 1) } };
  const space = text.indexOf(" ", at);
  if (kind !== "?" || space < 0) throw new WireError(`the interpreter says ${JSON.stringify(text)}`);
  return { notes, line: { kind, name: text.slice(at + 1, space), values: text.slice(space + 1) } };
}

/** A value of the program, made anew in the realm. */
export class Decoder {
  readonly #text: string;
  readonly #realm: Realm;
  readonly #references: References;
  #at = 0;

  constructor(text: string, realm: Realm, references: References) {
    this.#text = text;
    this.#realm = realm;
    this.#references = references;
  }

  /** All values to the end. */
  all(): unknown[] {
    const values: unknown[] = [];
    while (this.#at < this.#text.length) values.push(this.value());
    return values;
  }

  value(): unknown {
    const tag = this.#text[this.#at++];
    switch (tag) {
      case "u":
        return undefined;
      case "z":
        return null;
      case "t":
        return true;
      case "f":
        return false;
      case "i":
        return Number(this.#until(";"));
      case "d":
        return Buffer.from(this.#until(";"), "base64").readDoubleLE();
      case "s":
        return this.#string(";");
      case "F":
        return this.#references.functionOf(Number(this.#until(";")));
      case "H":
        return this.#references.hostOf(Number(this.#until(";")));
      case "b":
        return this.#view(this.#until(":"));
      case "e":
        return this.#error(this.#string(":"), this.#string(";"));
      case "r":
        return new (this.#realm.global.RegExp as RegExpConstructor)(this.#string(";"));
      case "[":
        return this.#realm.array(this.#items("]"));
      case "{":
        return this.#object();
      default:
        throw new WireError(`no value starts with ${JSON.stringify(tag)}`);
    }
  }

  #until(end: string): string {
    const from = this.#at;
    const to = this.#text.indexOf(end, from);
    if (to < 0) throw new WireError(`a value without its ${end}`);
    this.#at = to + 1;
    return this.#text.slice(from, to);
  }

  #string(end: string): string {
    return Buffer.from(this.#until(end), "base64").toString("latin1");
  }

  #view(name: string): unknown {
    const buffer = this.#realm.buffer(Buffer.from(this.#until(";"), "base64"));
    if (name === "ArrayBuffer") return buffer;
    const View = this.#realm.global[name] as new (buffer: ArrayBuffer) => unknown;
    return new View(buffer);
  }

  #error(type: string, message: string): Error {
    const Kind = (this.#realm.global[type] ?? this.#realm.library.Error) as ErrorConstructor;
    return new Kind(message);
  }

  #items(end: string): unknown[] {
    const items: unknown[] = [];
    while (this.#text[this.#at] !== end) items.push(this.value());
    this.#at++;
    return items;
  }

  #object(): Record<string, unknown> {
    const object = this.#realm.object();
    while (this.#text[this.#at] !== "}") {
      const key = this.#string(";");
      object[key] = this.value();
    }
    this.#at++;
    return object;
  }
}

/** What the program reads at a time. */
export const HEAD_BYTES = 32;

/** A message to the program. */
export function framed(kind: "(" | "=" | "!" | "f" | ".", text: string): Buffer {
  const isShort = text.length < HEAD_BYTES && kind !== "f";
  const head = isShort ? kind + text : `:${kind}${text.length}`;
  return Buffer.from(head.padEnd(HEAD_BYTES) + (isShort ? "" : text), "latin1");
}
