/** What a figure was measured on: of two machines of one name one may be twice as fast as the other. */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, totalmem } from "node:os";
import { join } from "node:path";
import { opensslSpeed } from "../../lib/openssl-speed.ts";

interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly gigabytes: number;
  readonly node: string;
  /** SHA-256 of 32 bytes a second on all processors together, by `openssl speed`; null where it is not installed. */
  readonly opensslPerSecond: number | null;
  /** Megabytes a second that the folder's disk takes in blocks of 1 MB, each 16 of them synced. */
  readonly diskMegabytesPerSecond: number;
}

const BLOCK = 1 << 20;
const BLOCKS = 256;
const BLOCKS_A_SYNC = 16;

/** `folder` is on the disk that is measured; it takes some seconds and leaves nothing there. */
export function machineNow(folder: string): Machine {
  const processors = availableParallelism();
  return {
    processors,
    model: cpus()[0]?.model ?? "unknown",
    gigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    opensslPerSecond: opensslSpeed(processors) ?? null,
    diskMegabytesPerSecond: Math.round(diskSpeed(folder)),
  };
}

function diskSpeed(folder: string): number {
  const place = mkdtempSync(join(folder, ".disk-"));
  const file = openSync(join(place, "blocks"), "w");
  // No disk is told that all is zero.
  const block = Buffer.alloc(BLOCK, "a block that is not empty ");
  try {
    const started = performance.now();
    for (let i = 1; i <= BLOCKS; i++) {
      writeSync(file, block);
      if (i % BLOCKS_A_SYNC === 0) fsyncSync(file);
    }
    return (BLOCKS * 1000) / (performance.now() - started);
  } finally {
    closeSync(file);
    rmSync(place, { recursive: true, force: true });
  }
}
