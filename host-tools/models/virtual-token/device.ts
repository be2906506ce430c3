import type { Board } from "../../../boards/board.ts";
import type { AirPort, HeardAdvert, RunningToken } from "./air-port.ts";
import { DeviceClock } from "./clock.ts";
import { BOOT_MS } from "./costs.ts";
import { FlashModel, PowerCut } from "./flash.ts";
import { type GattPort, GattPortState } from "./gatt-port.ts";
import { Interpreter, type ProgramRealm } from "./interpreter.ts";
import { Meter } from "./meter.ts";
import { MultiplyWithCarry } from "./multiply-with-carry.ts";
import { Pins } from "./pins.ts";
import { Random } from "./random.ts";
import { Realm } from "./realm.ts";
import { StorageModel } from "./storage.ts";
import type { ConsoleState } from "./system.ts";
import { Watchdog } from "./watchdog.ts";

export interface DeviceOptions {
  readonly board: Board;
  readonly seed: number;
  /** Image of the whole Storage area; blank where not given. */
  readonly flash?: Uint8Array;
  /** World time, ms. */
  readonly startAt: number;
  /** True error of the oscillator; drawn from the seed within the board's bound where not given. */
  readonly ppm?: number;
  /** Time the clock loses in each radio restart; the board's where not given. */
  readonly restartLossMs?: number;
  /** Address burnt into the chip, "aa:bb:cc:dd:ee:ff"; drawn from the seed where not given. */
  readonly address?: string;
  /** The chip's generator: Math.random's seed at the start, and what E.hwRand gives, 32 bits; drawn from the seed where not given. */
  readonly chipRandom?: { readonly seed: number; int32(): number };
  /** RTC time at power-on, ms since the Unix epoch; 0 where not given, as the chip has it. */
  readonly rtcMs?: number;
  /** How many times faster than the table in costs.ts says; Infinity: the program takes no time. 1 where not given. */
  readonly processorSpeed?: number;
  /** Where the program runs, made anew at each start of it; V8 where not given. */
  readonly makeRealm?: () => ProgramRealm;
}

/** What the chip's register of causes has after a start by the reset pin, the watchdog and E.reboot. */
const RESET_PIN = 1;
const WATCHDOG = 2;
const REBOOTED = 4;
/** Boot files in the order the interpreter runs them; the program of the last one that exists of each pair. */
const BOOT_FILES = [".boot0", ".boot1", ".boot2", ".boot3"];

/**
 * A token: flash, radio, button, LEDs, clock, and Espruino's interpreter running the program in flash. All times are
 * world time, ms. What Espruino has and this lacks throws when it is called.
 *
 * Not modelled, so look elsewhere for it: variables (memory never runs out), processor time of plain statements (a
 * callback costs what the table in costs.ts says), strings that share memory with buffers or flash (E.toString of a
 * typed array gives the array's own bytes on the token, here a copy), syntax the interpreter lacks, writes to `length`,
 * methods read from a builtin's prototype, hoisting and closures in loops: those are for the build's checker.
 */
