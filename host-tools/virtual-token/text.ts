import { types } from "node:util";

/** A number as Espruino writes it: whole ones exactly, others with 11 digits. */
function numberText(value: number): string {
  return Number.isInteger(value) || !Number.isFinite(value)
    ? String(value)
    : String(Number(value.toPrecision(11)));
}

/** A value as print and console.log show it. */
export function show(value: unknown): string {
  if (typeof value === "string") return value;
  return pretty(value);
}

function pretty(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "function") return "function () {...}";
  if (value === null || typeof value !== "object") return String(value);
  if (types.isNativeError(value)) return errorText(value);
  if (types.isAnyArrayBuffer(value)) return `new Uint8Array([${new Uint8Array(value).join(", ")}]).buffer`;
  if (types.isTypedArray(value))
    return `new ${value[Symbol.toStringTag]}([${Array.from(value, Number).join(", ")}])`;
  if (Array.isArray(value)) return value.length === 0 ? "[  ]" : `[ ${value.map(pretty).join(", ")} ]`;
  if (types.isDate(value)) return String(value);
  const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${pretty(field)}`);
  return fields.length === 0 ? "{  }" : `{ ${fields.join(", ")} }`;
}

/** V8's words for common mistakes, and the interpreter's. */
const TRANSLATIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:.*\.)?(\w+) is not a function$/, 'Function "$1" not found!'],
  [/^(\w+) is not defined$/, '"$1" is not defined'],
  [/^Cannot read properties of (\w+) \(reading '(.*)'\)$/, "Cannot read property '$2' of $1"],
];

/** "Error: message" in the interpreter's words. */
export function errorText(error: unknown): string {
  if (!types.isNativeError(error)) return show(error);
  let { message } = error;
  for (const [pattern, replacement] of TRANSLATIONS) message = message.replace(pattern, replacement);
  return `${error.name}: ${message}`;
}

/** Where in the program an error came from: "file:line:column", or "". */
export function errorPlace(error: unknown): string {
  if (!types.isNativeError(error) || typeof error.stack !== "string") return "";
  const frame = error.stack
    .split("\n")
    .find((line) => /^\s+at .*:\d+:\d+\)?$/.test(line) && !/\/virtual-token\//.test(line));
  return frame ? frame.trim() : "";
}
