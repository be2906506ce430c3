/**
 * What the built program costs on the real interpreter: instructions, variables, leaks. Needs the interpreter's build
 * with a simulated radio (docs/CONFORMANCE.md) in ESPRUINO_RADIO or ESPRUINO, and valgrind for the instructions; says
 * in one line what is left out otherwise. `--json` for one JSON object; `--main <file> --lockdown <file>` for another
 * program than the firmware as it stands; `--adverts` for the cost of adverts alone.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { programOnPath } from "../../lib/system-packages.ts";
import { isoDateOf } from "../../lib/time.ts";
import { buildFirmware } from "../../tools/firmware-build/bundle.ts";
import { type AdvertFigure, advertBook, beatBook, type Figure, syncBook } from "./instruction-book.ts";
import { type Crowd, crowdBook, fullLog, type Leaks, leakBook, started } from "./memory-book.ts";
import { nameOf, radioInterpreter } from "./radio-interpreter.ts";

/** Peers and epochs: an hour among ten and among thirty, a quarter of an hour among two hundred. */
const CROWDS = [
  [10, 4],
  [30, 4],
  [200, 1],
] as const;
const LEAK_EPOCHS = 100;
const LEAK_SYNCS = 50;
/** Bars: the program's own part of an advert, and variables in use at most, of all there are. */
const SCRIPT_BAR = 100_000;
const PEAK_BAR = 0.65;

interface CostFigures {
  readonly interpreter: string;
  readonly date: string;
  readonly programBytes: number;
  readonly adverts: readonly AdvertFigure[];
  readonly beats: readonly Figure[];
  readonly sync: readonly Figure[];
  readonly crowds: readonly Crowd[];
  readonly leaks: Leaks | undefined;
}

interface Wanted {
  readonly main?: string | undefined;
  readonly lockdown?: string | undefined;
  readonly advertsOnly?: boolean | undefined;
}

/** Runs the benches on an interpreter. */
async function benchCost(path: string, { main, lockdown, advertsOnly }: Wanted = {}): Promise<CostFigures> {
  const board = boards.puckjs!;
  const build = await buildFirmware(board, {
    ...(main ? { main: resolve(main) } : {}),
    ...(lockdown ? { lockdown: resolve(lockdown) } : {}),
  });
  const counting = programOnPath("valgrind") !== undefined;
  const figures = {
    interpreter: nameOf(path),
    date: isoDateOf(Date.now()),
    programBytes: build.tokenisedBytes,
    adverts: counting ? await advertBook(path, board, build) : [],
  };
  if (advertsOnly) return { ...figures, beats: [], sync: [], crowds: [], leaks: undefined };
  const beats = counting ? await beatBook(path, board, build) : [];
  const log = counting ? await fullLog(path, board, build) : undefined;
  const sync = log ? await syncBook(path, board, log.flash, log.counter) : [];
  const crowds: Crowd[] = [];
  for (const [peers, epochs] of CROWDS) {
    const token = await started(path, board, build);
    crowds.push(await crowdBook(token, peers, epochs));
    await token.interpreter.end();
  }
  const leaks = await leakBook(path, board, build, { epochs: LEAK_EPOCHS, syncs: LEAK_SYNCS });
  return { ...figures, beats, sync, crowds, leaks };
}

const thousands = (value: number): string =>
  Number.isNaN(value)
    ? "-"
    : Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ",");

function textOf({
  interpreter,
  date,
  programBytes,
  adverts,
  beats,
  sync,
  crowds,
  leaks,
}: CostFigures): string {
  const lines = [`${interpreter}, ${date}; program ${thousands(programBytes)} bytes`];
  if (adverts.length > 0) {
    lines.push(
      "",
      "| instructions per advert | memory in order | memory as in use | the program's own |",
      "|---|---|---|---|",
    );
    for (const { what, tidy, worn, script } of adverts)
      lines.push(
        `| ${what} | ${thousands(tidy)} | ${thousands(worn)} | ${script === undefined ? "-" : thousands(script)} |`,
      );
    const most = adverts.find(({ what }) => what === "token heard before")?.script ?? 0;
    lines.push(
      "",
      verdict(`own part per advert ${thousands(most)}`, SCRIPT_BAR, most, thousands(SCRIPT_BAR)),
    );
  }
  if (beats.length + sync.length > 0) {
    lines.push("", "| instructions per | |", "|---|---|");
    for (const { what, instructions } of [...beats, ...sync])
      lines.push(`| ${what} | ${thousands(instructions)} |`);
  }
  if (crowds.length > 0) {
    lines.push(
      "",
      "| variables | in use after each epoch | peak hearing | peak at epoch's end | adverts | dropped |",
      "|---|---|---|---|---|---|",
    );
    for (const { peers, steady, peakHearing, peakEpochEnd, adverts: heard, dropped } of crowds)
      lines.push(
        `| ${peers} peers | ${steady.join(", ")} | ${peakHearing} | ${peakEpochEnd} | ${thousands(heard)} | ${thousands(dropped)} |`,
      );
  }
  if (leaks) {
    const { epochs, syncs, peakSync, total } = leaks;
    const peak = Math.max(peakSync, ...crowds.map((one) => Math.max(one.peakHearing, one.peakEpochEnd)));
    const grown = epochs.at(-1)! - epochs[0]!;
    lines.push(
      "",
      `In use after epoch 1 and ${epochs.length}: ${epochs[0]} and ${epochs.at(-1)}; after sync 1 and ${syncs.length}, two epochs each: ${syncs[0]} and ${syncs.at(-1)}; peak in a sync ${peakSync} (with what was kept by then).`,
      `C stack, deepest: ${thousands(leaks.stack)} bytes.`,
      verdict(`peak ${peak} of ${total} variables`, PEAK_BAR * total, peak, `${PEAK_BAR * 100} %`),
      verdict(`${grown} variables kept in ${epochs.length} epochs`, 0, grown, "0"),
    );
  }
  return lines.join("\n");
}

function verdict(what: string, bar: number, value: number, bound: string): string {
  return `${value <= bar ? "held  " : "MISSED"} ${what} (bar: ${bound})`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      json: { type: "boolean" },
      adverts: { type: "boolean" },
      main: { type: "string" },
      lockdown: { type: "string" },
    },
  });
  const path = radioInterpreter();
  if (!path)
    console.log(
      "left out: instructions, variables and leaks of the program (no build of the interpreter with a radio); to have it: docs/CONFORMANCE.md, then name it in ESPRUINO_RADIO",
    );
  else {
    if (!programOnPath("valgrind")) console.log("left out: instructions (no valgrind)");
    const { main, lockdown, adverts } = values;
    const figures = await benchCost(path, { main, lockdown, advertsOnly: adverts });
    console.log(values.json ? JSON.stringify({ cost: figures }) : textOf(figures));
  }
}
