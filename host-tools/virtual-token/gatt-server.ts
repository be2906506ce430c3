import { NotBytes, toBytes } from "./bytes.ts";
import { CALL_MS } from "./costs.ts";
import type { Processor } from "./processor.ts";
import { typeName } from "./text.ts";
import { readUuid, readUuidKey, UART_SERVICE } from "./uuid.ts";

/** Bytes of an attribute protocol header in a write or notification. */
const ATT_HEADER = 3;

/**
 * Notifications that wait in the radio stack. S140 as the interpreter sets it up: its default of 1 (ble_gatts.h,
 * BLE_GATTS_HVN_TX_QUEUE_SIZE_DEFAULT). S132 v3: 7 packets for a high-bandwidth peripheral link (not in the
 * interpreter's source; from the stack's documentation, unmeasured).
 */
const NOTIFY_QUEUE = { nRF52832: 7, nRF52840: 1 } as const;
/** Link-layer packets of 27 bytes in one connection event (S132 v3, no longer packets); S140 sends one long packet. */
const PACKETS_PER_EVENT = { nRF52832: 6, nRF52840: 6 } as const;
const LINK_PAYLOAD = 27;
/** Logical link header before the attribute protocol. */
const LINK_HEADER = 4;

const LOCAL_HOST_TERMINATED = 22;
const REMOTE_USER_TERMINATED = 19;

interface Characteristic {
  uuid: string;
  value: Uint8Array;
  maxLen: number;
  readable: boolean;
  writable: boolean;
  notify: boolean;
  onWrite: unknown;
}

type Services = Map<string, Map<string, Characteristic>>;

interface CharacteristicOptions {
  value?: unknown;
  maxLen?: unknown;
  readable?: unknown;
  writable?: unknown;
  notify?: unknown;
  indicate?: unknown;
  onWrite?: unknown;
}

interface Link {
  mtu: number;
  intervalMs: number;
  startedAt: number;
  /** With the world time from which each may go. */
  writes: { at: number; characteristic: Characteristic; value: Uint8Array }[];
  notifications: { at: number; service: string; characteristic: string; value: Uint8Array }[];
  closing: { at: number; reason: number } | undefined;
  countedTo: number;
  meteredTo: number;
}

/** The central's side of a connection. Service and characteristic by UUID, in any form Espruino takes. */
export interface GattPort {
  /** Only while the token advertises connectable; throws otherwise. The MTU is the lesser of both sides'. */
  connect(options: { mtu: number; intervalMs: number }): void;
  disconnect(): void;
  readonly connected: boolean;
  services(): string[];
  characteristics(service: string): { uuid: string; readable: boolean; writable: boolean; notify: boolean }[];
  read(service: string, characteristic: string): Uint8Array;
  /** Delivered at the next connection event. Throws what the stack answers (too long, not writable, unknown). */
  write(service: string, characteristic: string, value: Uint8Array): void;
  onNotification: (service: string, characteristic: string, value: Uint8Array) => void;
  onDisconnect: () => void;
}

/** What the server must know of the rest of the radio. */
export interface GattHost {
  readonly worldNow: number;
  readonly connectableOnAir: boolean;
  connected(at: number): void;
  disconnected(at: number, reason: number): void;
}

/** NRF.setServices and updateServices, and the link to one central. */
export class GattServer {
  readonly #processor: Processor;
  readonly #host: GattHost;
  readonly port: GattPort;
  #services: Services = new Map();
  #link: Link | undefined;

