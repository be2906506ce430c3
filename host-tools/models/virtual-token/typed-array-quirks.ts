import { types } from "node:util";
import { toBytes } from "./bytes.ts";
import type { Processor } from "./processor.ts";
import type { Realm } from "./realm.ts";
import { typeName } from "./text.ts";

const TYPES = [
  "Int8Array",
  "Uint8Array",
  "Uint8ClampedArray",
  "Int16Array",
  "Uint16Array",
  "Int32Array",
  "Uint32Array",
  "Float32Array",
  "Float64Array",
];

/** What V8's typed arrays do otherwise than Espruino's (2v29). */
export function typedArrayQuirks({ realm }: Processor): void {
  const prototype = Object.getPrototypeOf(realm.library.Uint8Array.prototype) as Uint8Array;
  constructors(realm);
  copies(realm, prototype);
  refuseMembers(realm, prototype);
}

/** A length must be a number and not negative; text, undefined, null and objects make no typed array. */
function constructors(realm: Realm): void {
  for (const name of TYPES) {
    realm.replaceConstructor(name, (native, args) => {
      const source = args[0];
      const isArrayLike = typeof source === "object" && source !== null && "length" in source;
      if (typeof source === "number") checkLength(realm, source);
      else if (!isArrayLike && !types.isAnyArrayBuffer(source)) {
        throw realm.error(`Unsupported first argument of type ${typeName(source)}`);
      }
      return types.isAnyArrayBuffer(source) ? viewOf(realm, native, source, args) : new native(...args);
    });
  }
  realm.replaceConstructor("ArrayBuffer", (native, args) => {
    checkLength(realm, Number(args[0]));
    return new native(Number(args[0]));
  });
}

/**
 * A view may begin at any byte, and has as many whole elements as there are bytes for. Where V8 cannot make such a view
 * it is one of a copy: what is written to the buffer later does not show.
 */
function viewOf(
  realm: Realm,
  native: new (...args: unknown[]) => object,
  source: ArrayBufferLike,
  args: readonly unknown[],
): object {
  const [, start, length] = args;
  const { BYTES_PER_ELEMENT: size } = native as unknown as Uint8ArrayConstructor;
  const offset = Math.trunc(Number(start ?? 0));
  if (length !== undefined || offset < 0) return new native(...args);
  if (offset % size === 0 && (source.byteLength - offset) % size === 0 && offset <= source.byteLength)
    return new native(...args);
  const rest = new Uint8Array(source).subarray(offset);
  return new native(realm.buffer(rest), 0, Math.trunc(rest.length / size));
}

function checkLength(realm: Realm, length: number): void {
  if (length < 0) throw realm.error("Invalid length for ArrayBuffer");
}

function copies(realm: Realm, prototype: Uint8Array): void {
  const { set, filter, slice, subarray } = prototype;
  realm.define(prototype, {
    /** What runs over the end is left out without a word; text gives its characters' codes. */
    set(this: Uint8Array, source: unknown, offset = 0) {
      const from = typeof source === "string" ? toBytes(source) : (source as ArrayLike<number>);
      if (typeof from !== "object" || from === null) {
        throw realm.error(`First argument must be Array, not ${typeName(source)}`);
      }
      if (offset < 0) return;
      const room = this.length - offset;
      if (from.length <= room) Reflect.apply(set, this, [from, offset]);
      else for (let i = 0; i < room; i++) this[offset + i] = from[i]!;
    },
    /** The interpreter makes a view that reaches past the end; V8 cannot, so this is an error of the program. */
    subarray(this: Uint8Array, from?: number, to?: number) {
      if (to !== undefined && to > this.length && (from ?? 0) < this.length) {
        throw new Error(`the program makes a view past the end: to element ${to} of ${this.length}`);
      }
      return Reflect.apply(subarray, this, [from, to]);
    },
    // Both give plain arrays.
    filter(this: Uint8Array, ...args: unknown[]) {
      return realm.array(Array.from(Reflect.apply(filter, this, args) as Uint8Array));
    },
    slice(this: Uint8Array, ...args: unknown[]) {
      return realm.array(Array.from(Reflect.apply(slice, this, args) as Uint8Array));
    },
  });
}

/** Writing to a member that a typed array lacks, or to its length, is an error. */
function refuseMembers(realm: Realm, prototype: Uint8Array): void {
  const error = (name: string, receiver: object): Error =>
    realm.error(
      `Field or method "${name}" does not already exist, and can't create it on ${String((receiver as Uint8Array)[Symbol.toStringTag])}`,
    );
  const beyond = new Proxy(realm.library.Object.prototype, {
    set(_target, name, _value, receiver: object) {
      throw error(String(name), receiver);
    },
  });
  Object.setPrototypeOf(prototype, beyond);
  const length = Object.getOwnPropertyDescriptor(prototype, "length")!;
  Object.defineProperty(prototype, "length", {
    ...length,
    set(this: object) {
      throw error("length", this);
    },
  });
}
