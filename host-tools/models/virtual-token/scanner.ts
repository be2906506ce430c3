import type { HeardAdvert, Listening } from "./air-port.ts";
import { BluetoothDevice } from "./bluetooth-device.ts";
import type { Callable } from "./callable.ts";
import { CALL_MS, sightingMs } from "./costs.ts";
import type { Processor } from "./processor.ts";
import { matchesFilters } from "./scan-filter.ts";
import { Sightings } from "./sightings.ts";
import { typeName } from "./text.ts";

/** Window and interval where none is given: the receiver is on all the time. */
const STANDARD_MS = 100;
const MINIMUM_MS = 2.5;
const MAXIMUM_MS = 10240;
const UNIT_MS = 0.625;

/**
 * The global name under which the interpreter keeps the listener of a scan. setScan puts the reader of adverts there; a
 * program may put a function of its own in its place, which then gets each advert unread: { rssi, id, data }. Whatever
 * stands there when the radio restarts, the scan goes on (jswrap_ble_reconfigure_softdevice).
 */
const LISTENER = "#onblescan";
/** Stands for the interpreter's own reader, which the model runs itself. */
const READER = "(function(){throw new Error('the model reads adverts itself')})";

/** NRF.setScan: the callback and the spans of time in which the receiver listens. */
export class Scanner {
  readonly listenings: Listening[] = [];
  readonly #processor: Processor;
  readonly #sightings = new Sightings();
  /** The program's value for the interpreter's own reader; made when it is first needed. */
  #reader: unknown;
  #callback: Callable | undefined;
  #filters: readonly unknown[] | undefined;
  #current: Listening | undefined;
  /** Up to here the meter has it. */
  #countedTo = 0;

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  set(callback: unknown, options: unknown): void {
    const { realm } = this.#processor;
    this.#processor.spend(CALL_MS.setScan);
    let filters: unknown;
    if (options !== null && typeof options === "object") filters = (options as { filters?: unknown }).filters;
    else if (options) throw new realm.library.TypeError(`Expecting Object, got ${typeName(options)}`);
    if (filters !== undefined && !Array.isArray(filters)) {
      throw new realm.library.TypeError("requestDevice expecting an array of filters, got String");
    }
    if (typeof callback !== "function") {
      realm.forget(LISTENER);
      this.stop(this.#processor.now);
      return;
    }
    this.#reader ??= realm.evaluate(READER, "setScan");
    realm.place(LISTENER, this.#reader);
    this.#callback = callback as Callable;
    this.#filters = filters;
    // While it scans only the callback changes: radio options of a second call are not looked at.
    if (!this.#current) this.#start(this.#processor.now, options);
  }

  /** After a radio restart a scan goes on where there is a listener, whoever put it there: with the receiver always on. */
  resume(): void {
    if (this.#processor.realm.lookUp(LISTENER) !== undefined) this.#start(this.#processor.now, undefined);
  }

  stop(at: number): void {
    if (!this.#current) return;
    this.settleMeter(at);
    this.#current.to = at;
    this.#current = undefined;
  }

  settleMeter(at: number): void {
    if (!this.#current || at <= this.#countedTo) return;
    const { windowMs, intervalMs } = this.#current;
    this.#processor.meter.listenMs += ((at - this.#countedTo) * windowMs) / intervalMs;
    this.#countedTo = at;
  }

  /** An advert out of the ring: the event is made now, decoded and filtered when its turn comes. */
  receive(advert: HeardAdvert): void {
    const { realm } = this.#processor;
    const listener = realm.lookUp(LISTENER);
    if (listener === undefined) return;
    this.#processor.spend(CALL_MS.advertEvent);
    if (listener === this.#reader) this.#read(advert);
    else {
      const fields = { rssi: Math.round(advert.rssi), id: advert.address, data: realm.buffer(advert.data) };
      const kind = this.#sightings.kindOf(advert.data);
      this.#processor.meter.sightings[kind]++;
      this.#processor.queue(listener, undefined, [realm.object(fields)], "sighting", sightingMs(kind));
    }
  }

  /** For the callback that setScan was given. */
  #read(advert: HeardAdvert): void {
    const event = new BluetoothDevice(this.#processor.realm, advert);
    const args = [event];
    const callback = this.#callback!;
    const filters = this.#filters;
    if (filters) this.#processor.queueFiltered(callback, args, () => matchesFilters(filters, event));
    else this.#processor.queue(callback, undefined, args, "advert");
  }

  #start(from: number, options: unknown): void {
    const given = (options ?? {}) as { window?: unknown; interval?: unknown };
    const windowMs = milliseconds(given.window);
    const intervalMs = Math.max(milliseconds(given.interval), windowMs);
    this.#countedTo = from;
    this.#current = { from, to: Infinity, windowMs, intervalMs };
    this.listenings.push(this.#current);
  }
}

/** Whole milliseconds in the stack's units of 0.625 ms; the standard where out of range. */
function milliseconds(value: unknown): number {
  const ms = Math.trunc(Math.trunc(Number(value)) / UNIT_MS) * UNIT_MS;
  return ms >= MINIMUM_MS && ms <= MAXIMUM_MS ? ms : STANDARD_MS;
}
