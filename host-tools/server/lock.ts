import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const BOOT_ID_FILE = "/proc/sys/kernel/random/boot_id";

/** Names this run of the machine; "" where the system does not tell. */
export function bootId(): string {
  return existsSync(BOOT_ID_FILE) ? readFileSync(BOOT_ID_FILE, "utf8").trim() : "";
}

/**
 * Keeps a second process out of a data folder; returns what lets it in again. Throws when one is there already. Numbers of
 * processes are given out anew, after a power cut and in each container the same ones: the lock says since when its
 * holder runs, too.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, "lock");
  const own = `${file}.${process.pid}`;
  writeFileSync(own, `${process.pid} ${startOf(process.pid)}\n`);
  try {
    // Aside in one step: of two who find the lock of a dead process only one has it in hand.
    const stale = `${own}.stale`;
    if (existsSync(file) && !isAlive(holderOf(file))) {
      renameSync(file, stale);
      const moved = holderOf(stale);
      if (isAlive(moved)) {
        renameSync(stale, file);
        throw inUse(folder, moved);
      }
      rmSync(stale);
    }
    try {
      linkSync(own, file);
    } catch (error) {
      throw existsSync(file) ? inUse(folder, holderOf(file)) : error;
    }
  } finally {
    rmSync(own);
  }
  return () => rmSync(file, { force: true });
}

interface Holder {
  readonly number: number;
  readonly start: string;
}

function holderOf(file: string): Holder {
  const [number = "", ...start] = readFileSync(file, "utf8").trim().split(" ");
  return { number: Number.parseInt(number, 10), start: start.join(" ") };
}

function inUse(folder: string, { number }: Holder): Error {
  return new Error(`${folder} is in use by process ${number}.`);
}

function isAlive({ number, start }: Holder): boolean {
  if (!Number.isInteger(number) || number < 1) return false;
  try {
    process.kill(number, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return start === startOf(number);
}

/** Run of the machine and clock tick in which a process was started; "" where the system does not tell. */
function startOf(number: number): string {
  const file = `/proc/${number}/stat`;
  if (!existsSync(file)) return "";
  // Behind the name in parentheses, which may hold anything, the start is the twentieth field (proc(5)).
  const fields = readFileSync(file, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return `${bootId()} ${fields[19]}`;
}
