import { types } from "node:util";

/** Digits after the point at most, and the remainder that is dropped (Espruino 2v29). */
const FRACTION_DIGITS = 11;
const NEGLIGIBLE = 1e-7;
/** Fields of an object on one line of output. */
const FIELDS_PER_LINE = 4;

/** A number as Espruino writes it. */
export function espruinoNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(BigInt(value));
  if (!Number.isFinite(value)) return String(value);
  if (value < 0) return `-${espruinoNumber(-value)}`;
  let exponent = 0;
  let scaled = value;
  if (value >= 1e21) {
    for (; scaled > 10; exponent++) scaled /= 10;
  } else if (value < 1e-6) {
    for (; scaled < 1; exponent--) scaled *= 10;
  }
  if (Math.trunc(scaled + NEGLIGIBLE) === Math.trunc(scaled) + 1) scaled = Math.trunc(scaled) + 1;
  let text = String(Math.trunc(scaled));
  let rest = (scaled - Math.trunc(scaled)) * 10;
  for (let digit = 0; digit < FRACTION_DIGITS && rest > NEGLIGIBLE; digit++) {
    const next = Math.min(Math.trunc(rest + 1e-8), 9);
    text += (digit === 0 ? "." : "") + next;
    rest = (rest - next) * 10;
  }
  return exponent === 0 ? text : `${text}e${exponent > 0 ? "+" : ""}${exponent}`;
}

/** toFixed: only the last digit is rounded, and not into the one before it; without digits nothing is rounded. */
export function fixedText(value: number, digits: number): string {
  if (value < 0) return `-${fixedText(-value, digits)}`;
  let text = String(Math.trunc(value));
  let rest = (value - Math.trunc(value)) * 10;
  for (let digit = 1; digit <= digits; digit++) {
    const next = Math.min(Math.trunc(digit === digits ? rest + 0.5 : rest), 9);
    text += (digit === 1 ? "." : "") + next;
    rest = (rest - next) * 10;
  }
  return text;
}

/** A value as print and console.log show it. */
export function show(value: unknown): string {
  return typeof value === "string" ? value : pretty(value, 0);
}

const newLine = (depth: number): string => `\n${"  ".repeat(depth)}`;

/** Strings, functions and objects start a line of their own; numbers, booleans, null and undefined do not. */
const ownLine = (value: unknown): boolean =>
  typeof value === "string" ||
  typeof value === "function" ||
  (typeof value === "object" && value !== null && !isPin(value));

const isPin = (value: unknown): boolean => Object.prototype.toString.call(value) === "[object Pin]";

function pretty(value: unknown, depth: number): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return espruinoNumber(value);
  if (typeof value === "function") return functionText(Function.prototype.toString.call(value));
  if (value === null || typeof value !== "object") return String(value);
  if (types.isAnyArrayBuffer(value)) return bufferText(value);
  if (types.isTypedArray(value)) return typedArrayText(value);
  if (Array.isArray(value)) return arrayText(value, depth);
  if (isPin(value)) return String(value);
  if (types.isNativeError(value)) return `Error: ${String(value)}`;
  if (types.isDate(value)) return `Date: ${String(value)}`;
  return objectText(value as Record<string, unknown>, depth);
}

/** Without its name, and with the interpreter's space before the body. */
const functionText = (source: string): string =>
  source.replace(/^function *[^(]*(\([^)]*\)) *\{/, "function $1 {");

const NAMED_CHARACTERS: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  const escaped = text.replace(/["\\\x00-\x1f\x7f-\uffff]/g, (ch, at: number) => {
    const code = ch.charCodeAt(0);
    const isShort = code < 8 && !/[0-7]/.test(text[at + 1] ?? "");
    const named = isShort ? `\\${code}` : NAMED_CHARACTERS[ch];
    return named ?? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
  });
  return `"${escaped}"`;
}

function bufferText(buffer: ArrayBufferLike): string {
  const bytes = new Uint8Array(buffer);
  if (bytes.every((byte) => byte === 0)) return `new ArrayBuffer(${bytes.length})`;
  return `new Uint8Array([${bytes.join(", ")}]).buffer`;
}

function typedArrayText(array: NodeJS.TypedArray): string {
  const elements = Array.from(array, Number);
  const name = array[Symbol.toStringTag];
  if (elements.every((element) => element === 0)) return `new ${name}(${elements.length})`;
  return `new ${name}([${elements.map(espruinoNumber).join(", ")}])`;
}

function arrayText(array: unknown[], depth: number): string {
  let text = "[ ";
  let breakNext = false;
  for (let i = 0; i < array.length; i++) {
    if (i > 0) text += ", ";
    const own = ownLine(array[i]);
    if (own || breakNext) text += newLine(depth + 1);
    text += pretty(array[i], depth + 1);
    breakNext = own;
  }
  return `${text}${breakNext ? newLine(depth) : ""} ]`;
}

function objectText(object: Record<string, unknown>, depth: number): string {
  let text = "{ ";
  let breakNext = false;
  let onLine = 0;
  Object.entries(object).forEach(([key, value], i) => {
    if (i > 0) text += ", ";
    const own = ownLine(value);
    onLine++;
    if (own || breakNext || onLine > FIELDS_PER_LINE) {
      text += newLine(depth + 1);
      onLine = 0;
    }
    text += `${quoted(key)}: ${pretty(value, depth + 1)}`;
    breakNext = own;
  });
  return `${text}${breakNext ? newLine(depth) : ""} }`;
}

/** V8's words for common mistakes, and the interpreter's. */
const TRANSLATIONS: readonly (readonly [string, RegExp, string])[] = [
  ["TypeError", /^(?:.*\.)?(\w+) is not a function$/, 'Error: Function "$1" not found!'],
  ["ReferenceError", /^(\w+) is not defined$/, 'ReferenceError: "$1" is not defined'],
  [
    "TypeError",
    /^Cannot (?:read|set) properties of (\w+) \((?:reading|setting) '(.*)'\)$/,
    "Error: Can't read property '$2' of $1",
  ],
  ["TypeError", /^.* is not a constructor$/, "Error: Constructor should be a function, but is undefined"],
  ["TypeError", /^Reduce of empty array.*$/, "Error: Used on empty array with no initial value"],
  ["TypeError", /^Assignment to constant variable\.$/, "TypeError: Assignment to a constant"],
];

/** "Error: message" for a message of V8's that the interpreter words otherwise. */
export function inEspruinosWords(name: string, message: string): string | undefined {
  for (const [thrownAs, pattern, replacement] of TRANSLATIONS) {
    if (thrownAs === name && pattern.test(message)) return message.replace(pattern, replacement);
  }
  return undefined;
}

/** Where in the program an error came from: "at file:line:column", or "". */
export function errorPlace(error: unknown): string {
  if (!types.isNativeError(error) || typeof error.stack !== "string") return "";
  const frames = error.stack.split("\n").filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return (frames.find((line) => !line.includes("/virtual-token/")) ?? "").trim();
}

/** The interpreter's name of a value's type, as its messages have it. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === "object") return Array.isArray(value) ? "Array" : "Object";
  return (
    { string: "String", number: "Number", boolean: "bool", function: "Function" }[typeof value as string] ??
    "Object"
  );
}
