/** Folders and small files that must be there after a power cut: their bytes, and their names in the folder above. */
import { dirname } from "node:path";
import { disk, foldersAbove, type WritingWay } from "./disk.ts";

/** Makes a folder with those above it where they are missing. */
export function makeFolder(path: string): void {
  const first = disk().makeFolder(path);
  if (first === undefined) return;
  for (const folder of foldersAbove(path, first)) syncFolder(folder);
}

/** Makes the names in a folder durable as well as the bytes. */
export function syncFolder(folder: string): void {
  disk().syncFolder(folder);
}

export function writeDurably(path: string, text: string | Uint8Array, way: WritingWay = {}): void {
  disk().writeSynced(path, typeof text === "string" ? new TextEncoder().encode(text) : text, way);
  syncFolder(dirname(path));
}

export function renameDurably(from: string, to: string): void {
  disk().rename(from, to);
  syncFolder(dirname(to));
}

/** The text of a small file; undefined where it is missing. */
export function textOf(path: string): string | undefined {
  return disk().exists(path) ? new TextDecoder().decode(disk().read(path)) : undefined;
}
