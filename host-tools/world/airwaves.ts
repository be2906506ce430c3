/** What is on the air: the adverts of all members in order of time, made only for spans that somebody asks about. */
import type { AirPort, Transmission } from "../models/virtual-token/air-port.ts";
import { AdvertCursor } from "./advert-instants.ts";

/** One advertising event: a packet on channel 37 at `at`, then on 38 and 39. */
export interface Packet {
  readonly at: number;
  readonly sender: number;
  readonly transmission: Transmission;
  /** Number of the advert in its transmission. */
  readonly number: number;
}

interface Bucket {
  readonly packets: Packet[];
  sorted: boolean;
}

const BUCKET_MS = 64;
/** Spans further back than this before the latest one asked about are gone. */
const LOOK_BACK_BUCKETS = 16;
/** A transmission that ended so long ago is dropped from its air port. */
const KEEP_ENDED_MS = 2000;

export class Airwaves {
  readonly #ports: readonly AirPort[];
  readonly #cursors: AdvertCursor[][];
  readonly #buckets = new Map<number, Bucket>();
  /** Buckets before this one have been made or will never be. */
  #nextBucket = Number.NEGATIVE_INFINITY;

  constructor(ports: readonly AirPort[]) {
    this.#ports = ports;
    this.#cursors = ports.map(() => []);
  }

  /** Take up what member `sender` has begun to send; to be called after it ran to world time t. */
  update(sender: number, t: number): void {
    const { transmissions } = this.#ports[sender]!;
    const cursors = this.#cursors[sender]!;
    while (transmissions.length > 0 && transmissions[0]!.to < t - KEEP_ENDED_MS) {
      transmissions.shift();
      cursors.shift();
    }
    while (cursors.length < transmissions.length) {
      const cursor = new AdvertCursor(transmissions[cursors.length]!);
      cursors.push(cursor);
      this.#play(sender, cursor, this.#nextBucket * BUCKET_MS);
    }
  }

  /** Calls `visit` for every packet with `from <= at < to`, ascending. */
  each(from: number, to: number, visit: (packet: Packet) => void): void {
    const last = Math.floor(to / BUCKET_MS);
    if (last >= this.#nextBucket) this.#make(last);
    for (let index = Math.floor(from / BUCKET_MS); index <= last; index++) {
      const bucket = this.#buckets.get(index);
      if (!bucket) continue;
      if (!bucket.sorted) sort(bucket);
      const { packets } = bucket;
      for (let i = firstAt(packets, from); i < packets.length; i++) {
        const packet = packets[i]!;
        if (packet.at >= to) break;
        // The transmission may have ended since the bucket was made.
        if (packet.at < packet.transmission.to) visit(packet);
      }
    }
  }

  #make(last: number): void {
    const first = Math.max(this.#nextBucket, last - LOOK_BACK_BUCKETS);
    for (const index of this.#buckets.keys()) {
      if (index >= last - LOOK_BACK_BUCKETS) break;
      this.#buckets.delete(index);
    }
    for (let index = first; index <= last; index++) this.#buckets.set(index, { packets: [], sorted: false });
    this.#nextBucket = last + 1;
    const end = this.#nextBucket * BUCKET_MS;
    for (let sender = 0; sender < this.#cursors.length; sender++) {
      for (const cursor of this.#cursors[sender]!) this.#play(sender, cursor, end);
    }
  }

  /** Put the cursor's adverts before `end` into the buckets there are. */
  #play(sender: number, cursor: AdvertCursor, end: number): void {
    const { transmission } = cursor;
    const stop = Math.min(end, transmission.to);
    for (; cursor.at < stop; cursor.advance()) {
      const bucket = this.#buckets.get(Math.floor(cursor.at / BUCKET_MS));
      if (!bucket) continue;
      bucket.packets.push({ at: cursor.at, sender, transmission, number: cursor.number });
      bucket.sorted = false;
    }
  }
}

function sort(bucket: Bucket): void {
  bucket.packets.sort((x, y) => x.at - y.at || x.sender - y.sender);
  bucket.sorted = true;
}

/** Index of the first packet at or after `from`. */
function firstAt(packets: readonly Packet[], from: number): number {
  let low = 0;
  let high = packets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (packets[middle]!.at < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
