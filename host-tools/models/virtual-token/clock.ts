/** Ticks of the real-time counter per millisecond: nothing the program reads is finer (Espruino 2v29 on nRF52). */
const TICKS_PER_MS = 32.768;

/**
 * The token's own clock. Three times are kept apart:
 * world time (ms since the Unix epoch, true), uptime (ms on the token's oscillator since power-on, which timers use)
 * and RTC time (ms since the Unix epoch as the program reads it).
 */
export class DeviceClock {
  readonly #poweredAt: number;
  readonly #rate: number;
  #lost = 0;
  #offset: number;

  /** @param ppm how much faster than the world the oscillator runs @param rtcMs RTC time at power-on */
  constructor(poweredAt: number, ppm: number, rtcMs: number) {
    this.#poweredAt = poweredAt;
    this.#rate = 1 + ppm / 1e6;
    this.#offset = rtcMs;
  }

  uptime(world: number): number {
    return (world - this.#poweredAt) * this.#rate - this.#lost;
  }

  /** World time at which the uptime is reached. */
  world(uptime: number): number {
    return this.#poweredAt + (uptime + this.#lost) / this.#rate;
  }

  /** The radio stack resets the counter when it restarts: timers and RTC stand still for so long (world ms). */
  stop(worldMs: number): void {
    this.#lost += worldMs * this.#rate;
  }

  /** RTC time in ms, a whole number of ticks. */
  rtc(world: number): number {
    return Math.floor((this.uptime(world) + this.#offset) * TICKS_PER_MS) / TICKS_PER_MS;
  }

  setRtc(world: number, rtcMs: number): void {
    this.#offset = rtcMs - this.uptime(world);
  }
}
