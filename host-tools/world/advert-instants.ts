/** When the adverts of a transmission go out. Any observer computes the same instants from the transmission alone. */
import type { Transmission } from "../models/virtual-token/air-port.ts";
import { advertDelay } from "../models/virtual-token/air-port.ts";

/** Walks through the adverts of a transmission in order. */
export class AdvertCursor {
  readonly transmission: Transmission;
  /** World ms of the advert under the cursor; at or after the transmission's end: there are no more. */
  at: number;
  /** Its number, 0 for the first. */
  number = 0;

  constructor(transmission: Transmission) {
    this.transmission = transmission;
    this.at = transmission.from;
  }

  advance(): void {
    this.at += this.transmission.intervalMs + advertDelay(this.transmission.seed, this.number);
    this.number++;
  }
}
