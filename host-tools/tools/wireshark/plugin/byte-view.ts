/** Bytes of a capture in the form in which the protocol's code reads them. */
import type { ByteArray } from "./wireshark-api.ts";

/**
 * What decoders do with a Uint8Array: indices from 0, `length`, `slice`. A Lua table that has these is one for them.
 * `start` is where the view begins in the bytes it was first made of.
 */
export type ByteView = Uint8Array & { readonly start: number };

/** All bytes of a capture's range. */
export function viewOf(bytes: ByteArray): ByteView {
  const values: Record<number, number> = {};
  for (let i = 0; i < bytes.len(); i++) values[i] = bytes.get_index(i);
  return partOf(values, 0, bytes.len());
}

function partOf(values: Readonly<Record<number, number>>, start: number, length: number): ByteView {
  const part: Record<string | number, unknown> = {
    start,
    length,
    slice(this: void, _self: unknown, from: number, to: number) {
      return partOf(values, start + from, to - from);
    },
  };
  for (let i = 0; i < length; i++) part[i] = values[start + i];
  return part as unknown as ByteView;
}
