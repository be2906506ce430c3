import { ConnectionParameters } from "./connection-parameters.ts";
import { CALL_MS } from "./costs.ts";
import { GattLink, LOCAL_HOST_TERMINATED } from "./gatt-link.ts";
import type { ConnectOptions, GattPortState } from "./gatt-port.ts";
import { type Characteristic, GattTable } from "./gatt-table.ts";
import type { Processor } from "./processor.ts";

/** HCI reasons that the disconnect event carries. */
const REMOTE_USER_TERMINATED = 19;

/** What the server must know of the rest of the radio. */
interface GattHost {
  readonly worldNow: number;
  readonly connectableOnAir: boolean;
  connected(at: number): void;
  disconnected(at: number, reason: number): void;
}

/** NRF.setServices and updateServices, and the link to at most one central. */
export class GattServer {
  readonly table: GattTable;
  readonly parameters: ConnectionParameters;
  readonly #processor: Processor;
  readonly #host: GattHost;
  readonly #port: GattPortState;
  #link: GattLink | undefined;

  constructor(processor: Processor, host: GattHost, port: GattPortState) {
    this.#processor = processor;
    this.#host = host;
    this.#port = port;
    this.table = new GattTable(processor.realm);
    this.parameters = new ConnectionParameters(processor);
    port.server = this;
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  get intervalMs(): number | undefined {
    return this.#link?.intervalMs;
  }

  get mtu(): number {
    return this.#link?.mtu ?? 23;
  }

  /** NRF.updateServices: values are set, and notified where asked for; a full queue drops without a word. */
  update(data: unknown): void {
    const { meter } = this.#processor;
    this.#processor.spend(CALL_MS.updateServices);
    this.parameters.activity(this.#processor.now);
    this.table.update(data, (characteristic, notify) => {
      if (!notify || !this.#link) return;
      if (!this.#link.notify(this.#processor.now, characteristic)) meter.droppedNotifications++;
    });
  }

  /** NRF.disconnect. Throws where the end was asked for and has not come yet. */
  disconnect(): void {
    if (this.#link?.isClosing) throw this.#processor.realm.error("ERR 0x8 (INVALID_STATE) (:729)");
    this.#link?.close(this.#processor.now, LOCAL_HOST_TERMINATED);
  }

  /** World time of the next thing that happens on the link, or Infinity. */
  nextAt(): number {
    return Math.min(this.#link?.nextAt() ?? Infinity, this.parameters.nextAt());
  }

  /** Do what is due at a time that nextAt gave. */
  run(at: number): void {
    if (this.#link && this.#link.nextAt() <= at) this.#connectionEvent(at);
    if (this.parameters.nextAt() <= at) this.parameters.run(at);
  }

  #connectionEvent(at: number): void {
    const { write, notifications, ended } = this.#link!.event(at);
    if (write) this.#deliver(at, write.characteristic, write.value);
    for (const { characteristic, value } of notifications) {
      this.#port.onNotification(characteristic.service, characteristic.uuid, value);
    }
    if (ended !== undefined) this.#end(at, ended);
  }

  /** The power fails: no goodbye. */
  drop(at: number): void {
    if (this.#link) this.#end(at, REMOTE_USER_TERMINATED);
  }

  settleMeter(at: number): void {
    this.#link?.settleMeter(this.#processor.meter, at);
  }

  /** The central connects. */
  open(options: ConnectOptions): void {
    if (this.#link) throw new Error("already connected");
    if (!this.#host.connectableOnAir) throw new Error("the token does not advertise connectable");
    const at = this.#host.worldNow;
    this.#link = new GattLink(at, options, this.#processor.board);
    this.parameters.connected(at, this.#link, options.agrees ?? (() => undefined));
    this.#host.connected(at);
  }

  /** The central ends the connection. */
  close(): void {
    this.#link?.close(this.#host.worldNow, REMOTE_USER_TERMINATED);
  }

  /** The central writes. */
  write(service: string, characteristic: string, value: Uint8Array): void {
    const link = this.#linked();
    const found = this.table.find(service, characteristic);
    if (!found.writable) throw new Error("write not permitted");
    if (value.length > link.room) throw new Error("long writes are not supported");
    if (value.length > found.maxLen) throw new Error("invalid attribute value length");
    link.write(this.#host.worldNow, found, value);
  }

  /** The central reads. */
  read(service: string, characteristic: string): Uint8Array {
    this.#linked();
    const found = this.table.find(service, characteristic);
    if (!found.readable) throw new Error("read not permitted");
    return found.value.slice();
  }

  #deliver(at: number, characteristic: Characteristic, value: Uint8Array): void {
    characteristic.value = value;
    this.parameters.activity(at);
    this.#processor.ring.pushRadio(at, value.length, () => {
      if (characteristic.onWrite === undefined) return;
      const { realm } = this.#processor;
      const event = realm.object({ data: realm.buffer(value) });
      this.#processor.queue(characteristic.onWrite, realm.global, [event], "write");
    });
  }

  #linked(): GattLink {
    if (!this.#link) throw new Error("not connected");
    return this.#link;
  }

  #end(at: number, reason: number): void {
    this.settleMeter(at);
    this.#link = undefined;
    this.parameters.disconnected();
    this.#host.disconnected(at, reason);
    this.#port.onDisconnect();
  }
}
