import { types } from "node:util";
import { AdvertisingError } from "./advertising-data.ts";
import { memoryBytes, NotBytes } from "./bytes.ts";
import { typeName } from "./text.ts";

/** What the program gave NRF.setAdvertising. */
export type AdvertisingSource =
  | { readonly kind: "standard" }
  | { readonly kind: "object"; readonly bytes: Uint8Array }
  /** What the program gave, not a copy: bytes that it changes are on the air from the next start (quirk of 2v29). */
  | { readonly kind: "raw"; readonly value: unknown }
  | { readonly kind: "rotating"; readonly packets: readonly Uint8Array[] };

/** Not even the kind of value that setAdvertising takes: the standard advert follows, then a TypeError. */
export class WrongSource extends AdvertisingError {}

/**
 * Read the first argument of NRF.setAdvertising: nothing, an object of services, raw bytes, or a list of such packets.
 * `build` makes the packet of an object. Throws AdvertisingError.
 */
export function readSource(data: unknown, build: (services: unknown) => Uint8Array): AdvertisingSource {
  if (data === undefined) {
    build(undefined);
    return { kind: "standard" };
  }
  if (isBuffer(data)) return raw(data);
  if (Array.isArray(data)) return readList(data, build);
  if (data !== null && typeof data === "object") return readObject(build(data));
  throw new WrongSource(`Expecting Array or Object, got ${typeName(data)}`);
}

/** An object that comes to nothing leaves the standard advert (quirk of 2v29). */
function readObject(bytes: Uint8Array): AdvertisingSource {
  return bytes.length > 0 ? { kind: "object", bytes } : { kind: "standard" };
}

function raw(value: unknown): AdvertisingSource {
  packetBytes(value);
  return { kind: "raw", value };
}

function readList(list: readonly unknown[], build: (services: unknown) => Uint8Array): AdvertisingSource {
  const isNested = list.some((one) => one === undefined || (typeof one === "object" && one !== null));
  if (!isNested) return raw(list);
  const packets = list.map((one) => (Array.isArray(one) || isBuffer(one) ? packetBytes(one) : build(one)));
  // A list of one does not rotate: it is sent as it stands.
  return packets.length > 1 ? { kind: "rotating", packets } : { kind: "raw", value: packets[0] };
}

const isBuffer = (value: unknown): boolean => types.isAnyArrayBuffer(value) || types.isTypedArray(value);

/** A packet's bytes as they are now. */
export function packetBytes(value: unknown): Uint8Array {
  try {
    return memoryBytes(value).slice();
  } catch (error) {
    throw error instanceof NotBytes ? new AdvertisingError(error.message) : error;
  }
}
