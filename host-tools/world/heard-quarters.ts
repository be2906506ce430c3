/** Running summaries of one quarter of an hour, of each token about each other: many at once, so in arrays of numbers. */
import { encodeSummary, STRETCH_MINUTES } from "../../protocol/record.ts";

const MINUTES = 15;
const STRETCHES = MINUTES / STRETCH_MINUTES;

export class QuarterSummaries {
  readonly #people: number;
  readonly #minutes: Int16Array;
  readonly #strongest: Int16Array;
  readonly #sums: Int16Array;
  readonly #counts: Uint8Array;

  constructor(people: number) {
    this.#people = people;
    const pairs = people * people;
    this.#minutes = new Int16Array(pairs);
    this.#strongest = new Int16Array(pairs);
    this.#sums = new Int16Array(pairs * STRETCHES);
    this.#counts = new Uint8Array(pairs * STRETCHES);
  }

  /** `loss` is whole, dB. */
  add(token: number, peer: number, minute: number, loss: number): void {
    const i = token * this.#people + peer;
    const isFirst = this.#minutes[i] === 0;
    this.#minutes[i] = this.#minutes[i]! | (1 << minute);
    this.#strongest[i] = isFirst ? loss : Math.min(this.#strongest[i]!, loss);
    const stretch = i * STRETCHES + Math.floor(minute / STRETCH_MINUTES);
    this.#sums[stretch] = this.#sums[stretch]! + loss;
    this.#counts[stretch] = this.#counts[stretch]! + 1;
  }

  /** Summaries as records keep them at [token * people + peer], 0 for nothing heard; the quarter begins anew. */
  take(): Uint32Array {
    const codes = new Uint32Array(this.#minutes.length);
    for (let i = 0; i < codes.length; i++) {
      const minutes = this.#minutes[i]!;
      if (minutes === 0) continue;
      const strongestLoss = this.#strongest[i]!;
      codes[i] = encodeSummary({
        minutes,
        strongestLoss,
        stretchLoss: this.#stretch(i),
        count: this.#count(i),
      });
    }
    this.#minutes.fill(0);
    this.#sums.fill(0);
    this.#counts.fill(0);
    return codes;
  }

  #count(i: number): number {
    let count = 0;
    for (let k = i * STRETCHES; k < (i + 1) * STRETCHES; k++) count += this.#counts[k]!;
    return count;
  }

  /** The mean of the strongest stretch, rounded to the nearest, halves up. */
  #stretch(i: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (let k = i * STRETCHES; k < (i + 1) * STRETCHES; k++)
      if (this.#counts[k]! > 0) least = Math.min(least, this.#sums[k]! / this.#counts[k]!);
    return Math.floor(least + 0.5);
  }
}
