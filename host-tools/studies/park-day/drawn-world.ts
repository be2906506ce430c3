/** A shift whose logs are drawn (host-tools/world/hearing.ts), kept in memory to be judged by any number of rules. */
import type { PairRow } from "../../../protocol/contact.ts";
import { hash } from "../../lib/random.ts";
import { type HeardLogs, playHearing } from "../../world/hearing.ts";
import { Propagation } from "../../world/propagation.ts";
import type { Places } from "../../world/scene.ts";
import { sceneOf } from "../../world/scene-of.ts";
import { type Geometry, playShift } from "../../world/shifts.ts";
import { CONTACT_MINUTES } from "../../world/truth.ts";
import { asWorn, WAYS, type WayName } from "./ways.ts";

export interface WorldOptions {
  readonly shift: string;
  readonly people: number;
  readonly minutes?: number | undefined;
  readonly geometry: Geometry;
  readonly way: WayName;
  readonly seed: number;
}

export interface DrawnWorld {
  readonly scene: Places;
  readonly logs: HeardLogs;
  readonly pairs: readonly WorldPair[];
  /** What a person's token adds to every RSSI, dB: known to nobody. */
  readonly offsetOf: (person: number) => number;
}

/** Two people who heard each other. */
export interface WorldPair {
  readonly a: number;
  readonly b: number;
  readonly rows: readonly PairRow[];
  /** Within so many metres they spent their nearest 15 minutes. */
  readonly metres: number;
  /** Minutes within 2 m. */
  readonly minutes: number;
  /** 15 of them. */
  readonly isContact: boolean;
}

export function playWorld({ shift, people, minutes, geometry, way, seed }: WorldOptions): DrawnWorld {
  const day = playShift(shift, { people, minutes, seed, geometry });
  const scene = sceneOf(day, seed);
  const worn = WAYS[way];
  const lossOf = (person: number) => worn.placeOf(person, seed).lossDb;
  const losses = day.people.map((_, person) => lossOf(person));
  const logs = playHearing(asWorn(scene, worn, seed), {
    seed,
    parameters: worn.parameters,
    startAt: day.startAt,
    endAt: day.endAt,
    wornLossDb: (person) => losses[person]!,
  });
  const propagation = new Propagation(scene, worn.parameters, hash(seed, 1));
  return {
    scene,
    logs,
    pairs: pairsOf(scene, logs),
    offsetOf: (person) => propagation.wearerOffset(person, day.startAt) - losses[person]!,
  };
}

function pairsOf(scene: Places, logs: HeardLogs): WorldPair[] {
  const near = new Map(
    scene.pairs.map(({ a, b, presence }) => [Math.min(a, b) * logs.people + Math.max(a, b), presence.length]),
  );
  const pairs: WorldPair[] = [];
  for (let b = 1; b < logs.people; b++)
    for (let a = 0; a < b; a++) {
      const metres = scene.distanceHeldFor(a, b, CONTACT_MINUTES);
      const minutes = near.get(a * logs.people + b) ?? 0;
      pairs.push({
        a,
        b,
        rows: rowsOf(logs, a, b),
        metres,
        minutes,
        isContact: minutes >= CONTACT_MINUTES,
      });
    }
  return pairs;
}

function rowsOf(logs: HeardLogs, a: number, b: number): PairRow[] {
  return logs.epochs.flatMap((epoch) => {
    const [own, theirs] = [logs.summary(epoch, a, b), logs.summary(epoch, b, a)];
    const about = { epoch, clockTrusted: true };
    return [
      ...(own ? [{ ...about, ...own, recorder: "case" as const }] : []),
      ...(theirs ? [{ ...about, ...theirs, recorder: "contact" as const }] : []),
    ];
  });
}

/** The same rows at another loss in each epoch: what an oracle would have seen. */
export const rowsAt = (
  rows: readonly PairRow[],
  lossAt: (epoch: number, row: PairRow) => number,
): PairRow[] =>
  rows.map((row) => {
    const loss = lossAt(row.epoch, row);
    return { ...row, strongestLoss: loss, stretchLoss: loss };
  });
