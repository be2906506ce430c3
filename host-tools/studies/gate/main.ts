/**
 * How often those who come through a factory's gate are heard there, in the world's places and radio: with the background before it was
 * made denser for gates and with the one that is, and taps. What the gate's engine makes of it: bztoken world --shift factory-gate.
 *   node --import tsx host-tools/studies/gate/main.ts [--boards puckjs,xiaoble] [--scenes morning,noon,bus,evening] [--seed 1] [--json]
 */
import { parseArgs } from "node:util";
import { markdownTable } from "../../lib/markdown-table.ts";
import { DAY_MS } from "../../lib/time.ts";
import { advertCharge, MICROAMPS } from "../../world/charges.ts";
import { TAP } from "./actors.ts";
import { tapsHeard, timesHeard } from "./passages.ts";
import { playGate } from "./play-gate.ts";
import { type GateSceneName, RUSHES } from "./scenes.ts";

/** The background before it was made denser for gates, ms. */
const FORMER_BACKGROUND_MS: Readonly<Record<string, number>> = { puckjs: 7000, xiaoble: 10_000 };
const DENSE_BACKGROUND_MS = 2000;
const TAPS_A_DAY = 4;

/** Figures of one scene and board: `former` and `dense` backgrounds, and taps. */
function gateFigures(scene: GateSceneName, board: string, seed: number) {
  const timesWith = (backgroundMs: number) =>
    timesHeard(playGate({ scene, board, backgroundMs, seed, withoutTaps: true }));
  return {
    scene,
    board,
    seed,
    former: timesWith(FORMER_BACKGROUND_MS[board]!),
    dense: timesWith(DENSE_BACKGROUND_MS),
    taps: tapsHeard(playGate({ scene, board, backgroundMs: DENSE_BACKGROUND_MS, seed })),
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
];

const rowOf = (scene: string, board: string, everyMs: number, times: GateFigures["former"]) => [
  scene,
  board,
  `${everyMs / 1000} s`,
  ...times.map(({ none, once, more }) => percents(none, once, more)),
];

function textOf(all: readonly GateFigures[]): string {
  const seconds = all.map(
    ({ scene, dense }) => `${scene} ${dense.map((one) => one.seconds.toFixed(0)).join(" and ")} s`,
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
      scenes: { type: "string", default: RUSHES.join(",") },
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
