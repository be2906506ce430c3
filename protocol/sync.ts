/**
 * The sync service (SPEC.md §8): one GATT service, two characteristics. Control messages are at most 20 bytes, so that
 * they fit an ATT MTU of 23; log pages flow in numbered chunks on the data characteristic.
 */
import { writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";

export const SYNC_SERVICE = "b1e20001-4e56-4c8e-9d2a-5f3a6c7d8e90";
export const SYNC_CONTROL = "b1e20002-4e56-4c8e-9d2a-5f3a6c7d8e90";
export const SYNC_DATA = "b1e20003-4e56-4c8e-9d2a-5f3a6c7d8e90";

export const MAX_CONTROL_BYTES = 20;
export const CHUNK_HEADER_BYTES = 2;

/** Payload bytes of a data chunk: a notification holds MTU - 3, two of them are the chunk's number. */
export function chunkBytes(mtu: number): number {
  return mtu - 3 - CHUNK_HEADER_BYTES;
}

/** Operations, the first byte of every control message. */
export const HELLO = 0x01;
/** The station's first message: it can hear notifications now, the token may say HELLO. */
export const OPEN = 0x02;
export const TICKET = 0x10;
export const TIME = 0x11;
export const LIST = 0x12;
export const READ = 0x13;
export const ACK = 0x14;
export const RECEIPT = 0x15;
export const HEALTH = 0x16;
export const BYE = 0x17;
export const PAGE = 0x21;
export const OK = 0x22;
export const ERROR = 0x23;
export const HEALTH_REPORT = 0x24;
export const HEALTH_MAC = 0x25;

/** Codes in an ERROR message. */
export const SYNC_ERRORS = {
  1: "operation",
  2: "length",
  3: "no-ticket",
  4: "mac",
  5: "spent",
  6: "not-yet",
  7: "expired",
  8: "no-such-page",
  9: "range",
  10: "receipt-mismatch",
  11: "busy",
  12: "battery",
  13: "clock-bounds",
} as const;

/** Page states in a PAGE message. */
export const PAGE_OPEN = 0;
export const PAGE_CLOSED = 1;
export const PAGE_RECEIPTED = 2;
/** Page state bit: the chain of page keys was restarted at this page. */
export const PAGE_RESTARTED = 4;
/** Page state bit: the last PAGE message of a list. */
export const PAGE_LAST = 8;

type Field = readonly [name: string, bytes: number, kind?: "bytes" | "signed"];
interface Layout {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** Every control message: fields in order, little endian, behind the operation byte. */
export const MESSAGES = {
  [HELLO]: {
    name: "hello",
    fields: [
      ["version", 1],
      ["serial", 5],
      ["flags", 1],
      ["ticketHighest", 4],
      ["nonce", 8, "bytes"],
    ],
  },
  [OPEN]: { name: "open", fields: [] },
  [TICKET]: {
    name: "ticket",
    fields: [
      ["counter", 4],
      ["notBefore", 3],
      ["hours", 1],
      ["mac", 10, "bytes"],
    ],
  },
  [TIME]: {
    name: "time",
    fields: [
      ["unixSeconds", 4],
      ["mac", 12, "bytes"],
    ],
  },
  [LIST]: { name: "list", fields: [] },
  [READ]: {
    name: "read",
    fields: [
      ["sequence", 4],
      ["offset", 2],
      ["length", 2],
      ["window", 1],
    ],
  },
  [ACK]: { name: "ack", fields: [["chunk", 2]] },
  [RECEIPT]: {
    name: "receipt",
    fields: [
      ["sequence", 4],
      ["length", 2],
      ["mac", 12, "bytes"],
    ],
  },
  [HEALTH]: { name: "health", fields: [] },
  [BYE]: { name: "bye", fields: [] },
  [PAGE]: {
    name: "page",
    fields: [
      ["sequence", 4],
      ["length", 2],
      ["mac", 8, "bytes"],
      ["state", 1],
    ],
  },
  [OK]: { name: "ok", fields: [["operation", 1]] },
  [ERROR]: {
    name: "error",
    fields: [
      ["operation", 1],
      ["code", 1],
      ["argument", 2],
    ],
  },
  [HEALTH_REPORT]: {
    name: "healthReport",
    fields: [
      ["batteryMillivolts", 2],
      ["resets", 2],
      ["cause", 1],
      ["ppm", 2, "signed"],
      ["lostAdverts", 2],
      ["lostPages", 2],
      ["firmware", 3],
      ["oldestSequence", 4],
    ],
  },
  [HEALTH_MAC]: { name: "healthMac", fields: [["mac", 12, "bytes"]] },
} as const satisfies Readonly<Record<number, Layout>>;

type Messages = typeof MESSAGES;
type ValueOf<F> = F extends readonly [string, number, "bytes"] ? Uint8Array : number;
type FieldsOf<L extends Layout> = { readonly [F in L["fields"][number] as F[0]]: ValueOf<F> };
/** Any control message as an object; `name` tells which. */
export type ControlMessage = {
  [O in keyof Messages]: { readonly name: Messages[O]["name"] } & FieldsOf<Messages[O]>;
}[keyof Messages];

const OPERATIONS = new Map<string, number>(
  Object.entries(MESSAGES).map(([operation, layout]) => [layout.name, Number(operation)]),
);

/** Operation byte of a message's name. */
export function operationOf(name: ControlMessage["name"]): number {
  return OPERATIONS.get(name)!;
}

export function encodeControl(message: ControlMessage): Uint8Array {
  const operation = operationOf(message.name);
  const layout: Layout = MESSAGES[operation as keyof Messages];
  const bytes = new Uint8Array(1 + layout.fields.reduce((sum, [, count]) => sum + count, 0));
  bytes[0] = operation;
  let at = 1;
  const values = message as unknown as Readonly<Record<string, number | Uint8Array>>;
  for (const [field, count] of layout.fields) {
    const value = values[field]!;
    if (typeof value === "number") writeInteger(bytes, at, count, value);
    else bytes.set(value, at);
    at += count;
  }
  return bytes;
}

/** Rejections: empty, operation (unknown), length (not exactly what the operation has). */
export function decodeControl(bytes: Uint8Array): Decoded<ControlMessage> {
  if (bytes.length === 0) return reject("empty", "operation", 0);
  const layout: Layout | undefined = (MESSAGES as Readonly<Record<number, Layout>>)[bytes[0]!];
  if (!layout) return reject("operation", "operation", 0);
  const length = 1 + layout.fields.reduce((sum, [, count]) => sum + count, 0);
  if (bytes.length !== length) return reject("length", layout.name, Math.min(bytes.length, length));
  const values: Record<string, string | number | Uint8Array> = { name: layout.name };
  let at = 1;
  for (const [field, count, kind] of layout.fields) {
    const slice = bytes.slice(at, at + count);
    values[field] = kind === "bytes" ? slice : readField(slice, kind === "signed");
    at += count;
  }
  return accept(values as unknown as ControlMessage);
}

function readField(bytes: Uint8Array, signed: boolean): number {
  let value = 0;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256 + bytes[i]!;
  const modulus = 256 ** bytes.length;
  return signed && value >= modulus / 2 ? value - modulus : value;
}
