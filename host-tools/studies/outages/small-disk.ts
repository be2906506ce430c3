/** A disk that can be filled: a file system of its own in memory, where this user may mount one. */
import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SmallDisk {
  readonly folder: string;
  /** Leaves so many bytes free, by a file that takes the rest. */
  leave(bytes: number): void;
  /** Takes that file away again. */
  empty(): void;
  remove(): void;
}

/** Undefined where nothing may be mounted. */
export function openSmallDisk(megabytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), "bluezone-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=0777`, "tmpfs", folder], {
      stdio: "ignore",
    });
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  const filler = join(folder, "filler");
  const empty = () => rmSync(filler, { force: true });
  const freeBytes = () => {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize;
  };
  return {
    folder,
    leave(bytes) {
      if (freeBytes() < bytes) empty();
      appendFileSync(filler, new Uint8Array(Math.max(0, freeBytes() - bytes)));
    },
    empty,
    remove() {
      execFileSync("umount", ["-l", folder], { stdio: "ignore" });
      rmdirSync(folder);
    },
  };
}
