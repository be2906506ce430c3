import type { HeardAdvert } from "./air-port.ts";

/** Bytes of the interpreter's event ring that can be filled (1024, one stays free). */
const CAPACITY = 1023;
/** Length and type of an event. */
const EVENT_BYTES = 2;
/** Kind and value of a radio event. */
const RADIO_BYTES = 3;
/** Address, its type, RSSI and length before the data of an advert. */
const ADVERT_BYTES = 9;

type RingEvent = (at: number) => void;

interface Waiting {
  at: number;
  bytes: number;
  run: RingEvent;
}

/**
 * What the radio and the pins hand to the interpreter: a ring of 1024 bytes, emptied when the interpreter is idle.
 * An advert of 31 bytes takes 45, so 22 fit; what comes while the ring is full is lost.
 */
export class EventRing {
  #adverts: HeardAdvert[] = [];
  #next = 0;
  #others: Waiting[] = [];
  /** An event was lost. */
  onDrop: () => void = () => {};

  /** Adverts, ascending by time and not before those already there. */
  hear(adverts: readonly HeardAdvert[]): void {
    for (const advert of adverts) this.#adverts.push(advert);
  }

  /** An event of the radio, with so many bytes of content. */
  pushRadio(at: number, contentBytes: number, run: RingEvent): void {
    this.#push(at, EVENT_BYTES + RADIO_BYTES + contentBytes, run);
  }

  pushPin(at: number, run: RingEvent): void {
    this.#push(at, EVENT_BYTES + 4, run);
  }

  clear(): void {
    this.#adverts = [];
    this.#next = 0;
    this.#others = [];
  }

  /** Time of the first event, or Infinity. */
  firstAt(): number {
    const advert = this.#adverts[this.#next];
    const other = this.#others[0];
    return Math.min(advert ? advert.at : Infinity, other ? other.at : Infinity);
  }

  /** Empty the ring of what came up to `now`; what did not fit is dropped. Returns whether there was anything. */
  drain(now: number, onAdvert: (advert: HeardAdvert) => void): boolean {
    let used = 0;
    let any = false;
    const admitted: (HeardAdvert | Waiting)[] = [];
    for (;;) {
      const advert = this.#adverts[this.#next];
      const other = this.#others[0];
      const advertFirst = advert !== undefined && (other === undefined || advert.at <= other.at);
      const event = advertFirst ? advert : other;
      if (event === undefined || event.at > now) break;
      any = true;
      let bytes: number;
      if (advertFirst) {
        this.#next++;
        bytes = EVENT_BYTES + RADIO_BYTES + ADVERT_BYTES + advert.data.length;
      } else {
        this.#others.shift();
        bytes = other!.bytes;
      }
      if (used + bytes > CAPACITY) {
        this.onDrop();
        continue;
      }
      used += bytes;
      admitted.push(event);
    }
    if (this.#next === this.#adverts.length && this.#next > 0) {
      this.#adverts.length = 0;
      this.#next = 0;
    }
    for (const event of admitted) {
      if ("run" in event) event.run(event.at);
      else onAdvert(event);
    }
    return any;
  }

  #push(at: number, bytes: number, run: RingEvent): void {
    let i = this.#others.length;
    while (i > 0 && this.#others[i - 1]!.at > at) i--;
    this.#others.splice(i, 0, { at, bytes, run });
  }
}
