import { advertDelay, type Transmission } from "./air-port.ts";

/** Counts the adverts of one transmission as time goes on. */
export class AdvertCount {
  readonly #transmission: Transmission;
  #next: number;
  #sent = 0;

  constructor(transmission: Transmission) {
    this.#transmission = transmission;
    this.#next = transmission.from;
  }

  /** How many went out since the last call and before `to`. */
  more(to: number): number {
    const before = this.#sent;
    const { intervalMs, seed } = this.#transmission;
    while (this.#next < to) this.#next += intervalMs + advertDelay(seed, this.#sent++);
    return this.#sent - before;
  }

  /** Time of the first advert that more() has not counted. */
  get next(): number {
    return this.#next;
  }
}
