/** Folders and small files that must be there after a power cut: their bytes, and their names in the folder above. */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** For the owner alone: what is in it is readable to nobody else, whatever modes the files have. */
const FOLDER_MODE = 0o700;

/** Makes a folder with those above it where they are missing. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: FOLDER_MODE });
  if (first === undefined) return;
  const top = dirname(resolve(first));
  for (let at = resolve(path); at !== top; at = dirname(at)) syncFolder(dirname(at));
}

/** Makes the names in a folder durable as well as the bytes. */
export function syncFolder(folder: string): void {
  const directory = openSync(folder, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

export interface WritingWay {
  /** 0o600 unless told. */
  readonly mode?: number;
  /** Throws when the file is there. */
  readonly isNew?: boolean;
}

export function writeDurably(
  path: string,
  text: string,
  { mode = 0o600, isNew = false }: WritingWay = {},
): void {
  const file = openSync(path, isNew ? "wx" : "w", mode);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  syncFolder(dirname(path));
}

export function renameDurably(from: string, to: string): void {
  renameSync(from, to);
  syncFolder(dirname(to));
}
