import type { Board } from "../../boards/board.ts";
import type { Processor } from "./processor.ts";
import type { Timers } from "./timers.ts";

/** Debounce of a button's watch where none is given, ms (Espruino 2v29). */
const BUTTON_DEBOUNCE_MS = 25;

/** A pin as the program sees it. */
export class Pin {
  readonly name: string;
  readonly #pins: Pins;

  constructor(name: string, pins: Pins) {
    this.name = name;
    this.#pins = pins;
  }

  read(): boolean {
    return this.#pins.level(this) === 1;
  }
  write(value: unknown): void {
    this.#pins.drive(this, value);
  }
  set(): void {
    this.#pins.drive(this, 1);
  }
  reset(): void {
    this.#pins.drive(this, 0);
  }
  toggle(): boolean {
    this.#pins.drive(this, this.#pins.level(this) === 1 ? 0 : 1);
    return this.read();
  }
  mode(mode: unknown): void {
    this.#pins.setMode(this, mode);
  }
  getMode(): string {
    return this.#pins.mode(this);
  }
  toString(): string {
    return this.name;
  }
  get [Symbol.toStringTag](): string {
    return "Pin";
  }
}

interface Watch {
  id: number;
  pin: Pin;
  callback: unknown;
  repeat: boolean;
  /** 1 rising, -1 falling, 0 both. */
  edge: number;
  debounceMs: number;
  state: boolean;
  lastTime: number | undefined;
  pending: { state: boolean; due: number; timer: { move(due: number): void; cancel(): void } } | undefined;
}

interface Change {
  /** World time. */
  at: number;
  pin: Pin;
  level: 0 | 1;
}

/** Pins, the button and the LEDs, with watches and timed pulses. */
export class Pins {
  readonly #board: Board;
  readonly #pins = new Map<string, Pin>();
  readonly #levels = new Map<Pin, 0 | 1>();
  readonly #modes = new Map<Pin, string>();
  #processor!: Processor;
  #timers!: Timers;
  #watches: Watch[] = [];
  #nextWatch = 1;
  /** Future levels of digitalPulse, which a hardware timer sets. */
  #pulses: Change[] = [];
  #litSince = new Map<Pin, number>();

  constructor(board: Board) {
    this.#board = board;
    for (let n = 0; n < 48; n++) {
      const pin = new Pin(`D${n}`, this);
      this.#pins.set(pin.name, pin);
      this.#levels.set(pin, 0);
    }
  }

