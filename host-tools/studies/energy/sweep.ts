/**
 * Chooses window, burst and background, and what a token does while it is alone: the rendezvous of each board with one figure after
 * the other changed, as schedules in the world's own air, what share of minutes is heard at what current, and how late two who
 * were alone hear each other. `--json` for one JSON object; `--plot FILE` writes the plot; `--seeds 1,2,3`.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { MINUTES_ALONE } from "../../../protocol/clock-steering.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { mean, spread } from "../../lib/statistics.ts";
import { totalOf } from "../../world/energy.ts";
import { CROWDED_PROCESSOR, ownSchedule } from "../../world/own-schedule.ts";
import { playRoom } from "../../world/play-schedules.ts";
import type { Alone, Rendezvous } from "../../world/schedule.ts";
import { BARS } from "./bars.ts";
import { crowd, crowdFigures, firstHearings, loners, OFFICE, officeDay, officeFigures } from "./scenes.ts";
import { svgOf } from "./svg-plot.ts";

/** Clocks that steer by each other keep within this of each other (standard deviation), ms. */
const CLOCK_SD_MS: Readonly<Record<string, number>> = { puckjs: 100, xiaoble: 60 };
const CROWD_LISTENERS = 30;
/** Two who were alone: their clocks, whose rates are known to ± 40 ppm and ± 4 ppm, and half of how long they may be in doubt. */
const LONER_SD_MS: Readonly<Record<string, number>> = { puckjs: 600, xiaoble: 100 };
const LONER_BURST_MS = 10_000;
/** What doubt makes of a night's bursts, on average: it grows by 4 ms a minute. */
const NIGHT_BURST_MS = 5000;

interface SweepRow {
  readonly what: string;
  readonly rendezvous: Rendezvous;
  readonly heard: readonly number[];
  readonly microamps: readonly number[];
}

interface AloneRow {
  readonly alone: Alone;
  /** Over an office day, and while alone, µA. */
  readonly microamps: readonly number[];
  readonly aloneMicroamps: readonly number[];
  /** Share of two who were alone whose first hearing came after more than 2 minutes, and 5. */
  readonly late: readonly [number, number];
}

interface CrowdRow {
  readonly rendezvous: Rendezvous;
  readonly powerDbm: number;
  readonly share: number;
  readonly microamps: number;
}

function chosen(id: string): Rendezvous {
  const { scanWindowMs, burstIntervalMs, burstMarginMs, backgroundMs } = boards[id]!.rendezvous;
  const windowMs = 3 * scanWindowMs;
  return {
    windowMs,
    spacingMs: burstIntervalMs,
    burstMs: windowMs + 2 * burstMarginMs,
    backgroundMs,
    clockSdMs: CLOCK_SD_MS[id]!,
    alone: aloneOf(2, id === "puckjs" ? 100 : 44),
  };
}

const aloneOf = (oneIn: number, spacingMs: number): Alone => ({
  afterMinutes: MINUTES_ALONE,
  oneIn,
  spacingMs,
  burstMs: NIGHT_BURST_MS,
});

/** The chosen values, and each of them varied. */
function variants(id: string): [what: string, Rendezvous][] {
  const base = chosen(id);
  const windows = id === "puckjs" ? [90, 110, 130, 144, 160, 180, 210, 250] : [60, 75, 90, 102, 115, 130];
  const spacings = id === "puckjs" ? [100, 120, 150, 200] : [20, 25, 30, 40, 50];
  return [
    ...windows.map((windowMs): [string, Rendezvous] => [
      "window",
      { ...base, windowMs, burstMs: base.burstMs + windowMs - base.windowMs },
    ]),
    ...spacings.map((spacingMs): [string, Rendezvous] => ["spacing", { ...base, spacingMs }]),
    ...[300, 600, 900, 1200, 1800].map((burstMs): [string, Rendezvous] => ["burst", { ...base, burstMs }]),
    ...[2000, 5000, 10_000].map((backgroundMs): [string, Rendezvous] => [
      "background",
      { ...base, backgroundMs },
    ]),
    ...[20, 60, 100, 200, 300].map((clockSdMs): [string, Rendezvous] => ["clocks", { ...base, clockSdMs }]),
  ];
}

