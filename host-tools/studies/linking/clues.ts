/**
 * What may tell that two rolling IDs are the same token's: for every clue how unlike two tracks are. A clue sees only what
 * was on the air. Costs of different clues may be added: each is minus two times a log likelihood, up to a constant.
 */
import type { Tail } from "../../../protocol/advert.ts";
import { mean } from "../../lib/statistics.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import type { Sample, Track } from "./tracks.ts";

/** Costs of linking each track before (rows) with each track after (columns) an instant. */
export type Clue = (before: readonly Track[], after: readonly Track[], instant: number) => number[][];

/** Scatter below this is not believed, ms or adverts. */
const LEAST_SCATTER = 0.5;
/** Minutes on each side that stand for a habit near the change. */
const NEAREST_MINUTES = 4;
/** Minutes on each side whose strength is compared: people move. */
const RSSI_MINUTES = 2;

const table = (
  before: readonly Track[],
  after: readonly Track[],
  cost: (x: Track, y: Track) => number,
): number[][] => before.map((x) => after.map((y) => cost(x, y)));

function bitsApart(x: ArrayLike<number>, y: ArrayLike<number>): number {
  let count = 0;
  for (let i = 0; i < x.length; i++) for (let bits = x[i]! ^ y[i]!; bits > 0; bits &= bits - 1) count++;
  return count;
}

const addressBytes = ({ address }: Track): number[] =>
  address
    .slice(0, 17)
    .split(":")
    .map((byte) => Number.parseInt(byte, 16));

const tailWord = ({ samples }: Track): string => {
  const { version, role, clockTrusted } = samples[0]!.tail;
  return `${version} ${role} ${clockTrusted}`;
};

/** A number that a track shows once in each minute; `slot` is the minute of the tail, `at` the world time. */
type Series = readonly { readonly slot: number; readonly at: number; readonly value: number }[];
type SeriesOf = (track: Track) => Series;

/** One number from each minute's packets of one kind, read on the first channel. */
function eachMinute(
  keep: (tail: Tail) => boolean,
  value: (samples: readonly [Sample, ...Sample[]]) => number,
): SeriesOf {
  return ({ samples }) => {
    const slots = new Map<number, [Sample, ...Sample[]]>();
    for (const sample of samples) {
      if (sample.channel !== 0 || !keep(sample.tail)) continue;
      const slot = slots.get(sample.tail.minute);
      if (slot) slot.push(sample);
      else slots.set(sample.tail.minute, [sample]);
    }
    return [...slots].map(([slot, kept]) => ({ slot, at: kept[0].at, value: value(kept) }));
  };
}

/** What all tracks show in a minute, their median, is taken out: it tells nothing of any of them. */
function peculiar(tracks: readonly Track[], series: SeriesOf, instant: number): Point[][] {
  const all = tracks.map(series);
  const bySlot = new Map<number, number[]>();
  for (const { slot, value } of all.flat()) bySlot.set(slot, [...(bySlot.get(slot) ?? []), value]);
  const usual = new Map([...bySlot].map(([slot, values]) => [slot, upperMedian(values)]));
  return all.map((one) =>
    one.map(({ slot, at, value }) => ({ at: (at - instant) / MINUTE_MS, value: value - usual.get(slot)! })),
  );
}

/** The last or first of a track's minutes, as seen from the instant. */
const nearest = (points: readonly Point[], count: number): Point[] =>
  [...points].sort((x, y) => Math.abs(x.at) - Math.abs(y.at)).slice(0, count);

/**
 * Cost from a habit. `line`: the values of all minutes are fitted with a line in time (clocks drift) and both lines are
 * carried to the instant; `level`: the means of the nearest minutes are compared. Differences are set against the scatter.
 */
function habit(series: SeriesOf, kind: "line" | "level"): Clue {
  return (before, after, instant) => {
    const of = (tracks: readonly Track[]) =>
      peculiar(tracks, series, instant).map((points) =>
        kind === "line" ? lineOf(points, true) : lineOf(nearest(points, NEAREST_MINUTES), false),
      );
    return unlike(of(before), of(after));
  };
}

/** The first packet under the new ID against the line of an old habit. */
function atTheChange(series: SeriesOf): Clue {
  return (before, after, instant) => {
    const lines = peculiar(before, series, instant).map((points) => lineOf(points, true));
    const firsts = after.map(({ samples }) => samples[0]!.at);
    const usual = upperMedian(firsts);
    return unlike(
      lines,
      firsts.map((first) => ({ ...NO_LINE, atZero: first - usual, leverage: 1 })),
    );
  };
}

/** How fast a token's clock gains or loses. */
function drift(series: SeriesOf): Clue {
  return (before, after, instant) => {
    const of = (tracks: readonly Track[]) =>
      peculiar(tracks, series, instant)
        .map((points) => lineOf(points, true))
        .map((line) => ({ ...line, atZero: line.slope, leverage: line.slopeLeverage }));
    return unlike(of(before), of(after));
  };
}

function unlike(xs: readonly Line[], ys: readonly Line[]): number[][] {
  const scatter = Math.max(LEAST_SCATTER, upperMedian([...xs, ...ys].map((line) => line.scatter)));
  return xs.map((x) =>
    ys.map((y) => {
      const variance = scatter * scatter * (x.leverage + y.leverage);
      return Number.isFinite(variance) ? (x.atZero - y.atZero) ** 2 / variance : 0;
    }),
  );
}

interface Point {
  /** Minutes from the instant. */
  readonly at: number;
  readonly value: number;
}

interface Line {
  readonly atZero: number;
  /** By how much it rises in a minute, and the variance of that in units of the scatter's. */
  readonly slope: number;
  readonly slopeLeverage: number;
  readonly scatter: number;
  /** Variance of `atZero` in units of the scatter's. */
  readonly leverage: number;
}

