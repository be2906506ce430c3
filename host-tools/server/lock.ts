import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Keeps a second process out of a data folder; returns what lets it in again. Throws when one is there already. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, "lock");
  if (existsSync(file)) {
    const holder = Number.parseInt(readFileSync(file, "utf8"), 10);
    if (isAlive(holder)) throw new Error(`${folder} is in use by process ${holder}.`);
    rmSync(file, { force: true });
  }
  writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
  return () => rmSync(file, { force: true });
}

function isAlive(process_: number): boolean {
  if (!Number.isInteger(process_) || process_ < 1) return false;
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
