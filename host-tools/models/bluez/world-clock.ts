/** World time that follows the wall clock, or runs so many times faster. */
export class WorldClock {
  readonly speed: number;
  readonly #startedAt = performance.now();
  readonly #startAt: number;

  constructor(startAt: number = Date.now(), speed = 1) {
    this.#startAt = startAt;
    this.speed = speed;
  }

  /** World ms. */
  now(): number {
    return this.#startAt + (performance.now() - this.#startedAt) * this.speed;
  }

  /** Calls back after so many world ms; returns what clearTimeout takes. */
  after(milliseconds: number, call: () => void): NodeJS.Timeout {
    return setTimeout(call, Math.max(0, milliseconds / this.speed));
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.after(milliseconds, resolve));
  }
}
