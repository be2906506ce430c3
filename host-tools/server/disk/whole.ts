import type { DiskFile } from "./disk.ts";

/** Writes all of these bytes, however many the disk takes at once. */
export async function writeFully(file: DiskFile, bytes: Uint8Array, place: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const written = await file.write(bytes.subarray(at), place + at);
    if (written === 0) throw new Error("The disk took nothing of what was to be written.");
    at += written;
  }
}

/** Fills `bytes` from this place on. Throws when the file ends before. */
export async function readFully(file: DiskFile, bytes: Uint8Array, place: number): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const count = await file.read(bytes.subarray(at), place + at);
    if (count === 0) throw new Error("The file ended while it was read.");
    at += count;
  }
}
