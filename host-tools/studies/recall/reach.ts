/**
 * How soon a token near a place hears its tag: windows of listening as the boards have them, at the rendezvous of real minutes; a place that sends the
 * adverts of its set one after the other, each 100 ms and up to 10 ms more; a quarter of all adverts lost. `--windows N` (200000 of each kind), `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { boards } from "../../../boards/index.ts";
import { rendezvousOffset } from "../../../protocol/rendezvous.ts";
import { Stream } from "../../lib/random.ts";
import { MINUTE_MS } from "../../lib/time.ts";

/** Time between two adverts of a place, ms, and what the radio adds at random (Core Spec 5.4 Vol 6 Part B §4.4.2.2.1). */
const INTERVAL_MS = 100;
const MOST_DELAY_MS = 10;
/** Adverts that a body or another packet takes away. */
const LOST = 0.25;
/** The ear for an answer behind a tap (SPEC.md §1). */
const ANSWER_EAR_MS = 300;
const SETS = [1, 2, 4, 8, 16] as const;
const FIRST_MINUTE = 15 * 1_981_777;
const SEED = 7;

interface Reach {
  readonly ear: string;
  readonly windowMs: number;
  /** Adverts of the set. */
  readonly adverts: number;
  /** Share of windows in which the one with the tag was heard. */
  readonly share: number;
  /** Windows until it is heard: on average, and in 19 of 20 cases. */
  readonly meanWindows: number;
  readonly p95Windows: number;
}

/** Of windows that stand around the rendezvous of so many minutes that follow each other. */
export function reachOf(ear: string, windowMs: number, adverts: number, windows: number): Reach {
  const stream = new Stream(SEED, windowMs, adverts);
  let [at, next, heard] = [FIRST_MINUTE * MINUTE_MS, 0, 0];
  for (let i = 0; i < windows; i++) {
    const minute = FIRST_MINUTE + i;
    const from = minute * MINUTE_MS + rendezvousOffset(minute) - windowMs / 2;
    // What is sent between two windows changes nothing but the phase, which delays blur: two rounds are enough of it.
    const skipped = Math.max(0, Math.floor((from - at) / (INTERVAL_MS + MOST_DELAY_MS / 2)) - 2 * adverts);
    at += skipped * (INTERVAL_MS + MOST_DELAY_MS / 2);
    next = (next + skipped) % adverts;
    let isHeard = false;
    for (; at < from + windowMs; at += INTERVAL_MS + stream.between(0, MOST_DELAY_MS)) {
      if (at >= from && next === 0 && !stream.chance(LOST)) isHeard = true;
      next = (next + 1) % adverts;
    }
    if (isHeard) heard++;
  }
  const share = heard / windows;
  const p95Windows = share >= 1 ? 1 : Math.ceil(Math.log(0.05) / Math.log(1 - share));
  return { ear, windowMs, adverts, share, meanWindows: 1 / share, p95Windows };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { windows: { type: "string" }, json: { type: "boolean" } } });
  const windows = Number(values.windows ?? 200_000);
  const ears: readonly (readonly [string, number])[] = [
    ...(["puckjs", "xiaoble"] as const).map(
      (id) => [`${boards[id]!.name}, each minute`, 3 * boards[id]!.rendezvous.scanWindowMs] as const,
    ),
    ["any board, behind a tap", ANSWER_EAR_MS],
  ];
  const all = ears.flatMap(([ear, ms]) => SETS.map((adverts) => reachOf(ear, ms, adverts, windows)));
  if (values.json) console.log(JSON.stringify({ recallReach: all }));
  else {
    console.log(
      "| ear | ms | adverts of a set | tags | windows with the tag | windows until then: mean, 19 of 20 |",
    );
    console.log("|---|---|---|---|---|---|");
    for (const { ear, windowMs, adverts, share, meanWindows, p95Windows } of all)
      console.log(
        `| ${ear} | ${windowMs} | ${adverts} | ${3 * adverts} | ${(100 * share).toFixed(1)} % | ${meanWindows.toFixed(1)}, ${p95Windows} |`,
      );
  }
}
