import type { Board } from "../../boards/board.ts";
import type { DeviceClock } from "./clock.ts";
import { CALLBACK_MS, type CallbackKind } from "./costs.ts";
import { EventRing } from "./event-ring.ts";
import { PowerCut } from "./flash.ts";
import type { Meter } from "./meter.ts";
import type { Random } from "./random.ts";
import type { Realm } from "./realm.ts";

export type Callable = (...args: unknown[]) => unknown;

/** Thrown to unwind the program when it must not go on (reboot, no power). */
export class Halt extends Error {
  override name = "Halt";
}

interface QueuedEvent {
  callback: unknown;
  self: unknown;
  args: unknown[];
  kind: CallbackKind;
}

export type ErrorFlag = "FIFO_FULL" | "BUFFER_FULL" | "CALLBACK" | "LOW_MEMORY" | "MEMORY";

/**
 * The interpreter's processor: where it stands in time, what it still has to call, and how it calls the program.
 * Parts of the model share one; it is made anew at each power-on.
 */
export class Processor {
  /** World time of the processor: moves on while a callback runs. */
  now: number;
  /** World time until which it is busy with what it did last. */
  busyUntil: number;
  readonly board: Board;
  readonly clock: DeviceClock;
  readonly random: Random;
  readonly meter: Meter;
  readonly realm: Realm;
  readonly ring = new EventRing();
  readonly errorFlags = new Set<ErrorFlag>();
  /** Prints a line that the interpreter itself writes. */
  readonly print: (line: string) => void;
  #events: QueuedEvent[] = [];
  readonly #speed: number;
  #thrown: { readonly error: unknown } | undefined;

  constructor(
    now: number,
    parts: {
      /** How many times faster than the costs say. */
      speed: number;
      board: Board;
      clock: DeviceClock;
      random: Random;
      meter: Meter;
      realm: Realm;
      print(line: string): void;
    },
  ) {
    this.now = now;
    this.busyUntil = now;
    this.#speed = parts.speed;
    this.board = parts.board;
    this.clock = parts.clock;
    this.random = parts.random;
    this.meter = parts.meter;
    this.realm = parts.realm;
    this.print = parts.print;
    this.ring.onDrop = () => {
      this.meter.droppedEvents++;
      this.errorFlags.add("FIFO_FULL");
    };
  }

  /** Let processor time pass. */
  spend(tableMs: number): void {
    const ms = tableMs / this.#speed;
    this.now += ms;
    this.meter.cpuMs += ms;
  }

  get hasEvents(): boolean {
    return this.#events.length > 0;
  }

  /** Queue a call for the end of the idle pass. `callback` may be a function, an array of them or source text. */
  queue(callback: unknown, self: unknown, args: unknown[], kind: CallbackKind): void {
    this.#events.push({ callback, self, args, kind });
  }

  runEvents(): void {
    for (let i = 0; i < this.#events.length; i++) {
      const event = this.#events[i]!;
      this.call(event.callback, event.self, event.args, event.kind);
    }
    this.#events.length = 0;
  }

  /**
   * Call into the program now. What it throws is kept for the end of the idle pass, where the interpreter looks at errors:
   * of several in one pass only the last is reported. Halt and PowerCut are passed on.
   */
  call(callback: unknown, self: unknown, args: unknown[], kind: CallbackKind): void {
    const cost = CALLBACK_MS[kind];
    this.spend(cost.before);
    this.meter.callbacks[kind]++;
    this.#invoke(callback, self, args);
    this.spend(cost.after);
  }

  /** Something was thrown and not caught. */
  threw(error: unknown): void {
    if (error instanceof Halt || error instanceof PowerCut) throw error;
    this.#thrown = { error };
  }

  /** What was thrown last and not yet looked at. */
  takeThrown(): { readonly error: unknown } | undefined {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    return thrown;
  }

  #invoke(callback: unknown, self: unknown, args: unknown[]): void {
    if (Array.isArray(callback)) {
      for (const one of callback) this.#invoke(one, self, args);
      return;
    }
    try {
      if (typeof callback === "function") Reflect.apply(callback as Callable, self, args);
      else if (typeof callback === "string") this.realm.evaluate(callback, "event");
    } catch (error) {
      this.threw(error);
    }
  }
}
