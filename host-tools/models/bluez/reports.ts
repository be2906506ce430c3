/** Adverts that are no connection's: from the air through the controller to properties of devices on the bus (src/adapter.c). */
import dbus from "dbus-next";
import { bytesByNumber } from "../../lib/bluez/by-number.ts";
import { DEVICE } from "../../lib/bluez/names.ts";
import type { ObjectTree, Properties } from "../../lib/bluez/object-tree.ts";
import { propertiesOf } from "./advert-properties.ts";
import type { Clients } from "./clients.ts";
import type { Controller } from "./controller.ts";

/** One advert on the air. */
export interface Beacon {
  /** "C0:12:34:56:70:12" */
  readonly address: string;
  readonly data: Uint8Array;
  /** dBm at the adapter. */
  readonly level: number;
}

interface Known {
  level: number;
  data: Uint8Array;
  lastAt: number;
}

/** Without a filter of discovery BlueZ tells an RSSI that differs by so much. */
const DELTA_DBM = 8;
/** TemporaryTimeout of main.conf. */
const FORGET_MS = 30_000;

export class Reports {
  readonly #tree: ObjectTree;
  readonly #clients: Clients;
  readonly #controller: Controller;
  readonly #known = new Map<string, Known>();

  constructor(tree: ObjectTree, clients: Clients, controller: Controller) {
    this.#tree = tree;
    this.#clients = clients;
    this.#controller = controller;
  }

  /** Of an adapter that is on, at its path. */
  hear(adapter: string, { address, data, level }: Beacon, at: number): void {
    if (!this.#controller.hears(address, at)) return;
    const path = `${adapter}/dev_${address.replaceAll(":", "_")}`;
    const known = this.#known.get(path);
    if (!known) {
      this.#known.set(path, { level, data, lastAt: at });
      this.#tree.add(path, {
        [DEVICE]: { ...deviceOf(adapter, address), ...told(data), RSSI: ["n", level] },
      });
      return;
    }
    known.lastAt = at;
    const isNew = Buffer.compare(data, known.data) !== 0;
    const tellsLevel = this.#clients.isFiltered || Math.abs(level - known.level) >= DELTA_DBM;
    const changes: Properties = {
      ...(tellsLevel ? { RSSI: ["n", level] as const } : {}),
      ...(isNew || this.#clients.wantsDuplicates ? told(data) : {}),
    };
    if (tellsLevel) known.level = level;
    known.data = data;
    if (Object.keys(changes).length > 0) this.#tree.set(path, DEVICE, changes);
  }

  sweep(now: number): void {
    for (const [path, { lastAt }] of this.#known) {
      if (now - lastAt < FORGET_MS) continue;
      this.#known.delete(path);
      this.#tree.remove(path);
    }
  }

  /** With the adapter. */
  clear(): void {
    this.#known.clear();
  }
}

function told(data: Uint8Array): Properties {
  const { manufacturer, service, services } = propertiesOf(data);
  return {
    ...(manufacturer.size > 0 ? { ManufacturerData: bytesByNumber(manufacturer) } : {}),
    ...(service.size > 0 ? { ServiceData: ["a{sv}", bytesBy(service)] as const } : {}),
    ...(services.length > 0 ? { UUIDs: ["as", services] as const } : {}),
  };
}

function bytesBy(map: ReadonlyMap<string, Uint8Array>): Record<string, dbus.Variant> {
  return Object.fromEntries(
    [...map].map(([key, value]) => [key, new dbus.Variant("ay", Buffer.from(value))]),
  );
}

function deviceOf(adapter: string, address: string): Properties {
  return {
    Address: ["s", address],
    AddressType: ["s", "random"],
    Alias: ["s", address.replaceAll(":", "-")],
    Paired: ["b", false],
    Bonded: ["b", false],
    Trusted: ["b", false],
    Blocked: ["b", false],
    LegacyPairing: ["b", false],
    Connected: ["b", false],
    ServicesResolved: ["b", false],
    UUIDs: ["as", []],
    Adapter: ["o", adapter],
  };
}
