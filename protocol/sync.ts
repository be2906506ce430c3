/**
 * The sync service (SPEC.md §8): one GATT service, two characteristics. Control messages are at most 20 bytes, so that
 * they fit an ATT MTU of 23; log pages flow in numbered chunks on the data characteristic.
 */
import { writeInteger } from "./bytes.ts";
import { accept, type Decoded, reject } from "./decoded.ts";
import { TAG_BYTES } from "./gate-advert.ts";
import { PAGE_NAME_BYTES } from "./gate-stream.ts";
import {
  ACK,
  ALIAS_BYTES,
  ANSWER,
  BYE,
  ERROR,
  HEALTH,
  HEALTH_MAC,
  HEALTH_REPORT,
  HELLO,
  LIST,
  OK,
  OPEN,
  PAGE,
  READ,
  RECEIPT,
  STREAM,
  TICKET,
  TIME,
} from "./sync-codes.ts";

export * from "./sync-codes.ts";
export * from "./sync-errors.ts";

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
      ["alias", ALIAS_BYTES, "bytes"],
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
      ["chunk", 1],
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
  [STREAM]: { name: "stream", fields: [["page", PAGE_NAME_BYTES, "bytes"]] },
  [ANSWER]: { name: "answer", fields: [["tag", TAG_BYTES, "bytes"]] },
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
  [HEALTH_MAC]: {
    name: "healthMac",
    fields: [
      ["mac", 12, "bytes"],
      ["anchor", 4],
    ],
  },
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
