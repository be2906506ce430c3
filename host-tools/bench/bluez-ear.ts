/** Listens on the computer's own Bluetooth adapter, through BlueZ. */
import { setTimeout as sleep } from "node:timers/promises";
import { BluezBus, dbus, type Signal, type Values } from "../lib/bluez/bus.ts";
import { ADAPTER, DEVICE, OBJECTS, PROPERTIES } from "../lib/bluez/names.ts";
import type { Ear, Level } from "./ear.ts";

const MINUTE_MS = 60_000;
const RECENT_MS = 10_000;
const LOOK_MS = 50;
const MOST_LEVELS = 200;

interface Heard {
  address: string;
  name: string;
  lastAt: number;
  /** The newest last. */
  readonly levels: { readonly at: number; readonly dbm: number }[];
}

/** Throws when there is no BlueZ with an adapter on the system's bus. */
export async function openEar(): Promise<Ear> {
  let bus: BluezBus | undefined;
  try {
    bus = await BluezBus.open();
    return await earOn(bus);
  } catch (error) {
    bus?.close();
    throw new Error(
      `no Bluetooth adapter to listen with (${(error as Error).message}): mend it, or give --no-radio`,
    );
  }
}

async function earOn(bus: BluezBus): Promise<Ear> {
  const managed = await bus.managed();
  const adapter = Object.keys(managed).find((path) => ADAPTER in managed[path]!);
  if (adapter === undefined) throw new Error("BlueZ shows no adapter");
  const air = new Air();
  for (const [path, interfaces] of Object.entries(managed)) air.take(path, interfaces[DEVICE], false);
  bus.onSignal = ({ path, interface: name, member, body }: Signal) => {
    if (name === OBJECTS && member === "InterfacesAdded") air.take(body[0], body[1][DEVICE], true);
    if (name === PROPERTIES && member === "PropertiesChanged" && body[0] === DEVICE)
      air.take(path, body[1], true);
  };
  await bus.match();
  const filter = { Transport: new dbus.Variant("s", "le"), DuplicateData: new dbus.Variant("b", true) };
  await bus.call(adapter, ADAPTER, "SetDiscoveryFilter", "a{sv}", [filter]);
  await bus.call(adapter, ADAPTER, "StartDiscovery");
  return {
    level: (address, ms) => air.level(address, ms),
    lately: (address) => air.lately(address),
    others: (address) => air.others(address),
    strongest: (name) => air.strongest(name),
    named: (name, ms) => air.named(name, ms),
    async close() {
      await bus.call(adapter, ADAPTER, "StopDiscovery").catch(() => {});
      bus.close();
    },
  };
}

/** Devices as BlueZ names them: by a path with their address in it. */
class Air {
  readonly #heard = new Map<string, Heard>();

  take(path: string, values: Values | undefined, isNow: boolean): void {
    const address = /dev_((?:[0-9A-F]{2}_){5}[0-9A-F]{2})$/
      .exec(path)?.[1]
      ?.replaceAll("_", ":")
      .toLowerCase();
    if (!values || address === undefined) return;
    const known = this.#heard.get(address) ?? {
      address,
      name: "",
      lastAt: Number.NEGATIVE_INFINITY,
      levels: [],
    };
    this.#heard.set(address, known);
    if (values.Name) known.name = String(values.Name.value);
    if (!isNow || !values.RSSI) return;
    known.lastAt = performance.now();
    known.levels.push({ at: known.lastAt, dbm: Number(values.RSSI.value) });
    if (known.levels.length > MOST_LEVELS) known.levels.shift();
  }

  async level(address: string, ms: number): Promise<Level | undefined> {
    const from = performance.now();
    await sleep(ms);
    return this.#since(address, from);
  }

  lately(address: string): Level | undefined {
    return this.#since(address, performance.now() - MINUTE_MS);
  }

  #since(address: string, from: number): Level | undefined {
    const all = this.#heard.get(address.slice(0, 17).toLowerCase())?.levels ?? [];
    const levels = all.flatMap(({ at, dbm }) => (at >= from ? [dbm] : [])).sort((a, b) => a - b);
    return levels.length === 0 ? undefined : { median: levels[levels.length >> 1]!, adverts: levels.length };
  }

  others(address: string): number {
    const own = address.slice(0, 17).toLowerCase();
    const since = performance.now() - MINUTE_MS;
    return [...this.#heard.values()].filter((one) => one.address !== own && one.lastAt > since).length;
  }

  strongest(name: RegExp): readonly string[] {
    const since = performance.now() - RECENT_MS;
    const level = ({ levels }: Heard) => levels.at(-1)?.dbm ?? Number.NEGATIVE_INFINITY;
    return [...this.#heard.values()]
      .filter((one) => one.lastAt > since && name.test(one.name))
      .sort((a, b) => level(b) - level(a))
      .map(({ address }) => address);
  }

  async named(name: string, ms: number): Promise<boolean> {
    const from = performance.now();
    const isHeard = () => [...this.#heard.values()].some((one) => one.name === name && one.lastAt >= from);
    while (!isHeard() && performance.now() - from < ms) await sleep(LOOK_MS);
    return isHeard();
  }
}