function measure(rendezvous: Rendezvous, seeds: readonly number[]) {
  const days = seeds.map((seed) => {
    const plan = officeDay(seed);
    const [evening, morning] = plan.readAt as [number, number];
    const floor = { ...plan.floor, startAt: evening };
    const lived = playRoom({ ...plan, floor, readAt: [morning], schedule: ownSchedule(rendezvous) });
    return { figures: officeFigures(lived), night: mean(lived.currents[0]!.map(totalOf)) };
  });
  return {
    heard: days.map(({ figures }) => mean(figures.shares)),
    microamps: days.map(({ figures }) => mean(figures.microamps)),
    aloneMicroamps: days.map(({ night }) => night),
  };
}

/** While alone: one minute of so many with a rendezvous, adverts so far apart. */
function sweepAlone(id: string, seeds: readonly number[]): AloneRow[] {
  const base = chosen(id);
  const spacings = id === "puckjs" ? [100, 150, 200] : [44, 60, 80, 100, 200];
  return [1, 2, 3].flatMap((oneIn) =>
    spacings.map((spacingMs): AloneRow => {
      const alone = aloneOf(oneIn, spacingMs);
      const { microamps, aloneMicroamps } = measure({ ...base, alone }, seeds);
      const meeting = {
        ...base,
        clockSdMs: LONER_SD_MS[id]!,
        alone: { ...alone, burstMs: LONER_BURST_MS },
      };
      const firsts = seeds.flatMap((seed) =>
        firstHearings(playRoom({ ...loners(seed), schedule: ownSchedule(meeting) })),
      );
      const late = (minutes: number) => mean(firsts.map((first) => Number(first > minutes)));
      return { alone, microamps, aloneMicroamps, late: [late(2), late(5)] };
    }),
  );
}

function sweep(id: string, seeds: readonly number[]): SweepRow[] {
  return variants(id).map(([what, rendezvous]) => {
    const { heard, microamps } = measure(rendezvous, seeds);
    return { what, rendezvous, heard, microamps };
  });
}

/** A crowd of 200: windows, adverts in a window and power. */
function sweepCrowd(id: string, seed: number): CrowdRow[] {
  const base = chosen(id);
  const rows: CrowdRow[] = [];
  for (const windowMs of [base.windowMs, 500, 1000, 1500, 2500])
    for (const powerDbm of [0, -8, -12, -16])
      for (const adverts of [2, 3, 4]) {
        const few = windowMs === base.windowMs;
        if (few && adverts !== 3) continue;
        const rendezvous = few
          ? base
          : { ...base, windowMs, spacingMs: windowMs / adverts, burstMs: windowMs };
        const schedule = ownSchedule(rendezvous, { powerDbm, processor: CROWDED_PROCESSOR });
        const { near, well, microamps } = crowdFigures(
          playRoom({ ...crowd(seed), schedule, listeners: CROWD_LISTENERS }),
          CROWD_LISTENERS,
        );
        rows.push({ rendezvous, powerDbm, share: well / near, microamps: mean(microamps) });
      }
  return rows;
}

const COLOURS: Readonly<Record<string, string>> = { puckjs: "#c2410c", xiaoble: "#1d4ed8" };

