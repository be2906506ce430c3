import type { Board } from "../../../boards/board.ts";
import type { Characteristic } from "./gatt-table.ts";
import type { Meter } from "./meter.ts";

/** Bytes of an attribute protocol header in a write or notification. */
const ATT_HEADER = 3;
/** Why a connection ended that the token closed. */
export const LOCAL_HOST_TERMINATED = 22;
/** Logical link header before the attribute protocol. */
const LINK_HEADER = 4;

/**
 * What a chip's radio stack holds and carries. S140 as the interpreter sets it up: 1 notification waits (ble_gatts.h,
 * BLE_GATTS_HVN_TX_QUEUE_SIZE_DEFAULT), packets of up to 251 bytes. S132 v3: 7 packets wait for a high-bandwidth link
 * (the stack's documentation; unmeasured), 6 of 27 bytes go in one connection event.
 */
const STACK = {
  nRF52832: { waiting: 7, packetBytes: 27, packetsPerEvent: 6 },
  nRF52840: { waiting: 1, packetBytes: 251, packetsPerEvent: 6 },
} as const;

/** What waits, with the world time from which it may go. */
interface Waiting {
  readonly at: number;
  readonly characteristic: Characteristic;
  readonly value: Uint8Array;
}

/** Connection to one central: what waits in either direction, and the events at which it goes. */
export class GattLink {
  readonly mtu: number;
  #intervalMs: number;
  /** A connection event from which on the interval is what it is. */
  #anchor: number;
  readonly #stack: (typeof STACK)[Board["chip"]];
  readonly #writes: Waiting[] = [];
  readonly #notifications: Waiting[] = [];
  #closing: { at: number; reason: number } | undefined;
  #lastEvent: number;
  #meteredTo: number;

  constructor(startedAt: number, options: { mtu: number; intervalMs: number }, board: Board) {
    this.mtu = Math.max(23, Math.min(options.mtu, board.mtu));
    this.#intervalMs = options.intervalMs;
    this.#anchor = startedAt;
    this.#lastEvent = startedAt;
    this.#meteredTo = startedAt;
    this.#stack = STACK[board.chip];
  }

  /** Longest value of a write or notification. */
  get room(): number {
    return this.mtu - ATT_HEADER;
  }

  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** World time of the n-th connection event after a time. */
  eventAfter(at: number, n: number): number {
    return this.#anchor + (Math.floor((at - this.#anchor) / this.#intervalMs) + n) * this.#intervalMs;
  }

  /** From the connection event at a time on the interval is another one. */
  change(at: number, intervalMs: number, meter: Meter): void {
    this.settleMeter(meter, at);
    this.#anchor = at;
    this.#intervalMs = intervalMs;
  }

  write(at: number, characteristic: Characteristic, value: Uint8Array): void {
    this.#writes.push({ at, characteristic, value: value.slice() });
  }

  /** Returns false where the stack's queue is full. */
  notify(at: number, characteristic: Characteristic): boolean {
    if (this.#stillWaiting(at) >= this.#stack.waiting) return false;
    const value = characteristic.value.slice(0, this.room);
    this.#notifications.push({ at, characteristic, value });
    return true;
  }

  /** The token has asked for the end, which comes with the next connection event. */
  get isClosing(): boolean {
    return this.#closing?.reason === LOCAL_HOST_TERMINATED;
  }

  close(at: number, reason: number): void {
    this.#closing ??= { at, reason };
  }

  /** World time of the next connection event that has something to carry, or Infinity. */
  nextAt(): number {
    let first = this.#closing?.at ?? Infinity;
    if (this.#writes[0]) first = Math.min(first, this.#writes[0].at);
    if (this.#notifications[0]) first = Math.min(first, this.#notifications[0].at);
    if (first === Infinity) return Infinity;
    return this.eventAfter(Math.max(this.#lastEvent, first, this.#anchor), 1);
  }

  /** The connection event at a time that nextAt gave: one write, the notifications that fit, the end's reason. */
  event(at: number): { write: Waiting | undefined; notifications: Waiting[]; ended: number | undefined } {
    this.#lastEvent = at;
    const write = this.#writes[0] && this.#writes[0].at <= at ? this.#writes.shift() : undefined;
    const notifications: Waiting[] = [];
    for (let count = this.#fitting(this.#notifications, at); count > 0; count--)
      notifications.push(this.#notifications.shift()!);
    const ended = this.#closing && this.#closing.at <= at && this.#writes.length === 0;
    return { write, notifications, ended: ended ? this.#closing!.reason : undefined };
  }

  /** How many of those that wait go in the event at a time. */
  #fitting(waiting: readonly Waiting[], at: number): number {
    let packets: number = this.#stack.packetsPerEvent;
    const last = waiting.findIndex((one) => {
      packets -= Math.ceil((one.value.length + ATT_HEADER + LINK_HEADER) / this.#stack.packetBytes);
      return one.at > at || packets < 0;
    });
    return last < 0 ? waiting.length : last;
  }

  /** How many are in the queue at a time up to which the radio has not been run yet: the program's callback runs ahead of it. */
  #stillWaiting(at: number): number {
    let waiting: readonly Waiting[] = this.#notifications;
    for (let event = this.nextAt(); event <= at && waiting.length > 0; event += this.#intervalMs)
      waiting = waiting.slice(this.#fitting(waiting, event));
    return waiting.length;
  }

  settleMeter(meter: Meter, at: number): void {
    const events = (until: number): number => Math.floor((until - this.#anchor) / this.#intervalMs);
    meter.connectedMs += at - this.#meteredTo;
    meter.connectionEvents += events(at) - events(this.#meteredTo);
    this.#meteredTo = at;
  }
}
