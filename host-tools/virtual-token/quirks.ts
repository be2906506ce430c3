import { types } from "node:util";
import type { Processor } from "./processor.ts";

/** Differences between V8's library and Espruino's that can be put into the library itself. */
export function installQuirks(processor: Processor): void {
  textQuirks(processor);
  numberQuirks(processor);
  typedArrayQuirks(processor);
  dataViewQuirks(processor);
  jsonQuirks(processor);
}

function textQuirks({ realm, board }: Processor): void {
  const text = realm.library.String;
  const { fromCharCode } = text;
  const { split } = text.prototype;
  // Boards with Unicode support make UTF-8 of codes above 255; the others keep 8 bits.
  if (board.chip === "nRF52832") {
    realm.define(text, {
      fromCharCode: (...codes: number[]) => fromCharCode(...codes.map((code) => code & 255)),
    });
  }
  realm.define(text.prototype, {
    // A limit is not looked at.
    split(this: string, separator: string | RegExp) {
      return Reflect.apply(split, this, [separator]);
    },
  });
}

function numberQuirks({ realm, random }: Processor): void {
  realm.define(realm.library.Math, {
    // Halves go away from zero.
    round: (x: number) => (x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5)),
    random: () => random.float(),
    randInt: (range?: number) => (range === undefined ? random.int32() : Math.floor(random.float() * range)),
    clip: (x: number, least: number, most: number) => Math.min(Math.max(x, least), most),
    wrap: (x: number, size: number) => ((x % size) + size) % size,
  });
}

function typedArrayQuirks({ realm }: Processor): void {
  const prototype = Object.getPrototypeOf(realm.library.Uint8Array.prototype) as Uint8Array;
  const { set, filter, slice } = prototype;
  realm.define(prototype, {
    // What runs over the end is left out without a word.
    set(this: Uint8Array, source: ArrayLike<number>, offset = 0) {
      const room = this.length - offset;
      if (source.length <= room) Reflect.apply(set, this, [source, offset]);
      else for (let i = 0; i < room; i++) this[offset + i] = source[i]!;
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

/** Reading past the end gives undefined. */
function dataViewQuirks({ realm }: Processor): void {
  const prototype = realm.library.DataView.prototype as unknown as Record<
    string,
    (at: number, little?: boolean) => number
  >;
  for (const type of ["Float32", "Float64", "Int16", "Int32", "Int8", "Uint16", "Uint32", "Uint8"]) {
    const get = prototype[`get${type}`]!;
    realm.define(prototype, {
      [`get${type}`](this: DataView, at: number, little?: boolean) {
        try {
          return Reflect.apply(get, this, [at, little]);
        } catch (error) {
          if ((error as Error).name === "RangeError") return undefined;
          throw error;
        }
      },
    });
  }
}

/** Typed arrays are written as arrays, bytes above 0x7E as \u00XX; there is no replacer function. */
function jsonQuirks({ realm }: Processor): void {
  const json = realm.library.JSON;
  const { stringify } = json;
  const plain = (_key: string, value: unknown): unknown =>
    types.isTypedArray(value) ? Array.from(value, Number) : value;
  realm.define(json, {
    stringify: (value: unknown, _replacer?: unknown, space?: string | number) =>
      stringify(value, plain, space)?.replace(/[\x7f-\uffff]/g, (ch) => {
        return `\\u${ch.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
      }),
  });
}
