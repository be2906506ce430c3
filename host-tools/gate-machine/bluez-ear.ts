/**
 * One of a gate's listeners: a Bluetooth adapter under BlueZ that tells every advert. Discovery alone leaves the controller's filter of
 * duplicates on, which passes one advert of an address a round (bluez#406, #647); an advertisement monitor beside it switches it off
 * (Linux, hci_active_scan_sync). It comes back by itself from whatever befalls the adapter.
 */
import { BLUEZONE_COMPANY } from "../../protocol/advert.ts";
import { BluezBus, busWordOf, dbus, type Managed, type Signal } from "../lib/bluez/bus.ts";
import { ADAPTER, DEVICE, MONITOR, MONITORS, OBJECTS, PROPERTIES } from "../lib/bluez/names.ts";
import { type EarState, stateOf } from "./ear-state.ts";
import { Devices, type Report } from "./reports.ts";

export interface EarParts {
  /** "hci0"; the first one that there is, where it is not told. */
  readonly adapter: string | undefined;
  readonly onReport: (report: Report) => void;
  /** Told when it changes. */
  readonly onState: (state: EarState) => void;
}

/** It looks so often whether what hindered it is gone, ms. */
const RETRY_MS = 1000;
const ROOT = "/gate";
const MONITOR_PATH = `${ROOT}/monitor`;
/** Manufacturer data of Bluezone's, which tokens and phones have: BlueZ wants a pattern. */
const COMPANY = [BLUEZONE_COMPANY & 255, BLUEZONE_COMPANY >> 8];
const MANUFACTURER = 0xff;
const ALREADY = ["org.bluez.Error.AlreadyExists", "org.bluez.Error.InProgress"];

export class BluezEar {
  readonly #parts: EarParts;
  readonly #devices = new Devices();
  #bus: BluezBus | undefined;
  #path: string | undefined;
  #state: EarState | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #isBeginning = false;

  constructor(parts: EarParts) {
    this.#parts = parts;
    this.#begin();
  }

  get state(): EarState {
    return this.#state ?? "no-bus";
  }

  /** The bus and the adapter's path while it hears: for what is sent by the same adapter. */
  get adapter(): { readonly bus: BluezBus; readonly path: string } | undefined {
    const [bus, path] = [this.#bus, this.#path];
    return bus && path !== undefined ? { bus, path } : undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    if (this.#bus && this.#path !== undefined)
      await this.#bus.call(this.#path, ADAPTER, "StopDiscovery").catch(() => {});
    this.#bus?.close();
  }

  async #begin(): Promise<void> {
    if (this.#isBeginning || this.#isClosed) return;
    this.#isBeginning = true;
    clearTimeout(this.#timer);
    try {
      this.#tell(await this.#listen());
    } catch (error) {
      this.#path = undefined;
      this.#tell(this.#bus ? stateOf(error) : "no-bus");
    }
    this.#isBeginning = false;
    if (this.#path === undefined) this.#again();
  }

  #again(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#begin(), RETRY_MS);
  }

  /** Not listening any more: what was begun is begun anew. */
  #lose(state: EarState): void {
    this.#path = undefined;
    this.#devices.clear();
    this.#tell(state);
    this.#again();
  }

  #tell(state: EarState): void {
    if (state === this.#state || this.#isClosed) return;
    this.#state = state;
    this.#parts.onState(state);
  }

  async #listen(): Promise<EarState> {
    const bus = await this.#open();
    const managed = await bus.managed();
    const path = adapterIn(managed, this.#parts.adapter);
    if (path === undefined) return "no-adapter";
    const interfaces = managed[path]!;
    if (!interfaces[ADAPTER]!.Powered?.value) return "off";
    const isMonitored = MONITORS in interfaces && (await this.#monitor(bus, path));
    const filter = { Transport: new dbus.Variant("s", "le"), DuplicateData: new dbus.Variant("b", true) };
    await bus.call(path, ADAPTER, "SetDiscoveryFilter", "a{sv}", [filter]);
    await unlessAlready(bus.call(path, ADAPTER, "StartDiscovery"));
    this.#path = path;
    return isMonitored ? "listening" : "filtered";
  }

  async #open(): Promise<BluezBus> {
    if (this.#bus) return this.#bus;
    const bus = await BluezBus.open();
    bus.onSignal = (signal) => this.#take(signal);
    // BlueZ looks at the monitor when it has answered, and says so where it does not take it.
    bus.onCall = (path, member) => {
      if (path === MONITOR_PATH && member === "Release" && this.#path !== undefined) this.#tell("filtered");
    };
    bus.onLost = () => {
      this.#bus = undefined;
      this.#lose("no-bus");
    };
    bus.own.add(MONITOR_PATH, {
      [MONITOR]: {
        Type: ["s", "or_patterns"],
        Patterns: ["a(yyay)", [[0, MANUFACTURER, Buffer.from(COMPANY)]]],
      },
    });
    this.#bus = bus;
    await bus.match();
    await bus.matchOwner();
    return bus;
  }

  async #monitor(bus: BluezBus, path: string): Promise<boolean> {
    try {
      await unlessAlready(bus.call(path, MONITORS, "RegisterMonitor", "o", [ROOT]));
      return true;
    } catch (error) {
      if (stateOf(error) !== "refused") throw error;
      return false;
    }
  }

  #take({ path, interface: name, member, body }: Signal): void {
    if (member === "NameOwnerChanged" && body[2] === "") this.#lose("no-bluez");
    const own = this.#path;
    if (own === undefined) return;
    if (name === PROPERTIES && member === "PropertiesChanged") {
      if (body[0] === DEVICE && path.startsWith(`${own}/`)) this.#report(path, body[1]);
      if (body[0] === ADAPTER && path === own) this.#changed(body[1]);
    }
    if (name !== OBJECTS) return;
    if (member === "InterfacesAdded" && body[0].startsWith(`${own}/`) && body[1][DEVICE])
      this.#report(body[0], body[1][DEVICE]);
    if (member === "InterfacesRemoved" && body[0] === own) this.#lose("no-adapter");
    if (member === "InterfacesRemoved") this.#devices.forget(body[0]);
  }

  #report(path: string, values: Parameters<Devices["take"]>[1]): void {
    const report = this.#devices.take(path, values);
    if (report) this.#parts.onReport(report);
  }

  #changed({ Powered: powered, Discovering: discovering }: Parameters<Devices["take"]>[1]): void {
    if (powered?.value === false) this.#lose("off");
    else if (discovering?.value === false) this.#begin();
  }
}

function adapterIn(managed: Managed, name: string | undefined): string | undefined {
  return Object.keys(managed)
    .filter((path) => ADAPTER in managed[path]! && (name === undefined || path.endsWith(`/${name}`)))
    .sort()[0];
}

/** What was asked for is in force already. */
async function unlessAlready(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!ALREADY.includes(busWordOf(error))) throw error;
  }
}
