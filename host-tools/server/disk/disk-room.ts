/** Room on the disk of the data folder: uploads are refused while there is still enough for everything else. */
import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { refuse } from "../../contract/refusal.ts";

/** Room that is left for audit rows, erasures, and PGlite, which does not survive a full disk. */
export const RESERVE_BYTES = 500_000_000;
/** Uploads are taken again when so much more is free: the answer does not change with each page. */
const AGAIN = 1.1;
const LOOK_MS = 2000;

export interface DiskRoom {
  /** What the server may still write, as it was some seconds ago. */
  freeBytes(): number;
  /** Less than the reserve is free, or was and not much more has become free since. */
  isLow(): boolean;
  /** Refusal: disk, when it is low, or would be with so many bytes more in this folder. */
  mustHave(bytes: number, folder?: string): Promise<void>;
  /** Refusal: disk, when it is low. */
  check(): void;
  /** Looks now; it does so by itself every two seconds. */
  look(): Promise<void>;
  close(): void;
}

/** Without a folder there is room for ever. */
export async function watchRoom(folder: string | undefined, reserve = RESERVE_BYTES): Promise<DiskRoom> {
  let free = Number.POSITIVE_INFINITY;
  let isLow = false;
  const look = async () => {
    if (folder === undefined) return;
    free = await freeBytesOf(folder);
    isLow = free < reserve * (isLow ? AGAIN : 1);
  };
  await look();
  // A disk that does not say how full it is says so when it is written to.
  const timer = setInterval(() => void look().catch(() => {}), LOOK_MS).unref();
  const check = () => {
    if (isLow) throw refuse("disk", "server");
  };
  return {
    freeBytes: () => free,
    isLow: () => isLow,
    check,
    async mustHave(bytes, elsewhere = folder) {
      await look();
      check();
      if (folder !== undefined && elsewhere !== undefined && (await freeBytesOf(elsewhere)) < bytes + reserve)
        throw refuse("disk", "server");
    },
    look,
    close: () => clearInterval(timer),
  };
}

/** What others than root may still write where a folder is, or is to be. */
export async function freeBytesOf(folder: string): Promise<number> {
  let at = resolve(folder);
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at);
  const { bavail, bsize } = await statfs(at);
  return bavail * bsize;
}
