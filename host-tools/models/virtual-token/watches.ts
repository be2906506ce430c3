import type { Pin } from "./pin.ts";
import type { Processor } from "./processor.ts";
import type { Timers } from "./timers.ts";

/** Debounce of a button's watch where none is given, ms (Espruino 2v29). */
const BUTTON_DEBOUNCE_MS = 25;

interface Watch {
  readonly id: number;
  readonly pin: Pin;
  readonly callback: unknown;
  readonly repeat: boolean;
  /** 1 rising, -1 falling, 0 both. */
  readonly edge: number;
  readonly debounceMs: number;
  state: boolean;
  lastTime: number | undefined;
  /** A change that waits for the pin to keep still. */
  pending: { state: boolean; readonly timer: { move(due: number): void; cancel(): void } } | undefined;
}

/** setWatch: callbacks when a pin changes, after it has been still for the debounce time. */
export class Watches {
  readonly #processor: Processor;
  readonly #timers: Timers;
  #watches: Watch[] = [];

  constructor(processor: Processor, timers: Timers) {
    this.#processor = processor;
    this.#timers = timers;
  }

  /** `high` is the pin's present level. Returns the watch's number. */
  add(callback: unknown, pin: Pin, options: unknown, high: boolean, isButton: boolean): number {
    if (typeof callback !== "function" && typeof callback !== "string") {
      throw this.#processor.realm.error("Function or String not supplied!");
    }
    const given = (options !== null && typeof options === "object" ? options : { repeat: options }) as {
      repeat?: unknown;
      debounce?: unknown;
      edge?: unknown;
    };
    const standard = isButton ? BUTTON_DEBOUNCE_MS : 0;
    const debounce = given.debounce === undefined ? standard : Number(given.debounce);
    const watch: Watch = {
      // The list's last one decides, so that numbers come again (jsvArrayAddToEnd).
      id: (this.#watches.at(-1)?.id ?? 0) + 1,
      pin,
      callback,
      repeat: Boolean(given.repeat),
      edge: this.#edge(given.edge, isButton ? 1 : 0),
      debounceMs: Number.isNaN(debounce) ? 0 : Math.max(debounce, 0),
      state: high,
      lastTime: undefined,
      pending: undefined,
    };
    this.#watches.push(watch);
    return watch.id;
  }

  /** clearWatch(id), or all of them without an argument. */
  clear(ids: readonly unknown[]): void {
    const { realm } = this.#processor;
    if (ids.length > 0 && ids[0] === undefined) {
      throw realm.error("clearWatch(undefined) not allowed. Use clearWatch() instead");
    }
    const gone = ids.length === 0 ? this.#watches : this.#watches.filter((watch) => watch.id === ids[0]);
    if (ids.length > 0 && gone.length === 0) throw realm.error(`Unknown Watch ${String(ids[0])}`);
    for (const watch of gone) watch.pending?.timer.cancel();
    this.#watches = this.#watches.filter((watch) => !gone.includes(watch));
  }

  /** A pin changed at a world time: the interpreter sees it when it is idle. */
  changed(pin: Pin, high: boolean, at: number): void {
    if (!this.#watches.some((watch) => watch.pin === pin)) return;
    this.#processor.ring.pushPin(at, () => {
      for (const watch of [...this.#watches]) if (watch.pin === pin) this.#seen(watch, high, at);
    });
  }

  #seen(watch: Watch, high: boolean, at: number): void {
    const { clock } = this.#processor;
    if (watch.debounceMs === 0) {
      watch.state = high;
      this.#fire(watch, high, clock.rtc(at));
      return;
    }
    const due = clock.uptime(at) + watch.debounceMs;
    if (watch.pending) {
      watch.pending.state = high;
      watch.pending.timer.move(due);
    } else if (high !== watch.state) {
      const timer = this.#timers.addNative(due, (when) => this.#still(watch, when));
      watch.pending = { state: high, timer };
    }
  }

  /** The pin has kept still for the debounce time. */
  #still(watch: Watch, due: number): void {
    const high = watch.pending!.state;
    watch.pending = undefined;
    if (high === watch.state) return;
    watch.state = high;
    const { clock } = this.#processor;
    this.#fire(watch, high, clock.rtc(clock.world(due - watch.debounceMs)));
  }

  #fire(watch: Watch, high: boolean, rtcMs: number): void {
    const { realm } = this.#processor;
    const time = rtcMs / 1000;
    if (watch.edge === 0 || watch.edge > 0 === high) {
      const event = realm.object({ state: high, lastTime: watch.lastTime, time, pin: watch.pin });
      this.#processor.call(watch.callback, undefined, [event], "watch");
      if (!watch.repeat) this.#watches = this.#watches.filter((one) => one !== watch);
    }
    watch.lastTime = time;
  }

  #edge(edge: unknown, standard: number): number {
    if (edge === undefined) return standard;
    if (typeof edge === "number") return Math.sign(edge);
    const named = { rising: 1, falling: -1, both: 0 }[String(edge)];
    if (named !== undefined) return named;
    const text = "'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'";
    throw new this.#processor.realm.library.TypeError(text);
  }
}
