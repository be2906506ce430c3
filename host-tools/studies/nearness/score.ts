/** The figures of `bztoken classify`: how the record and the contact rule judge recordings with known distances. */
import { fuseEpochs, isNear } from "../../../protocol/contact.ts";
import { type ContactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import { areaUnderCurve, type Interval, interval, type Judged } from "./curve.ts";
import type { RecordedPacket } from "./recordings.ts";
import { type ReplayOptions, rowOf, type Sides, sidesOf, windowsOf } from "./windows.ts";

interface Rates {
  /** Share of near epochs that the rule calls near; null without any. */
  readonly truePositiveRate: number | null;
  /** Share of far epochs that the rule calls near: false alarms; null without any. */
  readonly falsePositiveRate: number | null;
}

export interface Figures extends Rates {
  /** Epochs of pairs that were scored: both sides heard enough, and they were near or far. */
  readonly windows: number;
  readonly near: number;
  readonly far: number;
  readonly aucOneLog: number | null;
  readonly aucBothLogs: number | null;
  readonly aucOneLogInterval: Interval | null;
  readonly aucBothLogsInterval: Interval | null;
  /** The rule with either log alone. */
  readonly oneLog: Rates;
}

export interface SceneScore extends Figures {
  readonly file: string;
  readonly packets: number;
  /** False: nobody measured distances, every epoch was taken for far. */
  readonly hasDistances: boolean;
}

export interface Scores {
  readonly rule: string;
  readonly nearLoss: number;
  readonly scenes: readonly SceneScore[];
  /** All scenes with distances, their epochs pooled. */
  readonly all: Figures & { readonly scenes: number };
}

export interface Recording {
  readonly file: string;
  readonly packets: readonly RecordedPacket[];
}

/** Epochs of one recording as the logs tell of them, from either log and from both. */
interface Judgements {
  readonly one: readonly Judged[];
  readonly both: readonly Judged[];
}

export function scoreRecordings(
  recordings: readonly Recording[],
  options: ReplayOptions,
  rule: ContactRule = DEFAULT_RULE,
): Scores {
  const judged = recordings.map(({ packets }, i) =>
    judgementsOf(sidesOf(windowsOf(packets, options)), i, options),
  );
  const scenes = recordings.map(({ file, packets }, i) => ({
    file,
    packets: packets.length,
    hasDistances: packets.some(({ metres }) => metres !== undefined),
    ...figuresOf(judged[i]!, rule, options.seed),
  }));
  const measured = judged.filter((_, i) => scenes[i]!.hasDistances);
  const pooled = { one: measured.flatMap(({ one }) => one), both: measured.flatMap(({ both }) => both) };
  return {
    rule: rule.id,
    nearLoss: rule.nearLoss,
    scenes,
    all: { scenes: measured.length, ...figuresOf(pooled, rule, options.seed) },
  };
}

function judgementsOf(sides: readonly Sides[], recording: number, options: ReplayOptions): Judgements {
  const one: Judged[] = [];
  const both: Judged[] = [];
  for (const { pair, windows, truth } of sides) {
    if (truth === undefined) continue;
    const rows = [
      rowOf(windows[0], "case", options.powerAtOneMetre),
      rowOf(windows[1], "contact", options.powerAtOneMetre),
    ];
    const about = { near: truth === "near", pair: `${recording} ${pair}` };
    for (const row of rows) one.push({ ...about, loss: fuseEpochs([row])[0]!.loss });
    both.push({ ...about, loss: fuseEpochs(rows)[0]!.loss });
  }
  return { one, both };
}

function figuresOf({ one, both }: Judgements, rule: ContactRule, seed: number): Figures {
  const near = both.filter((judged) => judged.near).length;
  return {
    windows: both.length,
    near,
    far: both.length - near,
    aucOneLog: areaUnderCurve(one),
    aucBothLogs: areaUnderCurve(both),
    ...ratesOf(both, rule),
    aucOneLogInterval: interval(one, areaUnderCurve, seed),
    aucBothLogsInterval: interval(both, areaUnderCurve, seed),
    oneLog: ratesOf(one, rule),
  };
}

function ratesOf(judged: readonly Judged[], rule: ContactRule): Rates {
  const share = (near: boolean) => {
    const of = judged.filter((one) => one.near === near);
    return of.length === 0 ? null : of.filter((one) => isNear(one, rule)).length / of.length;
  };
  return { truePositiveRate: share(true), falsePositiveRate: share(false) };
}
