import { types } from "node:util";
import { show, typeName } from "./text.ts";

/** What Espruino throws when a value gives no bytes. */
export class NotBytes extends Error {
  override name = "NotBytes";
}

/**
 * Bytes of a program's value as Espruino collects them: a number is one byte, a string its characters, arrays and views
 * their elements, {data, count} data repeated, {callback} what it returns. Elements are cut to 8 bits. The result may
 * share memory with the value.
 */
export function toBytes(value: unknown): Uint8Array {
  // A view of the host's own realm: the program's arrays have Espruino's methods, not V8's.
  if (types.isUint8Array(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (types.isAnyArrayBuffer(value)) return new Uint8Array(value);
  if (typeof value === "string") return Buffer.from(value, "latin1");
  const collected: number[] = [];
  collect(value, collected);
  return Uint8Array.from(collected);
}

/**
 * Bytes of a value where the interpreter takes memory as it stands (Storage, Flash, crypto): of a typed array with wider
 * elements the first bytes, as many as it has elements (quirk of 2v29).
 */
export function memoryBytes(value: unknown): Uint8Array {
  if (types.isTypedArray(value)) return new Uint8Array(value.buffer, value.byteOffset, value.length);
  return toBytes(value);
}

/** All values' bytes, one after another. */
export function joinBytes(values: readonly unknown[]): Uint8Array {
  if (values.length === 1) return toBytes(values[0]);
  return Buffer.concat(values.map(toBytes));
}

function collect(value: unknown, into: number[]): void {
  if (typeof value === "number") into.push(value & 255);
  else if (typeof value === "boolean") into.push(value ? 1 : 0);
  else if (typeof value === "string")
    for (let i = 0; i < value.length; i++) into.push(value.charCodeAt(i) & 255);
  else if (types.isAnyArrayBuffer(value)) into.push(...new Uint8Array(value));
  else if (types.isTypedArray(value)) for (const element of value) into.push(Number(element) & 255);
  else if (Array.isArray(value)) for (const element of value) collect(element, into);
  else if (typeof value === "function") return;
  else if (value !== null && typeof value === "object") collectObject(value as Record<string, unknown>, into);
  else throw new NotBytes(`Expecting Number or iterable, got ${typeName(value)}`);
}

function collectObject(value: Record<string, unknown>, into: number[]): void {
  const { callback, count, data } = value;
  if (typeof callback === "function") {
    const result: unknown = callback();
    if (result !== undefined) collect(result, into);
  } else if (typeof count === "number" && data !== undefined) {
    for (let n = Math.trunc(count); n > 0; n--) collect(data, into);
  } else {
    throw new NotBytes(
      `If specifying an object, it must be of the form {data : ..., count : N} or {callback : fn} - got ${show(value)}`,
    );
  }
}

/** Byte string (one character per byte) of bytes: what strings are to Espruino. */
export function toByteString(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
