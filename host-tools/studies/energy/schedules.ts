/**
 * Other designs beside this one, in the same world, air and energy account: minutes heard against current. Ours is the built program
 * on both boards. `--plot FILE` writes the plot, `--json`, `--seeds 1,2`, `--ours none` leaves the program out.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { startProgress } from "../../lib/progress.ts";
import { lowerBound, mean, spread } from "../../lib/statistics.ts";
import { daysOn } from "../../world/energy.ts";
import { PEER_SCHEDULES, type PeerSchedule } from "../../world/peer-schedules.ts";
import { playRoom } from "../../world/play-schedules.ts";
import { type BarFigures, measureBars } from "./bars.ts";
import { comings, comingsFigures, officeDay, officeFigures } from "./scenes.ts";
import { svgOf } from "./svg-plot.ts";

/** The bars' lengths are counted within two minutes for everybody here. */
const LENGTH_MINUTES = 2;

interface ScheduleRow {
  readonly name: string;
  readonly title: string;
  readonly ours: boolean;
  readonly heard: readonly number[];
  readonly microamps: readonly number[];
  readonly presences: { readonly all: number; readonly logged: number };
  /** Share of logged lengths within two minutes of the truth. */
  readonly length: number;
}

function measureSchedule(schedule: PeerSchedule, seeds: readonly number[]): ScheduleRow {
  const presences = { all: 0, logged: 0 };
  const days = seeds.map((seed) => {
    const figures = officeFigures(playRoom({ ...officeDay(seed), schedule }));
    presences.all += figures.presences.all;
    presences.logged += figures.presences.logged;
    return figures;
  });
  const plan = comings(seeds[0]!);
  const { lengthErrors } = comingsFigures(playRoom({ ...plan, schedule }), plan.endAt);
  return {
    name: schedule.name,
    title: schedule.title,
    ours: false,
    heard: days.map(({ shares }) => mean(shares)),
    microamps: days.map(({ microamps }) => mean(microamps)),
    presences,
    length: mean(lengthErrors.map((error) => Number(Math.abs(error) <= LENGTH_MINUTES))),
  };
}

function ownRow(id: string, figures: BarFigures): ScheduleRow {
  const { heard, microamps, presences, length } = figures;
  return {
    name: `bluezone-token ${id}`,
    title: `bluezone-token, ${boards[id]!.name}`,
    ours: true,
    heard,
    microamps,
    presences,
    length: mean(length!.errors.map((error) => Number(Math.abs(error) <= LENGTH_MINUTES))),
  };
}

const rounded = (ticks: readonly number[], most: number) =>
  ticks.filter((_, i) => i === 0 || ticks[i - 1]! < most);

function plotOf(rows: readonly ScheduleRow[]): string {
  const most = Math.max(...rows.map(({ microamps }) => mean(microamps)));
  const points = (ours: boolean) =>
    rows
      .filter((row) => row.ours === ours)
      .map(({ title, heard, microamps }) => ({
        x: mean(microamps),
        y: mean(heard),
        label: title.replace("bluezone-token, ", ""),
        below: title.startsWith("TraceT"),
      }));
  return svgOf({
    title: "Minutes heard against current, office day",
    x: {
      title: "µA, office day (logarithmic)",
      ticks: rounded([30, 50, 100, 200, 500, 1000, 2000], most),
      logarithmic: true,
    },
    y: { title: "share of minutes heard of a peer within 5 m", ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    series: [
      { name: "bluezone-token", colour: "#c2410c", points: points(true) },
      { name: "other designs", colour: "#475569", points: points(false) },
    ],
  });
}

function textOf(rows: readonly ScheduleRow[], seeds: readonly number[]): string {
  const head = [
    "design",
    "minutes heard",
    "µA",
    "days on 220 mAh",
    "on 1000 mAh",
    "15 min in either log",
    "length ± 2 min",
  ];
  const table = rows.map(({ title, heard, microamps, presences: { all, logged }, length }) => [
    title,
    spread(heard, 3),
    spread(microamps, 1),
    daysOn("coinCell", mean(microamps)).toFixed(0),
    daysOn("large", mean(microamps)).toFixed(0),
    `${((100 * logged) / all).toFixed(2)} % of ${all} (≥ ${(100 * lowerBound(logged, all)).toFixed(2)} %)`,
    `${(100 * length).toFixed(1)} %`,
  ]);
  const notes = Object.values(PEER_SCHEDULES).map(
    ({ title, source, filled }) => `- ${title}: ${source}. Filled in its favour: ${filled}.`,
  );
  return [
    markdownTable([head, ...table]),
    "",
    ...notes,
    "",
    `Seeds ${seeds.join(", ")}; mean (least–most) over them.`,
  ].join("\n");
}

if (process.argv[1]?.endsWith("schedules.ts")) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      plot: { type: "string" },
      seeds: { type: "string", default: "1,2" },
      ours: { type: "string", default: "puckjs,xiaoble" },
    },
  });
  const seeds = values.seeds.split(",").map(Number);
  const ours = values.ours === "none" ? [] : values.ours.split(",");
  const peers = Object.values(PEER_SCHEDULES);
  const progress = startProgress("designs", peers.length + 10 * ours.length);
  const rows: ScheduleRow[] = [];
  for (const [i, id] of ours.entries()) {
    let scenes = 0;
    let last = "";
    const figures = await measureBars(boards[id]!, {
      seeds,
      scenes: ["office", "comings"],
      onProgress: (scene, share) => {
        if (scene !== last) scenes++;
        last = scene;
        progress.update(10 * i + 5 * (scenes - 1 + share));
      },
    });
    rows.push(ownRow(id, figures));
  }
  for (const [i, peer] of peers.entries()) {
    rows.push(measureSchedule(peer, seeds));
    progress.update(10 * ours.length + i + 1);
  }
  progress.end();
  console.log(values.json ? JSON.stringify({ seeds, rows }) : textOf(rows, seeds));
  if (values.plot) writeFileSync(values.plot, plotOf(rows));
}
