/**
 * The bars of energy and rendezvous, measured with the built program on both boards: an office day, presences that come and go,
 * a crowd of 200, two who were alone. `--json`; `--boards puckjs,xiaoble`; `--scenes office,comings,crowd,loners`;
 * `--seeds 1,2,3` for the first and the last, the others take the first two and the first of them; `--geometry plane`: a body's turn is one
 * for everybody who hears it.
 */
import { parseArgs } from "node:util";
import type { Board } from "../../../boards/board.ts";
import { boards } from "../../../boards/index.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { startProgress } from "../../lib/progress.ts";
import { lowerBound, mean, percentile, spread } from "../../lib/statistics.ts";
import { buildFirmware, type FirmwareBuild } from "../../tools/firmware-build/bundle.ts";
import { type Currents, daysOn, mixed, sagOf } from "../../world/energy.ts";
import type { Rates } from "../../world/handout.ts";
import { type Geometry, geometryOf } from "../../world/shifts.ts";
import { liveRoom, type RoomPlan } from "../../world/token-room.ts";
import {
  CROWD,
  comings,
  comingsFigures,
  crowd,
  crowdFigures,
  firstHearings,
  LONERS,
  loners,
  OFFICE,
  officeDay,
  officeFigures,
  type Pooled,
} from "./scenes.ts";

/** What each board is held to. */
export const BARS = {
  puckjs: { microamps: 42, heard: 0.88, presence: 0.999, lengthMinutes: 2, length: 0.95, crowd: 0.8 },
  xiaoble: { microamps: 38, heard: 0.97, presence: 0.999, lengthMinutes: 1, length: 0.95, crowd: 0.95 },
} as const;
/** Of two who were alone: in so many of a hundred meetings neither may have heard the other after so many minutes. */
const LATE_BARS = [
  { minutes: 2, share: 0.05 },
  { minutes: 5, share: 0.02 },
] as const;

type BarredBoard = keyof typeof BARS;

/** Figures of a board; lists have one number for each seed. */
export interface BarFigures {
  readonly microamps: readonly number[];
  readonly byCause: Currents;
  readonly heard: readonly number[];
  /** Share of minutes heard of the pair and direction at the 5th percentile. */
  readonly heardWorst: readonly number[];
  readonly presences: Pooled;
  /** Share of logged lengths within the bar's minutes, and the error's percentiles. */
  readonly length?: {
    readonly within: readonly number[];
    readonly errors: readonly number[];
    readonly p5: number;
    readonly p95: number;
  };
  readonly crowd?: {
    readonly share: readonly number[];
    readonly pairs: number;
    readonly microamps: readonly number[];
    readonly queueFull: number;
  };
  /** Minutes to the first hearing of two who were alone, by either log: clocks whose rate the bench has told, and others. */
  readonly loners?: Readonly<Record<Rates, readonly number[]>>;
}

interface BarsOptions {
  readonly seeds: readonly number[];
  readonly scenes: readonly string[];
  /** A body's turn is drawn for each pair, or is one for everybody. */
  readonly geometry?: Geometry | undefined;
  readonly onProgress?: (scene: string, share: number) => void;
}

export async function measureBars(board: Board, options: BarsOptions): Promise<BarFigures> {
  const build = await buildFirmware(board);
  const { seeds, scenes } = options;
  const { lengthMinutes } = BARS[board.id as BarredBoard];
  const live = liverOf(board, build, options);

  const microamps: number[] = [];
  const causes: Currents[] = [];
  const heard: number[] = [];
  const heardWorst: number[] = [];
  const presences = { all: 0, logged: 0 };
  const add = (more: Pooled) => {
    presences.all += more.all;
    presences.logged += more.logged;
  };
  for (const [i, seed] of scenes.includes("office") ? seeds.entries() : []) {
    const figures = officeFigures(await live(officeDay(seed), "office day", i, seeds.length));
    microamps.push(mean(figures.microamps));
    causes.push(figures.byCause);
    heard.push(mean(figures.shares));
    heardWorst.push(percentile(figures.shares, 5)!);
    add(figures.presences);
  }

  const within: number[] = [];
  const errors: number[] = [];
  const coming = scenes.includes("comings") ? seeds.slice(0, 2) : [];
  for (const [i, seed] of coming.entries()) {
    const plan = comings(seed);
    const { lengthErrors, presences: more } = comingsFigures(
      await live(plan, "coming and going", i, coming.length),
      plan.endAt,
    );
    within.push(mean(lengthErrors.map((error) => Number(Math.abs(error) <= lengthMinutes))));
    errors.push(...lengthErrors);
    add(more);
  }

  const crowds = [];
  const crowded = scenes.includes("crowd") ? seeds.slice(0, 1) : [];
  for (const [i, seed] of crowded.entries())
    crowds.push(crowdFigures(await live(crowd(seed), "crowd of 200", i, crowded.length)));

  const alone = scenes.includes("loners") ? seeds : [];
  const firsts = await firstsOfLoners(alone, live);

  return {
    microamps,
    heard,
    heardWorst,
    presences,
    ...(alone.length > 0 ? { loners: firsts } : {}),
    byCause: mixed(causes.map((one) => [1 / causes.length, one] as const)),
    ...(errors.length > 0
      ? { length: { within, errors, p5: percentile(errors, 5)!, p95: percentile(errors, 95)! } }
      : {}),
    ...(crowds.length > 0
      ? {
          crowd: {
            share: crowds.map(({ well, near }) => well / near),
            pairs: crowds.reduce((sum, { near }) => sum + near, 0),
            microamps: crowds.map((one) => mean(one.microamps)),
            queueFull: crowds.reduce((sum, { queueFull }) => sum + queueFull, 0),
          },
        }
      : {}),
  };
}

