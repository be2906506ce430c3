/**
 * Names that programs on a token may use. Globals and static members: every one was asked for with `typeof` on
 * Espruino 2v29 for Linux, those of the radio and the boards are in its documentation.
 */

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export const GLOBALS = words(
  "Array ArrayBuffer ArrayBufferView Boolean DataView Date Error Float32Array Float64Array Function Infinity " +
    "Int16Array Int32Array Int8Array InternalError JSON Math NaN Number Object Promise ReferenceError RegExp String " +
    "SyntaxError TypeError Uint16Array Uint24Array Uint32Array Uint8Array Uint8ClampedArray arguments undefined " +
    "atob btoa changeInterval clearInterval clearTimeout clearWatch console decodeURIComponent digitalPulse " +
    "digitalRead digitalWrite dump echo encodeURIComponent eval getPinMode getTime global globalThis isFinite isNaN " +
    "load parseFloat parseInt peek16 peek32 peek8 pinMode poke16 poke32 poke8 print process require reset save " +
    "setInterval setTime setTimeout setWatch analogRead analogWrite " +
    "E NRF Pin Bluetooth Serial1 LoopbackA LoopbackB I2C1 SPI1 LED LED1 LED2 LED3 BTN BTN1 HIGH LOW Puck Bangle g",
);

/** Pins by their name in the chip's port. */
export const PIN = /^[DA]\d{1,2}$/;

/** Modules inside the interpreter that the firmware may ask for. */
export const MODULES = words("Storage Flash crypto heatshrink");

export const STATIC_MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  Math: words(
    "E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil clip cos exp floor log max min pow " +
      "randInt random round sign sin sqrt tan wrap",
  ),
  Number: words("MAX_VALUE MIN_VALUE NEGATIVE_INFINITY NaN POSITIVE_INFINITY prototype"),
  Object: words(
    "assign create defineProperties defineProperty entries fromEntries getOwnPropertyDescriptor " +
      "getOwnPropertyDescriptors getOwnPropertyNames getPrototypeOf keys prototype setPrototypeOf values",
  ),
  Array: words("isArray prototype"),
  String: words("fromCharCode prototype"),
  Date: words("now parse prototype"),
  JSON: words("parse stringify"),
  Promise: words("all prototype reject resolve"),
  ArrayBuffer: words("prototype"),
  Uint8Array: words("prototype"),
  Uint8ClampedArray: words("prototype"),
  Int8Array: words("prototype"),
  Uint16Array: words("prototype"),
  Int16Array: words("prototype"),
  Uint32Array: words("prototype"),
  Int32Array: words("prototype"),
  Float32Array: words("prototype"),
  Float64Array: words("prototype"),
};

/** Prototypes whose members can be read by name; those of the other built-in classes give undefined. */
export const READABLE_PROTOTYPES = words("Object Error");

/** Methods that no built-in object of the interpreter has. */
export const MISSING_METHODS = words(
  "at anchor big codePointAt compile copyWithin findLast findLastIndex flat flatMap finally isPrototypeOf " +
    "isWellFormed localeCompare matchAll normalize propertyIsEnumerable reduceRight search setUTCDate setUTCFullYear " +
    "setUTCHours setUTCMilliseconds setUTCMinutes setUTCMonth setUTCSeconds toDateString toExponential " +
    "toLocaleDateString toLocaleLowerCase toLocaleString toLocaleTimeString toLocaleUpperCase toPrecision toReversed " +
    "toSorted toSpliced toTimeString transfer trimEnd trimLeft trimRight trimStart " +
    "getBigInt64 getBigUint64 setBigInt64 setBigUint64",
);
