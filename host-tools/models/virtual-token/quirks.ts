import { types } from "node:util";
import { STATICS } from "./language.ts";
import type { Processor } from "./processor.ts";
import { espruinoNumber, fixedText, inEspruinosWords, show, typeName } from "./text.ts";
import { typedArrayQuirks } from "./typed-array-quirks.ts";

/** Differences between V8's library and Espruino's that can be put into the library itself. */
export function installQuirks(processor: Processor): void {
  textQuirks(processor);
  numberQuirks(processor);
  typedArrayQuirks(processor);
  dataViewQuirks(processor);
  jsonQuirks(processor);
  errorQuirks(processor);
}

function textQuirks({ realm, board }: Processor): void {
  const text = realm.library.String;
  const { fromCharCode } = text;
  const { split, replace, replaceAll } = text.prototype;
  // Boards with Unicode support make UTF-8 of codes above 255; the others keep 8 bits.
  if (board.chip === "nRF52832") {
    realm.define(text, {
      fromCharCode: (...codes: number[]) => fromCharCode(...codes.map((code) => code & 255)),
    });
  }
  realm.define(text.prototype, {
    indexOf(this: string, wanted: unknown, from?: unknown) {
      return indexIn(String(this), String(wanted), from);
    },
    includes(this: string, wanted: unknown, from?: unknown) {
      return indexIn(String(this), String(wanted), from) >= 0;
    },
    // With text to look for, a function is taken as text too.
    replace(this: string, wanted: unknown, by: unknown) {
      if (types.isRegExp(wanted)) return Reflect.apply(replace, this, [wanted, by]);
      return replaced(String(this), String(wanted), show(by), false);
    },
    replaceAll(this: string, wanted: unknown, by: unknown) {
      if (types.isRegExp(wanted)) return Reflect.apply(replaceAll, this, [wanted, by]);
      return replaced(String(this), String(wanted), show(by), true);
    },
    // A limit is not looked at.
    split(this: string, separator: string | RegExp) {
      return Reflect.apply(split, this, [separator]);
    },
  });
}

/** Where a text is found, or -1. Espruino 2v29 also finds it where the other text ends before it does: "xab" has "abc" at 1. */
function indexIn(text: string, wanted: string, from: unknown): number {
  const last = text.length - wanted.length;
  if (last < 0) return -1;
  const start = typeof from === "number" ? Math.max(0, Math.min(Math.trunc(from), last + 1)) : 0;
  for (let at = start; at < text.length; at++)
    if (wanted.startsWith(text.slice(at, at + wanted.length))) return at;
  return -1;
}

/** A text with another one in the place of what is found in it, once or as often as it is found behind what was put in. */
function replaced(whole: string, wanted: string, by: string, all: boolean): string {
  if (all && wanted === "") throw new Error("the program replaces nothing by something, for ever");
  let text = whole;
  for (let at = indexIn(text, wanted, 0); at >= 0; at = all ? indexIn(text, wanted, at + by.length) : -1)
    text = text.slice(0, at) + by + text.slice(at + wanted.length);
  return text;
}

const hasEdgeSpace = (value: unknown): boolean => typeof value === "string" && /^\s|\s$/.test(value);

/** Small whole powers are multiplied out; others come by way of logarithms, and 2^16 is not quite 65536. */
function power(x: number, y: number): number {
  if (Number.isInteger(y) && y >= 0 && y < 10) {
    let product = 1;
    for (let i = 0; i < y; i++) product *= x;
    return product;
  }
  if (x < 0 && Number.isInteger(y)) return (y % 2 === 0 ? 1 : -1) * Math.exp(Math.log(-x) * y);
  return x !== 0 || y <= 0 ? Math.exp(Math.log(x) * y) : 0;
}

function numberQuirks({ realm, mathRandom }: Processor): void {
  // V8 does not let go of EPSILON and its like: the program gets another Number.
  const native = realm.library.Number;
  const replacement = (...args: unknown[]): number =>
    args.length === 0 ? 0 : hasEdgeSpace(args[0]) ? Number.NaN : native(args[0]);
  realm.define(replacement, Object.fromEntries(STATICS.Number!.map((name) => [name, native[name as "NaN"]])));
  Object.defineProperty(replacement, "prototype", { value: native.prototype });
  realm.define(realm.global, { Number: replacement });
  realm.define(native.prototype, {
    toFixed(this: number, digits = 0) {
      return fixedText(Number(this), digits);
    },
  });
  realm.define(realm.library.Math, {
    pow: power,
    // Halves go away from zero.
    round: (x: number) => (x < 0 ? -Math.floor(0.5 - x) : Math.floor(x + 0.5)),
    random: () => mathRandom.fraction(),
    randInt: (range?: number) => mathRandom.below(Number(range) | 0),
    clip: (x: number, least: number, most: number) => Math.min(Math.max(x, least), most),
    // Negative values stay negative, whatever its description says.
    wrap: (x: number, size: number) => (size < 0 ? 0 : (x / size - Math.trunc(x / size)) * size),
  });
}

