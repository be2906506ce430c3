/**
 * A disk in memory that keeps what is synced apart from what was written, and fails at one call. After a failed sync it is like
 * Linux: what was to be written counts as written, is read back, and is never on the disk.
 */
import { dirname } from "node:path";
import type { Disk, DiskFile } from "../../host-tools/server/disk/disk.ts";

export const FAULTS = ["kill before", "kill after", "EIO", "ENOSPC", "short write", "flipped bit"] as const;
export type Fault = (typeof FAULTS)[number];
export type Call = "write" | "sync" | "rename" | "truncate" | "remove";
export const CUTS = ["unsynced is lost", "unsynced is kept", "unsynced is torn"] as const;
export type Cut = (typeof CUTS)[number];

/** At which call, counted from 0, and what happens. */
export interface Plan {
  readonly call: number;
  readonly fault: Fault;
}

/** What a file becomes when a call reaches the disk. */
type Change = (bytes: Uint8Array, isTorn: boolean) => Uint8Array;

class Inode {
  /** What is read. */
  seen: Uint8Array = new Uint8Array(0);
  /** What a power cut leaves, without what waits. */
  synced: Uint8Array = new Uint8Array(0);
  waiting: Change[] = [];
}

/** The process is gone: nothing that it does has an effect. */
class Killed extends Error {}

export class FaultyDisk implements Disk {
  #names = new Map<string, Inode>();
  #syncedNames = new Map<string, Inode>();
  #folders = new Set<string>(["/"]);
  #plan: Plan | undefined;
  #isDead = false;
  /** Calls that can fail, since the plan was made. */
  readonly calls: Call[] = [];
  /** What the plan did, if its call came. */
  met: Call | undefined;

  plan(plan: Plan | undefined): void {
    this.#plan = plan;
    this.#isDead = false;
    this.calls.length = 0;
    this.met = undefined;
  }

  /** Another disk in the same state, without a plan. */
  copy(): FaultyDisk {
    const other = new FaultyDisk();
    const inodes = new Map<Inode, Inode>();
    const copyOf = (inode: Inode) => {
      const known = inodes.get(inode);
      if (known) return known;
      const { seen, synced, waiting } = inode;
      const copied = Object.assign(new Inode(), {
        seen: seen.slice(),
        synced: synced.slice(),
        waiting: [...waiting],
      });
      inodes.set(inode, copied);
      return copied;
    };
    for (const [path, inode] of this.#names) other.#names.set(path, copyOf(inode));
    for (const [path, inode] of this.#syncedNames) other.#syncedNames.set(path, copyOf(inode));
    other.#folders = new Set(this.#folders);
    return other;
  }

  /** The machine goes down: what waits reaches the disk, or not, or the first half of each write does. */
  cutPower(cut: Cut): void {
    if (cut === "unsynced is lost") this.#names = new Map(this.#syncedNames);
    for (const inode of new Set(this.#names.values())) {
      if (cut !== "unsynced is lost")
        for (const change of inode.waiting) inode.synced = change(inode.synced, cut === "unsynced is torn");
      inode.waiting = [];
      inode.seen = inode.synced.slice();
    }
    this.#syncedNames = new Map(this.#names);
    this.plan(undefined);
  }

  /** Counts a call, and says what is to go wrong with it. */
  #fault(call: Call): Fault | undefined {
    if (this.#isDead) throw new Killed("killed");
    const isMet = this.#plan?.call === this.calls.length;
    this.calls.push(call);
    if (!isMet) return undefined;
    this.met = call;
    const { fault } = this.#plan!;
    if (fault === "kill before") this.#die();
    return fault;
  }

  #die(): never {
    this.#isDead = true;
    throw new Killed("killed");
  }

  /** A call that works or does not. */
  #call(call: Call, path: string, work: () => void): void {
    const fault = this.#fault(call);
    if (fault === "EIO" || fault === "ENOSPC") throw failure(fault, call, path);
    work();
    if (fault === "kill after") this.#die();
  }

  #write(path: string, inode: Inode, bytes: Uint8Array, place: number): number {
    const fault = this.#fault("write");
    if (fault === "EIO") throw failure(fault, "write", path);
    const isCut = (fault === "ENOSPC" || fault === "short write") && bytes.length > 1;
    const given = bytes.slice(0, isCut ? bytes.length >> 1 : bytes.length);
    inode.seen = spliced(inode.seen, given, place);
    const written = given.slice();
    if (fault === "flipped bit" && written.length > 0) written[written.length >> 1]! ^= 4;
    inode.waiting.push((old, isTorn) =>
      spliced(old, isTorn ? written.subarray(0, written.length >> 1) : written, place),
    );
    if (fault === "ENOSPC") throw failure(fault, "write", path);
    if (fault === "kill after") this.#die();
    return given.length;
  }

