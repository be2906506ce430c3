import { readU32, writeInteger } from "../../../protocol/bytes.ts";
import type { Parameter } from "../database/database.ts";
import type { JournalPosition } from "./journal.ts";

/** A change of the tables, as the database was told it. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly Parameter[];
}

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
  /** `highest`: what the token said that it has accepted; older programs did not write it down. */
  | { readonly kind: "ticket"; readonly serial: number; readonly counter: number; readonly highest?: number }
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
  /** What one transaction changed. */
  | { readonly kind: "statements"; readonly statements: readonly Statement[] }
  /** A step of a part's schema was taken. */
  | { readonly kind: "schema"; readonly part: string; readonly number: number }
  /** A checkpoint or backup begins; `before` is where the journal ended. Not whole: the tables hold the rest. */
  | {
      readonly kind: "begin";
      readonly isWhole: boolean;
      readonly before: JournalPosition;
      readonly fingerprint: string;
    }
  /** Rows of a table as a JSON array. */
  | { readonly kind: "rows"; readonly table: string; readonly rows: string }
  /** Nothing of the checkpoint is missing. */
  | { readonly kind: "end" }
  /** The last of a backup: the MAC of everything before it (32 bytes), and the wrapping key that it follows from. */
  | {
      readonly kind: "seal";
      readonly version: number;
      readonly fingerprint: string;
      readonly mac: Uint8Array;
    }
);

export type EventOf<K extends ServerEvent["kind"]> = Extract<ServerEvent, { kind: K }>;

/** Length of the JSON u32 | JSON, in which byte arrays are {bytes: [offset, length]} of what follows | those bytes. */
export function encodeEvent(event: ServerEvent): Uint8Array {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const json = new TextEncoder().encode(
    JSON.stringify(event, (_, value) => {
      if (!(value instanceof Uint8Array)) return value;
      parts.push(value);
      bytes += value.length;
      return { bytes: [bytes - value.length, value.length] };
    }),
  );
  const encoded = new Uint8Array(4 + json.length + bytes);
  writeInteger(encoded, 0, 4, json.length);
  encoded.set(json, 4);
  let at = 4 + json.length;
  for (const part of parts) {
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

export function decodeEvent(encoded: Uint8Array): ServerEvent {
  const start = 4 + readU32(encoded, 0);
  return JSON.parse(new TextDecoder().decode(encoded.subarray(4, start)), (_, value) => {
    const place: unknown = value?.bytes;
    return Array.isArray(place) ? encoded.slice(start + place[0], start + place[0] + place[1]) : value;
  });
}