/** Lives a scene, the one after `done` of `all`. */
type Live = (
  plan: RoomPlan & { rates?: Rates },
  scene: string,
  done: number,
  all: number,
) => ReturnType<typeof liveWith>;

/** Minutes to the first hearing of two who were alone, over all seeds. */
async function firstsOfLoners(seeds: readonly number[], live: Live): Promise<Record<Rates, number[]>> {
  const firsts: Record<Rates, number[]> = { bench: [], untold: [] };
  for (const [i, seed] of seeds.entries())
    for (const [j, rates] of (["bench", "untold"] as const).entries()) {
      const plan = { ...loners(seed), rates };
      firsts[rates].push(
        ...firstHearings(await live(plan, "two who were alone", 2 * i + j, 2 * seeds.length)),
      );
    }
  return firsts;
}

const liverOf =
  (board: Board, build: FirmwareBuild, { geometry, onProgress }: BarsOptions): Live =>
  (plan, scene, done, all) =>
    liveWith(board, build, withBodies(plan, geometry), (share) => onProgress?.(scene, (done + share) / all));

/** On a plane a body's turn is one for everybody. */
const withBodies = <T extends RoomPlan>(plan: T, geometry: Geometry | undefined): T => ({
  ...plan,
  floor: { ...plan.floor, bodies: geometry === "plane" ? "one turn" : "pairs" },
});

async function liveWith(
  board: Board,
  build: FirmwareBuild,
  plan: RoomPlan & { rates?: Rates },
  onShare: (share: number) => void,
) {
  const { startAt } = plan.floor;
  const lived = await liveRoom({
    ...plan,
    board,
    build,
    onProgress: (t) => onShare(Math.max(0, Math.min(1, (t - startAt) / (plan.endAt - startAt)))),
  });
  for (const { device } of lived.tokens) device.powerOff();
  return lived;
}

interface Verdict {
  readonly bar: string;
  readonly limit: string;
  readonly seen: string;
  readonly held: boolean;
}

/** Share of meetings in which the first hearing came later than so many minutes. */
const lateShare = (firsts: readonly number[], minutes: number): number =>
  firsts.filter((first) => first > minutes).length / firsts.length;

