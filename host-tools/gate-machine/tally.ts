/** How many have gone through, by hour and day of the province: numbers alone, as long as the machine runs. */
import { dayInProvince, dayStart } from "../contract/province-time.ts";
import { HOUR_MS } from "../lib/time.ts";

export class Tally {
  /** By hours since the Unix epoch: the province's hours are whole ones of the world's. */
  readonly #byHour = new Map<number, number>();

  /** `at`: ms. */
  add(passages: number, at: number): void {
    const hour = Math.floor(at / HOUR_MS);
    this.#byHour.set(hour, (this.#byHour.get(hour) ?? 0) + passages);
  }

  /** Earlier days are forgotten. */
  of(now: number): { readonly thisHour: number; readonly today: number } {
    const first = dayStart(dayInProvince(now)) / HOUR_MS;
    for (const hour of this.#byHour.keys()) if (hour < first) this.#byHour.delete(hour);
    const today = [...this.#byHour.values()].reduce((sum, count) => sum + count, 0);
    return { thisHour: this.#byHour.get(Math.floor(now / HOUR_MS)) ?? 0, today };
  }
}
