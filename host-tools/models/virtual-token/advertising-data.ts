import { NotBytes, toBytes } from "./bytes.ts";
import { readUuidKey, uuidBytes } from "./uuid.ts";

/** What Espruino throws while it builds a packet. */
export class AdvertisingError extends Error {
  override name = "AdvertisingError";
}

const FLAGS = 0x01;
const SHORT_UUIDS = 0x03;
const LONG_UUIDS = 0x07;
const SHORT_NAME = 0x08;
const NAME = 0x09;
const SERVICE_DATA = 0x16;
const MANUFACTURER = 0xff;
const ESPRUINO = 0x0590;
const MAXIMUM_UUIDS = 8;

export interface PacketOptions {
  name?: unknown;
  showName?: unknown;
  flags?: unknown;
  discoverable?: unknown;
  manufacturer?: unknown;
  manufacturerData?: unknown;
}

/** A packet under construction, limited in length. */
class Packet {
  readonly bytes: number[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(what: string, type: number, data: ArrayLike<number>): void {
    if (this.bytes.length + data.length + 2 > this.#limit) {
      throw new AdvertisingError(`Advertising data too long when adding ${what}`);
    }
    this.bytes.push(data.length + 1, type, ...Array.from(data));
  }

  /** The name goes last and is cut to what is left. */
  addName(name: string): void {
    if (name.length === 0) return;
    const room = this.#limit - this.bytes.length - 2;
    const text = name.slice(0, room);
    this.add("Name", text.length < name.length ? SHORT_NAME : NAME, Buffer.from(text, "latin1"));
  }
}

const isSet = (value: unknown): boolean => value !== undefined;

/**
 * The packet Espruino makes of an object of services (or of nothing): flags, service data, UUIDs, manufacturer, name.
 * @param limit 31 bytes, 63 where the radio stack knows extended adverts
 * @param forAir with Espruino's own manufacturer field, as setAdvertising has it
 */
export function buildPacket(
  services: Record<string, unknown> | undefined,
  options: PacketOptions,
  deviceName: string,
  limit: number,
  forAir: boolean,
): Uint8Array {
  const packet = new Packet(limit);
  if (!isSet(options.flags) || options.flags) {
    packet.add("flags", FLAGS, [isSet(options.discoverable) && !options.discoverable ? 0x05 : 0x06]);
  }
  const shortUuids: number[] = [];
  const longUuids: number[] = [];
  for (const [key, value] of Object.entries(services ?? {})) {
    const read = readUuidKey(key);
    if ("error" in read) throw new AdvertisingError(`Invalid Service UUID: ${read.error}`);
    const low = read.short ?? Number.parseInt(read.uuid.slice(4, 8), 16);
    if (value !== undefined) packet.add("Service", SERVICE_DATA, [low & 255, low >> 8, ...bytesOf(value)]);
    else if (read.short !== undefined) shortUuids.push(low & 255, low >> 8);
    else longUuids.push(...uuidBytes(read.uuid));
  }
  if (shortUuids.length > 2 * MAXIMUM_UUIDS) throw new AdvertisingError("Too many 16 bit UUIDs\n");
  if (longUuids.length > 16 * MAXIMUM_UUIDS) throw new AdvertisingError("Too many 128 bit UUIDs\n");
  if (shortUuids.length) packet.add("16 bit Service", SHORT_UUIDS, shortUuids);
  if (longUuids.length) packet.add("128 bit Service", LONG_UUIDS, longUuids);
  addManufacturer(packet, options, forAir);
  if (!isSet(options.showName) || options.showName)
    packet.addName(isSet(options.name) ? String(options.name) : deviceName);
  return Uint8Array.from(packet.bytes);
}

function addManufacturer(packet: Packet, options: PacketOptions, forAir: boolean): void {
  if (!forAir || (isSet(options.manufacturer) && !options.manufacturer)) return;
  const id = isSet(options.manufacturer) ? Number(options.manufacturer) : ESPRUINO;
  const data = isSet(options.manufacturerData) ? bytesOf(options.manufacturerData) : [];
  packet.add("Manufacturer data", MANUFACTURER, [id & 255, (id >> 8) & 255, ...data]);
}

function bytesOf(value: unknown): Uint8Array {
  try {
    return toBytes(value);
  } catch (error) {
    throw error instanceof NotBytes ? new AdvertisingError(error.message) : error;
  }
}

/** Do the lengths of a packet's fields add up, as the radio stack demands? */
export function isWellFormed(packet: Uint8Array): boolean {
  for (let i = 0; i < packet.length; ) {
    const length = packet[i]!;
    // A length of 0 ends the data early.
    if (length === 0) return packet.subarray(i).every((byte) => byte === 0);
    i += length + 1;
    if (i > packet.length) return false;
  }
  return true;
}
