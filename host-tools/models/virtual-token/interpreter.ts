import type { Board } from "../../../boards/board.ts";
import { accelerometerOf } from "./accelerometer.ts";
import type { DeviceClock } from "./clock.ts";
import { BOOT_MS, FLASH_MS } from "./costs.ts";
import { DeviceDate } from "./date.ts";
import { Emitter } from "./emitter.ts";
import type { GattPortState } from "./gatt-port.ts";
import type { Meter } from "./meter.ts";
import { Modules } from "./modules.ts";
import type { MultiplyWithCarry } from "./multiply-with-carry.ts";
import { nrfMembers } from "./nrf-object.ts";
import type { Pins } from "./pins.ts";
import { type ErrorFlag, Halt, Processor } from "./processor.ts";
import { makePromise } from "./promise.ts";
import { installQuirks } from "./quirks.ts";
import { Radio } from "./radio.ts";
import type { Random } from "./random.ts";
import type { Realm } from "./realm.ts";
import type { StorageModel } from "./storage.ts";
import { System } from "./system.ts";
import { errorPlace } from "./text.ts";
import { Timers } from "./timers.ts";
import type { Watchdog } from "./watchdog.ts";

/** A realm that is told when everything is in its context, because its program runs elsewhere. */
export interface ProgramRealm extends Realm {
  open?(processor: Processor): void;
}

/** What an interpreter is built on. */
interface InterpreterParts {
  readonly board: Board;
  readonly clock: DeviceClock;
  readonly random: Random;
  /** Math.random's: it outlives the program, not the start of the chip. */
  readonly mathRandom: MultiplyWithCarry;
  readonly meter: Meter;
  readonly storage: StorageModel;
  readonly pins: Pins;
  readonly port: GattPortState;
  readonly address: string;
  readonly restartLossMs: number;
  readonly now: number;
  readonly speed: number;
  readonly realm: ProgramRealm;
  readonly watchdog: Watchdog;
}

interface InterpreterHost {
  worldNow(): number;
  volts(): number;
  /** The token lies still. */
  lying(): boolean;
  print(line: string): void;
  /** Value of the chip's register of starts. */
  resetCause(): number;
  /** The next number of the chip's generator. */
  hwRand(): number;
}

/** One run of Espruino's interpreter, from power-on (or load, or reset) to the next: RAM, idle loop, radio. */
export class Interpreter {
  readonly processor: Processor;
  readonly radio: Radio;
  readonly system: System;
  readonly #timers: Timers;
  readonly #pins: Pins;
  readonly #emitter: Emitter;
  readonly #host: InterpreterHost;
  #restart: "load" | "reset" | undefined;
  #rebooting = false;
  #hungSince: number | undefined;
  #lastFlags: readonly ErrorFlag[] = [];

