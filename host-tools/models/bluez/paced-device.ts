import type { Device } from "../virtual-token/device.ts";
import type { WorldClock } from "./world-clock.ts";

/** Longest that a timer may sleep, ms. */
const LONGEST_SLEEP = 60_000;
/** Spans on the air that ended are of no use to anybody here. */
const MOST_SPANS = 64;

/** A virtual token whose time is the world clock's: it runs by itself between the things that are done to it. */
export class PacedDevice {
  readonly device: Device;
  readonly #clock: WorldClock;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(device: Device, clock: WorldClock) {
    this.device = device;
    this.#clock = clock;
    this.#run();
  }

  /** Does something to the token now. */
  act<T>(what: (device: Device) => T): T {
    this.#catchUp();
    try {
      return what(this.device);
    } finally {
      this.#run();
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #catchUp(): void {
    this.device.runTo(Math.max(this.device.worldNow, this.#clock.now()));
  }

  #run(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    this.#catchUp();
    this.#forgetSpans();
    const wait = this.device.nextAt() - this.#clock.now();
    this.#timer = this.#clock.after(Math.min(wait, LONGEST_SLEEP), () => this.#run());
  }

  #forgetSpans(): void {
    const { transmissions, listenings } = this.device.air;
    for (const spans of [transmissions, listenings])
      if (spans.length > MOST_SPANS) spans.splice(0, spans.length - MOST_SPANS / 2);
  }
}