const NO_LINE: Line = {
  atZero: 0,
  slope: 0,
  scatter: Number.NaN,
  leverage: Number.POSITIVE_INFINITY,
  slopeLeverage: Number.POSITIVE_INFINITY,
};

/** Least squares, without the few values that lie far off; a level where `sloped` is false. */
function lineOf(points: readonly Point[], sloped: boolean): Line {
  if (points.length < 3) return NO_LINE;
  const first = lineThrough(points, sloped);
  const limit =
    4 * Math.max(LEAST_SCATTER, upperMedian(points.map((p) => Math.abs(p.value - first.at(p.at)))));
  const kept = points.filter((p) => Math.abs(p.value - first.at(p.at)) <= limit);
  const line = kept.length >= 3 ? lineThrough(kept, sloped) : first;
  const { at, ...rest } = line;
  return { atZero: at(0), ...rest };
}

function lineThrough(points: readonly Point[], sloped: boolean) {
  const n = points.length;
  const meanAt = mean(points.map((p) => p.at));
  const level = mean(points.map((p) => p.value));
  let [xx, xy] = [0, 0];
  for (const { at, value } of points) {
    xx += (at - meanAt) ** 2;
    xy += (at - meanAt) * (value - level);
  }
  const slope = sloped && xx > 0 ? xy / xx : 0;
  const at = (x: number) => level + slope * (x - meanAt);
  const squares = points.reduce((sum, p) => sum + (p.value - at(p.at)) ** 2, 0);
  return {
    at,
    slope,
    slopeLeverage: xx > 0 ? 1 / xx : Number.POSITIVE_INFINITY,
    scatter: Math.sqrt(squares / Math.max(1, n - (sloped ? 2 : 1))),
    leverage: 1 / n + (sloped && xx > 0 ? meanAt ** 2 / xx : 0),
  };
}

/** The upper of the two in the middle, numbers that are none left out; 0 of none. */
function upperMedian(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((x, y) => x - y);
  return sorted[sorted.length >> 1] ?? 0;
}

const inBurst = ({ inBurst }: Tail) => inBurst;
const between = ({ inBurst }: Tail) => !inBurst;
const first = ([sample]: readonly [Sample, ...Sample[]]) => sample.at;
const count = (samples: readonly Sample[]) => samples.length;

const burstBegins = eachMinute(inBurst, first);
const rendezvousPasses = eachMinute((tail) => tail.inBurst && tail.late, first);
const burstEnds = eachMinute(inBurst, (samples) => samples.at(-1)!.at);
const backgroundBegins = eachMinute(between, first);
const burstLasts = eachMinute(inBurst, (samples) => samples.at(-1)!.at - samples[0].at);

/** Mean strength per channel in the minutes next to the instant. */
const strength: Clue = (before, after, instant) => {
  const spanMs = RSSI_MINUTES * MINUTE_MS;
  const near = (tracks: readonly Track[]) =>
    tracks.map(({ samples }) =>
      [0, 1, 2].map((channel) =>
        moments(
          samples
            .filter((s) => s.channel === channel && Math.abs(s.at - instant) < spanMs)
            .map((s) => s.rssi),
        ),
      ),
    );
  const [xs, ys] = [near(before), near(after)];
  // People shift on their feet: means scatter more than packets do.
  const shiftDb = 2;
  return xs.map((x) =>
    ys.map((y) =>
      x.reduce((sum, { mean }, channel) => {
        const other = y[channel]!;
        if (Number.isNaN(mean) || Number.isNaN(other.mean)) return sum;
        return sum + (mean - other.mean) ** 2 / (shiftDb * shiftDb + x[channel]!.error + other.error);
      }, 0),
    ),
  );
};

function moments(values: readonly number[]): { mean: number; error: number } {
  if (values.length === 0) return { mean: Number.NaN, error: 0 };
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { mean: centre, error: squares / values.length / values.length };
}

/** A difference here is taken for another token. */
const OTHER = 50;

/** Each clue by its name; those of time read only when packets come. */
export const CLUES: Readonly<Record<string, Clue>> = {
  "rolling ID": (before, after) => table(before, after, (x, y) => bitsApart(x.rollingId, y.rollingId)),
  address: (before, after) => table(before, after, (x, y) => bitsApart(addressBytes(x), addressBytes(y))),
  "tail: version, role, trust": (before, after) =>
    table(before, after, (x, y) => (tailWord(x) === tailWord(y) ? 0 : OTHER)),
  "tail: power": (before, after) =>
    table(before, after, (x, y) =>
      x.samples.at(-1)!.tail.powerAtOneMetre === y.samples[0]!.tail.powerAtOneMetre ? 0 : OTHER,
    ),
  "time: burst begins": habit(burstBegins, "line"),
  "time: burst begins, near the change": habit(burstBegins, "level"),
  "time: rendezvous passes": habit(rendezvousPasses, "line"),
  "time: rendezvous passes, near the change": habit(rendezvousPasses, "level"),
  "time: burst ends": habit(burstEnds, "line"),
  "time: background begins": habit(backgroundBegins, "line"),
  "time: background begins, near the change": habit(backgroundBegins, "level"),
  "time: drift of the background's begin": drift(backgroundBegins),
  "time: drift of the burst's begin": drift(burstBegins),
  "time: the change itself": atTheChange(backgroundBegins),
  "time: length of a burst": habit(burstLasts, "level"),
  "time: adverts in a burst": habit(eachMinute(inBurst, count), "level"),
  "time: adverts between bursts": habit(eachMinute(between, count), "level"),
  "strength at the observer": strength,
};