/** Each bar, what was seen, and whether it holds: by the mean over the seeds, presences by their lower bound. */
export function verdicts(id: BarredBoard, figures: BarFigures): Verdict[] {
  const bars = BARS[id];
  const { microamps, heard, presences, length, crowd: crowded, loners: firsts } = figures;
  const found: Verdict[] = [];
  if (microamps.length > 0)
    found.push(
      {
        bar: `average current, office day (${OFFICE.togetherHours} h among ${OFFICE.people - 1} within ${OFFICE.metres} m, ${OFFICE.aloneHours} h alone)`,
        limit: `≤ ${bars.microamps} µA`,
        seen: `${spread(microamps, 1)} µA`,
        held: mean(microamps) <= bars.microamps,
      },
      {
        bar: "minutes heard of a peer within 5 m",
        limit: `≥ ${bars.heard}`,
        seen: spread(heard, 3),
        held: mean(heard) >= bars.heard,
      },
    );
  if (presences.all > 0) {
    const bound = lowerBound(presences.logged, presences.all);
    found.push({
      bar: "15 minutes of presence in either log",
      limit: `≥ ${100 * bars.presence} %`,
      seen: `${presences.logged} of ${presences.all}, at least ${(100 * bound).toFixed(3)} % (95 %)`,
      held: bound >= bars.presence && presences.all >= 10_000,
    });
  }
  if (length)
    found.push({
      bar: `length of a presence within ± ${bars.lengthMinutes} min, one log`,
      limit: `≥ ${100 * bars.length} %`,
      seen: `${spread(
        length.within.map((share) => 100 * share),
        1,
      )} % of ${length.errors.length}; p5 ${length.p5}, p95 ${length.p95} min`,
      held: mean(length.within) >= bars.length,
    });
  if (crowded)
    found.push({
      bar: `crowd of ${CROWD.people}: near pairs (${CROWD.near} m) heard in 12 of 15 minutes`,
      limit: `≥ ${100 * bars.crowd} %`,
      seen: `${spread(
        crowded.share.map((share) => 100 * share),
        1,
      )} % of ${crowded.pairs}, at ${mean(crowded.microamps).toFixed(0)} µA meanwhile`,
      held: mean(crowded.share) >= bars.crowd,
    });
  for (const { minutes, share } of firsts ? LATE_BARS : [])
    found.push({
      bar: `two who were alone for ${LONERS.aloneHours} hours and more, first heard by either log after more than ${minutes} minutes`,
      limit: `≤ ${100 * share} %`,
      seen: `${(100 * lateShare(firsts!.bench, minutes)).toFixed(1)} % of ${firsts!.bench.length}; ${(100 * lateShare(firsts!.untold, minutes)).toFixed(1)} % where nothing is known of the clocks' rates`,
      held: lateShare(firsts!.bench, minutes) <= share,
    });
  return found;
}

function textOf(id: BarredBoard, figures: BarFigures): string {
  const rows = verdicts(id, figures).map(({ bar, limit, seen, held }) => [
    bar,
    limit,
    seen,
    held ? "held" : "missed",
  ]);
  const lines = [`${boards[id]!.name}`, "", markdownTable([["bar", "limit", "seen", ""], ...rows])];
  if (figures.microamps.length > 0) {
    const current = mean(figures.microamps);
    const causes = Object.entries(figures.byCause)
      .filter(([, microamps]) => microamps >= 0.05)
      .sort(([, x], [, y]) => y - x)
      .map(([cause, microamps]) => `${cause} ${microamps.toFixed(1)}`);
    lines.push(
      "",
      `µA by cause: ${causes.join(", ")}. ${daysOn("coinCell", current).toFixed(0)} days on 220 mAh, ${daysOn("large", current).toFixed(0)} on 1000 mAh. ` +
        `Worst 5 % of pairs: ${spread(figures.heardWorst, 2)} of their minutes.`,
      `While the receiver is on, a CR2032's voltage is ${sagOf("coinCell")
        .map((volts) => volts.toFixed(2))
        .join(" V (new) to ")} V (nearly empty) lower.`,
    );
  }
  return lines.join("\n");
}

if (process.argv[1]?.endsWith("bars.ts")) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      boards: { type: "string", default: Object.keys(BARS).join(",") },
      scenes: { type: "string", default: "office,comings,crowd,loners" },
      seeds: { type: "string", default: "1,2,3,4,5,6" },
      geometry: { type: "string", default: "pairs" },
    },
  });
  const seeds = values.seeds.split(",").map(Number);
  const all: Record<string, BarFigures> = {};
  for (const id of values.boards.split(",") as BarredBoard[]) {
    let bar: { name: string; progress: ReturnType<typeof startProgress> } | undefined;
    all[id] = await measureBars(boards[id]!, {
      seeds,
      scenes: values.scenes.split(","),
      geometry: geometryOf(values.geometry),
      onProgress: (scene, share) => {
        if (bar?.name !== scene) {
          bar?.progress.end();
          bar = { name: scene, progress: startProgress(`${id} ${scene}`.padEnd(26), 1) };
        }
        bar.progress.update(share);
      },
    });
    bar?.progress.end();
    if (!values.json) console.log(`\n${textOf(id, all[id])}\n`);
  }
  if (values.json) console.log(JSON.stringify({ seeds, boards: all }));
  else console.log(`Seeds ${seeds.join(", ")}; mean (least–most) over them.`);
}
