/** The figures of a month of calls by token, by kind of person. What `bztoken world --recall` prints. */
import type { Board } from "../../../boards/board.ts";
import { markdownTable } from "../../lib/markdown-table.ts";
import { DAY_MS, EPOCH_MS, HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import { INSTRUCTIONS_PER_MS } from "../../models/virtual-token/costs.ts";
import { MICROAMPS } from "../../world/charges.ts";
import { type PlayedMonth, playMonth } from "./month.ts";
import { KINDS, type Kind } from "./town.ts";

/** Counted of the built program (docs/COSTS.md): tags of an epoch, what the burst of each minute takes more, a recall that is heard. */
const INSTRUCTIONS = { epoch: 1_502_775, minute: 69_000, recall: 390_802 } as const;

interface ReachFigures {
  readonly called: number;
  /** Share of calls whose token heard within so long of the call, 0 to 1; null where nobody was called. */
  readonly reached24h: number | null;
  readonly reached72h: number | null;
}

interface RecallFigures extends ReachFigures {
  /** Lights that nobody's call had lit. */
  readonly falseLights: number;
  /** Calls that were heard once more behind the sync that ended them. */
  readonly heardAgain: number;
  /** Of a token, on the mean: its tags, and recalls that it hears in windows that it has anyway. */
  readonly addedMicroamps: number;
  /** Of those who blink red on a day, who was called. */
  readonly shareOfRedCalled: number | null;
  readonly byKind: Readonly<Record<Kind, ReachFigures>>;
}

interface RecallReport {
  readonly people: number;
  readonly days: number;
  readonly cases: number;
  readonly seed: number;
  readonly board: string;
  readonly recall: RecallFigures;
}

interface ReportOptions {
  readonly people: number;
  readonly days: number;
  readonly cases: number;
  readonly seed: number;
  readonly board: Board;
  readonly onProgress: (share: number) => void;
}

export async function recallReport(options: ReportOptions): Promise<RecallReport> {
  const { onProgress: _, board, ...asked } = options;
  return { ...asked, board: board.id, recall: figuresOf(await playMonth(options)) };
}

function figuresOf({
  calls,
  falseLights,
  heardAgain,
  heard,
  tokenDays,
  red,
  redCalled,
}: PlayedMonth): RecallFigures {
  const always = INSTRUCTIONS.epoch / EPOCH_MS + INSTRUCTIONS.minute / MINUTE_MS;
  const recalls = (INSTRUCTIONS.recall * heard) / tokenDays / DAY_MS;
  const of = (kind: Kind) => reachOf(calls.filter((call) => call.kind === kind));
  return {
    ...reachOf(calls),
    falseLights,
    heardAgain,
    addedMicroamps: ((always + recalls) / INSTRUCTIONS_PER_MS) * MICROAMPS.program,
    shareOfRedCalled: red === 0 ? null : redCalled / red,
    byKind: { worker: of("worker"), pupil: of("pupil"), old: of("old") },
  };
}

function reachOf(calls: PlayedMonth["calls"]): ReachFigures {
  const within = (hours: number) =>
    calls.length === 0
      ? null
      : calls.filter(({ at, heardAt = Number.POSITIVE_INFINITY }) => heardAt - at <= hours * HOUR_MS).length /
        calls.length;
  return { called: calls.length, reached24h: within(24), reached72h: within(72) };
}

const percent = (share: number | null) => (share === null ? "–" : `${(100 * share).toFixed(1)} %`);

export function recallText({ people, days, cases, seed, board, recall }: RecallReport): string {
  const row = (name: string, { called, reached24h, reached72h }: ReachFigures) => [
    name,
    String(called),
    percent(reached24h),
    percent(reached72h),
  ];
  return [
    `${people} people, ${days} days, ${cases} cases, seed ${seed}, ${board}`,
    "",
    markdownTable([
      ["who", "called", "heard within 24 h", "within 72 h"],
      row("all", recall),
      ...KINDS.map((kind) => row(kind, recall.byKind[kind])),
    ]),
    "",
    `false lights ${recall.falseLights}; heard once more behind a sync ${recall.heardAgain}`,
    `added ${recall.addedMicroamps.toFixed(3)} µA; of those who blink red on a day ${percent(recall.shareOfRedCalled)} are called`,
  ].join("\n");
}
