/**
 * The one way to the files that the server reads back and believes: journal, keys, backups, marks. A test puts a disk in its place that
 * keeps what is synced apart from what was written, and fails where it is told to. Databases keep their own files.
 */
import * as fs from "node:fs";
import { open as openHandle } from "node:fs/promises";
import { dirname, resolve } from "node:path";

/** How a file is opened: to read, to be written from its beginning, or to be changed (made when missing). */
type FileWay = "read" | "write" | "update";

/** A file of which others than its owner see nothing. */
export interface DiskFile {
  /** Bytes read into `bytes` from this place on; 0 at the end. */
  read(bytes: Uint8Array, place: number): Promise<number>;
  /** Bytes written, of those given: perhaps not all. */
  write(bytes: Uint8Array, place: number): Promise<number>;
  /** Resolves when what was written is on the disk. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

export interface WritingWay {
  /** 0o600 unless told. */
  readonly mode?: number;
  /** Throws when the file is there. */
  readonly isNew?: boolean;
}

export interface Disk {
  open(path: string, way: FileWay): Promise<DiskFile>;
  /** A small file, whole. */
  read(path: string): Uint8Array;
  /** Writes a small file whole and syncs it, not its name. */
  writeSynced(path: string, bytes: Uint8Array, way: WritingWay): void;
  /** Makes the names in a folder durable. */
  syncFolder(folder: string): void;
  rename(from: string, to: string): void;
  /** File or folder with what is in it; nothing where it is missing. */
  remove(path: string): void;
  exists(path: string): boolean;
  /** Names in a folder; none where it is missing. */
  list(folder: string): string[];
  /** Makes a folder for its owner alone, with those above it; returns the first that was missing. */
  makeFolder(path: string): string | undefined;
}

/** For the owner alone: what is in it is readable to nobody else, whatever modes the files have. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const FLAGS: Readonly<Record<FileWay, number>> = {
  read: fs.constants.O_RDONLY,
  write: fs.constants.O_CREAT | fs.constants.O_TRUNC | fs.constants.O_RDWR,
  update: fs.constants.O_CREAT | fs.constants.O_RDWR,
};

const machineDisk: Disk = {
  async open(path, way) {
    const file = await openHandle(path, FLAGS[way], FILE_MODE);
    return {
      read: async (bytes, place) => (await file.read(bytes, 0, bytes.length, place)).bytesRead,
      write: async (bytes, place) => (await file.write(bytes, 0, bytes.length, place)).bytesWritten,
      sync: () => file.datasync(),
      truncate: (length) => file.truncate(length),
      size: async () => (await file.stat()).size,
      close: () => file.close(),
    };
  },
  read: (path) => fs.readFileSync(path),
  writeSynced(path, bytes, { mode = FILE_MODE, isNew = false }) {
    const file = fs.openSync(path, isNew ? "wx" : "w", mode);
    try {
      fs.writeFileSync(file, bytes);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  syncFolder(folder) {
    const directory = fs.openSync(folder, "r");
    try {
      fs.fsyncSync(directory);
    } finally {
      fs.closeSync(directory);
    }
  },
  rename: (from, to) => fs.renameSync(from, to),
  remove: (path) => fs.rmSync(path, { recursive: true, force: true }),
  exists: (path) => fs.existsSync(path),
  list: (folder) => (fs.existsSync(folder) ? fs.readdirSync(folder) : []),
  makeFolder: (path) => fs.mkdirSync(path, { recursive: true, mode: FOLDER_MODE }),
};

let used: Disk = machineDisk;

/** The machine's, unless a test has put another one in its place. */
export function disk(): Disk {
  return used;
}

/** For tests: what runs from now on finds this disk; the machine's again without one. */
export function useDisk(other: Disk = machineDisk): void {
  used = other;
}

/** Folders from the first that was made down to `path`, the deepest first: the names of each are in the one above. */
export function foldersAbove(path: string, first: string): string[] {
  const folders: string[] = [];
  const top = dirname(resolve(first));
  for (let at = resolve(path); at !== top; at = dirname(at)) folders.push(dirname(at));
  return folders;
}
