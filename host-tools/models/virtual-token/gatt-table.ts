import { memoryBytes, NotBytes } from "./bytes.ts";
import type { Realm } from "./realm.ts";
import { typeName } from "./text.ts";
import { readUuid, readUuidKey, UART_SERVICE } from "./uuid.ts";

export interface Characteristic {
  readonly service: string;
  readonly uuid: string;
  value: Uint8Array;
  readonly maxLen: number;
  readonly readable: boolean;
  readonly writable: boolean;
  /** Notifies or indicates. */
  readonly notify: boolean;
  readonly onWrite: unknown;
}

/** Fields of a characteristic in NRF.setServices and updateServices. */
interface Options {
  value?: unknown;
  maxLen?: unknown;
  readable?: unknown;
  writable?: unknown;
  notify?: unknown;
  indicate?: unknown;
  onWrite?: unknown;
}

/** The services that the stack offers. UUIDs are in canonical text. Errors are the program's to catch. */
export class GattTable {
  readonly #realm: Realm;
  #services = new Map<string, Map<string, Characteristic>>();

  constructor(realm: Realm) {
    this.#realm = realm;
  }

  /** Replace everything by what NRF.setServices was given, with the UART service before it where that is on. */
  install(data: unknown, uart: boolean): void {
    this.#services = new Map();
    if (uart) this.#services.set(UART_SERVICE, new Map());
    for (const [service, characteristics] of this.#entries(data ?? {}, "Service")) {
      const map = new Map<string, Characteristic>();
      this.#services.set(service, map);
      for (const [uuid, options] of this.#entries(characteristics, "Characteristic")) {
        map.set(uuid, this.#characteristic(service, uuid, options as Options));
      }
    }
  }

  /** Set values as NRF.updateServices does; calls `changed` for each, with the wish to notify. */
  update(data: unknown, changed: (characteristic: Characteristic, notify: boolean) => void): void {
    if (data === undefined) return;
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      throw new this.#realm.library.TypeError(`Expecting Object or undefined, got ${typeName(data)}`);
    }
    for (const [, characteristics] of this.#entries(data, "Service")) {
      for (const [uuid, given] of this.#entries(characteristics, "Characteristic")) {
        const { value, notify, indicate } = given as Options;
        const characteristic = this.#anywhere(uuid);
        if (!characteristic) throw this.#realm.error(`Unable to find service with UUID ${uuid}`);
        const bytes = value === undefined ? new Uint8Array(0) : this.#bytes(value);
        if (bytes.length === 0) continue;
        if (bytes.length > characteristic.maxLen) throw this.#realm.error("ERR 0xc (DATA_SIZE) (:2042)");
        characteristic.value = bytes;
        changed(characteristic, Boolean(notify || indicate) && characteristic.notify);
      }
    }
  }

  services(): string[] {
    return [...this.#services.keys()];
  }

  characteristics(service: string): Characteristic[] {
    const read = readUuid(service);
    return "error" in read ? [] : [...(this.#services.get(read.uuid)?.values() ?? [])];
  }

  /** For the central: throws where there is no such characteristic. */
  find(service: string, characteristic: string): Characteristic {
    const read = readUuid(characteristic);
    if ("error" in read) throw new Error(read.error);
    const found = this.characteristics(service).find((one) => one.uuid === read.uuid);
    if (!found) throw new Error(`no characteristic ${characteristic} in service ${service}`);
    return found;
  }

  /** updateServices looks at the characteristic's UUID only, in whichever service it is. */
  #anywhere(uuid: string): Characteristic | undefined {
    for (const characteristics of this.#services.values()) {
      const found = characteristics.get(uuid);
      if (found) return found;
    }
    return undefined;
  }

  #characteristic(service: string, uuid: string, options: Options): Characteristic {
    const value = options.value === undefined ? new Uint8Array(0) : this.#bytes(options.value);
    return {
      service,
      uuid,
      value,
      maxLen: Math.max(Number(options.maxLen) || 1, value.length),
      readable: Boolean(options.readable),
      writable: Boolean(options.writable),
      notify: Boolean(options.notify || options.indicate),
      onWrite: options.onWrite,
    };
  }

  *#entries(object: object, what: string): Generator<[string, object]> {
    for (const [key, value] of Object.entries(object as Record<string, object>)) {
      const read = readUuidKey(key);
      if ("error" in read) throw this.#realm.error(`Invalid ${what} UUID: ${read.error}`);
      yield [read.uuid, value];
    }
  }

  #bytes(value: unknown): Uint8Array {
    try {
      return memoryBytes(value).slice();
    } catch (error) {
      throw error instanceof NotBytes ? new this.#realm.library.TypeError(error.message) : error;
    }
  }
}
