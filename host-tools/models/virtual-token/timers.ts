import type { Processor } from "./processor.ts";

/** Shortest interval, ms (Espruino 2v29). */
const MINIMUM_MS = 0.1;
/** 100 years. */
const MAXIMUM_MS = 100 * 365 * 24 * 3600 * 1000;

/** World time has a step of 0.0002 ms; far less than the 0.03 ms of the token's counter. */
const ROUNDING_MS = 0.001;

interface Timer {
  id: number;
  /** Uptime at which it is due, ms. */
  due: number;
  /** Undefined for a timeout. */
  interval: number | undefined;
  callback: unknown;
  args: unknown[];
  /** A watch's debounce: not the program's to clear. Called instead of `callback`. */
  native: ((due: number) => void) | undefined;
}

/**
 * setTimeout and setInterval as the interpreter runs them: on the token's oscillator, in order of creation rather than
 * of time, an interval's next round counted from when it was due.
 */
export class Timers {
  readonly #processor: Processor;
  #timers: Timer[] = [];
  #changed = false;
  #earliest = Infinity;
  /** Uptime of the last idle pass. */
  #lastIdle = 0;

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  /** World time of the next timer, or Infinity. */
  nextAt(): number {
    return this.#earliest === Infinity ? Infinity : this.#processor.clock.world(this.#earliest);
  }

  /** Functions for the program. */
  api(): Record<string, unknown> {
    return {
      setTimeout: (callback: unknown, ms: unknown, ...args: unknown[]) =>
        this.#add(callback, ms, args, false),
      setInterval: (callback: unknown, ms: unknown, ...args: unknown[]) =>
        this.#add(callback, ms, args, true),
      clearTimeout: (...ids: unknown[]) => this.#clear("Timeout", ids),
      clearInterval: (...ids: unknown[]) => this.#clear("Interval", ids),
      changeInterval: (id: unknown, ms: unknown) => this.#change(id, ms),
    };
  }

  /** A timer of the interpreter's own; `run` gets the uptime at which it was due. */
  addNative(due: number, run: (due: number) => void): { move(due: number): void; cancel(): void } {
    const timer = this.#insert({ due, interval: undefined, callback: undefined, args: [], native: run });
    return {
      move: (later) => {
        timer.due = later;
        this.#refresh();
      },
      cancel: () => this.#remove(timer),
    };
  }

  /** setTime moves the mark of the last idle pass: timers are late by the time since it. */
  timeSet(): void {
    const late = this.#uptime() - this.#lastIdle;
    for (const timer of this.#timers) timer.due += late;
    this.#refresh();
  }

  /** Run what is due. Returns whether there was anything. */
  run(): boolean {
    this.#lastIdle = this.#uptime();
    const now = this.#lastIdle + ROUNDING_MS;
    if (this.#earliest > now) return false;
    do {
      this.#changed = false;
      for (const timer of [...this.#timers]) {
        if (this.#changed) break;
        if (timer.due > now || !this.#timers.includes(timer)) continue;
        this.#fire(timer);
      }
    } while (this.#changed);
    this.#refresh();
    return true;
  }

  #fire(timer: Timer): void {
    const due = timer.due;
    if (timer.native) {
      this.#remove(timer);
      timer.native(due);
      return;
    }
    this.#processor.call(timer.callback, this.#processor.realm.global, timer.args, "timer");
    if (timer.interval === undefined) this.#remove(timer);
    // changeInterval counts from when it was called; otherwise from when this round was due.
    else if (timer.due === due) timer.due = due + timer.interval;
  }

  #add(callback: unknown, ms: unknown, args: unknown[], repeat: boolean): number {
    if (typeof callback !== "function" && typeof callback !== "string") {
      throw this.#processor.realm.error("Function or String not supplied!");
    }
    const interval = this.#interval(ms);
    const timer = this.#insert({
      due: this.#uptime() + interval,
      interval: repeat ? interval : undefined,
      callback,
      args,
      native: undefined,
    });
    return timer.id;
  }

  #insert(fields: Omit<Timer, "id">): Timer {
    // The list's last one decides, so that numbers come again (jsvArrayAddToEnd).
    const timer = { id: (this.#timers.at(-1)?.id ?? 0) + 1, ...fields };
    this.#timers.push(timer);
    this.#changed = true;
    if (timer.due < this.#earliest) this.#earliest = timer.due;
    return timer;
  }

  #clear(name: string, ids: unknown[]): void {
    this.#changed = true;
    if (ids.length === 0) {
      this.#timers = this.#timers.filter((timer) => timer.native);
      this.#refresh();
      return;
    }
    const id = ids[0];
    if (id === undefined) {
      throw this.#processor.realm.error(`clear${name}(undefined) not allowed. Use clear${name}() instead`);
    }
    const timer = this.#timers.find((one) => one.id === id);
    if (timer) this.#remove(timer);
  }

  #change(id: unknown, ms: unknown): void {
    const timer = this.#timers.find((one) => one.id === id);
    if (!timer) throw this.#processor.realm.error("Unknown Interval");
    timer.interval = this.#interval(ms);
    timer.due = this.#uptime() + timer.interval;
    this.#changed = true;
    this.#refresh();
  }

  #interval(ms: unknown): number {
    const interval = Number(ms);
    if (!(interval >= MINIMUM_MS)) return MINIMUM_MS;
    if (interval > MAXIMUM_MS) throw this.#processor.realm.error("Interval is too long (>100 years)");
    return interval;
  }

  #remove(timer: Timer): void {
    const index = this.#timers.indexOf(timer);
    if (index >= 0) this.#timers.splice(index, 1);
    this.#refresh();
  }

  #refresh(): void {
    this.#earliest = this.#timers.reduce((least, timer) => Math.min(least, timer.due), Infinity);
  }

  #uptime(): number {
    return this.#processor.clock.uptime(this.#processor.now);
  }
}
