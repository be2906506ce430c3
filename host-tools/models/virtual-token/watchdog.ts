/** The interpreter wakes up to kick when the time is nearly over: at so many ms for each second of it (jshSleep: CRV / 34). */
const WAKE_MS_A_SECOND = 32768 / 34;

/**
 * The chip's watchdog (nRF52, WDT), off until E.enableWatchdog. Once it runs it can be neither stopped nor given another
 * time; it runs on through a reset by the program, until power, its own bite or the reset pin end it. Times are world ms.
 */
export class Watchdog {
  #seconds = 0;
  #kickedAt = Infinity;
  #auto = false;

  /** E.enableWatchdog(seconds, auto); a time that is none counts as one second. */
  enable(now: number, seconds: number, auto: boolean): void {
    this.#auto = auto;
    if (this.#seconds > 0) return;
    this.#seconds = seconds >= 0 ? seconds : 1;
    this.#kickedAt = now;
  }

  kick(now: number): void {
    if (this.#seconds > 0) this.#kickedAt = now;
  }

  /** The interpreter is idle: it kicks where it was told to do so by itself. */
  idle(now: number): void {
    if (this.#auto) this.kick(now);
  }

  /** The chip starts anew with the watchdog running: the new program has not asked for anything yet. */
  programStarts(): void {
    this.#auto = false;
  }

  /** When it resets the chip, or Infinity. */
  get bitesAt(): number {
    return this.#kickedAt + this.#seconds * 1000;
  }

  /** When the interpreter, asleep, wakes up to kick, or Infinity. */
  get wakesAt(): number {
    return this.#auto ? this.#kickedAt + this.#seconds * WAKE_MS_A_SECOND : Infinity;
  }
}
