/** What a token did in each epoch: figures out of spans on the air and operations of its flash. */
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { ADVERT_DELAY_MS } from "../../models/virtual-token/air-port.ts";
import { LEAD_MINUTES } from "./interpreter-day-inputs.ts";

/** A span of advertising; times in ms since the power came on, `to` Infinity while it lasts. */
export interface AdvertSpan {
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
  readonly connectable: boolean;
  readonly address: string;
}

export interface ScanSpan {
  readonly from: number;
  readonly to: number;
  readonly windowMs: number;
  readonly intervalMs: number;
}

export interface FlashWork {
  readonly at: number;
  readonly words: number;
  readonly erases: number;
}

export interface Doings {
  readonly adverts: readonly AdvertSpan[];
  readonly scans: readonly ScanSpan[];
  readonly flash: readonly FlashWork[];
}

/** Figures of an epoch by their names; one that is missing is 0. */
export type Figures = Readonly<Record<string, number>>;

/** Receiver on, ms; events of advertising by interval are expected ones: each comes 0 to 10 ms later than due. */
export const RECEIVER = "receiver ms";
export const AWAKE = "awake ms";

const kindOf = ({ intervalMs, connectable }: AdvertSpan): string =>
  `${intervalMs} ms${connectable ? " open" : ""}`;

/**
 * Figures of so many epochs, each from the middle of one to the next one's. `awakeMs`: how long the processor was awake in
 * each, undefined where it was not counted.
 */
export function figuresOf(
  doings: Doings,
  epochs: number,
  awakeMs: readonly (number | undefined)[],
): Figures[] {
  const figures: Record<string, number>[] = Array.from({ length: epochs }, () => ({}));
  const start = LEAD_MINUTES * MINUTE_MS;
  const add = (at: number, name: string, value: number): void => {
    const epoch = figures[Math.floor((at - start) / EPOCH_MS)];
    if (epoch) epoch[name] = (epoch[name] ?? 0) + value;
  };
  /** Adds what a span has in each epoch. */
  const share = ({ from, to }: { from: number; to: number }, name: string, perMs: number): void => {
    for (let at = start; at < start + epochs * EPOCH_MS; at += EPOCH_MS) {
      const length = Math.min(to, at + EPOCH_MS) - Math.max(from, at);
      if (length > 0) add(at, name, length * perMs);
    }
  };
  for (const scan of doings.scans.filter(isSpan)) {
    add(scan.from, `scans ${scan.windowMs} of ${scan.intervalMs} ms`, 1);
    share(scan, RECEIVER, scan.windowMs / scan.intervalMs);
  }
  let address = "";
  for (const advert of doings.adverts.filter(isSpan)) {
    if (advert.address !== address) add(advert.from, "addresses", 1);
    address = advert.address;
    add(advert.from, `starts ${kindOf(advert)}`, 1);
    share(advert, `events ${kindOf(advert)}`, 1 / (advert.intervalMs + ADVERT_DELAY_MS / 2));
  }
  for (const { at, words, erases } of doings.flash) {
    if (words) add(at, "words written", words);
    if (erases) add(at, "pages erased", erases);
  }
  for (const [epoch, ms] of awakeMs.entries()) if (ms !== undefined) add(start + epoch * EPOCH_MS, AWAKE, ms);
  return figures;
}

/** What begins and ends at one instant was never on the air. */
const isSpan = ({ from, to }: { from: number; to: number }): boolean => to > from;

/** The figures of all epochs together. */
export function sumOf(epochs: readonly Figures[]): Figures {
  const sum: Record<string, number> = {};
  for (const epoch of epochs)
    for (const [name, value] of Object.entries(epoch)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