  /** Power-on: outputs off, nothing watched; the button stays as it is held. */
  start(processor: Processor, timers: Timers): void {
    this.#processor = processor;
    this.#timers = timers;
    this.#watches = [];
    this.#pulses = [];
    for (const pin of this.#pins.values()) if (pin !== this.button) this.#levels.set(pin, 0);
    this.#litSince.clear();
    this.#modes.clear();
  }

  /** LEDs go out with the power. */
  stop(at: number): void {
    for (const pin of this.#litSince.keys()) this.#set(pin, 0, at);
    this.#watches = [];
    this.#pulses = [];
  }

  pin(name: string): Pin {
    return this.#pins.get(name)!;
  }

  get button(): Pin {
    return this.pin(this.#board.pins.button);
  }

  /** Is the LED on this pin lit? */
  lit(name: string): boolean {
    return this.#levels.get(this.pin(name)) === this.#board.pins.ledOn && this.#modes.has(this.pin(name));
  }

  level(pin: Pin): 0 | 1 {
    return this.#levels.get(pin)!;
  }

  mode(pin: Pin): string {
    return this.#modes.get(pin) ?? "analog";
  }

  setMode(pin: Pin, mode: unknown): void {
    if (mode === undefined) this.#modes.delete(pin);
    else this.#modes.set(pin, String(mode));
  }

  drive(pin: Pin, value: unknown): void {
    this.#modes.set(pin, "output");
    this.#set(pin, value ? 1 : 0, this.#processor.now);
  }

  /** The button goes down or up. */
  moveButton(pressed: boolean, at: number, powered: boolean): void {
    const level = pressed === (this.#board.pins.buttonPressed === 1) ? 1 : 0;
    const pin = this.button;
    if (this.#levels.get(pin) === level) return;
    this.#levels.set(pin, level);
    if (powered && this.#watches.some((watch) => watch.pin === pin)) {
      this.#processor.ring.pushPin(at, (when) => this.#pinEvent(pin, level === 1, when));
    }
  }

  /** World time of the next level that a pulse sets, or Infinity. */
  nextPulseAt(): number {
    return this.#pulses[0]?.at ?? Infinity;
  }

  runPulses(now: number): void {
    while (this.#pulses[0] && this.#pulses[0].at <= now) {
      const { at, pin, level } = this.#pulses.shift()!;
      this.#set(pin, level, at);
    }
  }

  #set(pin: Pin, level: 0 | 1, at: number): void {
    this.#levels.set(pin, level);
    const { ledGreen, ledRed, ledOn } = this.#board.pins;
    if (pin.name !== ledGreen && pin.name !== ledRed) return;
    const since = this.#litSince.get(pin);
    if (level === ledOn) {
      if (since === undefined) this.#litSince.set(pin, at);
    } else if (since !== undefined) {
      this.#litSince.delete(pin);
      this.#processor.meter.ledMs += at - since;
    }
  }

  /** Functions and pin objects for the program. */
  api(): Record<string, unknown> {
    const { board } = this.#processor;
    const members: Record<string, unknown> = {
      digitalWrite: (pin: unknown, value: unknown) => {
        for (const one of Array.isArray(pin) ? pin : [pin]) this.drive(this.#from(one), value);
      },
      digitalRead: (pin: unknown) => this.level(this.#from(pin)),
      digitalPulse: (pin: unknown, value: unknown, time: unknown) =>
        this.#pulse(this.#from(pin), value, time),
      pinMode: (pin: unknown, mode: unknown) => this.setMode(this.#from(pin), mode),
      getPinMode: (pin: unknown) => this.mode(this.#from(pin)),
      analogRead: (pin: unknown) => this.level(this.#from(pin)),
      setWatch: (callback: unknown, pin: unknown, options: unknown) =>
        this.#setWatch(callback, this.#from(pin), options),
      clearWatch: (...ids: unknown[]) => this.#clearWatch(ids),
      LOW: 0,
      HIGH: 1,
      BTN: this.button,
      BTN1: this.button,
      LED: this.pin(board.pins.ledRed),
      LED1: this.pin(board.pins.ledRed),
      LED2: this.pin(board.pins.ledGreen),
      Pin: this.#constructorForProgram(),
    };
    for (const [name, pin] of this.#pins) members[name] = pin;
    return members;
  }

  /** `new Pin("D4")` gives the pin there is. */
  #constructorForProgram(): unknown {
    const pins = this;
    function PinOfProgram(value: unknown): Pin {
      return pins.#from(value);
    }
    Object.defineProperty(PinOfProgram, "prototype", { value: Pin.prototype });
    return PinOfProgram;
  }

  #from(value: unknown): Pin {
    if (value instanceof Pin) return value;
    const pin = typeof value === "number" ? this.#pins.get(`D${value}`) : this.#pins.get(String(value));
    if (!pin) throw this.#processor.realm.error("Invalid pin");
    return pin;
  }

  #pulse(pin: Pin, value: unknown, time: unknown): void {
    const { realm, now } = this.#processor;
    let level: 0 | 1 = value ? 1 : 0;
    const times = (Array.isArray(time) ? time : [time]).map(Number);
    if (times.some((ms) => !(ms >= 0))) throw realm.error("Pulse Time is less than 0 or not a number");
    // A pulse on a pin that still pulses goes on where the last one ends; no time at all waits for that end.
    const busy = this.#pulses.filter((change) => change.pin === pin).at(-1);
    let at = busy ? busy.at : now;
    if (!busy) this.drive(pin, level);
    if (time === 0) this.#processor.spend(Math.max((this.#pulses.at(-1)?.at ?? now) - now, 0));
    for (const ms of times) {
      at += ms;
      level = level === 1 ? 0 : 1;
      if (ms > 0) this.#pulses.push({ at, pin, level });
    }
    this.#pulses.sort((a, b) => a.at - b.at);
  }

  #setWatch(callback: unknown, pin: Pin, options: unknown): number {
    const { realm } = this.#processor;
    if (typeof callback !== "function" && typeof callback !== "string") {
      throw realm.error("Function or String not supplied!");
    }
    const isButton = pin === this.button;
    const given = (options !== null && typeof options === "object" ? options : { repeat: options }) as {
      repeat?: unknown;
      debounce?: unknown;
      edge?: unknown;
    };
    const debounce =
      given.debounce === undefined ? (isButton ? BUTTON_DEBOUNCE_MS : 0) : Number(given.debounce);
    const watch: Watch = {
      id: this.#nextWatch++,
      pin,
      callback,
      repeat: Boolean(given.repeat),
      edge: this.#edge(given.edge, isButton ? 1 : 0),
      debounceMs: Number.isNaN(debounce) ? 0 : Math.max(debounce, 0),
      state: this.level(pin) === 1,
      lastTime: undefined,
      pending: undefined,
    };
    this.#watches.push(watch);
    return watch.id;
  }

  #edge(edge: unknown, standard: number): number {
    if (edge === undefined) return standard;
    if (typeof edge === "number") return Math.sign(edge);
    const named = { rising: 1, falling: -1, both: 0 }[String(edge)];
    if (named === undefined) {
      const text = "'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'";
      throw new this.#processor.realm.library.TypeError(text);
    }
    return named;
  }

  #clearWatch(ids: unknown[]): void {
    if (ids.length === 0) {
      for (const watch of this.#watches) watch.pending?.timer.cancel();
      this.#watches = [];
      return;
    }
    if (ids[0] === undefined) {
      throw this.#processor.realm.error("clearWatch(undefined) not allowed. Use clearWatch() instead");
    }
    const index = this.#watches.findIndex((watch) => watch.id === ids[0]);
    if (index < 0) throw this.#processor.realm.error(`Unknown Watch ${String(ids[0])}`);
    this.#watches[index]!.pending?.timer.cancel();
    this.#watches.splice(index, 1);
  }

  #pinEvent(pin: Pin, high: boolean, at: number): void {
    for (const watch of [...this.#watches]) if (watch.pin === pin) this.#watchEvent(watch, high, at);
  }

  #watchEvent(watch: Watch, high: boolean, at: number): void {
    if (watch.debounceMs === 0) {
      watch.state = high;
      this.#fire(watch, high, this.#processor.clock.rtc(at));
      return;
    }
    const due = this.#processor.clock.uptime(at) + watch.debounceMs;
    if (watch.pending) {
      watch.pending.state = high;
      watch.pending.due = due;
      watch.pending.timer.move(due);
    } else if (high !== watch.state) {
      const timer = this.#timers.addNative(due, (when) => this.#settled(watch, when));
      watch.pending = { state: high, due, timer };
    }
  }

  /** The pin has been still for the debounce time. */
  #settled(watch: Watch, due: number): void {
    const high = watch.pending!.state;
    watch.pending = undefined;
    if (high === watch.state) return;
    watch.state = high;
    const clock = this.#processor.clock;
    this.#fire(watch, high, clock.rtc(clock.world(due - watch.debounceMs)));
  }

  #fire(watch: Watch, high: boolean, rtcMs: number): void {
    const time = rtcMs / 1000;
    if (watch.edge === 0 || watch.edge > 0 === high) {
      const event = this.#processor.realm.object({
        state: high,
        lastTime: watch.lastTime,
        time,
        pin: watch.pin,
      });
      this.#processor.call(watch.callback, undefined, [event], "watch");
      if (!watch.repeat) this.#watches = this.#watches.filter((one) => one !== watch);
    }
    watch.lastTime = time;
  }
}
