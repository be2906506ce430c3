import { toByteString } from "./bytes.ts";
import type { Realm } from "./realm.ts";

export interface AdvertFields {
  name?: string;
  shortName?: string;
  services?: unknown[];
  serviceData?: Record<string, unknown>;
  manufacturer?: number;
  manufacturerData?: ArrayBuffer;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");

/**
 * Fields of an advert as the interpreter reads them. It trusts lengths; where one points past the packet the model
 * gives what there is (the interpreter would read on in memory).
 */
export function readFields(realm: Realm, packet: Uint8Array): AdvertFields {
  const fields: AdvertFields = {};
  const services: string[] = [];
  for (let i = 0; i < packet.length; ) {
    const length = packet[i]!;
    const type = packet[i + 1];
    if (length === 0) {
      i++;
      continue;
    }
    const content = packet.subarray(i + 2, i + 1 + length);
    if (type === 0x08) fields.shortName = toByteString(content);
    else if (type === 0x09) fields.name = toByteString(content);
    else if (type === 0x02 || type === 0x03) {
      for (let at = 0; at + 1 < content.length; at += 2)
        services.push(hex(content[at + 1]!) + hex(content[at]!));
    } else if (type === 0x06 || type === 0x07) services.push(longUuid(content.subarray(0, 16)));
    else if (type === 0x16 || type === 0x21) {
      const size = type === 0x21 ? 16 : 2;
      const key =
        size === 16 ? longUuid(content.subarray(0, 16)) : hex(content[1] ?? 0) + hex(content[0] ?? 0);
      fields.serviceData ??= realm.object();
      fields.serviceData[key] = realm.buffer(content.subarray(size));
    } else if (type === 0xff) {
      fields.manufacturer = (content[0] ?? 0) | ((content[1] ?? 0) << 8);
      fields.manufacturerData = realm.buffer(content.subarray(2));
    }
    i += length + 1;
  }
  if (services.length > 0) fields.services = realm.array(services);
  return fields;
}

/** Company of the last manufacturer field, as `manufacturer` has it: without making anything of the rest. */
export function readManufacturer(packet: Uint8Array): number | undefined {
  let company: number | undefined;
  for (let i = 0; i < packet.length; i += packet[i]! + 1) {
    if (packet[i + 1] === 0xff && packet[i]! > 0)
      company = (packet[i + 2] ?? 0) | ((packet[i + 3] ?? 0) << 8);
  }
  return company;
}

function longUuid(bytes: Uint8Array): string {
  const digits = Array.from(bytes).reverse().map(hex).join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join("-");
}