  constructor(parts: InterpreterParts, host: InterpreterHost) {
    const { board, clock, random, mathRandom, meter, storage, pins } = parts;
    this.#host = host;
    this.#pins = pins;
    const { realm } = parts;
    const print = (line: string): void => host.print(line);
    this.processor = new Processor(parts.now, {
      speed: parts.speed,
      board,
      clock,
      random,
      mathRandom,
      meter,
      realm,
      watchdog: parts.watchdog,
      print,
    });
    this.#timers = new Timers(this.processor);
    this.#emitter = new Emitter(this.processor);
    pins.start(this.processor, this.#timers);
    this.radio = new Radio(
      this.processor,
      this.#emitter,
      {
        address: parts.address,
        restartLossMs: parts.restartLossMs,
        worldNow: () => host.worldNow(),
        volts: () => host.volts(),
        connected: () => this.system.bluetoothConnected(this.radio.uartOffered),
      },
      parts.port,
    );
    realm.define(this.radio.object, nrfMembers(this.radio, this.processor));
    const date = new DeviceDate(this.processor);
    const modules = new Modules(this.processor, storage);
    this.system = new System(this.processor, modules, date, {
      volts: () => host.volts(),
      print,
      restart: (kind) => {
        this.#restart = kind;
      },
      resetCause: () => host.resetCause(),
      hwRand: () => host.hwRand(),
      reboot: () => {
        this.#rebooting = true;
        throw new Halt("reboot");
      },
      timeSet: () => this.#timers.timeSet(),
    });
    storage.onCompact = () => print("Compacting... ");
    const flashMs = FLASH_MS[board.flash.external ? "external" : "internal"];
    storage.flash.onOperation = (operation) => {
      this.processor.spendOnFlash(flashMs[operation]);
      if (operation === "erase") this.processor.watchdog.kick(this.processor.now);
    };
    realm.define(realm.library.Object.prototype, this.#emitter.methods());
    installQuirks(this.processor);
    date.install();
    realm.define(realm.global, {
      ...this.#timers.api(),
      ...pins.api(),
      ...this.system.globals(),
      NRF: this.radio.object,
      Promise: makePromise(this.processor),
      ...(board.accelerometer ? { Bangle: accelerometerOf(this.processor, () => host.lying()) } : {}),
    });
    realm.open?.(this.processor);
  }

  /** Why the chip starts anew, and nothing of the program runs any more: it asked for that, or the watchdog has bitten. */
  get ended(): "reboot" | "watchdog" | undefined {
    const { now, watchdog } = this.processor;
    return this.#rebooting ? "reboot" : now >= watchdog.bitesAt ? "watchdog" : undefined;
  }

  /** The interpreter stands still, for ever; its radio stack goes on. */
  hang(): void {
    this.#hungSince ??= this.processor.busyUntil;
    this.processor.busyUntil = Infinity;
  }

  get wantsRestart(): "load" | "reset" | undefined {
    return this.#restart;
  }

  /** World time of the next thing to do, or Infinity. */
  nextAt(): number {
    const { busyUntil, hasEvents, watchdog } = this.processor;
    if (hasEvents || this.#restart) return Math.min(busyUntil, watchdog.bitesAt);
    const work = Math.min(this.processor.ring.firstAt(), this.#timers.nextAt(), watchdog.wakesAt);
    const byItself = Math.min(this.radio.nextAt(), this.#pins.nextPulseAt(), watchdog.bitesAt);
    return Math.min(Math.max(work, busyUntil), byItself);
  }

  /** Do what is due at a time that nextAt gave. */
  step(at: number): void {
    if (at >= this.processor.watchdog.bitesAt) {
      this.#bitten(at);
      return;
    }
    this.#pins.runPulses(at);
    if (this.radio.nextAt() <= at) this.radio.runStack(at);
    if (this.processor.busyUntil <= at) this.#idlePass(at);
  }

  /** Run a boot file, text or tokens. */
  runFile(bytes: Uint8Array, name: string): void {
    this.processor.spend(BOOT_MS.byte * bytes.length);
    try {
      this.processor.realm.runFile(bytes, name);
    } catch (error) {
      this.processor.threw(error);
    }
    this.#checkErrors();
  }

  /** All boot files have run. */
  started(): void {
    const { realm } = this.processor;
    realm.started();
    this.#emitter.call(this.system.e, "init", []);
    this.#checkErrors();
    const onInit = realm.lookUp("onInit");
    if (typeof onInit === "function") this.processor.call(onInit, undefined, [], "event");
    this.#checkErrors();
    this.processor.busyUntil = this.processor.now;
  }

  /** The interpreter ends but the power stays: E's kill handlers run, the radio goes back to its standard. */
  kill(): void {
    this.#emitter.call(this.system.e, "kill", []);
    this.#checkErrors();
    this.stop(this.processor.now);
  }

  /** The power goes. */
  stop(at: number): void {
    this.radio.stop(at);
    this.#pins.stop(at);
    this.processor.realm.close();
  }

  /** One round of the interpreter's idle loop: the ring, timers, then the queued calls. */
  #idlePass(at: number): void {
    const { processor } = this;
    // Asleep until now, or still busy with the pass before.
    if (at > processor.busyUntil) processor.meter.wakeUps++;
    processor.now = Math.max(at, processor.busyUntil);
    processor.ring.drain(processor.now, (advert) => this.radio.receive(advert));
    this.#timers.run();
    processor.runEvents();
    this.#checkErrors();
    processor.busyUntil = processor.now;
    processor.watchdog.idle(processor.now);
  }

  /** The watchdog ends what has hung, or what has not kicked. */
  #bitten(at: number): void {
    const { processor } = this;
    if (this.#hungSince !== undefined) processor.meter.cpuMs += at - this.#hungSince;
    processor.now = Math.max(at, processor.now);
  }

  /** What was thrown and not caught since the last look goes to the program's handler, else it is printed. */
  #checkErrors(): void {
    let thrown = this.processor.reportThrown();
    if (thrown) {
      this.processor.meter.errorsPrinted++;
      const { process } = this.processor.realm.global as { process: object };
      if (this.#emitter.has(process, "uncaughtException")) {
        this.#emitter.call(process, "uncaughtException", [thrown.error]);
        thrown = this.processor.reportThrown();
      }
    }
    if (thrown) {
      const place = errorPlace(thrown.error);
      this.#host.print(`Uncaught ${String(thrown.error)}${place ? `\n    ${place}` : ""}`);
    }
    this.#reportFlags();
  }

  /** Flags that were not there at the last look are reported once. */
  #reportFlags(): void {
    const flags = [...this.processor.errorFlags];
    const added = flags.filter((flag) => !this.#lastFlags.includes(flag));
    this.#lastFlags = flags;
    if (added.length === 0) return;
    this.#emitter.call(this.system.e, "errorFlag", [this.processor.realm.array(added)]);
    this.#host.print(`New interpreter error: ${added.join(",")}`);
  }
}
