import { type Progress, startProgress } from "../../lib/progress.ts";
import type { Phase } from "../../world/play.ts";

/** One bar per phase, one after the other. */
export class PhaseBars {
  #phase: Phase | undefined;
  #bar: Progress | undefined;

  show(phase: Phase, share: number): void {
    if (phase !== this.#phase) {
      this.#bar?.end();
      this.#bar = startProgress(phase.padEnd(9), 1);
      this.#phase = phase;
    }
    this.#bar?.update(share);
  }

  end(): void {
    this.#bar?.end();
  }
}
