/** What a token's day costs, from the meter and published currents. */
import type { Meter } from "../virtual-token/meter.ts";
import { percentile } from "./report.ts";
import type { EnergyReport } from "./report-types.ts";

/**
 * EspruinoDocs, boards/Puck.js "Power Consumption": 3 µA idle, 5–9 µA more while a button is watched, 12 mA while
 * scanning, 4 mA while JavaScript runs, 0.6 mA connected, 1–2 mA per LED; 375 ms non-connectable adverts at 0 dBm
 * 22 µA, connectable 40 µA, hence the charge of one.
 */
const MICROAMPS = { idle: 3, button: 7, listening: 12_000, program: 4_000, connected: 600, led: 1_500 };
const MICROCOULOMBS = { advert: 7.1, connectableAdvert: 13.9 };
const MILLIAMP_HOURS = 220;

/** What a token has spent so far. */
export interface Consumption {
  readonly listenMs: number;
  readonly adverts: number;
  readonly connectableAdverts: number;
  readonly cpuMs: number;
  readonly connectedMs: number;
  readonly ledMs: number;
}

export function consumptionOf(meter: Meter): Consumption {
  let connectableAdverts = 0;
  for (const [kind, count] of meter.advertsByKind)
    if (kind.endsWith(" connectable")) connectableAdverts += count;
  const { listenMs, cpuMs, connectedMs, ledMs } = meter;
  return {
    listenMs,
    adverts: meter.advertsSent - connectableAdverts,
    connectableAdverts,
    cpuMs,
    connectedMs,
    ledMs,
  };
}

/** Microamps by cause between two readings that lie so many milliseconds apart. */
export function currentsOf(
  from: Consumption,
  to: Consumption,
  milliseconds: number,
): Readonly<Record<string, number>> {
  const share = (what: keyof Consumption) => (to[what] - from[what]) / milliseconds;
  return {
    idle: MICROAMPS.idle + MICROAMPS.button,
    listening: MICROAMPS.listening * share("listenMs"),
    adverts:
      1000 *
      (MICROCOULOMBS.advert * share("adverts") +
        MICROCOULOMBS.connectableAdvert * share("connectableAdverts")),
    program: MICROAMPS.program * share("cpuMs"),
    connected: MICROAMPS.connected * share("connectedMs"),
    leds: MICROAMPS.led * share("ledMs"),
  };
}

/** The report over all tokens, each with its currents by cause. */
export function energyReport(tokens: readonly Readonly<Record<string, number>>[]): EnergyReport {
  const totals = tokens.map((causes) => Object.values(causes).reduce((sum, current) => sum + current, 0));
  const byCause: Record<string, number> = {};
  for (const causes of tokens)
    for (const [cause, current] of Object.entries(causes))
      byCause[cause] = (byCause[cause] ?? 0) + current / tokens.length;
  const median = percentile(totals, 50);
  return {
    averageMicroamps: { p50: median, max: percentile(totals, 100) },
    byCause,
    daysOn220mAh: median === null ? null : (MILLIAMP_HOURS * 1000) / median / 24,
  };
}
