import { readU16, writeInteger } from "../../protocol/bytes.ts";

/** Everything that changes the store. Keys are wrapped, pages sealed: a journal tells no more than the database. */
export type ServerEvent = { readonly at: number } & (
  | {
      readonly kind: "enrol";
      readonly serial: number;
      readonly board: number;
      readonly power: number;
      readonly role: "token" | "gate";
      readonly day: number;
      readonly tokenKey: Uint8Array;
      readonly dayKey: Uint8Array;
      readonly pageKey: Uint8Array;
    }
  | {
      readonly kind: "assign";
      readonly serial: number;
      readonly person: string;
      /** World ms; no `to` while it lasts. */
      readonly from: number;
      readonly to: number | null;
    }
  | { readonly kind: "ticket"; readonly serial: number; readonly counter: number }
  | {
      readonly kind: "page";
      readonly serial: number;
      readonly sequence: number;
      readonly length: number;
      readonly mac: Uint8Array;
      readonly sealed: Uint8Array;
    }
  | {
      readonly kind: "health";
      readonly serial: number;
      readonly report: Readonly<Record<string, number | string>>;
    }
);

export type EventOf<K extends ServerEvent["kind"]> = Extract<ServerEvent, { kind: K }>;

/** Length of the JSON u16 | JSON, in which byte arrays are [offset, length] of what follows | those bytes. */
export function encodeEvent(event: ServerEvent): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const fields = Object.entries(event).map(([name, value]): [string, unknown] => {
    if (!(value instanceof Uint8Array)) return [name, value];
    parts.push(value);
    bytes += value.length;
    return [name, { bytes: [bytes - value.length, value.length] }];
  });
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(fields)));
  const encoded = new Uint8Array(2 + json.length + bytes);
  writeInteger(encoded, 0, 2, json.length);
  encoded.set(json, 2);
  let at = 2 + json.length;
  for (const part of parts) {
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

export function decodeEvent(encoded: Uint8Array): ServerEvent {
  const start = 2 + readU16(encoded, 0);
  const fields: Record<string, unknown> = JSON.parse(new TextDecoder().decode(encoded.subarray(2, start)));
  for (const [name, value] of Object.entries(fields)) {
    const place = (value as { bytes?: [number, number] } | null)?.bytes;
    if (place) fields[name] = encoded.slice(start + place[0], start + place[0] + place[1]);
  }
  return fields as unknown as ServerEvent;
}
