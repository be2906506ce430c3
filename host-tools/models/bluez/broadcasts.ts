/** What programs have given BlueZ to send: org.bluez.LEAdvertisement1, as src/advertising.c and net/bluetooth/hci_sync.c put it on the air. */
import type dbus from "dbus-next";
import { dataOf } from "./advert-properties.ts";
import { BluezError } from "./errors.ts";
import type { WorldClock } from "./world-clock.ts";

/** Advertising instances of a plain controller under Linux. */
export const INSTANCES = 5;
/** le_adv_min_interval, in force where nothing was told, ms. */
const DEFAULT_INTERVAL_MS = 1280;

type Values = Readonly<Record<string, dbus.Variant>>;
type Sink = (data: Uint8Array) => void;

interface Broadcast {
  data: Uint8Array;
  values: Values;
  readonly intervalMs: number;
  timer: NodeJS.Timeout | undefined;
}

export class Broadcasts {
  readonly #clock: WorldClock;
  readonly #isLowEnergyOnly: boolean;
  readonly #live = new Map<string, Broadcast>();
  readonly #sinks: Sink[] = [];

  constructor(clock: WorldClock, isLowEnergyOnly: boolean) {
    this.#clock = clock;
    this.#isLowEnergyOnly = isLowEnergyOnly;
  }

  /** Is told of each packet. */
  onAir(sink: Sink): void {
    this.#sinks.push(sink);
  }

  register(key: string, values: Values): void {
    if (this.#live.has(key)) throw new BluezError("AlreadyExists", "Already Exists");
    if (this.#live.size >= INSTANCES) throw new BluezError("NotPermitted", "Maximum advertisements reached");
    const interval = Number(values.MinInterval?.value ?? DEFAULT_INTERVAL_MS);
    const live: Broadcast = { data: this.#dataOf(values), values, intervalMs: interval, timer: undefined };
    this.#live.set(key, live);
    this.#send(live);
  }

  /** Its program has said that properties have changed. */
  refresh(key: string, changes: Values): void {
    const live = this.#live.get(key);
    if (!live) return;
    live.values = { ...live.values, ...changes };
    live.data = this.#dataOf(live.values);
  }

  unregister(key: string): void {
    const live = this.#live.get(key);
    if (!live) throw new BluezError("DoesNotExist", "Does Not Exist");
    clearTimeout(live.timer);
    this.#live.delete(key);
  }

  /** Of a program that has gone, or of all. */
  drop(name = ""): void {
    for (const key of [...this.#live.keys()]) if (key.startsWith(name)) this.unregister(key);
  }

  get count(): number {
    return this.#live.size;
  }

  #send(live: Broadcast): void {
    for (const sink of this.#sinks) sink(live.data);
    live.timer = this.#clock.after(live.intervalMs, () => this.#send(live));
  }

  #dataOf(values: Values): Uint8Array {
    const told = (values.ManufacturerData?.value ?? {}) as Record<string, dbus.Variant>;
    const manufacturer = new Map(
      Object.entries(told).map(([company, { value }]) => [Number(company), Uint8Array.from(value)]),
    );
    const isDiscoverable = Boolean(values.Discoverable?.value);
    if (isDiscoverable && values.Type?.value === "broadcast") throw failed();
    const data = dataOf(manufacturer, isDiscoverable, this.#isLowEnergyOnly);
    if (!data) throw failed();
    return data;
  }
}

const failed = () => new BluezError("Failed", "Failed to parse advertisement.");
