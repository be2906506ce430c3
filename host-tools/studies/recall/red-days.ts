/**
 * A month of red blinks: of those whose token blinks red on a day, how many are called contacts, and how many blink for the battery or for eight days
 * without a sync. Nobody has been watched: how people come, and how many are called, are assumptions, each a row. `--people N` (20000), `--seeds S` (5),
 * `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stream } from "../../lib/random.ts";
import { type Interval, meanInterval } from "../../lib/statistics.ts";

/** As firmware/recall.ts has it, days. */
const CALL_DAYS = 7;
const SYNC_DAYS = 8;
/** Until habits have settled, and the month that is looked at. */
const LEAD_DAYS = 60;
const MONTH_DAYS = 30;
/** A day on which somebody is expected at the station comes so often. */
const WEEK_DAYS = 7;
/** Days that a Puck.js's cell lasts (docs/ENERGY.md), and the last of them, on which it is low. */
const CELL_DAYS = 175;
const LOW_DAYS = 5;
/** Who sees red comes on a day with this chance, and a call is heard on a day with that one. */
const COMES = 0.2;
const HEARS = 0.7;
const SEED = 22;

interface Habits {
  /** Share of weekly visits that are kept. */
  readonly kept: number;
  /** People called by token, of 1,000 wearers, a day. */
  readonly called: number;
  /** Whether eight days without a sync make red, as they do. */
  readonly cover?: boolean;
}

interface Wearer {
  readonly weekday: number;
  cell: number;
  /** Days since the last sync; since the call was heard, Infinity where none holds; a call that waits to be heard. */
  unsynced: number;
  heard: number;
  waiting: boolean;
}

/** Share of the red that are called, over the days of a month, and share of all that are red. */
export function redMonth(
  { kept, called, cover = true }: Habits,
  people: number,
  seed: number,
): { readonly shareCalled: number; readonly shareRed: number } {
  const stream = new Stream(SEED, seed);
  const wearers = Array.from(
    { length: people },
    (): Wearer => ({
      weekday: stream.below(WEEK_DAYS),
      cell: stream.below(CELL_DAYS),
      unsynced: stream.below(WEEK_DAYS),
      heard: Number.POSITIVE_INFINITY,
      waiting: false,
    }),
  );
  let [reds, calls] = [0, 0];
  for (let day = 0; day < LEAD_DAYS + MONTH_DAYS; day++) {
    for (const one of wearers) {
      const isRed = liveDay(one, day, { kept, called, cover }, stream);
      if (!isRed || day < LEAD_DAYS) continue;
      reds++;
      if (one.heard < CALL_DAYS) calls++;
    }
  }
  return { shareCalled: reds === 0 ? 0 : calls / reds, shareRed: reds / (people * MONTH_DAYS) };
}

/** One day of one wearer; whether the token blinks red on it. */
function liveDay(one: Wearer, day: number, habits: Required<Habits>, stream: Stream): boolean {
  one.cell++;
  one.unsynced++;
  one.heard++;
  if (stream.chance(habits.called / 1000)) one.waiting = true;
  if (one.waiting && stream.chance(HEARS)) [one.waiting, one.heard] = [false, 0];
  const isRed =
    one.heard < CALL_DAYS || one.cell >= CELL_DAYS - LOW_DAYS || (habits.cover && one.unsynced >= SYNC_DAYS);
  const isDue = day % WEEK_DAYS === one.weekday && stream.chance(habits.kept);
  if (isDue || (isRed && stream.chance(COMES))) {
    if (one.cell >= CELL_DAYS - LOW_DAYS) one.cell = 0;
    [one.unsynced, one.heard, one.waiting] = [0, Number.POSITIVE_INFINITY, false];
  }
  return isRed;
}

const KEPT = [0.98, 0.9, 0.8, 0.6] as const;
const CALLED = [0.1, 0.3, 1] as const;
const percent = ({ mean, low, high }: Interval): string =>
  `${(100 * mean).toFixed(1)} % (${(100 * low).toFixed(1)} to ${(100 * high).toFixed(1)})`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { people: { type: "string" }, seeds: { type: "string" }, json: { type: "boolean" } },
  });
  const people = Number(values.people ?? 20_000);
  const seeds = Number(values.seeds ?? 5);
  const rows = KEPT.flatMap((kept) =>
    CALLED.map((called) => {
      const months = Array.from({ length: seeds }, (_, seed) => redMonth({ kept, called }, people, seed));
      return {
        kept,
        called,
        red: meanInterval(months.map((one) => one.shareRed)),
        shareOfRedCalled: meanInterval(months.map((one) => one.shareCalled)),
      };
    }),
  );
  if (values.json) console.log(JSON.stringify({ redDays: { people, seeds, rows } }));
  else {
    console.log(
      "| weekly visits kept | called of 1,000 a day | red on a day | called, of the red |\n|---|---|---|---|",
    );
    for (const { kept, called, red, shareOfRedCalled } of rows)
      console.log(`| ${100 * kept} % | ${called} | ${percent(red)} | ${percent(shareOfRedCalled)} |`);
  }
}
