/** The figures of `bztoken classify`: how the record and the contact rule judge recordings with known distances. */
import { basename } from "node:path";
import { isNear } from "../../../protocol/contact.ts";
import { type ContactRule, DEFAULT_RULE } from "../../../protocol/rules.ts";
import { SHARED_PEERS_WEIGHTS, type SharedPeersWeights } from "../../../protocol/shared-peers.ts";
import { areaUnderCurve, type Interval, interval, type Judged, meanOfKnown } from "./curve.ts";
import { type JudgedScene, type Judgements, judgeRecording } from "./judge.ts";
import type { RecordedPacket } from "./recorded-packet.ts";
import { recordingOf } from "./recordings.ts";
import type { ReplayOptions } from "./windows.ts";

interface Rates {
  /** Share of near epochs that the rule calls near; null without any. */
  readonly truePositiveRate: number | null;
  /** Share of far epochs that the rule calls near: false alarms; null without any. */
  readonly falsePositiveRate: number | null;
}

/** Where packets are drawn, the mean over the draws. */
export interface Figures extends Rates {
  /** Epochs of pairs that were scored: both sides heard enough (of a recording of one direction: one), and they were near or far. */
  readonly windows: number;
  readonly near: number;
  readonly far: number;
  readonly aucOneLog: number | null;
  readonly aucBothLogs: number | null;
  /** Both logs, the loss moved by the peers that both hold. */
  readonly aucSharedPeers: number | null;
  /** The same losses of peers, each a wrong one's: the gain goes if it is the peers that tell. Mean over draws. */
  readonly aucShuffledPeers: number | null;
  readonly aucOneLogInterval: Interval | null;
  readonly aucBothLogsInterval: Interval | null;
  readonly aucSharedPeersInterval: Interval | null;
  /** By how much shared peers are ahead of both logs: the same pairs drawn for both. */
  readonly sharedPeersGainInterval: Interval | null;
  /** The rule with either log alone. */
  readonly oneLog: Rates;
  readonly sharedPeers: Rates & {
    /** Windows with enough shared peers. */
    readonly windows: number;
  };
}

export interface SceneScore extends Figures {
  readonly file: string;
  readonly packets: number;
  readonly people: number;
  /** False: nobody measured distances, every epoch was taken for far. */
  readonly hasDistances: boolean;
  /** One direction alone: figures of one log, none of both. */
  readonly isOneSided: boolean;
  /** Windows left out since one side alone heard enough. */
  readonly leftOneSided: number;
  /** What the recording lacks, in words. */
  readonly lacks: readonly string[];
}

type PooledFigures = Figures & { readonly scenes: number };

/** Fewer people than this share too few peers for them to tell. */
export const FEW_PEOPLE = 8;
const IS_OFFICE = /office/i;
/** Kinds of scenes that are told apart: rooms of few, offices (by the file's name), and all others. */
export const KINDS = ["fewPeople", "offices", "others"] as const;
export type Kind = (typeof KINDS)[number];

export interface Scores {
  readonly rule: string;
  readonly nearLoss: number;
  readonly weights: SharedPeersWeights;
  readonly scenes: readonly SceneScore[];
  /** All scenes with distances and both directions, their epochs pooled. */
  readonly all: PooledFigures;
  readonly apart: Readonly<Record<Kind, PooledFigures>>;
}

interface WholeRecording {
  readonly file: string;
  readonly packets: readonly RecordedPacket[];
}

export const scoreRecordings = (
  recordings: readonly WholeRecording[],
  options: ReplayOptions,
  rule: ContactRule = DEFAULT_RULE,
): Scores =>
  scoresOf(
    recordings.map(({ file, packets }) => judgeRecording(file, recordingOf(packets), options)),
    options.seed,
    rule,
  );

