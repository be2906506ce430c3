/** Somebody who sees the whole air: every advertising event sent, and every packet that a member received. */
import type { AirPort, Transmission } from "../models/virtual-token/air-port.ts";
import { AdvertCursor } from "./advert-instants.ts";

/** An advertising event: the packet goes out on channel 37 at `at`, on 38 and 39 one and two steps later. */
export interface SentEvent {
  /** World ms of the first bit on channel 37. */
  readonly at: number;
  /** Index of the member that sent it. */
  readonly from: number;
  readonly data: Uint8Array;
  readonly address: string;
  readonly powerDbm: number;
  readonly connectable: boolean;
}

interface ReceivedPacket {
  /** World ms of the first bit. */
  readonly at: number;
  readonly channel: 37 | 38 | 39;
  /** Index of the member that received it. */
  readonly by: number;
  /** Index of the member that sent it; undefined: a stranger's device. */
  readonly from: number | undefined;
  readonly rssi: number;
  readonly data: Uint8Array;
  readonly address: string;
}

export interface AirObserver {
  /** Ascending for each sender; events of different senders come as they are run, within seconds of order. */
  sent?(event: SentEvent): void;
  /** Member `from` has been run to world time t: everything it sent before has been reported. */
  reached?(from: number, t: number): void;
  received?(packet: ReceivedPacket): void;
}

/** Walks through what each member sends, as far as the member has been run. */
export class SentEvents {
  readonly #observer: AirObserver;
  readonly #cursors: Map<Transmission, AdvertCursor>[];

  constructor(observer: AirObserver, members: number) {
    this.#observer = observer;
    this.#cursors = Array.from({ length: members }, () => new Map());
  }

  /** Report what member `from` sent before world time t; it has been run so far. */
  update(from: number, { transmissions }: AirPort, t: number): void {
    const cursors = this.#cursors[from]!;
    for (const transmission of transmissions) {
      let cursor = cursors.get(transmission);
      if (!cursor) {
        cursor = new AdvertCursor(transmission);
        cursors.set(transmission, cursor);
      }
      const { data, address, txPowerDbm, connectable } = transmission;
      for (; cursor.at < Math.min(t, transmission.to); cursor.advance())
        this.#observer.sent?.({ at: cursor.at, from, data, address, powerDbm: txPowerDbm, connectable });
    }
    // The air port forgets a transmission a while after its end.
    for (const transmission of cursors.keys())
      if (!transmissions.includes(transmission)) cursors.delete(transmission);
    this.#observer.reached?.(from, t);
  }
}
