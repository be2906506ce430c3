/**
 * Who comes through a factory's gate, and how one could tell: before anything is built. Three ways, in the world's places and radio: the
 * button's tap, a background advert each 2 s for everybody, and who is inside by the minute.
 *   node --import tsx host-tools/studies/gate/main.ts [--boards puckjs,xiaoble] [--scenes morning,noon,bus,evening] [--seed 1] [--json]
 */
import { parseArgs } from "node:util";
import { markdownTable } from "../../lib/markdown-table.ts";
import { DAY_MS } from "../../lib/time.ts";
import { advertCharge, MICROAMPS } from "../../world/charges.ts";
import { TAP } from "./actors.ts";
import { directionsTold, insideByTheMinute, tapsHeard, timesHeard } from "./passages.ts";
import { type GatePlan, playGate } from "./play-gate.ts";
import { GATE_SCENES, type GateSceneName } from "./scenes.ts";

/** The background before it was made denser for gates, ms. */
const FORMER_BACKGROUND_MS: Readonly<Record<string, number>> = { puckjs: 7000, xiaoble: 10_000 };
const DENSE_BACKGROUND_MS = 2000;
/** Passers press so many metres before the line. */
const TAP_METRES = 1;
const TAPS_A_DAY = 4;

/** Figures of one scene and board: `former` and `dense` backgrounds, and taps. */
function gateFigures(scene: GateSceneName, board: string, seed: number) {
  const plan = (backgroundMs: number, tapMetres?: number): GatePlan => ({
    scene,
    board,
    backgroundMs,
    tapMetres,
    seed,
  });
  const former = playGate(plan(FORMER_BACKGROUND_MS[board]!));
  const dense = playGate(plan(DENSE_BACKGROUND_MS));
  return {
    scene,
    board,
    seed,
    former: {
      times: timesHeard(former),
      directions: directionsTold(former),
      inside: insideByTheMinute(former),
    },
    dense: { times: timesHeard(dense), directions: directionsTold(dense), inside: insideByTheMinute(dense) },
    taps: tapsHeard(playGate(plan(FORMER_BACKGROUND_MS[board]!, TAP_METRES))),
  };
}

type GateFigures = ReturnType<typeof gateFigures>;

/** What each way takes of a token's battery beyond the rendezvous, µA over a day, by the account of docs/ENERGY.md. */
export function microampsOf(): Readonly<Record<string, number>> {
  const event = advertCharge(0, false);
  const background = (everyMs: number) => (1000 * event) / (everyMs + 5);
  const tap = (TAP.sendMs / TAP.intervalMs) * event + (MICROAMPS.listening * TAP.listenMs) / 1000;
  return {
    "background each 10 s": background(10_000),
    "background each 7 s": background(7000),
    "background each 2 s": background(DENSE_BACKGROUND_MS),
    [`tap, ${TAPS_A_DAY} a day`]: (TAPS_A_DAY * tap * 1000) / DAY_MS,
  };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
const percents = (...shares: readonly number[]) => shares.map(percent).join(" / ");

const HEADINGS = [
  "scene",
  "board",
  "background",
  "heard 0 / 1 / 2 and more times within 3 m of the line",
  "within 15 m",
  "direction right / wrong / untold",
  "inside told within 1 / 2 / 3 min",
  "false, an hour and bystander: direction / inside",
];

function rowOf(
  scene: string,
  board: string,
  everyMs: number,
  { times, directions, inside }: GateFigures["former"],
) {
  return [
    scene,
    board,
    `${everyMs / 1000} s`,
    ...times.map(({ none, once, more }) => percents(none, once, more)),
    percents(directions.right, directions.wrong, directions.untold),
    inside ? percents(inside.within1, inside.within2, inside.within3) : "–",
    `${directions.falseAnHour.toFixed(1)} / ${inside ? inside.falseAnHour.toFixed(1) : "–"}`,
  ];
}

function textOf(all: readonly GateFigures[]): string {
  const seconds = all.map(
    ({ scene, dense }) => `${scene} ${dense.times.map((one) => one.seconds.toFixed(0)).join(" and ")} s`,
  );
  return [
    markdownTable([
      HEADINGS,
      ...all.flatMap(({ scene, board, former, dense }) => [
        rowOf(scene, board, FORMER_BACKGROUND_MS[board]!, former),
        rowOf(scene, board, DENSE_BACKGROUND_MS, dense),
      ]),
    ]),
    "",
    `In the two zones for, mean: ${[...new Set(seconds)].join("; ")}.`,
    "",
    markdownTable([
      ["scene", "board", "taps", "heard", "adverts of a tap, mean", "answer heard"],
      ...all.map(({ scene, board, taps }) => [
        scene,
        board,
        String(taps.passages),
        percent(taps.heard),
        taps.adverts.toFixed(1),
        percent(taps.answered),
      ]),
    ]),
    "",
    Object.entries(microampsOf())
      .map(([way, microamps]) => `${way}: ${microamps.toFixed(2)} µA`)
      .join("; "),
  ].join("\n");
}

if (process.argv[1]?.endsWith("gate/main.ts")) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      boards: { type: "string", default: Object.keys(FORMER_BACKGROUND_MS).join(",") },
      scenes: { type: "string", default: Object.keys(GATE_SCENES).join(",") },
      seed: { type: "string", default: "1" },
    },
  });
  const all = values.scenes
    .split(",")
    .flatMap((scene) =>
      values.boards
        .split(",")
        .map((board) => gateFigures(scene as GateSceneName, board, Number(values.seed))),
    );
  console.log(values.json ? JSON.stringify({ gate: all, microamps: microampsOf() }) : textOf(all));
}
