/** A Bluetooth adapter as BlueZ shows it on the bus, with virtual tokens around it in place of a radio. */
import { ADAPTER, ADVERTISING, DEVICE, MONITORS } from "../../lib/bluez/names.ts";
import type { Interfaces, ObjectTree } from "../../lib/bluez/object-tree.ts";
import { Broadcasts, INSTANCES } from "./broadcasts.ts";
import { Clients } from "./clients.ts";
import { Controller, type ControllerTraits, LIMITLESS } from "./controller.ts";
import { BluezError, notConnected, notReached, notReady } from "./errors.ts";
import type { Advert, LinkOptions, RadioNode } from "./radio-node.ts";
import { type Beacon, Reports } from "./reports.ts";
import type { WorldClock } from "./world-clock.ts";

const ADAPTER_PATH = "/org/bluez/hci0";
const SERVICE = "org.bluez.GattService1";
export const CHARACTERISTIC = "org.bluez.GattCharacteristic1";
const DESCRIPTOR = "org.bluez.GattDescriptor1";
const CLIENT_CONFIGURATION = "00002902-0000-1000-8000-00805f9b34fb";

/** The adapter looks so often at who is on the air, ms of the wall clock. */
const LOOK_MILLISECONDS = 50;
/** BlueZ forgets a device that it has not heard of for so long, and gives an attempt to connect up, world ms. */
const FORGET_MS = 30_000;
const CONNECT_MS = 20_000;
/** Questions and answers of a fresh discovery: MTU, services, characteristics, descriptors. */
const DISCOVERY_EXCHANGES = 8;
/** IDLE_DISCOV_TIMEOUT: between two rounds of a discovery without a filter. */
const IDLE_MS = 5000;
const RSSI = -48;

/** What kind of controller and BlueZ it is. */
export interface AdapterOptions extends LinkOptions {
  readonly controller?: Partial<ControllerTraits>;
  /** BlueZ knows advertisement monitors: older ones only with --experimental. True unless told. */
  readonly hasMonitors?: boolean;
  /** It has advertising sets of Bluetooth 5, which are sent beside each other. True unless told. */
  readonly hasSets?: boolean;
  /** ControllerMode of main.conf is "le". True unless told. */
  readonly isLowEnergyOnly?: boolean;
}

interface Known {
  readonly path: string;
  readonly radio: RadioNode;
  lastSeen: number;
  /** Ends what waits for the link. */
  connecting: { readonly until: number; readonly settle: (error?: BluezError) => void } | undefined;
}

interface Remote {
  readonly device: Known;
  readonly service: string;
  readonly uuid: string;
}

export class Adapter {
  readonly #tree: ObjectTree;
  readonly #clock: WorldClock;
  readonly #link: AdapterOptions;
  readonly #clients = new Clients();
  readonly #controller: Controller;
  readonly #reports: Reports;
  readonly broadcasts: Broadcasts;
  readonly #radios: RadioNode[] = [];
  readonly #known = new Map<string, Known>();
  readonly #characteristics = new Map<string, Remote>();
  readonly #timer: NodeJS.Timeout;
  #isPlugged = true;
  #isPowered = true;

