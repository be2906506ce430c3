/** The self-test of a board: what each look came to. What nobody looked at has not passed. */
import type { Board } from "../../boards/board.ts";
import type { Stopwatch } from "../tools/flash/clock-rate.ts";
import type { Port } from "../tools/flash/port.ts";
import type { Ear } from "./ear.ts";
import type { Person } from "./person.ts";
import type { Reason } from "./reasons.ts";

export const CHECK_NAMES = [
  "clock",
  "crypto",
  "random",
  "flash",
  "battery",
  "radio heard",
  "radio hears",
  "button",
  "lamp",
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

export type CheckResult =
  | { readonly state: "passed"; readonly told?: string }
  | { readonly state: "not looked at"; readonly why: string };

/** The board is not fit to be a token; the words are for the person at the bench. */
export class Unfit extends Error {
  override readonly name = "Unfit";
  readonly reason: Reason;
  constructor(reason: Reason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** At which distance boards lie from the bench's adapter, and how far from what is expected there they may be heard. */
export interface RadioPlace {
  readonly metres: number;
  /** ± dB. */
  readonly band: number;
}

export interface Examination {
  readonly port: Port;
  readonly board: Board;
  /** Where it lies, as people call it. */
  readonly place: string;
  readonly isOverRadio: boolean;
  readonly stopwatch: Stopwatch;
  /** Nobody to press and to look. */
  readonly person: Person | undefined;
  /** No adapter to listen with. */
  readonly ear: Ear | undefined;
  readonly radio: RadioPlace;
  readonly patience: Patience;
}

/** How long the bench waits, ms. */
export interface Patience {
  readonly press: number;
  readonly radio: number;
  readonly clock: number;
}

export type Check = (examination: Examination) => Promise<CheckResult>;

export const passed = (told?: string): CheckResult => ({
  state: "passed",
  ...(told === undefined ? {} : { told }),
});
export const notLookedAt = (why: string): CheckResult => ({ state: "not looked at", why });