export class Device implements RunningToken {
  readonly air: AirPort;
  readonly storage: StorageModel;
  readonly flash: FlashModel;
  readonly gatt: GattPort;
  readonly meter = new Meter();
  /** Every line the interpreter or the program printed, uncaught errors among them. */
  readonly console: string[] = [];
  readonly board: Board;
  /** Supply voltage, as NRF.getBattery reads it. */
  volts: number;
  /** It lies still: a board with an accelerometer reads the same each time. */
  lying = false;
  readonly #options: DeviceOptions;
  readonly #random: Random;
  readonly #pins: Pins;
  readonly #port = new GattPortState();
  readonly #ppm: number;
  readonly #address: string;
  #interpreter: Interpreter | undefined;
  #worldNow: number;
  #resetCause = 0;
  #watchdog = new Watchdog();
  #mathRandom!: MultiplyWithCarry;
  #airState: { transmissions: AirPort["transmissions"]; listenings: AirPort["listenings"] } = {
    transmissions: [],
    listenings: [],
  };

  constructor(options: DeviceOptions) {
    const { board, seed } = options;
    this.#options = options;
    this.board = board;
    this.#random = new Random(seed);
    this.#ppm = options.ppm ?? (this.#random.float() * 2 - 1) * board.clock.ppm;
    this.#address = options.address?.toLowerCase() ?? randomAddress(this.#random);
    this.#worldNow = options.startAt;
    this.volts = board.battery.fullVolts;
    const { storageAddress, storageBytes, pageBytes, external } = board.flash;
    this.flash = new FlashModel(storageAddress, storageBytes, pageBytes, external, options.flash);
    this.storage = new StorageModel(this.flash);
    this.#pins = new Pins(board);
    this.gatt = this.#port;
    const device = this;
    this.air = {
      get transmissions() {
        return device.#airState.transmissions;
      },
      get listenings() {
        return device.#airState.listenings;
      },
      hear: (adverts: readonly HeardAdvert[]) => this.#interpreter?.processor.ring.hear(adverts),
    };
  }

  get isOn(): boolean {
    return this.#interpreter !== undefined;
  }

  /** World time up to which the token has run. */
  get worldNow(): number {
    return this.#worldNow;
  }

  /** RTC time as the program reads it, ms; NaN while off. */
  get rtcMs(): number {
    return this.#interpreter?.processor.clock.rtc(this.#worldNow) ?? Number.NaN;
  }

  get leds(): { green: boolean; red: boolean } {
    const { ledGreen, ledRed } = this.board.pins;
    return { green: this.#pins.lit(ledGreen), red: this.#pins.lit(ledRed) };
  }

  /** Who can reach the interpreter's prompt; undefined while off. */
  get prompt(): (ConsoleState & { uartService: boolean; nfc: boolean }) | undefined {
    const running = this.#interpreter;
    if (!running) return undefined;
    return { ...running.system.console, uartService: running.radio.uartOffered, nfc: running.radio.nfc };
  }

  /** Scan response that a phone would get now. */
  get scanResponse(): Uint8Array {
    const radio = this.#interpreter?.radio;
    return radio?.scanResponse.bytes(radio.uartOffered) ?? new Uint8Array(0);
  }

  /** Power on. Boot code runs at once, in virtual time; a button held down keeps `.bootcde` from running. */
  powerOn(): void {
    if (this.#interpreter) return;
    this.flash.restorePower();
    this.#mathRandom = new MultiplyWithCarry(this.#options.chipRandom?.seed ?? this.#random.int32());
    this.#boot({
      clock: new DeviceClock(this.#worldNow, this.#ppm, this.#options.rtcMs ?? 0),
      first: true,
      code: !this.#held,
      uart: true,
    });
  }

  /** Power off: RAM and RTC are lost, the connection drops, flash stays. */
  powerOff(): void {
    const running = this.#interpreter;
    if (!running) return;
    this.#interpreter = undefined;
    running.stop(this.#worldNow);
    this.#port.server = undefined;
    this.#resetCause = 0;
    this.#watchdog = new Watchdog();
  }

  /**
   * A start without loss of power; all else is as after one. `cause` as the chip's register has it: 1 reset pin,
   * 2 watchdog, 4 the program, 8 processor locked up. The register keeps all of them until the power goes. The watchdog
   * itself runs on through the last two.
   */
  startAnew(cause: number): void {
    const causes = this.#resetCause | cause;
    const watchdog = this.#watchdog;
    this.powerOff();
    this.#resetCause = causes;
    if (!(cause & (RESET_PIN | WATCHDOG))) this.#watchdog = watchdog;
    this.#watchdog.programStarts();
    this.powerOn();
  }

  /** The interpreter stands still from now on, whatever it was that went wrong; the radio stack goes on. */
  hang(): void {
    this.#interpreter?.hang();
  }

  press(): void {
    this.#pins.moveButton(true, this.#worldNow);
  }

  release(): void {
    this.#pins.moveButton(false, this.#worldNow);
  }

  nextAt(): number {
    return this.#interpreter?.nextAt() ?? Infinity;
  }

  runTo(t: number): void {
    for (;;) {
      const running = this.#interpreter;
      const next = running?.nextAt() ?? Infinity;
      if (!running || next > t) break;
      this.#worldNow = Math.max(this.#worldNow, next);
      this.#guarded(() => running.step(next));
    }
    this.#worldNow = Math.max(this.#worldNow, t);
  }

  /** End the spans that the meter counts, so that its figures are complete up to now; they go on after it. */
  settleMeter(): void {
    this.#interpreter?.radio.settleMeter(this.#worldNow);
    if (this.#interpreter) this.#pins.settleMeter(this.#worldNow);
  }

  /** Run program text in the global scope, as a boot file is: what it throws is printed. */
  execute(source: string): void {
    if (!this.#interpreter) throw new Error("the token is off");
    const running = this.#interpreter;
    running.processor.now = Math.max(running.processor.busyUntil, this.#worldNow);
    this.#guarded(() => running.runFile(Buffer.from(source, "latin1"), "program"));
    running.processor.busyUntil = running.processor.now;
  }

  /** Evaluate an expression in the running program's global scope: for tests. */
  evaluate(source: string): unknown {
    if (!this.#interpreter) throw new Error("the token is off");
    const { processor } = this.#interpreter;
    processor.now = Math.max(processor.now, this.#worldNow);
    try {
      return processor.realm.evaluate(source, "test");
    } finally {
      processor.busyUntil = processor.now;
    }
  }

  get #held(): boolean {
    return this.#pins.level(this.#pins.button) === this.board.pins.buttonPressed;
  }

  #boot(how: { clock: DeviceClock; first: boolean; code: boolean; uart: boolean }): void {
    const running = new Interpreter(
      {
        board: this.board,
        clock: how.clock,
        random: this.#random,
        mathRandom: this.#mathRandom,
        watchdog: this.#watchdog,
        meter: this.meter,
        storage: this.storage,
        pins: this.#pins,
        port: this.#port,
        address: this.#address,
        restartLossMs: this.#options.restartLossMs ?? this.board.clock.restartLossMs,
        now: this.#worldNow,
        speed: this.#options.processorSpeed ?? 1,
        realm: this.#options.makeRealm?.() ?? new Realm(),
      },
      {
        worldNow: () => this.#worldNow,
        volts: () => this.volts,
        lying: () => this.lying,
        print: (line) => this.console.push(line),
        resetCause: () => this.#resetCause,
        hwRand: () => (this.#options.chipRandom ?? this.#random).int32(),
      },
    );
    this.#interpreter = running;
    const { transmissions, listenings } = this.#airState;
    // Spans on the air outlive the program that made them: the radio may not have looked at them yet.
    running.radio.advertiser.transmissions.unshift(...transmissions);
    running.radio.scanner.listenings.unshift(...listenings);
    this.#airState = {
      transmissions: running.radio.advertiser.transmissions,
      listenings: running.radio.scanner.listenings,
    };
    this.#guarded(() => {
      if (how.first) this.#comeUp(running);
      else running.radio.start(how.uart);
      this.#runBootFiles(running, how.code);
    });
  }

  /** From power to the first boot file: the standard advert, with name and prompt, goes on the air. */
  #comeUp(running: Interpreter): void {
    running.processor.spend(BOOT_MS.radio);
    running.radio.start(true);
    running.processor.spend(BOOT_MS.interpreter);
    if (!this.storage.isValid()) {
      this.console.push("Storage is corrupt.");
      this.storage.eraseAll();
    }
  }

  #runBootFiles(running: Interpreter, code: boolean): void {
    const files = [...BOOT_FILES];
    if (this.storage.findAddress(".bootrst") !== 0) files.push(".bootrst");
    else if (code) files.push(".bootcde");
    for (const file of files) {
      const bytes = this.storage.read(file);
      if (bytes && bytes.length > 0) running.runFile(bytes, file);
    }
    running.started();
  }

  /** Run a part of the program; a cut of the power or a reboot ends it. */
  #guarded(run: () => void): void {
    const running = this.#interpreter!;
    try {
      run();
    } catch (error) {
      if (!(error instanceof PowerCut) && !running.ended) throw error;
    }
    if (this.flash.cut) {
      this.powerOff();
    } else if (running.ended === "watchdog") {
      // It may have bitten in a callback that goes beyond what the token was to run.
      this.#worldNow = Math.max(this.#worldNow, running.processor.now);
      this.startAnew(WATCHDOG);
    } else if (running.ended === "reboot") {
      this.startAnew(REBOOTED);
    } else if (running.wantsRestart) {
      const kind = running.wantsRestart;
      const { clock } = running.processor;
      running.kill();
      this.#boot({ clock, first: false, code: kind === "load", uart: running.radio.uartOffered });
    }
  }
}

function randomAddress(random: Random): string {
  const bytes = Array.from({ length: 6 }, () => random.int32() & 255);
  bytes[0]! |= 0xc0;
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join(":");
}