  constructor(tree: ObjectTree, clock: WorldClock, link: AdapterOptions) {
    this.#tree = tree;
    this.#clock = clock;
    this.#link = link;
    this.#controller = new Controller({ ...LIMITLESS, ...link.controller });
    this.#reports = new Reports(tree, this.#clients, this.#controller);
    this.broadcasts = new Broadcasts(clock, link.isLowEnergyOnly ?? true);
    tree.add("/org/bluez", { "org.bluez.AgentManager1": {}, "org.bluez.ProfileManager1": {} });
    tree.add(ADAPTER_PATH, this.#interfaces());
    this.#timer = setInterval(() => this.#look(), LOOK_MILLISECONDS);
  }

  addRadio(radio: RadioNode): void {
    this.#radios.push(radio);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.broadcasts.drop();
  }

  /** One advert that nobody connects to is on the air. */
  hear(beacon: Beacon): void {
    if (this.#isPlugged && this.#isPowered) this.#reports.hear(ADAPTER_PATH, beacon, this.#clock.now());
  }

  /** A program has gone from the bus, with all that it had asked for. */
  drop(client: string): void {
    this.#clients.drop(client);
    this.broadcasts.drop(`${client} `);
    this.#scan();
  }

  get hasMonitors(): boolean {
    return this.#link.hasMonitors !== false;
  }

  setFilter(client: string, duplicates: boolean | undefined): void {
    this.#clients.setFilter(client, duplicates);
    this.#scan();
  }

  registerMonitor(client: string, root: string): void {
    this.#clients.addMonitor(client, root);
    this.#scan();
  }

  unregisterMonitor(client: string, root: string): void {
    this.#clients.removeMonitor(client, root);
    this.#scan();
  }

  /** Out of the computer, with everything that it knew. */
  setPlugged(isIn: boolean): void {
    if (isIn === this.#isPlugged) return;
    this.setPowered(isIn);
    this.#isPlugged = isIn;
    this.#clients.forget();
    this.#reports.clear();
    this.broadcasts.drop();
    for (const known of this.#known.values()) known.connecting?.settle(notReached());
    this.#known.clear();
    if (isIn) this.#tree.add(ADAPTER_PATH, this.#interfaces());
    else this.#tree.remove(ADAPTER_PATH);
  }

  setPowered(on: boolean): void {
    this.#isPowered = on;
    if (!on) for (const known of this.#known.values()) if (known.radio.connected) known.radio.disconnect();
    if (!on) this.#clients.stopAll();
    this.#scan();
    this.#tree.set(ADAPTER_PATH, ADAPTER, {
      Powered: ["b", on],
      Discovering: ["b", this.#clients.discovers],
    });
  }

  startDiscovery(client: string): void {
    if (!this.#isPowered) throw notReady();
    this.#clients.start(client);
    this.#scan();
    this.#tree.set(ADAPTER_PATH, ADAPTER, { Discovering: ["b", true] });
    this.#look();
  }

  stopDiscovery(client: string): void {
    this.#clients.stop(client);
    this.#scan();
    if (!this.#clients.discovers) this.#tree.set(ADAPTER_PATH, ADAPTER, { Discovering: ["b", false] });
  }

  /** Resolves when the link is there; the services follow. */
  connect(path: string): Promise<void> {
    const known = this.#device(path);
    if (!this.#isPowered) throw notReady();
    if (known.connecting) throw new BluezError("InProgress", "Operation already in progress");
    if (this.#isLinked(known)) throw new BluezError("AlreadyConnected", "Already Connected");
    return new Promise((resolve, reject) => {
      known.connecting = {
        until: this.#clock.now() + CONNECT_MS,
        settle(error) {
          known.connecting = undefined;
          if (error) reject(error);
          else resolve();
        },
      };
      this.#tryToConnect(known);
    });
  }

  disconnect(path: string): void {
    const known = this.#device(path);
    known.connecting?.settle(notReached());
    if (this.#isLinked(known)) known.radio.disconnect();
  }

  async setNotifying(path: string, on: boolean): Promise<void> {
    const { device } = this.#characteristic(path);
    await device.radio.exchanges(1);
    this.#tree.set(path, CHARACTERISTIC, { Notifying: ["b", on] });
  }

  async write(path: string, value: Uint8Array, isCommand: boolean): Promise<void> {
    const { device, service, uuid } = this.#characteristic(path);
    if (isCommand) device.radio.send(service, uuid, value);
    else await device.radio.write(service, uuid, value);
  }

  read(path: string): Promise<Uint8Array> {
    const { device, service, uuid } = this.#characteristic(path);
    return device.radio.read(service, uuid);
  }

  /** Who is on the air: new ones are shown, old ones forgotten, those that are waited for connected. */
  #look(): void {
    if (!this.#isPowered) return;
    const now = this.#clock.now();
    for (const radio of this.#radios) {
      const advert = radio.advert();
      if (!advert) continue;
      const path = `${ADAPTER_PATH}/dev_${advert.address.replaceAll(":", "_")}`;
      const known = this.#known.get(path);
      if (known) {
        known.lastSeen = now;
        if (known.connecting) this.#tryToConnect(known);
        else if (this.#clients.discovers) this.#tree.set(path, DEVICE, { RSSI: ["n", levelOf(advert)] });
      } else if (this.#clients.discovers) {
        this.#known.set(path, { path, radio, lastSeen: now, connecting: undefined });
        this.#tree.add(path, { [DEVICE]: deviceProperties(advert) });
      }
    }
    for (const known of this.#known.values()) this.#mayForget(known, now);
    this.#reports.sweep(now);
  }

  #scan(): void {
    const { discovers, isFiltered, monitors } = this.#clients;
    const pauseMs = isFiltered ? 0 : IDLE_MS;
    this.#controller.scan({ discovers, pauseMs, monitors }, this.#clock.now());
  }

  #interfaces(): Interfaces {
    return {
      ...adapterInterfaces(),
      [ADVERTISING]: {
        ActiveInstances: ["y", this.broadcasts.count],
        SupportedInstances: ["y", INSTANCES - this.broadcasts.count],
        SupportedIncludes: ["as", []],
        SupportedSecondaryChannels: ["as", this.#link.hasSets === false ? [] : ["1M", "2M", "Coded"]],
      },
      ...(this.hasMonitors
        ? { [MONITORS]: { SupportedMonitorTypes: ["as", ["or_patterns"]], SupportedFeatures: ["as", []] } }
        : {}),
    };
  }

  #mayForget(known: Known, now: number): void {
    if (known.connecting && now > known.connecting.until) {
      known.connecting.settle(notReached());
      // It is forgotten some time after its last use, not before the answer has gone out.
      known.lastSeen = now;
    }
    if (known.connecting || this.#isLinked(known)) return;
    if (now - known.lastSeen < FORGET_MS) return;
    this.#known.delete(known.path);
    this.#tree.remove(known.path);
  }

  #tryToConnect(known: Known): void {
    const { radio, path } = known;
    const advert = radio.advert();
    // After its address has changed nobody knows that it is the same token.
    if (!advert || !path.endsWith(advert.address.replaceAll(":", "_"))) return;
    radio.connect(this.#link);
    radio.onNotification = () => {};
    radio.onDisconnect = () => this.#disconnected(known);
    this.#tree.set(path, DEVICE, { Connected: ["b", true] });
    known.connecting?.settle();
    this.#discover(known).catch(() => {});
  }

  async #discover({ path, radio }: Known): Promise<void> {
    await radio.exchanges(DISCOVERY_EXCHANGES);
    const mtu = Math.min(this.#link.mtu, radio.mtu);
    const known = this.#known.get(path)!;
    const byUuid = new Map<string, string>();
    let handle = 1;
    for (const { uuid, characteristics } of radio.services()) {
      const service = `${path}/service${hex4(handle++)}`;
      this.#tree.add(service, {
        [SERVICE]: { UUID: ["s", uuid], Primary: ["b", true], Device: ["o", path], Includes: ["ao", []] },
      });
      for (const one of characteristics) {
        const characteristic = `${service}/char${hex4(handle++)}`;
        byUuid.set(one.uuid, characteristic);
        this.#characteristics.set(characteristic, { device: known, service: uuid, uuid: one.uuid });
        const flags = [
          ...(one.readable ? ["read"] : []),
          ...(one.writable ? ["write-without-response", "write"] : []),
          ...(one.notify ? ["notify"] : []),
        ];
        this.#tree.add(characteristic, {
          [CHARACTERISTIC]: {
            UUID: ["s", one.uuid],
            Service: ["o", service],
            Value: ["ay", new Uint8Array(0)],
            Notifying: ["b", false],
            Flags: ["as", flags],
            MTU: ["q", mtu],
          },
        });
        if (!one.notify) continue;
        this.#tree.add(`${characteristic}/desc${hex4(handle++)}`, {
          [DESCRIPTOR]: {
            UUID: ["s", CLIENT_CONFIGURATION],
            Characteristic: ["o", characteristic],
            Value: ["ay", new Uint8Array(0)],
            Flags: ["as", []],
          },
        });
      }
    }
    radio.onNotification = (uuid, value) => {
      const characteristic = byUuid.get(uuid);
      if (!characteristic || !this.#tree.get(characteristic, CHARACTERISTIC, "Notifying")?.[1]) return;
      this.#tree.set(characteristic, CHARACTERISTIC, { Value: ["ay", value] });
    };
    this.#tree.set(path, DEVICE, { ServicesResolved: ["b", true] });
  }

  #disconnected(known: Known): void {
    const { path, radio } = known;
    radio.onNotification = () => {};
    known.lastSeen = this.#clock.now();
    for (const characteristic of this.#characteristics.keys())
      if (characteristic.startsWith(`${path}/`)) this.#characteristics.delete(characteristic);
    this.#tree.removeBelow(path);
    this.#tree.set(path, DEVICE, { ServicesResolved: ["b", false], Connected: ["b", false] });
  }

  #isLinked({ path }: Known): boolean {
    return this.#tree.get(path, DEVICE, "Connected")?.[1] === true;
  }

  #device(path: string): Known {
    const known = this.#known.get(path);
    if (!known) throw new BluezError("org.freedesktop.DBus.Error.UnknownObject", `no ${path}`);
    return known;
  }

  #characteristic(path: string): Remote {
    const remote = this.#characteristics.get(path);
    if (!remote) throw notConnected();
    return remote;
  }
}

function adapterInterfaces(): Interfaces {
  return {
    [ADAPTER]: {
      Address: ["s", "00:11:22:33:44:55"],
      AddressType: ["s", "public"],
      Name: ["s", "virtual tokens"],
      Alias: ["s", "virtual tokens"],
      Class: ["u", 0],
      Powered: ["b", true],
      Discoverable: ["b", false],
      DiscoverableTimeout: ["u", 0],
      Pairable: ["b", false],
      PairableTimeout: ["u", 0],
      Discovering: ["b", false],
      UUIDs: ["as", []],
      Modalias: ["s", "usb:v1D6Bp0246d0542"],
      Roles: ["as", ["central"]],
    },
  };
}

/** By a few dB another one each time. */
function levelOf({ level = RSSI }: Advert): number {
  return level - Math.floor(Math.random() * 6);
}

function deviceProperties(advert: Advert) {
  const { address, name } = advert;
  return {
    Address: ["s", address],
    AddressType: ["s", "random"],
    Alias: ["s", name ?? address.replaceAll(":", "-")],
    ...(name === undefined ? {} : { Name: ["s", name] }),
    Paired: ["b", false],
    Bonded: ["b", false],
    Trusted: ["b", false],
    Blocked: ["b", false],
    LegacyPairing: ["b", false],
    Connected: ["b", false],
    ServicesResolved: ["b", false],
    UUIDs: ["as", []],
    RSSI: ["n", levelOf(advert)],
    Adapter: ["o", ADAPTER_PATH],
  } as Record<string, readonly [string, unknown]>;
}

function hex4(number: number): string {
  return number.toString(16).padStart(4, "0");
}
