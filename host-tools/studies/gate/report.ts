/** The figures of gates: scenes and seeds played, each way beside the truth. What `bztoken world --shift factory-gate` prints. */
import { boards } from "../../../boards/index.ts";
import { REACH, SIDES_REACH, TAP_REACH } from "../../gate/layout.ts";
import { SEND_EACH_SECONDS } from "../../gate-machine/sender.ts";
import { hash } from "../../lib/random.ts";
import { percentile } from "../../lib/statistics.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { GateServer } from "./bringing.ts";
import { type Judged, judgedByTruth, sumOfJudged } from "./judge.ts";
import type { Passing } from "./people.ts";
import { LOSS, type PlayedGate, playGate, startOf } from "./play-gate.ts";
import {
  GATE_SCENES,
  GATE_SHIFT,
  type GateSceneName,
  LANES_Y,
  LISTENERS,
  PRESS,
  RUSHES,
  WORN,
} from "./scenes.ts";
import { layoutsOf, toldBy } from "./told.ts";

/** tap: who pressed, at a lane. walk: everybody, by the same listeners. inside: everybody, by both sides. together: everybody, by all rows. */
const WAYS = ["tap", "walk", "inside", "together"] as const;
type WayName = (typeof WAYS)[number];

export interface WayFigures extends Omit<Judged, "screenMs" | "caseMs"> {
  readonly screenSeconds: { readonly p50: number | null; readonly p95: number | null };
  readonly caseMinutes: { readonly p50: number | null; readonly p95: number | null };
}

/** A scene judged by each way, and taps by how the token was worn. */
interface JudgedScene {
  readonly scene: GateSceneName;
  readonly seed: number;
  readonly ways: Readonly<Record<WayName, Judged>>;
  readonly tapsBy: Readonly<Record<string, Judged>>;
}

interface GateReportOptions {
  readonly board: string;
  readonly seeds: readonly number[];
  readonly scenes?: readonly GateSceneName[];
  readonly onProgress?: (share: number) => void;
}

/** `server`: takes what the scene's gates bring; two are there for each scene that is judged. */
export async function judgeScene(
  scene: GateSceneName,
  played: PlayedGate,
  seed: number,
  server: GateServer,
): Promise<JudgedScene> {
  const layouts = layoutsOf(GATE_SCENES[scene]);
  const told = toldBy(layouts.lanes, played);
  const lanes = await server.bring(told.passages, played, hash(seed, 1));
  const sides = await server.bring(toldBy(layouts.sides, played).passages, played, hash(seed, 2));
  const byTap = lanes.filter(({ evidence }) => evidence === "tap");
  const byWalk = lanes.filter(({ evidence }) => evidence !== "tap");
  const pressed = ({ tapAt }: Passing) => tapAt !== undefined;
  const everybody = () => true;
  const tapsBy = Object.fromEntries(
    WORN.map(({ how }) => [how, judgedByTruth(played, byTap, (one) => pressed(one) && one.worn === how)]),
  );
  return {
    scene,
    seed,
    ways: {
      tap: judgedByTruth(played, byTap, pressed, screenTimes(played, told.taps)),
      walk: judgedByTruth(played, byWalk, ({ tapAt }) => tapAt === undefined),
      inside: judgedByTruth(played, sides, everybody),
      together: judgedByTruth(played, [...lanes, ...sides], everybody),
    },
    tapsBy,
  };
}

/** From each press to the engine's first word of it. */
function screenTimes(played: PlayedGate, taps: ReturnType<typeof toldBy>["taps"]): number[] {
  const first = new Map<number, number>();
  for (const { prefix, toldAt } of taps) {
    const owner = played.ownerOf(Math.floor(toldAt / EPOCH_MS), prefix);
    if (owner !== undefined && !first.has(owner)) first.set(owner, toldAt);
  }
  return played.people.flatMap(({ passing }, person) =>
    passing?.tapAt !== undefined && first.has(person) ? [first.get(person)! - passing.tapAt] : [],
  );
}

/** A seed is a day: its rushes, and a quiet shift. */
export async function gateReport({
  board,
  seeds,
  scenes = [...RUSHES, "quiet"],
  onProgress,
}: GateReportOptions) {
  const { backgroundMs } = boards[board]!.rendezvous;
  const all: JudgedScene[] = [];
  const server = await GateServer.open(startOf(0));
  for (const seed of seeds)
    for (const scene of scenes) {
      const played = playGate({ scene, board, backgroundMs, seed });
      all.push(await judgeScene(scene, played, seed, server));
      onProgress?.(all.length / (seeds.length * scenes.length));
    }
  await server.close();
  const isRush = ({ scene }: JudgedScene) => scene !== "quiet";
  const rushes = all.filter(isRush);
  return {
    shift: GATE_SHIFT,
    board,
    seeds,
    geometry: {
      listeners: LISTENERS,
      lanes: LANES_Y,
      reachDb: REACH,
      sidesReachDb: SIDES_REACH,
      tapReachDb: TAP_REACH,
      lossShare: LOSS,
      sentEachSeconds: SEND_EACH_SECONDS,
      press: PRESS,
    },
    gates: waysOf(rushes),
    spread: Object.fromEntries(WAYS.map((way) => [way, spreadOf(rushes, way, seeds)])),
    days: seeds.map((seed) => {
      const day = all.filter((one) => one.seed === seed);
      const rest = day.filter((one) => !isRush(one));
      return { seed, gates: waysOf(day.filter(isRush)), ...(rest.length > 0 && { quiet: waysOf(rest) }) };
    }),
    scenes: Object.fromEntries(
      scenes.map((scene) => [
        scene,
        { title: GATE_SCENES[scene].title, gates: waysOf(all.filter((one) => one.scene === scene)) },
      ]),
    ),
    taps: Object.fromEntries(
      WORN.map(({ how }) => [how, figuresOf(sumOfJudged(rushes.map(({ tapsBy }) => tapsBy[how]!)))]),
    ),
  };
}
export type GateReport = Awaited<ReturnType<typeof gateReport>>;

const waysOf = (all: readonly JudgedScene[]) =>
  Object.fromEntries(
    WAYS.map((way) => [way, figuresOf(sumOfJudged(all.map(({ ways }) => ways[way])))]),
  ) as Record<WayName, WayFigures>;

function figuresOf({ screenMs, caseMs, ...counts }: Judged): WayFigures {
  const percentiles = (values: readonly number[], unit: number) => {
    const at = (p: number) => {
      const found = percentile(values, p);
      return found === null ? null : Math.round((100 * found) / unit) / 100;
    };
    return { p50: at(50), p95: at(95) };
  };
  return {
    ...counts,
    screenSeconds: percentiles(screenMs, 1000),
    caseMinutes: percentiles(caseMs, MINUTE_MS),
  };
}

/** The share told right, of each seed: least and most. */
function spreadOf(all: readonly JudgedScene[], way: WayName, seeds: readonly number[]) {
  const shares = seeds.map((seed) => {
    const { right, truth } = sumOfJudged(all.filter((one) => one.seed === seed).map(({ ways }) => ways[way]));
    return right / truth;
  });
  return { rightLeast: Math.min(...shares), rightMost: Math.max(...shares) };
}
