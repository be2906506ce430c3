/** A virtual token at the other end of the radio: what an adapter hears of it, and the link to it. */

import { agreesFrom } from "../virtual-token/connection-parameters.ts";
import type { Device } from "../virtual-token/device.ts";
import { nameIn } from "../virtual-token/scan-response.ts";
import { attError, notConnected } from "./errors.ts";
import { PacedDevice } from "./paced-device.ts";
import type { Advert, LinkOptions, RadioNode, RemoteService } from "./radio-node.ts";
import type { WorldClock } from "./world-clock.ts";

/**
 * Linux takes any interval that a token asks for, down to the radio's own least, ms (net/bluetooth/l2cap_core.c,
 * l2cap_conn_param_update_req, and hci_event.c, hci_le_remote_conn_param_req_evt: both ask hci_check_conn_params alone).
 */
const LEAST_INTERVAL_MS = 7.5;
/** Without a packet for so long, world ms, either side takes the link for lost: Linux' default. */
const SUPERVISION_MS = 420;

export class TokenRadio implements RadioNode {
  readonly paced: PacedDevice;
  onNotification: (characteristic: string, value: Uint8Array) => void = () => {};
  onDisconnect: () => void = () => {};
  #isInRange = true;
  readonly #counts = new Set<{ left: number; readonly done: () => void }>();
  readonly #clock: WorldClock;

  constructor(device: Device, clock: WorldClock) {
    this.#clock = clock;
    device.gatt.onNotification = (_service, characteristic, value) => {
      if (!this.#isInRange) return;
      this.onNotification(characteristic, value);
      for (const count of this.#counts) if (--count.left === 0) count.done();
    };
    device.gatt.onDisconnect = () => this.onDisconnect();
    this.paced = new PacedDevice(device, clock);
  }

  get device(): Device {
    return this.paced.device;
  }

  get mtu(): number {
    return this.device.board.mtu;
  }

  get connected(): boolean {
    return this.device.gatt.connected;
  }

  /** What an adapter that scans actively hears now, if the token is to be connected to. */
  advert(): Advert | undefined {
    if (!this.#isInRange || !this.device.isOn) return undefined;
    const onAir = this.device.air.transmissions.findLast(
      ({ to, connectable }) => connectable && to === Infinity,
    );
    if (!onAir) return undefined;
    return {
      address: onAir.address.slice(0, 17).toUpperCase(),
      name: nameIn(this.device.scanResponse),
    };
  }

  /** Throws when the token does not advertise connectable. */
  connect(options: LinkOptions): void {
    const agrees = agreesFrom(LEAST_INTERVAL_MS);
    this.paced.act((device) => device.gatt.connect({ ...options, agrees }));
  }

  services(): RemoteService[] {
    const { gatt } = this.device;
    return gatt.services().map((uuid) => ({ uuid, characteristics: gatt.characteristics(uuid) }));
  }

  /** The radio's answer to a write comes with the event after the one that carries it. */
  async write(service: string, characteristic: string, value: Uint8Array): Promise<void> {
    this.send(service, characteristic, value);
    await this.#exchange();
  }

  /** Without an answer. Throws what the adapter's own stack refuses. */
  send(service: string, characteristic: string, value: Uint8Array): void {
    if (!this.connected) throw notConnected();
    // Out of range it goes nowhere, and nobody knows yet.
    if (!this.#isInRange) return;
    try {
      this.paced.act((device) => device.gatt.write(service, characteristic, value));
    } catch (error) {
      throw attError(error);
    }
  }

  async read(service: string, characteristic: string): Promise<Uint8Array> {
    await this.#exchange();
    try {
      return this.paced.act((device) => device.gatt.read(service, characteristic));
    } catch (error) {
      throw attError(error);
    }
  }

  /** So many questions and answers of the radio stacks, an interval each way. Rejects when the link ends meanwhile. */
  async exchanges(count: number): Promise<void> {
    for (let i = 0; i < count; i++) await this.#exchange();
  }

  disconnect(): void {
    this.paced.act((device) => device.gatt.disconnect());
  }

  /** Resolves when so many notifications more have come over the air. */
  notified(count: number): Promise<void> {
    return new Promise((resolve) => {
      const counted = {
        left: count,
        done: () => {
          this.#counts.delete(counted);
          resolve();
        },
      };
      this.#counts.add(counted);
    });
  }

  /** Out of the adapter's reach; a link is lost after the supervision timeout. */
  walkAway(): void {
    this.#isInRange = false;
    if (this.connected) this.#clock.after(SUPERVISION_MS, () => !this.#isInRange && this.disconnect());
  }

  comeBack(): void {
    this.#isInRange = true;
  }

  stop(): void {
    this.paced.stop();
  }

  async #exchange(): Promise<void> {
    if (!this.connected) throw notConnected();
    await this.#clock.wait(2 * this.device.gatt.intervalMs);
    if (!this.connected) throw notConnected();
  }
}
