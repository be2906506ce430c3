/** Advertising data as BlueZ shows them: properties of a device, and back from the properties of an advertisement. */

const FLAGS = 0x01;
const SERVICES_16 = 0x03;
const SERVICE_DATA_16 = 0x16;
const MANUFACTURER = 0xff;
const MOST_BYTES = 31;

interface AdvertProperties {
  readonly manufacturer: ReadonlyMap<number, Uint8Array>;
  /** By UUID. */
  readonly service: ReadonlyMap<string, Uint8Array>;
  readonly services: readonly string[];
}

export function propertiesOf(data: Uint8Array): AdvertProperties {
  const manufacturer = new Map<number, Uint8Array>();
  const service = new Map<string, Uint8Array>();
  const services: string[] = [];
  for (let at = 0; at + 1 < data.length && data[at] !== 0; at += data[at]! + 1) {
    const body = data.subarray(at + 2, at + 1 + data[at]!);
    const number = (body[0] ?? 0) | ((body[1] ?? 0) << 8);
    if (data[at + 1] === MANUFACTURER) manufacturer.set(number, body.slice(2));
    if (data[at + 1] === SERVICE_DATA_16) service.set(uuidOf(number), body.slice(2));
    if (data[at + 1] === SERVICES_16) services.push(uuidOf(number));
  }
  return { manufacturer, service, services };
}

/**
 * What goes on the air of an advertisement with manufacturer data alone. Linux puts flags before them where it is discoverable;
 * "no BR/EDR" is among them where the adapter is set to Low Energy alone. Undefined where it does not fit.
 */
export function dataOf(
  manufacturer: ReadonlyMap<number, Uint8Array>,
  isDiscoverable: boolean,
  isLowEnergyOnly: boolean,
): Uint8Array | undefined {
  const bytes: number[] = isDiscoverable ? [2, FLAGS, isLowEnergyOnly ? 6 : 2] : [];
  for (const [company, body] of manufacturer)
    bytes.push(body.length + 3, MANUFACTURER, company & 255, company >> 8, ...body);
  return bytes.length <= MOST_BYTES ? Uint8Array.from(bytes) : undefined;
}

function uuidOf(number: number): string {
  return `${number.toString(16).padStart(8, "0")}-0000-1000-8000-00805f9b34fb`;
}
