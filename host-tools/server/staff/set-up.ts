/**
 * An empty server waits for who owns its machine. A code in a file that only they can read lets whoever types it say who its
 * first administrators are; with the first account it is over for good.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { disk } from "../disk/disk.ts";
import { renameDurably, syncFolder, textOf, writeDurably } from "../disk/durable-files.ts";
import { hasAccounts } from "./first-start.ts";
import { toldOnce } from "./sign-in.ts";
import type { StaffOffice } from "./staff-change.ts";

/** In the server's folder, while there is no account. */
export const SET_UP_FILE = "set-up-code";
/** Of 31: 138 bits. */
const LETTERS = 28;

export class SetUp {
  readonly #office: StaffOffice;
  readonly #file: string | undefined;
  /** Hash of the code while it is awaited. */
  #awaited: Uint8Array | undefined;

  /** `dir` is the data folder; without one nobody can be told a code. */
  constructor(office: StaffOffice, dir: string | undefined) {
    this.#office = office;
    this.#file = dir === undefined ? undefined : join(dir, SET_UP_FILE);
  }

  /**
   * To be called before anybody is let in. The file that holds the code, where one is awaited: a start in between keeps the code
   * that was told. Where there are accounts a file that a kill has left is removed.
   */
  async open(): Promise<string | undefined> {
    if (this.#file === undefined) return undefined;
    if (await hasAccounts(this.#office)) {
      this.close();
      return undefined;
    }
    const kept = textOf(this.#file)?.trim();
    const code = kept !== undefined && lettersOf(kept).length === LETTERS ? kept : toldOnce(LETTERS);
    if (code !== kept) {
      // Under its own name it is whole.
      writeDurably(`${this.#file}.new`, `${code}\n`);
      renameDurably(`${this.#file}.new`, this.#file);
    }
    this.#awaited = hashOf(code);
    return this.#file;
  }

  isOpen(): boolean {
    return this.#awaited !== undefined;
  }

  /** Takes as long for a code that is almost right. */
  isRight(code: string): boolean {
    return this.#awaited !== undefined && timingSafeEqual(hashOf(code), this.#awaited);
  }

  /** It may be done twice. */
  close(): void {
    this.#awaited = undefined;
    if (this.#file === undefined || !disk().exists(this.#file)) return;
    disk().remove(this.#file);
    syncFolder(join(this.#file, ".."));
  }
}

/** However it was typed. */
function lettersOf(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9]/g, "");
}

function hashOf(code: string): Uint8Array {
  return createHash("sha256").update(lettersOf(code)).digest();
}