export function scoresOf(
  scenes: readonly JudgedScene[],
  seed: number,
  rule: ContactRule = DEFAULT_RULE,
): Scores {
  const pooled = scenes.filter(({ hasDistances, isOneSided }) => hasDistances && !isOneSided);
  const figuresOfKind = (kind: Kind) =>
    pooledFigures(
      pooled.filter((scene) => sceneKind(scene) === kind),
      rule,
      seed,
    );
  return {
    rule: rule.id,
    nearLoss: rule.nearLoss,
    weights: SHARED_PEERS_WEIGHTS,
    scenes: scenes.map((scene) => sceneScore(scene, rule, seed)),
    all: pooledFigures(pooled, rule, seed),
    apart: {
      fewPeople: figuresOfKind("fewPeople"),
      offices: figuresOfKind("offices"),
      others: figuresOfKind("others"),
    },
  };
}

function sceneKind({ file, people }: Pick<JudgedScene, "file" | "people">): Kind {
  if (people < FEW_PEOPLE) return "fewPeople";
  return IS_OFFICE.test(basename(file)) ? "offices" : "others";
}

function sceneScore(scene: JudgedScene, rule: ContactRule, seed: number): SceneScore {
  const { file, packets, people, hasDistances, isOneSided, leftOneSided, lacks } = scene;
  return {
    file,
    packets,
    people,
    hasDistances,
    isOneSided,
    leftOneSided,
    lacks,
    ...figuresOf(scene, rule, seed),
  };
}

function pooledFigures(scenes: readonly JudgedScene[], rule: ContactRule, seed: number): PooledFigures {
  const pool = (of: "one" | "both" | "shared" | "wrong") =>
    Array.from({ length: scenes[0]?.[of].length ?? 1 }, (_, draw) =>
      scenes.flatMap((scene) => scene[of][draw]!),
    );
  const withPeers = scenes.reduce((sum, scene) => sum + scene.withPeers, 0);
  const judgements = { one: pool("one"), both: pool("both"), shared: pool("shared"), wrong: pool("wrong") };
  return { scenes: scenes.length, ...figuresOf({ ...judgements, withPeers }, rule, seed) };
}

function figuresOf(
  { one, both, shared, wrong, withPeers }: Judgements,
  rule: ContactRule,
  seed: number,
): Figures {
  // Of one direction alone each window is judged once; of both, once from either side.
  const counted = both[0]!.length > 0 ? both[0]! : one[0]!;
  const near = counted.filter((judged) => judged.near).length;
  const area = (draws: Judgements["one"]) => meanOfKnown(draws.map(areaUnderCurve));
  const areaInterval = (draws: Judgements["one"]) => interval(draws, meanOfKnown, seed);
  const gain = (areas: readonly (number | null)[]) => {
    const [ours, theirs] = [
      meanOfKnown(areas.slice(0, shared.length)),
      meanOfKnown(areas.slice(shared.length)),
    ];
    return ours === null || theirs === null ? null : ours - theirs;
  };
  return {
    windows: counted.length,
    near,
    far: counted.length - near,
    aucOneLog: area(one),
    aucBothLogs: area(both),
    aucSharedPeers: area(shared),
    aucShuffledPeers: area(wrong),
    ...ratesOf(both, rule),
    aucOneLogInterval: areaInterval(one),
    aucBothLogsInterval: areaInterval(both),
    aucSharedPeersInterval: areaInterval(shared),
    sharedPeersGainInterval: interval([...shared, ...both], gain, seed),
    oneLog: ratesOf(one, rule),
    sharedPeers: { windows: withPeers, ...ratesOf(shared, rule) },
  };
}

function ratesOf(draws: readonly (readonly Judged[])[], rule: ContactRule): Rates {
  const share = (near: boolean) =>
    meanOfKnown(
      draws.map((judged) => {
        const of = judged.filter((one) => one.near === near);
        return of.length === 0 ? null : of.filter((one) => isNear(one, rule)).length / of.length;
      }),
    );
  return { truePositiveRate: share(true), falsePositiveRate: share(false) };
}
