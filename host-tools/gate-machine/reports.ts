/** What BlueZ tells of a device becomes the advert again that was on the air. */
import {
  ADVERT_BYTES,
  ADVERT_COMPANY_OFFSET,
  ADVERT_HEAD,
  ADVERT_ID_OFFSET,
  ADVERT_TAIL_HEAD,
  ADVERT_TAIL_OFFSET,
  BLUEZONE_COMPANY,
  BLUEZONE_SERVICE,
} from "../../protocol/advert.ts";
import { bytesOf, writeInteger } from "../../protocol/bytes.ts";
import { ROLLING_ID_BYTES } from "../../protocol/rolling-id.ts";
import type { Values } from "../lib/bluez/bus.ts";

/** UUID of the service as BlueZ writes it. */
const SERVICE = `${BLUEZONE_SERVICE.toString(16).padStart(8, "0")}-0000-1000-8000-00805f9b34fb`;
const TAIL_BYTES = 4;

interface Known {
  id: Uint8Array | undefined;
  tail: Uint8Array | undefined;
}

export interface Report {
  readonly rssi: number;
  /** Advertising data: flags, service, manufacturer data and tail, as a token or a phone sends them. */
  readonly data: Uint8Array;
}

/** Devices by their paths, with what was told of each last: BlueZ tells a change alone. */
export class Devices {
  readonly #known = new Map<string, Known>();

  /** Undefined of whoever is no token and no phone with Bluezone, and where nothing was heard. */
  take(path: string, values: Values): Report | undefined {
    const known = this.#known.get(path) ?? { id: undefined, tail: undefined };
    const manufacturer = values.ManufacturerData?.value as Record<string, { value: Uint8Array }> | undefined;
    if (manufacturer) known.id = ofLength(manufacturer[BLUEZONE_COMPANY]?.value, ROLLING_ID_BYTES);
    const service = values.ServiceData?.value as Record<string, { value: Uint8Array }> | undefined;
    if (service) known.tail = ofLength(service[SERVICE]?.value, TAIL_BYTES);
    if (!known.id) return undefined;
    this.#known.set(path, known);
    return values.RSSI ? { rssi: Number(values.RSSI.value), data: dataOf(known.id, known.tail) } : undefined;
  }

  forget(path: string): void {
    this.#known.delete(path);
  }

  clear(): void {
    this.#known.clear();
  }
}

function ofLength(bytes: Uint8Array | undefined, length: number): Uint8Array | undefined {
  return bytes?.length === length ? Uint8Array.from(bytes) : undefined;
}

function dataOf(id: Uint8Array, tail: Uint8Array | undefined): Uint8Array {
  const bytes = new Uint8Array(tail ? ADVERT_BYTES : ADVERT_COMPANY_OFFSET + 4 + ROLLING_ID_BYTES);
  bytes.set(bytesOf(ADVERT_HEAD), 0);
  bytes.set(id, ADVERT_ID_OFFSET);
  if (tail) {
    writeInteger(bytes, ADVERT_TAIL_OFFSET - 4, 4, ADVERT_TAIL_HEAD);
    bytes.set(tail, ADVERT_TAIL_OFFSET);
  }
  return bytes;
}
