import type { Board } from "../../../boards/board.ts";
import { toByteString } from "./bytes.ts";
import type { Callable } from "./callable.ts";
import type { DeviceClock } from "./clock.ts";
import { CALLBACK_MS, type CallbackKind } from "./costs.ts";
import { EventRing } from "./event-ring.ts";
import { PowerCut } from "./flash.ts";
import type { Meter } from "./meter.ts";
import type { MultiplyWithCarry } from "./multiply-with-carry.ts";
import type { Random } from "./random.ts";
import type { Realm } from "./realm.ts";
import type { Watchdog } from "./watchdog.ts";

/** Thrown to unwind the program when it must not go on (reboot, no power). */
export class Halt extends Error {
  override name = "Halt";
}

interface QueuedEvent {
  callback: unknown;
  self: unknown;
  args: unknown[];
  kind: CallbackKind;
  /** Where it says no, the interpreter has done its part and the program is not called. */
  filter: (() => boolean) | undefined;
  /** Processor time beyond what every call of its kind takes, ms. */
  extraMs: number;
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
  /** What the chip and the world draw. */
  readonly random: Random;
  /** What the program draws. */
  readonly mathRandom: MultiplyWithCarry;
  readonly meter: Meter;
  readonly realm: Realm;
  readonly watchdog: Watchdog;
  readonly ring = new EventRing();
  readonly errorFlags = new Set<ErrorFlag>();
  /** Prints a line that the interpreter itself writes. */
  readonly print: (line: string) => void;
  #events: QueuedEvent[] = [];
  readonly #sharedStrings = new Map<string, ArrayBuffer>();
  readonly #speed: number;
  #hasThrown = false;
  #thrown: { readonly error: unknown } | undefined;

  constructor(
    now: number,
    parts: {
      /** How many times faster than the costs say. */
      speed: number;
      board: Board;
      clock: DeviceClock;
      random: Random;
      mathRandom: MultiplyWithCarry;
      meter: Meter;
      realm: Realm;
      watchdog: Watchdog;
      print(line: string): void;
    },
  ) {
    this.now = now;
    this.busyUntil = now;
    this.#speed = parts.speed;
    this.board = parts.board;
    this.clock = parts.clock;
    this.random = parts.random;
    this.mathRandom = parts.mathRandom;
    this.meter = parts.meter;
    this.realm = parts.realm;
    this.watchdog = parts.watchdog;
    this.print = parts.print;
    this.ring.onDrop = () => {
      this.meter.droppedEvents++;
      this.errorFlags.add("FIFO_FULL");
    };
  }

  /** Let processor time pass. Throws Halt where the watchdog has had enough of it. */
  spend(tableMs: number): void {
    const ms = tableMs / this.#speed;
    this.now += ms;
    this.meter.cpuMs += ms;
    if (this.now >= this.watchdog.bitesAt) throw new Halt("watchdog");
  }

  /** Let time pass in which flash is written or erased. */
  spendOnFlash(tableMs: number): void {
    const before = this.meter.cpuMs;
    this.spend(tableMs);
    this.meter.flashMs += this.meter.cpuMs - before;
  }

  get hasEvents(): boolean {
    return this.#events.length > 0;
  }

  /** Queue a call for the end of the idle pass. `callback` may be a function, an array of them or source text. */
  queue(callback: unknown, self: unknown, args: unknown[], kind: CallbackKind, extraMs = 0): void {
    this.#events.push({ callback, self, args, kind, filter: undefined, extraMs });
  }

  /** Queue an advert's callback that runs only if the filter lets it through. */
  queueFiltered(callback: unknown, args: unknown[], filter: () => boolean): void {
    this.#events.push({ callback, self: undefined, args, kind: "advert", filter, extraMs: 0 });
  }

  runEvents(): void {
    for (let i = 0; i < this.#events.length; ) {
      const { callback, self, args, kind, extraMs } = this.#events[i]!;
      if ((kind === "advert" || kind === "sighting") && typeof callback === "function")
        i = this.#runAdverts(callback as Callable, kind, i);
      else {
        this.call(callback, self, args, kind);
        this.spend(extraMs);
        i++;
      }
    }
    this.#events.length = 0;
  }

  /** Adverts come in heaps: from the event `first` on all that are for one function. The first event behind them. */
  #runAdverts(callback: Callable, kind: "advert" | "sighting", first: number): number {
    let end = first + 1;
    while (this.#events[end]?.kind === kind && this.#events[end]!.callback === callback) end++;
    const heap = this.#events
      .slice(first, end)
      .map(({ args, filter, extraMs }) => ({ args, passes: !filter || filter(), extraMs }));
    let at = 0;
    const turnAway = (): void => {
      for (; heap[at] && !heap[at]!.passes; at++) this.spend(CALLBACK_MS[kind].before);
    };
    const lists = heap.filter(({ passes }) => passes).map(({ args }) => args);
    this.realm.applyEach(callback, lists, {
      before: () => {
        turnAway();
        at++;
        this.#begin(kind);
      },
      failed: (error) => this.threw(error),
      after: () => this.spend(CALLBACK_MS[kind].after + heap[at - 1]!.extraMs),
    });
    turnAway();
    return end;
  }

  /**
   * Call into the program now. What it throws is kept for the end of the idle pass, where the interpreter looks at errors:
   * of several in one pass only the last is reported. Halt and PowerCut are passed on.
   */
  call(callback: unknown, self: unknown, args: unknown[], kind: CallbackKind): void {
    this.#begin(kind);
    this.#invoke(callback, self, args);
    this.spend(CALLBACK_MS[kind].after);
  }

  #begin(kind: CallbackKind): void {
    this.spend(CALLBACK_MS[kind].before);
    this.meter.callbacks[kind]++;
  }

  /** Something was thrown and not caught. */
  threw(error: unknown): void {
    if (error instanceof Halt || error instanceof PowerCut) throw error;
    this.#thrown = { error };
    this.#hasThrown = true;
  }

  /** Take what was thrown last; the mark that something was thrown stays. */
  takeThrown(): { readonly error: unknown } | undefined {
    const thrown = this.#thrown;
    this.#thrown = undefined;
    return thrown;
  }

  /** Something was thrown and not yet reported: kept by itself, as the interpreter does. */
  get hasThrown(): boolean {
    return this.#hasThrown;
  }

  restoreHasThrown(was: boolean): void {
    this.#hasThrown = was;
  }

  /** What there is to report, if anything: undefined where a promise's handler took the error itself. */
  reportThrown(): { readonly error: unknown } | undefined {
    const reported = this.#hasThrown ? (this.takeThrown() ?? { error: undefined }) : undefined;
    this.#hasThrown = false;
    return reported;
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

  /** On the token E.toArrayBuffer gives a string's own bytes, so that a program can change the string later. */
  share(text: string, bytes: ArrayBuffer): ArrayBuffer {
    this.#sharedStrings.set(text, bytes);
    return bytes;
  }

  /** A string as it reads now, whatever was written into its bytes meanwhile. */
  present(text: unknown): unknown {
    const bytes = typeof text === "string" ? this.#sharedStrings.get(text) : undefined;
    return bytes ? toByteString(new Uint8Array(bytes)) : text;
  }
}
