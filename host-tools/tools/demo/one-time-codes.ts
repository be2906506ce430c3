/** The demo's authenticator app: it shows codes of an account that the server takes, each once. */
import { type TOTP, URI } from "otpauth";

/** The server takes the code of the step before and of the one after, too. */
const STEPS_OFF = 1;

export class OneTimeCodes {
  readonly #totp: TOTP;
  readonly #stepMs: number;
  readonly #now: () => number;
  #last = 0;

  /** `uri` as an app scans it; `now` is the server's time, world ms. */
  constructor(uri: string, now: () => number) {
    this.#totp = URI.parse(uri) as TOTP;
    this.#stepMs = 1000 * this.#totp.period;
    this.#now = now;
  }

  /** The code of the step that is over, for setting the app up: the one of now stays free. */
  first(): string {
    return this.#codeOf(this.#step() - STEPS_OFF);
  }

  /** A code that is right for 30 seconds at least and was not given before, or for how many seconds there is none. */
  next(): string | number {
    const now = this.#step();
    const step = Math.max(now, this.#last + 1);
    if (step > now + STEPS_OFF) return Math.ceil(((step - STEPS_OFF) * this.#stepMs - this.#now()) / 1000);
    this.#last = step;
    return this.#codeOf(step);
  }

  #step(): number {
    return Math.floor(this.#now() / this.#stepMs);
  }

  #codeOf(step: number): string {
    return this.#totp.generate({ timestamp: step * this.#stepMs });
  }
}
