/** What guards have counted by hand beside the gate: numbers and times, one line each. */
import { appendFileSync, existsSync, readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { type HandCount, handCount } from "../contract/guard-screen.ts";

const FILE = "hand-counts.jsonl";
/** Shown at most. */
const SHOWN = 10;

export class HandCounts {
  readonly #path: string;
  readonly #counts: HandCount[] = [];

  /** A line that a loss of power has torn is left out, and what comes next begins a line of its own. */
  constructor(folder: string) {
    this.#path = join(folder, FILE);
    if (!existsSync(this.#path)) return;
    const text = readFileSync(this.#path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const line of whole.split("\n")) {
      const read = v.safeParse(handCount, parsed(line));
      if (read.success) this.#counts.push(read.output);
    }
    if (whole.length < text.length) truncateSync(this.#path, Buffer.byteLength(whole));
  }

  /** Throws where the disk refuses it; then it does not count. */
  add(one: HandCount): void {
    appendFileSync(this.#path, `${JSON.stringify(one)}\n`, { mode: 0o600, flush: true });
    this.#counts.push(one);
  }

  /** The newest last. */
  get shown(): readonly HandCount[] {
    return this.#counts.slice(-SHOWN);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
