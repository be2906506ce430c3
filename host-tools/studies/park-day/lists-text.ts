/** The figures of lists as Markdown: what each judge comes to over the seeds, and whom it calls by distance. */
import { markdownTable } from "../../lib/markdown-table.ts";
import { mean, variance } from "../../lib/statistics.ts";
import { JUDGES, type Judge } from "./judges.ts";
import type { ListFigures, ListsBySeed } from "./list-figures.ts";

/** Student's t, two-sided 95 %, by degrees of freedom from 1. */
const STUDENT = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];
const NORMAL = 1.96;

/** Mean over seeds and its 95 % interval; of one seed the value alone. */
export function over(values: readonly number[]): { mean: number; low: number; high: number } {
  const middle = mean(values);
  if (values.length < 2) return { mean: middle, low: middle, high: middle };
  const half = (STUDENT[values.length - 2] ?? NORMAL) * Math.sqrt(variance(values) / values.length);
  return { mean: middle, low: middle - half, high: middle + half };
}

const percent = (value: number) => `${Math.round(100 * value)}`;

function spanOf(values: readonly number[]): string {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return "–";
  const { mean: middle, low, high } = over(known);
  return known.length === 1
    ? `${percent(middle)} %`
    : `${percent(middle)} % (${percent(low)} to ${percent(high)})`;
}

/** Share of the old rule's false calls that are spared at its recall, by seed. */
export const spared = (lists: ListsBySeed, judge: Judge): number[] =>
  lists[judge].map(
    ({ falseAtEqualRecall }, i) => 1 - falseAtEqualRecall / lists["old rule"][i]!.falseAtEqualRecall,
  );

type Cell = (figures: readonly ListFigures[], lists: ListsBySeed, judge: Judge) => string;

const sum = (figures: readonly ListFigures[], of: (one: ListFigures) => number) =>
  figures.reduce((total, one) => total + of(one), 0);

const place =
  (band: number): Cell =>
  (figures) => {
    const lines = sum(figures, ({ places }) => places[band]!.lines);
    const contacts = sum(figures, ({ places }) => places[band]!.contacts);
    return lines === 0 ? "–" : `${percent(contacts / lines)} %`;
  };

const ROWS: readonly (readonly [string, Cell])[] = [
  ["precision", (figures) => spanOf(figures.map(({ found, falseCalls }) => found / (found + falseCalls)))],
  ["recall", (figures) => spanOf(figures.map(({ found, contacts }) => found / contacts))],
  ["called in vain, pairs", (figures) => String(sum(figures, ({ falseCalls }) => falseCalls))],
  [
    "at the old rule's recall",
    (figures) => String(sum(figures, ({ falseAtEqualRecall }) => falseAtEqualRecall)),
  ],
  [
    "limit there, dB",
    (figures) => mean(figures.map(({ limitOfEqualRecall }) => limitOfEqualRecall)).toFixed(1),
  ],
  ["fewer there", (_, lists, judge) => (judge === "old rule" ? "" : spanOf(spared(lists, judge)))],
  [
    "called in vain at a recall of 80 %",
    (figures) => String(sum(figures, ({ falseAtFourFifths }) => falseAtFourFifths)),
  ],
  ["contacts in places 1 to 3", place(0)],
  ["4 to 6", place(1)],
  ["7 to 10", place(2)],
  ["11 to 15", place(3)],
  ["from 16 on", place(4)],
  [
    "calls until 90 % of the contacts that the old rule finds, of all its calls",
    (figures, lists) =>
      figures.some(({ callsToMost }) => callsToMost === null)
        ? "not reached"
        : `${sum(figures, ({ callsToMost }) => callsToMost!)} of ${sum(lists["old rule"], ({ calls }) => calls)}`,
  ],
  [
    "within 1 m for 15 minutes: not called (called by the old rule)",
    (figures) =>
      `${sum(figures, (one) => one.missedWithinMetre)} of ${sum(figures, (one) => one.withinMetre)} (${sum(figures, (one) => one.lostWithinMetre)})`,
  ],
  [
    "of these in brackets: minutes within 2 m, median, most",
    (figures) => {
      const minutes = figures.flatMap(({ minutesOfLost }) => minutesOfLost).sort((a, b) => a - b);
      return minutes.length === 0 ? "–" : `${minutes[minutes.length >> 1]}, ${minutes.at(-1)}`;
    },
  ],
  [
    "the same at the old rule's recall, called by it and lost",
    (figures) => String(sum(figures, (one) => one.lostWithinMetreAtEqualRecall)),
  ],
];

export function listsText(lists: ListsBySeed): string {
  const first = lists["old rule"];
  const bands = first[0]!.bands.map(({ metres: [from, to] }, i) => [
    `called, ${from}–${to >= 1000 ? "…" : to} m, of ${sum(first, ({ bands: all }) => all[i]!.pairs)}`,
    ...JUDGES.map((judge) => String(sum(lists[judge], ({ bands: all }) => all[i]!.called))),
  ]);
  const contacts = sum(first, (one) => one.contacts);
  return markdownTable([
    [`${first.length} seeds, ${contacts} contacts`, ...JUDGES],
    ...ROWS.map(([name, cell]) => [name, ...JUDGES.map((judge) => cell(lists[judge], lists, judge))]),
    ...bands,
  ]);
}