  constructor(processor: Processor, host: GattHost, port: GattPortState) {
    this.#processor = processor;
    this.#host = host;
    port.server = this;
    this.port = port;
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  get mtu(): number {
    return this.#link?.mtu ?? 23;
  }

  /** Replace what the stack offers, after a restart or where nothing was offered before. */
  install(data: unknown, uart: boolean): void {
    this.#services = new Map();
    if (uart) this.#services.set(UART_SERVICE, new Map());
    for (const [key, characteristics] of Object.entries((data ?? {}) as Record<string, object>)) {
      const service = this.#uuid(key, "Invalid Service UUID");
      const map = new Map<string, Characteristic>();
      this.#services.set(service, map);
      for (const [name, options] of Object.entries(
        characteristics as Record<string, CharacteristicOptions>,
      )) {
        const uuid = this.#uuid(name, "Invalid Characteristic UUID");
        map.set(uuid, this.#characteristic(uuid, options));
      }
    }
  }

  update(data: unknown): void {
    const { realm } = this.#processor;
    this.#processor.spend(CALL_MS.updateServices);
    if (data === undefined) return;
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      throw new realm.library.TypeError(`Expecting Object or undefined, got ${typeName(data)}`);
    }
    for (const [key, characteristics] of Object.entries(data as Record<string, object>)) {
      this.#uuid(key, "Invalid Service UUID");
      for (const [name, options] of Object.entries(
        characteristics as Record<string, CharacteristicOptions>,
      )) {
        this.#updateOne(this.#uuid(name, "Invalid Characteristic UUID"), options);
      }
    }
  }

  #updateOne(uuid: string, options: CharacteristicOptions): void {
    const { realm, meter, board } = this.#processor;
    const found = this.#byCharacteristic(uuid);
    if (!found) throw realm.error(`Unable to find service with UUID ${uuid}`);
    if (options.value === undefined) return;
    const value = this.#bytes(options.value).slice();
    if (value.length === 0) return;
    if (value.length > found.characteristic.maxLen) throw realm.error("ERR 0xc (DATA_SIZE) (:2043)");
    found.characteristic.value = value;
    const link = this.#link;
    if (!(options.notify || options.indicate) || !link || !found.characteristic.notify) return;
    if (link.notifications.length >= NOTIFY_QUEUE[board.chip]) {
      meter.droppedNotifications++;
      return;
    }
    const sent = value.slice(0, link.mtu - ATT_HEADER);
    link.notifications.push({
      at: this.#processor.now,
      service: found.service,
      characteristic: uuid,
      value: sent,
    });
  }

