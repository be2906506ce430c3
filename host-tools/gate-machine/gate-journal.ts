/**
 * What a gate's machine has written down and the server does not have yet: files of sealed records (contract/gate-records.ts). A record
 * is on the disk before it counts. Nothing in them can be read but by the server.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  unlinkSync,
} from "node:fs";
import { type FileHandle, open, rename } from "node:fs/promises";
import { join } from "node:path";
import { concatenate } from "../../protocol/bytes.ts";
import { asRecord, gateRecordsIn } from "../contract/gate-records.ts";
import { KEPT_DAYS } from "../contract/visits.ts";
import { DAY_MS } from "../lib/time.ts";

/** A file is closed when it is so long: it has to fit into one request. */
const FILE_BYTES = 256 * 1024;
const ENDING = ".records";
/** What the server could not read: tried again now and then, as long as it would keep it. */
const ASIDE = ".unread";
const ASIDE_MS = (KEPT_DAYS + 1) * DAY_MS;

interface Running {
  readonly file: FileHandle;
  readonly name: string;
  length: number;
}

export class GateJournal {
  readonly #folder: string;
  #running: Running | undefined;
  #next: number;
  #last: Promise<void> = Promise.resolve();

  /** Cuts off what a loss of power has torn. Throws when the folder cannot be used. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const numbers = readdirSync(folder).flatMap((name) => /^(\d{8})\./.exec(name)?.[1] ?? []);
    this.#next = 1 + Math.max(0, ...numbers.map(Number));
    for (const name of this.closed()) {
      const path = join(folder, name);
      const { whole } = gateRecordsIn(readFileSync(path));
      if (whole === 0) unlinkSync(path);
      else if (whole < statSync(path).size) truncateSync(path, whole);
    }
  }

  /** Resolves when it is on the disk; rejects when it is not, and then nothing of it is. */
  append(sealed: readonly Uint8Array[]): Promise<void> {
    const bytes = concatenate(...sealed.map(asRecord));
    const done = this.#last.then(() => this.#write(bytes));
    this.#last = done.catch(() => {});
    return done;
  }

  /** Closes the running file, so that it can be sent. */
  async rotate(): Promise<void> {
    const closing = this.#last.then(() => this.#close());
    this.#last = closing.catch(() => {});
    return closing;
  }

  /** Names of closed files, oldest first. */
  closed(): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(ENDING) && name !== this.#running?.name)
      .sort();
  }

  read(name: string): Uint8Array {
    return new Uint8Array(readFileSync(join(this.#folder, name)));
  }

  /** The server has it. A name that comes back after a loss of power is sent once more. */
  drop(name: string): void {
    const path = join(this.#folder, name);
    if (existsSync(path)) unlinkSync(path);
  }

  /** Names of files of what the server could not read, oldest first. What it would delete by now is gone. `now`: Unix ms. */
  aside(now: number): string[] {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith(ASIDE))
      .filter((name) => {
        const path = join(this.#folder, name);
        const isOld = now - statSync(path).mtimeMs >= ASIDE_MS;
        if (isOld) unlinkSync(path);
        return !isOld;
      })
      .sort();
  }

  /** Of this file the server could not read these records: they alone stay. A file that is aside already keeps its time. */
  async setAside(name: string, unread: readonly Uint8Array[]): Promise<void> {
    const path = join(this.#folder, name);
    const { mtime } = statSync(path);
    const whole = path.replace(ENDING, ASIDE);
    const file = await open(`${whole}.new`, "w", 0o600);
    try {
      await writeAll(file, concatenate(...unread.map(asRecord)), 0);
      await file.utimes(mtime, mtime);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${whole}.new`, whole);
    if (whole !== path) unlinkSync(path);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    if (this.#running && this.#running.length + bytes.length > FILE_BYTES) await this.#close();
    this.#running ??= await this.#begin();
    const { file, length } = this.#running;
    try {
      await writeAll(file, bytes, length);
      await file.datasync();
      this.#running.length += bytes.length;
    } catch (error) {
      // What is there of it must not count later, when it was told that it does not; a file that cannot be mended is not written to again.
      await file.truncate(length).catch(() => this.#close());
      throw error;
    }
  }

  async #begin(): Promise<Running> {
    const name = `${String(this.#next++).padStart(8, "0")}${ENDING}`;
    const file = await open(join(this.#folder, name), "wx", 0o600);
    const folder = await open(this.#folder, "r");
    await folder.sync();
    await folder.close();
    return { file, name, length: 0 };
  }

  async #close(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.file.close();
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, from: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, from + at);
    at += bytesWritten;
  }
}
