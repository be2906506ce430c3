/**
 * The observer of recalls: hears every advert of two places for a day, knows which tokens are near and when, and guesses whether anybody is called,
 * how many are, and which of those near is. It has learnt from days whose truth it was told. `--seeds S` (20), `--days D` (60: as many to learn from as
 * to guess), `--mistakes M` (3: seeds of each design with a mistake), `--json`.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Stream } from "../../lib/random.ts";
import { type Interval, mean, meanInterval } from "../../lib/statistics.ts";
import { dayClues, heardDay, tokenClues } from "./clues.ts";
import { greatest, judgeFrom } from "./guess.ts";
import { DESIGNS, type DesignName, NEAR, observedDay } from "./observed-day.ts";

/** How many may be called; each as often. */
const CALLED = [0, 1, 3, 6, 12] as const;
const SEED = 2_022;

interface Watched {
  readonly called: number;
  readonly who: number | undefined;
  readonly day: readonly number[];
  readonly tokens: readonly (readonly number[])[];
}

function watched(design: DesignName, called: number, stream: Stream): Watched {
  const [day, truth] = observedDay(design, called, stream);
  const heard = heardDay(day);
  return { ...truth, day: dayClues(heard), tokens: day.near.map((near) => tokenClues(heard, near)) };
}

/** Advantages over chance, each from 0 (chance) to 1 (always right): whether, how many, who. */
type Gains = readonly [whether: number, howMany: number, who: number];

/** One observer. Half of the days to guess have nobody called where the question is whether. */
function gainsOf(design: DesignName, days: number, seed: number): Gains {
  const stream = new Stream(SEED, seed);
  const watch = (count: number) =>
    Array.from({ length: count }, (_, i) => watched(design, CALLED[i % CALLED.length]!, stream));
  const [known, asked] = [watch(days), watch(days)];
  const rowsOf = (called: number) => known.filter((one) => one.called === called).map(({ day }) => day);
  const byCount = judgeFrom(CALLED.map(rowsOf));
  const byWhether = judgeFrom([rowsOf(0), CALLED.slice(1).flatMap(rowsOf)]);
  const calls = known.filter(({ who }) => who !== undefined);
  const byWho = judgeFrom([
    calls.map(({ tokens, who }) => tokens[who!]!),
    calls.flatMap(({ tokens, who }) => tokens.filter((_, i) => i !== who)),
  ]);
  const share = (list: readonly Watched[], isRight: (one: Watched) => boolean) =>
    mean(list.map((one) => (isRight(one) ? 1 : 0)));
  const tellsCall = ({ day }: Watched) => greatest(byWhether(day), stream.unit()) === 1;
  const none = asked.filter(({ called }) => called === 0);
  const some = asked.filter(({ called }) => called > 0);
  const many = share(asked, ({ day, called }) => CALLED[greatest(byCount(day), stream.unit())] === called);
  const who = share(some, (one) => {
    const scores = one.tokens.map((clues) => {
      const [own, other] = byWho(clues);
      return own! - other!;
    });
    return greatest(scores, stream.unit()) === one.who;
  });
  const over = (right: number, choices: number) => (right - 1 / choices) / (1 - 1 / choices);
  return [share(some, tellsCall) - share(none, tellsCall), over(many, CALLED.length), over(who, NEAR)];
}

/** Advantage over chance of a design's observers, with the 95 % interval over the seeds. */
interface RecallAdvantage {
  readonly whether: Interval;
  readonly howMany: Interval;
  readonly who: Interval;
}

/** `days`: as many to learn from as to guess. */
export function observeRecalls(design: DesignName, seeds: number, days: number): RecallAdvantage {
  const gains = Array.from({ length: seeds }, (_, seed) => gainsOf(design, days, seed));
  const over = (which: 0 | 1 | 2) => meanInterval(gains.map((one) => one[which]));
  return { whether: over(0), howMany: over(1), who: over(2) };
}

const percent = (share: number): string => (100 * share).toFixed(1);
const shown = ({ mean: middle, low, high }: Interval): string =>
  `${percent(middle)} % (${percent(low)} to ${percent(high)})`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string" },
      days: { type: "string" },
      mistakes: { type: "string" },
      json: { type: "boolean" },
    },
  });
  const [seeds, days] = [Number(values.seeds ?? 20), Number(values.days ?? 60)];
  const mistakes = Number(values.mistakes ?? 3);
  const names = Object.keys(DESIGNS) as DesignName[];
  const all = names.flatMap((name, i) => {
    const count = i === 0 ? seeds : mistakes;
    return count > 0 ? [{ name, seeds: count, ...observeRecalls(name, count, days) }] : [];
  });
  if (values.json) console.log(JSON.stringify({ recallObserver: { days, designs: all } }));
  else {
    console.log(`${days} days to learn from and as many to guess; 0 is chance, 100 % is always right\n`);
    console.log("| design | seeds | whether anybody is called | how many | which of twelve near |");
    console.log("|---|---|---|---|---|");
    for (const { name, seeds: count, whether, howMany, who } of all)
      console.log(`| ${name} | ${count} | ${shown(whether)} | ${shown(howMany)} | ${shown(who)} |`);
  }
}
