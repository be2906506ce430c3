/** Which tokens are lent to visitors just now: their numbers alone, in a file; to whom, this machine does not know any more. */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { serialNumber } from "../contract/pieces.ts";
import type { GuardVisit } from "../contract/visits.ts";

const FILE = "loans.json";
const kept = v.array(serialNumber);

export class Loans {
  readonly #path: string;
  #open: readonly number[] = [];

  /** A file that is something else is begun anew: it only reminds. */
  constructor(folder: string) {
    this.#path = join(folder, FILE);
    if (!existsSync(this.#path)) return;
    const read = v.safeParse(kept, parsed(readFileSync(this.#path, "utf8")));
    if (read.success) this.#open = read.output;
  }

  /** The newest last. */
  get open(): readonly number[] {
    return this.#open;
  }

  /** What a visit tells of a token; returns what undoes it. Throws where the disk refuses it. */
  note({ direction, token }: Pick<GuardVisit, "direction" | "token">): () => void {
    if (token === undefined) return () => {};
    const wasLent = this.#open.includes(token);
    this.#put(token, direction === "in");
    // Of this token alone: others may have been lent and given back since.
    return () => this.#put(token, wasLent);
  }

  #put(token: number, isLent: boolean): void {
    const others = this.#open.filter((one) => one !== token);
    if (isLent) this.#write([...others, token]);
    else if (others.length < this.#open.length) this.#write(others);
  }

  #write(open: readonly number[]): void {
    writeFileSync(`${this.#path}.new`, JSON.stringify(open), { mode: 0o600, flush: true });
    renameSync(`${this.#path}.new`, this.#path);
    this.#open = open;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
