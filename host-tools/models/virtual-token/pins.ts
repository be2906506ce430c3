import type { Board } from "../../../boards/board.ts";
import { CALL_MS } from "./costs.ts";
import { Pin, type PinOwner } from "./pin.ts";
import type { Processor } from "./processor.ts";
import type { Timers } from "./timers.ts";
import { Watches } from "./watches.ts";

const PIN_COUNT = 48;

/** A level that a hardware timer will set. */
interface Change {
  /** World time. */
  readonly at: number;
  readonly pin: Pin;
  readonly level: 0 | 1;
}

/** Pins, the button and the LEDs. They outlive power cycles: the button stays as it is held. */
export class Pins implements PinOwner {
  readonly #board: Board;
  readonly #pins = new Map<string, Pin>();
  readonly #levels = new Map<Pin, 0 | 1>();
  readonly #modes = new Map<Pin, string>();
  readonly #drawn = new Set<Pin>();
  readonly #litSince = new Map<Pin, number>();
  #pulses: Change[] = [];
  #processor!: Processor;
  #watches: Watches | undefined;

  constructor(board: Board) {
    this.#board = board;
    for (let n = 0; n < PIN_COUNT; n++) {
      const pin = new Pin(`D${n}`, this);
      this.#pins.set(pin.name, pin);
      this.#levels.set(pin, 0);
    }
    // Where the lights are drawn on a screen, they are objects of their own with a pin's methods.
    for (const name of [board.pins.ledRed, board.pins.ledGreen]) {
      if (this.#pins.has(name)) continue;
      const drawn = new Pin(name, this);
      this.#pins.set(name, drawn);
      this.#drawn.add(drawn);
      this.#levels.set(drawn, 0);
    }
  }

  /** Power-on: outputs off, nothing watched. */
  start(processor: Processor, timers: Timers): void {
    this.#processor = processor;
    this.#watches = new Watches(processor, timers);
    this.#pulses = [];
    this.#modes.clear();
    for (const pin of this.#pins.values()) if (pin !== this.button) this.#levels.set(pin, 0);
  }

  /** LEDs go out with the power. */
  stop(at: number): void {
    for (const pin of [...this.#litSince.keys()]) this.#set(pin, 0, at);
    this.#modes.clear();
    this.#pulses = [];
    this.#watches = undefined;
  }

  /** Complete the meter's LED time up to now. */
  settleMeter(at: number): void {
    for (const [pin, since] of this.#litSince) {
      this.#processor.meter.ledMs += Math.max(at - since, 0);
      this.#litSince.set(pin, at);
    }
  }

  get button(): Pin {
    return this.#pins.get(this.#board.pins.button)!;
  }

  /** Is the LED on this pin lit? */
  lit(name: string): boolean {
    return this.#litSince.has(this.#pins.get(name)!);
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

  /** The button goes down or up at a world time. */
  moveButton(pressed: boolean, at: number): void {
    const level = pressed === (this.#board.pins.buttonPressed === 1) ? 1 : 0;
    const pin = this.button;
    if (this.level(pin) === level) return;
    this.#levels.set(pin, level);
    this.#watches?.changed(pin, level === 1, at);
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

  /** Functions and pin objects for the program. */
  api(): Record<string, unknown> {
    const { ledRed, ledGreen } = this.#board.pins;
    const watches = this.#watches!;
    const watch = (callback: unknown, of: unknown, options: unknown): number => {
      const pin = this.#from(of);
      return watches.add(callback, pin, options, this.level(pin) === 1, pin === this.button);
    };
    return {
      ...Object.fromEntries(this.#pins),
      digitalWrite: (pin: unknown, value: unknown) => {
        for (const one of Array.isArray(pin) ? pin : [pin]) this.drive(this.#from(one), value);
      },
      // Of several pins the first is the highest bit.
      digitalRead: (pin: unknown) =>
        (Array.isArray(pin) ? pin : [pin]).reduce(
          (bits: number, one) => bits * 2 + this.level(this.#from(one)),
          0,
        ),
      digitalPulse: (pin: unknown, value: unknown, time: unknown) =>
        this.#pulse(this.#realPin(pin), value, time),
      pinMode: (pin: unknown, mode: unknown) => this.setMode(this.#from(pin), mode),
      getPinMode: (pin: unknown) => this.mode(this.#from(pin)),
      analogRead: (pin: unknown) => this.level(this.#from(pin)),
      setWatch: watch,
      clearWatch: (...ids: unknown[]) => watches.clear(ids),
      LOW: 0,
      HIGH: 1,
      BTN: this.button,
      BTN1: this.button,
      LED: this.#pins.get(ledRed),
      LED1: this.#pins.get(ledRed),
      LED2: this.#pins.get(ledGreen),
      Pin: this.#constructorForProgram(),
    };
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
    const pin = this.#pins.get(typeof value === "number" ? `D${value}` : String(value));
    if (!pin) throw this.#processor.realm.error("Invalid pin");
    return pin;
  }

  /** digitalPulse takes pins of the chip only. */
  #realPin(value: unknown): Pin {
    const pin = this.#from(value);
    if (this.#drawn.has(pin)) throw this.#processor.realm.error("Invalid pin");
    return pin;
  }

  #set(pin: Pin, level: 0 | 1, at: number): void {
    this.#levels.set(pin, level);
    const { ledGreen, ledRed, ledOn } = this.#board.pins;
    if (pin.name !== ledGreen && pin.name !== ledRed) return;
    const since = this.#litSince.get(pin);
    if (level === ledOn && since === undefined) this.#litSince.set(pin, at);
    if (level !== ledOn && since !== undefined) {
      this.#litSince.delete(pin);
      this.#processor.meter.ledMs += at - since;
    }
  }

  #pulse(pin: Pin, value: unknown, time: unknown): void {
    const { realm } = this.#processor;
    this.#processor.spend(CALL_MS.pulse);
    const { now } = this.#processor;
    let level: 0 | 1 = value ? 1 : 0;
    const times = (Array.isArray(time) ? time : [time]).map(Number);
    if (times.some((ms) => !(ms >= 0))) throw realm.error("Pulse Time is less than 0 or not a number");
    // A pulse on a pin that still pulses goes on where the last one ends; no time at all waits for that end.
    const busy = this.#pulses.findLast((change) => change.pin === pin);
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
}
