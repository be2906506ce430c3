/** What a bench works with, and what it tells while it does. */
import type { FirmwareBuild } from "../tools/firmware-build/bundle.ts";
import type { Stopwatch } from "../tools/flash/clock-rate.ts";
import type { LoadStep } from "../tools/flash/load.ts";
import type { Port } from "../tools/flash/port.ts";
import type { Batch } from "./batch.ts";
import type { CheckName, CheckResult, Patience, RadioPlace } from "./check.ts";
import type { Ear } from "./ear.ts";
import type { Enroller } from "./enroller.ts";
import type { Event, Ledger } from "./ledger.ts";
import type { Person } from "./person.ts";
import type { Reason } from "./reasons.ts";

/** Where a board is put. */
export interface Slot {
  /** Serial port or Bluetooth address: also what people call it. */
  readonly path: string;
  readonly isOverRadio: boolean;
  open(): Promise<Port>;
  /** The very board once more that was opened last. */
  reopen(): Promise<Port>;
}

export type News =
  | { readonly kind: "waiting"; readonly port: string }
  | { readonly kind: "found"; readonly port: string; readonly unit: string }
  | { readonly kind: "step"; readonly port: string; readonly step: LoadStep; readonly share: number }
  | { readonly kind: "check"; readonly port: string; readonly name: CheckName; readonly result: CheckResult }
  | { readonly kind: "finished"; readonly port: string; readonly serial: number; readonly seconds: number }
  | {
      readonly kind: "aside";
      readonly port: string;
      readonly unit: string;
      readonly reason: Reason;
      readonly words: string;
    }
  /** The board lies there still, and there is nothing more to do with it. */
  | { readonly kind: "take-out"; readonly port: string; readonly unit: string }
  | { readonly kind: "settled"; readonly serial: number; readonly as: "finished" | "void" | "doubt" };

/** How long the bench waits between looks, ms. */
export interface Pace extends Patience {
  readonly look: number;
  readonly answer: number;
  readonly reset: number;
  readonly restart: number;
  readonly silence: number;
  /** For somebody to hold the button of a token that is in doubt. */
  readonly name: number;
}

export const PACE: Pace = {
  look: 700,
  answer: 1500,
  reset: 600,
  restart: 2000,
  silence: 3000,
  press: 20_000,
  radio: 4000,
  clock: 2000,
  name: 20_000,
};

export interface Work {
  readonly build: FirmwareBuild;
  readonly ledger: Ledger;
  readonly batch: Batch;
  readonly enroller: Enroller;
  readonly person: Person | undefined;
  readonly ear: Ear | undefined;
  readonly radio: RadioPlace;
  readonly pace: Pace;
  readonly stopwatch: Stopwatch;
  readonly clockMinutes: number;
  /** Files of others may be erased; boards that were tokens or set aside may be loaded again; builds without SHA-256. */
  readonly allows: { readonly erase: boolean; readonly again: boolean; readonly lab: boolean };
  told(news: News): void;
}

/** Writes a line and takes it into the batch: in this order, so that nothing goes on before it is on the disk. */
export function note({ ledger, batch }: Pick<Work, "ledger" | "batch">, event: Event): void {
  batch.take(ledger.append(event));
}

/**
 * Writes what became of a number, then tells the server. A cut between the two is mended at the next start: what is untold is told then.
 * Throws when the server refuses.
 */
export async function end(
  work: Work,
  event: Extract<Event, { readonly kind: "finished" | "void" }>,
): Promise<void> {
  note(work, event);
  await tell(work, event.serial, event.kind);
}

/** Tells the server what the ledger says of a number. */
export async function tell(work: Work, serial: number, what: "finished" | "void"): Promise<void> {
  const isKnown = await work.enroller.ended(serial, what);
  note(work, { kind: "told", serial, isKnown });
}
