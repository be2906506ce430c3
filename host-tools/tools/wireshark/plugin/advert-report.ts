/** What the plugin says about the advertising data of a packet. The decoder is the protocol's. */
import {
  ADVERT_TAIL_HEAD,
  type Advert,
  BLUEZONE_COMPANY,
  decodeAdvert,
  type Tail,
} from "../../../../protocol/advert.ts";
import { readU16, readU32 } from "../../../../protocol/bytes.ts";
import type { Rejection } from "../../../../protocol/decoded.ts";
import { decodeGateAdvert, type GateAdvert } from "../../../../protocol/gate-advert.ts";

/** `foreign`: it is not Bluezone's, and the packet is left to Wireshark. */
export type Report =
  | { readonly kind: "foreign" }
  | { readonly kind: "refused"; readonly error: Rejection }
  | { readonly kind: "gate"; readonly advert: GateAdvert }
  | { readonly kind: "advert"; readonly advert: Advert; readonly tailAt: number | undefined };

/** Manufacturer data (Bluetooth Assigned Numbers, 2.3). */
const MANUFACTURER_DATA = 0xff;

export function reportOf(bytes: Uint8Array): Report {
  const gate = decodeGateAdvert(bytes);
  if (gate.ok) return { kind: "gate", advert: gate.value };
  const decoded = decodeAdvert(bytes);
  if (decoded.ok) return { kind: "advert", advert: decoded.value, tailAt: tailOffset(bytes) };
  // Most ill-formed data is of others; only what names Bluezone's company is spoken of.
  return namesCompany(bytes) ? { kind: "refused", error: decoded.error } : { kind: "foreign" };
}

function namesCompany(bytes: Uint8Array): boolean {
  for (let at = 0; at + 2 < bytes.length; at++)
    if (bytes[at] === MANUFACTURER_DATA && readU16(bytes, at + 1) === BLUEZONE_COMPANY) return true;
  return false;
}

/** Where the tail's 4 bytes stand, to be lit up when a field is chosen. */
function tailOffset(bytes: Uint8Array): number | undefined {
  for (let at = bytes.length - 8; at >= 0; at--) if (readU32(bytes, at) === ADVERT_TAIL_HEAD) return at + 4;
  return undefined;
}

/** Fields of the tail in the order shown: name in filters behind `bluezone.`, its label, its kind, its value. */
export const TAIL_FIELDS: readonly {
  readonly name: string;
  readonly label: string;
  readonly type: "uint8" | "uint32" | "int8" | "bool" | "string";
  readonly value: (this: void, tail: Tail) => number | boolean | string | undefined;
}[] = [
  { name: "version", label: "Version", type: "uint8", value: (tail) => tail.version },
  { name: "role", label: "Role", type: "string", value: (tail) => tail.role },
  { name: "clock_trusted", label: "Clock trusted", type: "bool", value: (tail) => tail.clockTrusted },
  { name: "power", label: "Mean RSSI at 1 m (dBm)", type: "int8", value: (tail) => tail.powerAtOneMetre },
  { name: "in_burst", label: "In a rendezvous burst", type: "bool", value: (tail) => tail.inBurst },
  { name: "late", label: "Turn of the burst has passed", type: "bool", value: (tail) => tail.late },
  {
    name: "minute",
    label: "UTC minute of the rendezvous, modulo 2^21",
    type: "uint32",
    value: (tail) => tail.minute,
  },
];

/** Every cause for which the protocol refuses an advert, with what it means. */
export const REASONS: Readonly<Record<string, string>> = {
  "not-bluezone": "No manufacturer data of Bluezone's where a structure should begin",
  truncated: "A structure is longer than the data",
  "id-length": "Bluezone's manufacturer data without a rolling ID of 12 bytes",
  "tail-length": "Tail of another length than 4 bytes",
  "tail-twice": "Two tails",
  "too-long": "More than 31 bytes of advertising data",
};
