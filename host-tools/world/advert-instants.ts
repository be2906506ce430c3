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

/** Instants (world ms) of the transmission's adverts with `from <= instant < to`. Costs one step per advert since its start. */
export function advertInstants(transmission: Transmission, from: number, to: number): number[] {
  const instants: number[] = [];
  const end = Math.min(to, transmission.to);
  for (const cursor = new AdvertCursor(transmission); cursor.at < end; cursor.advance()) {
    if (cursor.at >= from) instants.push(cursor.at);
  }
  return instants;
}
