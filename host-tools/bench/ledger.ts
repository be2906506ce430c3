/**
 * What the bench's computer keeps of a batch: a file of lines that only grows. Each line is on the disk before the step that it
 * allows, so that whoever reads it after a cut knows of every number what may have become of it. It holds no key.
 */
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { crc32 } from "../../protocol/crc32.ts";
import type { CheckName, CheckResult } from "./check.ts";
import type { Reason } from "./reasons.ts";

export type Checks = Readonly<Partial<Record<CheckName, CheckResult>>>;

/** What happened; `unit` is the board's own number, as its chip tells it. */
export type Event =
  /** The bench was started: by whom, on which computer, for which board, with which program. */
  | {
      readonly kind: "started";
      readonly by: string;
      readonly computer: string;
      readonly board: string;
      readonly program: string;
    }
  /** The server is about to be asked for a number, under this key and to this point: it can be asked again. */
  | {
      readonly kind: "asked";
      readonly unit: string;
      readonly request: string;
      readonly point: string;
      readonly boardNumber: number;
      readonly power: number;
    }
  | { readonly kind: "number"; readonly unit: string; readonly request: string; readonly serial: number }
  /** The mark is about to be written: from here on the board may be a token. */
  | { readonly kind: "locking"; readonly unit: string; readonly serial: number }
  | {
      readonly kind: "finished";
      readonly unit: string;
      readonly serial: number;
      readonly by: Proof;
      readonly seconds?: number;
      readonly interpreter?: string;
      readonly clockPpm?: number;
      readonly checks?: Checks;
    }
  /** The number belongs to no token and never will. */
  | { readonly kind: "void"; readonly serial: number; readonly why: string }
  /** The server has heard that it is finished or void; or it knows of no bench that drew it. */
  | { readonly kind: "told"; readonly serial: number; readonly isKnown: boolean }
  | {
      readonly kind: "set-aside";
      readonly unit: string;
      readonly port: string;
      readonly reason: Reason;
      readonly words: string;
      readonly checks?: Checks;
    }
  /** These labels are about to be printed. */
  | { readonly kind: "labels"; readonly file: string; readonly serials: readonly number[] };

/** What showed that a token is complete: its console was silent behind a mark that this run wrote, or somebody read its name. */
export type Proof = "silence" | "name";
export type Line = Event & { readonly at: string };

/** The file is no ledger, or somebody has changed it. */
export class LedgerDamaged extends Error {
  override readonly name = "LedgerDamaged";
}

export class Ledger {
  readonly #file: number;
  readonly #lines: Line[];
  readonly #now: () => number;
  /** Bytes of a line that was cut short, which were taken away. */
  readonly torn: number;

  /** Throws LedgerDamaged when a line before the last one does not hold. */
  constructor(path: string, now: () => number = Date.now) {
    const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const { lines, end } = readLines(bytes);
    this.#now = now;
    this.#lines = lines;
    this.torn = bytes.length - end;
    this.#file = openSync(path, "a", 0o600);
    if (this.torn > 0) ftruncateSync(this.#file, end);
    fdatasyncSync(this.#file);
    const folder = openSync(dirname(path), "r");
    fsyncSync(folder);
    closeSync(folder);
  }

  get lines(): readonly Line[] {
    return this.#lines;
  }

  /** Returns when the line is on the disk. */
  append(event: Event): Line {
    const line: Line = { ...event, at: new Date(this.#now()).toISOString() };
    const bytes = Buffer.from(lineText(line));
    for (let done = 0; done < bytes.length; ) done += writeSync(this.#file, bytes, done);
    fdatasyncSync(this.#file);
    this.#lines.push(line);
    return line;
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** The lines of a ledger, without those that were cut short. Throws LedgerDamaged. */
export function readLedger(path: string): readonly Line[] {
  return existsSync(path) ? readLines(readFileSync(path)).lines : [];
}

/** CRC-32 of what follows, and the JSON. */
function lineText(line: Line): string {
  const json = JSON.stringify(line);
  return `${crc32(Buffer.from(json)).toString(16).padStart(8, "0")} ${json}\n`;
}

/** The lines that hold, and where the last of them ends: a cut leaves at most one torn one behind it. */
function readLines(bytes: Uint8Array): { lines: Line[]; end: number } {
  const lines: Line[] = [];
  let end = 0;
  while (end < bytes.length) {
    const newline = bytes.indexOf(10, end);
    const line = newline < 0 ? undefined : readLine(bytes.subarray(end, newline));
    if (!line) {
      // Zeroes or half a line at the end are what a power cut leaves; whole lines behind it are not.
      if (newline >= 0 && bytes.indexOf(10, newline + 1) >= 0)
        throw new LedgerDamaged(`line ${lines.length + 1} of the ledger does not hold`);
      break;
    }
    lines.push(line);
    end = newline + 1;
  }
  return { lines, end };
}

function readLine(bytes: Uint8Array): Line | undefined {
  const text = new TextDecoder().decode(bytes);
  const json = text.slice(9);
  if (text.slice(0, 8) !== crc32(Buffer.from(json)).toString(16).padStart(8, "0")) return undefined;
  return JSON.parse(json) as Line;
}