  /** The program ends the connection. */
  disconnect(): void {
    if (this.#link) this.#link.closing ??= { at: this.#processor.now, reason: LOCAL_HOST_TERMINATED };
  }

  /** World time of the next connection event that has something to carry, or Infinity. */
  nextAt(): number {
    const link = this.#link;
    if (!link) return Infinity;
    const waiting = [link.writes[0], link.notifications[0], link.closing].filter((one) => one !== undefined);
    if (waiting.length === 0) return Infinity;
    const after = Math.max(link.countedTo, Math.min(...waiting.map((one) => one.at)));
    return link.startedAt + (Math.floor((after - link.startedAt) / link.intervalMs) + 1) * link.intervalMs;
  }

  /** Run the connection event at a time that nextAt gave. */
  connectionEvent(at: number): void {
    const link = this.#link;
    if (!link) return;
    link.countedTo = at;
    const write = link.writes[0];
    if (write && write.at <= at) {
      link.writes.shift();
      const { characteristic, value } = write;
      characteristic.value = value;
      this.#processor.ring.pushRadio(at, value.length, () => {
        const { realm } = this.#processor;
        const event = realm.object({ data: realm.buffer(value) });
        if (characteristic.onWrite !== undefined) {
          this.#processor.queue(characteristic.onWrite, realm.global, [event], "write");
        }
      });
    }
    this.#carryNotifications(link, at);
    if (link.closing && link.closing.at <= at && link.writes.length === 0) this.#end(at, link.closing.reason);
  }

  #carryNotifications(link: Link, at: number): void {
    const { chip } = this.#processor.board;
    let packets: number = PACKETS_PER_EVENT[chip];
    while (link.notifications[0] && link.notifications[0].at <= at) {
      const { service, characteristic, value } = link.notifications[0];
      const bytes = value.length + ATT_HEADER + LINK_HEADER;
      const needed = chip === "nRF52832" ? Math.ceil(bytes / LINK_PAYLOAD) : Math.ceil(bytes / 251);
      if (needed > packets) return;
      packets -= needed;
      link.notifications.shift();
      this.port.onNotification(service, characteristic, value);
    }
  }

  /** Power fails: no goodbye. */
  drop(at: number): void {
    if (this.#link) this.#end(at, REMOTE_USER_TERMINATED);
  }

  open(options: { mtu: number; intervalMs: number }): void {
    if (this.#link) throw new Error("already connected");
    if (!this.#host.connectableOnAir) throw new Error("the token does not advertise connectable");
    const at = this.#host.worldNow;
    this.#link = {
      mtu: Math.max(23, Math.min(options.mtu, this.#processor.board.mtu)),
      intervalMs: options.intervalMs,
      startedAt: at,
      writes: [],
      notifications: [],
      closing: undefined,
      countedTo: at,
      meteredTo: at,
    };
    this.#host.connected(at);
  }

  close(): void {
    if (this.#link) this.#link.closing ??= { at: this.#host.worldNow, reason: REMOTE_USER_TERMINATED };
  }

  offered(): Services {
    return this.#services;
  }

  request(service: string, characteristic: string, value: Uint8Array): void {
    const link = this.#linked();
    const found = this.lookUp(service, characteristic);
    if (!found.writable) throw new Error("write not permitted");
    if (value.length > link.mtu - ATT_HEADER) throw new Error("long writes are not supported");
    if (value.length > found.maxLen) throw new Error("invalid attribute value length");
    link.writes.push({ at: this.#host.worldNow, characteristic: found, value: value.slice() });
  }

  lookUp(service: string, characteristic: string): Characteristic {
    this.#linked();
    const serviceUuid = readUuid(service);
    const characteristicUuid = readUuid(characteristic);
    if ("error" in serviceUuid) throw new Error(serviceUuid.error);
    if ("error" in characteristicUuid) throw new Error(characteristicUuid.error);
    const found = this.#services.get(serviceUuid.uuid)?.get(characteristicUuid.uuid);
    if (!found) throw new Error(`no characteristic ${characteristic} in service ${service}`);
    return found;
  }

  #linked(): Link {
    if (!this.#link) throw new Error("not connected");
    return this.#link;
  }

  #end(at: number, reason: number): void {
    const link = this.#link!;
    this.#link = undefined;
    this.#settle(link, at);
    this.#host.disconnected(at, reason);
    this.port.onDisconnect();
  }

  settleMeter(at: number): void {
    if (this.#link) this.#settle(this.#link, at);
  }

  #settle(link: Link, at: number): void {
    const { meter } = this.#processor;
    const events = (until: number): number => Math.floor((until - link.startedAt) / link.intervalMs);
    meter.connectedMs += at - link.meteredTo;
    meter.connectionEvents += events(at) - events(link.meteredTo);
    link.meteredTo = at;
  }

  #characteristic(uuid: string, options: CharacteristicOptions): Characteristic {
    const value = options.value === undefined ? new Uint8Array(0) : this.#bytes(options.value).slice();
    const maxLen = Math.max(Number(options.maxLen) || 1, value.length);
    return {
      uuid,
      value,
      maxLen,
      readable: Boolean(options.readable),
      writable: Boolean(options.writable),
      notify: Boolean(options.notify || options.indicate),
      onWrite: options.onWrite,
    };
  }

  #byCharacteristic(uuid: string): { service: string; characteristic: Characteristic } | undefined {
    for (const [service, characteristics] of this.#services) {
      const characteristic = characteristics.get(uuid);
      if (characteristic) return { service, characteristic };
    }
    return undefined;
  }

  #uuid(key: string, complaint: string): string {
    const read = readUuidKey(key);
    if ("error" in read) throw this.#processor.realm.error(`${complaint}: ${read.error}`);
    return read.uuid;
  }

  #bytes(value: unknown): Uint8Array {
    try {
      return toBytes(value);
    } catch (error) {
      throw error instanceof NotBytes ? new this.#processor.realm.library.TypeError(error.message) : error;
    }
  }
}

/** The port of a token outlives its power cycles; the server behind it is made anew at each. */
export class GattPortState implements GattPort {
  server: GattServer | undefined;
  onNotification: GattPort["onNotification"] = () => {};
  onDisconnect: () => void = () => {};

  connect(options: { mtu: number; intervalMs: number }): void {
    this.#running.open(options);
  }
  disconnect(): void {
    this.server?.close();
  }
  get connected(): boolean {
    return this.server?.connected ?? false;
  }
  services(): string[] {
    return [...this.#running.offered().keys()];
  }
  characteristics(
    service: string,
  ): { uuid: string; readable: boolean; writable: boolean; notify: boolean }[] {
    const read = readUuid(service);
    const found = "error" in read ? undefined : this.#running.offered().get(read.uuid);
    return [...(found ?? new Map<string, Characteristic>()).values()].map(
      ({ uuid, readable, writable, notify }) => ({
        uuid,
        readable,
        writable,
        notify,
      }),
    );
  }
  read(service: string, characteristic: string): Uint8Array {
    const found = this.#running.lookUp(service, characteristic);
    if (!found.readable) throw new Error("read not permitted");
    return found.value.slice();
  }
  write(service: string, characteristic: string, value: Uint8Array): void {
    this.#running.request(service, characteristic, value);
  }

  get #running(): GattServer {
    if (!this.server) throw new Error("the token is off");
    return this.server;
  }
}
