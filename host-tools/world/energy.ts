/** What a token's day costs, from the meter and the table of charges. */
import { percentile } from "../lib/statistics.ts";
import type { Meter } from "../models/virtual-token/meter.ts";
import { advertCharge, BATTERIES, MICROAMPS, MICROCOULOMBS } from "./charges.ts";
import type { EnergyReport } from "./report-types.ts";

/** What a token has spent so far: milliseconds, and charges in microcoulombs. */
export interface Consumption {
  readonly listenMs: number;
  readonly advertCharge: number;
  readonly programMs: number;
  readonly flashMs: number;
  readonly wakeUps: number;
  readonly connectedMs: number;
  readonly ledMs: number;
}

/** What does not depend on use. */
interface Standing {
  /** A button is watched. */
  readonly button: boolean;
  /** Flash is a chip of its own. */
  readonly externalFlash: boolean;
}

export function consumptionOf(meter: Meter): Consumption {
  let adverts = 0;
  for (const [kind, count] of meter.advertsByKind) {
    const [power, connectable] = kind.split(" ");
    adverts += count * advertCharge(Number(power), connectable !== undefined);
  }
  const { listenMs, cpuMs, flashMs, wakeUps, connectedMs, ledMs } = meter;
  return {
    listenMs,
    advertCharge: adverts,
    programMs: cpuMs - flashMs,
    flashMs,
    wakeUps,
    connectedMs,
    ledMs,
  };
}

export type Currents = Readonly<Record<string, number>>;

/** Microamps by cause between two readings that lie so many milliseconds apart. */
export function currentsOf(
  from: Consumption,
  to: Consumption,
  milliseconds: number,
  { button, externalFlash }: Standing = { button: true, externalFlash: false },
): Currents {
  const share = (what: keyof Consumption) => (to[what] - from[what]) / milliseconds;
  const flash = MICROAMPS.program + (externalFlash ? MICROAMPS.externalFlash : 0);
  return {
    idle: MICROAMPS.idle,
    button: button ? MICROAMPS.button : 0,
    listening: MICROAMPS.listening * share("listenMs"),
    adverts: 1000 * share("advertCharge"),
    program: MICROAMPS.program * share("programMs"),
    wakeUps: 1000 * MICROCOULOMBS.wakeUp * share("wakeUps"),
    flash: flash * share("flashMs"),
    connected: MICROAMPS.connected * share("connectedMs"),
    leds: MICROAMPS.led * share("ledMs"),
  };
}

/** Weighted sum of currents: parts of a day with their shares of it. */
export function mixed(parts: readonly (readonly [share: number, currents: Currents])[]): Currents {
  const sum: Record<string, number> = {};
  for (const [share, currents] of parts)
    for (const [cause, current] of Object.entries(currents)) sum[cause] = (sum[cause] ?? 0) + share * current;
  return sum;
}

export const totalOf = (currents: Currents): number =>
  Object.values(currents).reduce((sum, current) => sum + current, 0);

/** Days that a battery lasts at a mean current. Self-discharge is left out. */
export function daysOn(battery: keyof typeof BATTERIES, microamps: number): number {
  const { milliampHours, usable } = BATTERIES[battery];
  return (milliampHours * usable * 1000) / microamps / 24;
}

/** By how much a battery's voltage is lower while the receiver is on, volts: when it is new, and when it is nearly empty. */
export function sagOf(battery: keyof typeof BATTERIES): readonly [fresh: number, spent: number] {
  const [fresh, spent] = BATTERIES[battery].ohms;
  const amps = MICROAMPS.listening / 1e6;
  return [fresh * amps, spent * amps];
}

/** The report over all tokens, each with its currents by cause. */
export function energyReport(tokens: readonly Currents[]): EnergyReport {
  const totals = tokens.map(totalOf);
  const median = percentile(totals, 50);
  return {
    averageMicroamps: { p50: median, max: percentile(totals, 100) },
    byCause: mixed(tokens.map((currents) => [1 / tokens.length, currents] as const)),
    daysOn220mAh: median === null ? null : daysOn("coinCell", median),
    daysOn1000mAh: median === null ? null : daysOn("large", median),
  };
}
