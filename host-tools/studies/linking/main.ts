/**
 * The linking observer: hears every advert of tokens of one board in one room, and at each change of rolling IDs names
 * for every old ID the new one. `--board ID` (puckjs), `--tokens N` (12), `--seeds S` (10), `--from S` (1), `--changes C` (3),
 * `--calibrated DB` (0: spread of the power that tokens were enrolled with), `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { CLUES } from "./clues.ts";
import { type Advantage, advantageOf, type Game, gameOf, learn, linkBy, linkByAll } from "./link.ts";
import { playChanges } from "./play-change.ts";

/** A track must reach so far on either side of the change. */
const SPAN_MS = 10 * MINUTE_MS;
/** Clocks are wrong: a token may change so long before or after the hour's quarter. */
const SLACK_MS = 30_000;

const NAMES = Object.keys(CLUES);
const TIMES = NAMES.filter((name) => name.startsWith("time"));
const STRENGTH = "strength at the observer";
/** What is tried: each clue alone, and together. */
const TRIED: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(NAMES.map((name) => [name, [name]])),
  "all of time": TIMES,
  "all but strength": NAMES.filter((name) => name !== STRENGTH),
  all: NAMES,
};

interface ObserveOptions {
  readonly board: string;
  readonly tokens: number;
  readonly seeds: readonly number[];
  readonly changes: number;
  readonly calibrationSdDb?: number;
  readonly onSeed?: (seed: number) => void;
}

/** The advantage by what was tried. */
async function observe({ board: id, tokens, seeds, changes, calibrationSdDb, onSeed }: ObserveOptions) {
  const board = boards[id]!;
  const build = await buildFirmware(board);
  const worlds: Game[][] = [];
  for (const seed of seeds) {
    const { tracks, instants } = await playChanges({ board, build, tokens, seed, changes, calibrationSdDb });
    worlds.push(
      instants.map((instant, i) => {
        const { before, after } = tracks.around(instant, SPAN_MS, SLACK_MS);
        return gameOf(before, after, instant, CLUES, 100 * seed + i);
      }),
    );
    onSeed?.(seed);
  }
  const advantages: Record<string, Advantage> = {};
  for (const [name, clues] of Object.entries(TRIED)) {
    const linked = worlds.map((games) => {
      if (clues.length === 1) return games.map((game) => linkBy(game, clues[0]!));
      // What clues are worth together is learnt from the other worlds.
      const lessons = learn(worlds.filter((world) => world !== games).flat(), clues);
      return games.map((game) => linkByAll(game, lessons));
    });
    advantages[name] = advantageOf(linked);
  }
  const seen = worlds.flat().map(({ truth }) => truth.length);
  return { board: id, tokens, seeds, games: seen.length, seen, advantages };
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      board: { type: "string" },
      tokens: { type: "string" },
      seeds: { type: "string" },
      from: { type: "string" },
      changes: { type: "string" },
      calibrated: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const first = Number(values.from ?? 1);
  const seeds = Array.from({ length: Number(values.seeds ?? 10) }, (_, i) => first + i);
  const options = { board: values.board ?? "puckjs", tokens: Number(values.tokens ?? 12), seeds };
  const result = await observe({
    ...options,
    changes: Number(values.changes ?? 3),
    calibrationSdDb: Number(values.calibrated ?? 0),
  });
  if (values.json) console.log(JSON.stringify({ observer: result }));
  else {
    const seen = Math.min(...result.seen);
    console.log(
      `${result.board}, ${result.tokens} tokens (at least ${seen} of them on both sides), seeds ${seeds[0]}–${seeds.at(-1)}, ${result.games} changes\n`,
    );
    console.log("| clue | linked | advantage over chance | 95 % interval |\n|---|---|---|---|");
    for (const [name, { linkedShare, mean, low, high }] of Object.entries(result.advantages))
      console.log(
        `| ${name} | ${percent(linkedShare)} | ${percent(mean)} | ${percent(low)} to ${percent(high)} |`,
      );
  }
}