  #sync(path: string, inode: Inode): void {
    const fault = this.#fault("sync");
    if (fault === "EIO" || fault === "ENOSPC") {
      inode.waiting = [];
      throw failure(fault, "sync", path);
    }
    for (const change of inode.waiting) inode.synced = change(inode.synced, false);
    inode.waiting = [];
    if (fault === "kill after") this.#die();
  }

  #alive(): void {
    if (this.#isDead) throw new Killed("killed");
  }

  async open(path: string, way: "read" | "write" | "update"): Promise<DiskFile> {
    this.#alive();
    let inode = this.#names.get(path);
    if (!inode) {
      if (way === "read") throw failure("ENOENT", "open", path);
      this.#needFolder(path);
      inode = new Inode();
      this.#names.set(path, inode);
    }
    const file = inode;
    if (way === "write") empty(file);
    return {
      read: async (bytes, place) => {
        this.#alive();
        const part = file.seen.subarray(place, place + bytes.length);
        bytes.set(part);
        return part.length;
      },
      write: async (bytes, place) => this.#write(path, file, bytes, place),
      sync: async () => this.#sync(path, file),
      truncate: async (length) =>
        this.#call("truncate", path, () => {
          file.seen = resized(file.seen, length);
          file.waiting.push((old) => resized(old, length));
        }),
      size: async () => {
        this.#alive();
        return file.seen.length;
      },
      close: async () => {},
    };
  }

  read(path: string): Uint8Array {
    this.#alive();
    const inode = this.#names.get(path);
    if (!inode) throw failure("ENOENT", "open", path);
    return inode.seen.slice();
  }

  writeSynced(path: string, bytes: Uint8Array, { isNew = false }: { readonly isNew?: boolean }): void {
    this.#alive();
    this.#needFolder(path);
    const there = this.#names.get(path);
    if (there && isNew) throw failure("EEXIST", "open", path);
    const inode = there ?? new Inode();
    if (there) empty(there);
    else this.#names.set(path, inode);
    for (let at = 0; at < bytes.length; ) at += this.#write(path, inode, bytes.subarray(at), at);
    this.#sync(path, inode);
  }

  syncFolder(folder: string): void {
    this.#call("sync", folder, () => {
      for (const path of this.#syncedNames.keys())
        if (dirname(path) === folder && !this.#names.has(path)) this.#syncedNames.delete(path);
      for (const [path, inode] of this.#names)
        if (dirname(path) === folder) this.#syncedNames.set(path, inode);
    });
  }

  rename(from: string, to: string): void {
    this.#call("rename", from, () => {
      const moved = [...this.#names].filter(([path]) => path === from || path.startsWith(`${from}/`));
      if (moved.length === 0 && !this.#folders.has(from)) throw failure("ENOENT", "rename", from);
      for (const [path, inode] of moved) {
        this.#names.delete(path);
        this.#names.set(to + path.slice(from.length), inode);
        // A folder's own names move with it: they are durable where they were.
        if (path !== from && this.#syncedNames.get(path) === inode)
          this.#syncedNames.set(to + path.slice(from.length), inode);
      }
      if (this.#folders.delete(from)) this.#folders.add(to);
    });
  }

  remove(path: string): void {
    if (!this.exists(path)) return;
    this.#call("remove", path, () => {
      for (const name of [...this.#names.keys()])
        if (name === path || name.startsWith(`${path}/`)) this.#names.delete(name);
      for (const name of [...this.#folders])
        if (name === path || name.startsWith(`${path}/`)) this.#folders.delete(name);
    });
  }

  exists(path: string): boolean {
    this.#alive();
    return this.#names.has(path) || this.#folders.has(path);
  }

  list(folder: string): string[] {
    this.#alive();
    return [...this.#names.keys(), ...this.#folders]
      .filter((path) => path !== folder && dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
  }

  /** Folders are there at once and stay: what they are named is tried with files. */
  makeFolder(path: string): string | undefined {
    this.#alive();
    if (this.#folders.has(path)) return undefined;
    const above = dirname(path);
    const first = this.#folders.has(above) ? path : this.makeFolder(above);
    this.#folders.add(path);
    return first;
  }

  #needFolder(path: string): void {
    if (!this.#folders.has(dirname(path))) throw failure("ENOENT", "open", path);
  }
}

function empty(inode: Inode): void {
  inode.seen = new Uint8Array(0);
  inode.waiting.push(() => new Uint8Array(0));
}

function spliced(old: Uint8Array, bytes: Uint8Array, place: number): Uint8Array {
  const made = resized(old, Math.max(old.length, place + bytes.length));
  made.set(bytes, place);
  return made;
}

function resized(old: Uint8Array, length: number): Uint8Array {
  const made = new Uint8Array(length);
  made.set(old.subarray(0, length));
  return made;
}

function failure(code: string, call: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${call} '${path}'`), { code });
}