function sweepPlot(rows: Readonly<Record<string, readonly SweepRow[]>>): string {
  return svgOf({
    title: "Window of a rendezvous: minutes heard against the current of an office day",
    x: { title: "µA, office day", ticks: [30, 40, 50, 60, 70, 80] },
    y: { title: "share of minutes heard of a peer within 5 m", ticks: [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1] },
    series: Object.entries(rows).map(([id, all]) => ({
      name: boards[id]!.name,
      colour: COLOURS[id]!,
      joined: true,
      points: all
        .filter(({ what }) => what === "window")
        .map(({ rendezvous, heard, microamps }) => ({
          x: mean(microamps),
          y: mean(heard),
          label: `${rendezvous.windowMs} ms`,
          below: id === "puckjs",
        })),
    })),
    bars: [
      { x: BARS.puckjs.microamps, y: BARS.puckjs.heard, label: "bar, Puck.js", colour: COLOURS.puckjs! },
      { x: BARS.xiaoble.microamps, y: BARS.xiaoble.heard, label: "bar, XIAO", colour: COLOURS.xiaoble! },
    ],
  });
}

function textOf(
  id: string,
  rows: readonly SweepRow[],
  alone: readonly AloneRow[],
  crowds: readonly CrowdRow[],
): string {
  const head = [
    "varied",
    "window ms",
    "spacing ms",
    "burst ms",
    "background ms",
    "clocks sd ms",
    "minutes heard",
    "µA",
  ];
  const table = rows.map(({ what, rendezvous: r, heard, microamps }) => [
    what,
    ...[r.windowMs, r.spacingMs, r.burstMs, r.backgroundMs, r.clockSdMs].map(String),
    spread(heard, 3),
    spread(microamps, 1),
  ]);
  const best = [...crowds].sort((x, y) => y.share - x.share).slice(0, 12);
  const crowdTable = [...best, ...crowds.slice(0, 1)].map(({ rendezvous: r, powerDbm, share, microamps }) => [
    ...[r.windowMs, Math.round(r.spacingMs), powerDbm].map(String),
    share.toFixed(3),
    microamps.toFixed(0),
  ]);
  return [
    `${boards[id]!.name}: office day (${OFFICE.togetherHours} h among ${OFFICE.people - 1} within ${OFFICE.metres} m, ${OFFICE.aloneHours} h alone)`,
    markdownTable([head, ...table]),
    "\nwhile alone",
    markdownTable([
      ["a minute in", "spacing ms", "µA alone", "µA, office day", "first heard after > 2 min", "> 5 min"],
      ...alone.map(({ alone: { oneIn, spacingMs }, microamps, aloneMicroamps, late }) => [
        ...[oneIn, spacingMs].map(String),
        spread(aloneMicroamps, 1),
        spread(microamps, 1),
        ...late.map((share) => `${(100 * share).toFixed(1)} %`),
      ]),
    ]),
    ...(crowds.length === 0
      ? []
      : [
          "\n200 people in a hall of 16 m; the best twelve, and doing nothing (last row)",
          markdownTable([
            ["window ms", "spacing ms", "dBm", "near pairs heard in 12 of 15 min", "µA meanwhile"],
            ...crowdTable,
          ]),
        ]),
  ].join("\n");
}

if (process.argv[1]?.endsWith("sweep.ts")) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      plot: { type: "string" },
      seeds: { type: "string", default: "1,2,3" },
    },
  });
  const seeds = values.seeds.split(",").map(Number);
  const rows: Record<string, SweepRow[]> = {};
  const alone: Record<string, AloneRow[]> = {};
  const crowds: Record<string, CrowdRow[]> = {};
  for (const id of ["puckjs", "xiaoble"]) {
    rows[id] = sweep(id, seeds);
    alone[id] = sweepAlone(id, seeds);
    // The processors are alike, and so is a crowd.
    crowds[id] = id === "puckjs" ? sweepCrowd(id, seeds[0]!) : [];
    if (!values.json) console.log(`${textOf(id, rows[id], alone[id], crowds[id])}\n`);
  }
  if (values.json) console.log(JSON.stringify({ seeds, rows, alone, crowds }));
  if (values.plot) writeFileSync(values.plot, sweepPlot(rows));
}
