import type { HeardAdvert } from "./air-port.ts";
import type { Realm } from "./realm.ts";
import { type AdvertFields, readFields, readManufacturer } from "./scan-fields.ts";

/**
 * What a scan callback gets. Fields beyond id, rssi and data are decoded when they are read; the interpreter decodes
 * them for every advert, and its price is in the cost of the callback.
 */
export class BluetoothDevice {
  readonly id: string;
  readonly rssi: number;
  readonly #realm: Realm;
  readonly #bytes: Uint8Array;
  #data: ArrayBuffer | undefined;
  #fields: AdvertFields | undefined;

  constructor(realm: Realm, advert: HeardAdvert) {
    this.#realm = realm;
    this.id = advert.address;
    this.rssi = Math.round(advert.rssi);
    this.#bytes = advert.data;
  }

  get data(): ArrayBuffer {
    this.#data ??= this.#realm.buffer(this.#bytes);
    return this.#data;
  }
  get name(): string | undefined {
    return this.#decoded.name;
  }
  get shortName(): string | undefined {
    return this.#decoded.shortName;
  }
  get services(): unknown[] | undefined {
    return this.#decoded.services;
  }
  get serviceData(): Record<string, unknown> | undefined {
    return this.#decoded.serviceData;
  }
  get manufacturer(): number | undefined {
    return readManufacturer(this.#bytes);
  }
  get manufacturerData(): ArrayBuffer | undefined {
    return this.#decoded.manufacturerData;
  }

  get #decoded(): AdvertFields {
    this.#fields ??= readFields(this.#realm, this.#bytes);
    return this.#fields;
  }
}
