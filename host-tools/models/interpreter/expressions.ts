/** Values of the model as expressions that make them in the program, with the names that prelude.js has for it. */
import { types } from "node:util";
import { BluetoothDevice } from "../virtual-token/bluetooth-device.ts";
import { type References, WireError } from "./wire.ts";

/** Fields of an advert's event that may be there. */
const ADVERT_FIELDS = [
  "id",
  "rssi",
  "data",
  "name",
  "shortName",
  "services",
  "serviceData",
  "manufacturer",
  "manufacturerData",
] as const;

/** An expression that makes the value in the program. */
export function expressionOf(value: unknown, references: References): string {
  if (value === undefined || value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberExpression(value);
  if (typeof value === "string") return stringExpression(value);
  if (typeof value === "function") {
    const number = references.numberOfFunction(value);
    if (number === undefined) throw new WireError("a function of the host has no stand-in");
    return `functions[${number}]`;
  }
  const host = references.numberOfHost(value);
  if (host !== undefined) return `hosts[${host}]`;
  if (types.isAnyArrayBuffer(value)) return `buffer("${base64(new Uint8Array(value))}")`;
  if (ArrayBuffer.isView(value)) return viewExpression(value);
  if (Array.isArray(value)) return `[${value.map((item) => expressionOf(item, references)).join()}]`;
  if (types.isNativeError(value)) return errorExpression(value);
  const fields =
    value instanceof BluetoothDevice
      ? ADVERT_FIELDS.filter((name) => value[name] !== undefined).map((name) => [name, value[name]] as const)
      : Object.entries(value);
  // In parentheses: a brace that comes first would open a block.
  return `({${fields.map(([key, field]) => `${JSON.stringify(key)}:${expressionOf(field, references)}`).join()}})`;
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

function viewExpression(view: ArrayBufferView): string {
  const bytes = base64(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  const name = Object.prototype.toString.call(view).slice(8, -1);
  return name === "Uint8Array" ? `bytes("${bytes}")` : `new ${name}(buffer("${bytes}"))`;
}

function errorExpression(error: Error): string {
  const type = /^(\w+Error)\b/.exec(String(error))?.[1] ?? "Error";
  return `new ${type}(${stringExpression(String(error.message))})`;
}

function stringExpression(text: string): string {
  return /^[ !#-[\]-~]*$/.test(text) ? `"${text}"` : `unbase64("${base64(Buffer.from(text, "latin1"))}")`;
}

const LARGEST_POWER = 2 ** 52;

/**
 * A number bit for bit: the interpreter's reading of decimal fractions is off in the last place, but whole numbers
 * below 2^53 and division by powers of two are exact.
 */
export function numberExpression(value: number): string {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? "(-0)" : String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "(-Infinity)";
  let whole = value;
  let powers = "";
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    for (; !Number.isSafeInteger(whole); whole /= 2) powers += "*2";
    return `(${whole}${powers})`;
  }
  let power = 1;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    power *= 2;
    if (power === LARGEST_POWER) {
      powers += `/${power}`;
      power = 1;
    }
  }
  return `(${whole}${powers}${power > 1 ? `/${power}` : ""})`;
}