/**
 * A view's end is not looked at, only that of the buffer: past it one reads 0 and writes nothing. Negative offsets throw.
 */
function dataViewQuirks({ realm }: Processor): void {
  const view = new DataView(new ArrayBuffer(8));
  const { prototype } = realm.library.DataView;
  realm.replaceConstructor("DataView", (native, args) => {
    if (types.isAnyArrayBuffer(args[0])) return new native(...args);
    throw new realm.library.TypeError(`Expecting ArrayBuffer, got ${typeName(args[0])}`);
  });
  const sizes = { Float32: 4, Float64: 8, Int16: 2, Int32: 4, Int8: 1, Uint16: 2, Uint32: 4, Uint8: 1 };
  const offset = (at: number): number => {
    const whole = Math.trunc(at) || 0;
    if (whole < 0) throw realm.error("byteOffset too large (or negative)");
    return whole;
  };
  for (const [type, size] of Object.entries(sizes) as [keyof typeof sizes, number][]) {
    const getter = prototype[`get${type}`];
    const setter = prototype[`set${type}`];
    realm.define(prototype, {
      [`get${type}`](this: DataView, at: number, little?: boolean) {
        if (at >= 0 && at + size <= this.byteLength) return Reflect.apply(getter, this, [at, little]);
        const bytes = new Uint8Array(this.buffer).subarray(this.byteOffset + offset(at));
        for (let i = 0; i < size; i++) view.setUint8(i, bytes[i] ?? 0);
        return view[`get${type}`](0, little);
      },
      [`set${type}`](this: DataView, at: number, value: number, little?: boolean) {
        if (at >= 0 && at + size <= this.byteLength) return Reflect.apply(setter, this, [at, value, little]);
        const bytes = new Uint8Array(this.buffer).subarray(this.byteOffset + offset(at));
        view[`set${type}`](0, value, little);
        for (let i = 0; i < Math.min(size, bytes.length); i++) bytes[i] = view.getUint8(i);
      },
    });
  }
}

/** Errors have no name, and only Error itself is an instance of Error. */
function errorQuirks({ realm }: Processor): void {
  for (const name of ["Error", "ReferenceError", "SyntaxError", "TypeError"]) {
    const { prototype } = realm.global[name] as ErrorConstructor;
    Reflect.deleteProperty(prototype, "name");
    realm.define(prototype, {
      toString(this: Error) {
        return inEspruinosWords(name, this.message) ?? `${name}: ${this.message}`;
      },
    });
    Object.setPrototypeOf(prototype, realm.library.Object.prototype);
  }
}

/** Typed arrays and buffers are written as arrays; there is no replacer function; a function in an array is `undefined`. */
function jsonQuirks({ realm }: Processor): void {
  const json = realm.library.JSON;
  const { stringify } = json;
  const plain = (_key: string, value: unknown): unknown => {
    if (types.isTypedArray(value)) return Array.from(value, Number);
    return types.isAnyArrayBuffer(value) ? Array.from(new Uint8Array(value)) : value;
  };
  realm.define(json, {
    stringify: (value: unknown, _replacer?: unknown, space?: string | number) =>
      space === undefined ? jsonText(value) : stringify(value, plain, space),
  });
}

function jsonText(given: unknown): string {
  let value = given;
  const { toJSON } = (typeof value === "object" && value !== null ? value : {}) as { toJSON?: unknown };
  if (typeof toJSON === "function") value = Reflect.apply(toJSON, value, []) as unknown;
  if (typeof value === "function") return "undefined";
  if (value === undefined || value === null) return "null";
  if (typeof value === "number") return Number.isFinite(value) ? espruinoNumber(value) : "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "string") {
    return JSON.stringify(value).replace(/[\x7f-\uffff]/g, (ch) => {
      return `\\u${ch.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
    });
  }
  if (types.isAnyArrayBuffer(value)) return jsonText(Array.from(new Uint8Array(value)));
  if (types.isTypedArray(value)) return jsonText(Array.from(value, Number));
  if (Array.isArray(value)) return `[${Array.from(value, jsonText).join()}]`;
  const fields = Object.entries(value as object).filter(([, field]) => {
    return field !== undefined && typeof field !== "function";
  });
  return `{${fields.map(([key, field]) => `${jsonText(key)}:${jsonText(field)}`).join()}}`;
}
