/** The report of a played day: its logs and lists held to the truth. */
import { dayOfEpoch, epochAt } from "../../protocol/epoch.ts";
import { MINUTE_MS } from "../lib/time.ts";
import type { Runtime } from "../models/interpreter/runtime.ts";
import type { Server } from "../server/server.ts";
import type { Day } from "./day.ts";
import { type Currents, energyReport } from "./energy.ts";
import type { WornToken } from "./handout.ts";
import { logHash, type WorldLogs } from "./log-reader.ts";
import { planeReport } from "./no-plane.ts";
import { phoneReport } from "./phone-holders.ts";
import type { Phone } from "./phones.ts";
import type { Radio } from "./radio.ts";
import { heardReport, logReport, ruleReport } from "./report.ts";
import type { WorldReport } from "./report-types.ts";
import type { Places } from "./scene.ts";
import { truthSummary } from "./truth.ts";

/** What a played day left behind. */
interface Outcome {
  readonly day: Day;
  readonly seed: number;
  readonly runtime: Runtime;
  readonly scene: Places;
  readonly holders: ReadonlyMap<number, Phone["kind"]>;
  readonly tokens: readonly WornToken[];
  readonly phones: readonly Phone[];
  readonly endAt: number;
  readonly counts: Radio["counts"];
  readonly currents: readonly Currents[];
  readonly logs: WorldLogs;
  readonly flagged: readonly (readonly [number, number])[];
}

/** Logs and lists held to the truth. Figures of logs are those of tokens: phones are reported apart. */
export function worldReport(outcome: Outcome): WorldReport {
  const { day, seed, runtime, scene, holders, tokens, phones, endAt, counts, currents, logs, flagged } =
    outcome;
  const ofTokens = logs.records.filter(({ peer }) => !holders.has(peer));
  const pairs = scene.pairs.filter(({ a, b }) => !holders.has(a) && !holders.has(b));
  return {
    people: day.people.length,
    minutes: (day.endAt - day.startAt) / MINUTE_MS,
    seed,
    schedule: "bluezone-token",
    runtime,
    truth: truthSummary(scene.pairs),
    plane: planeReport(scene),
    heard: heardReport(pairs, ofTokens),
    rule: ruleReport(scene, flagged, (person) => !holders.has(person)),
    log: logReport(
      tokens.map(({ person }) => person),
      logs.records,
      logs.bytes,
    ),
    energy: energyReport(currents),
    ...(phones.length > 0 ? { phones: phoneReport(scene.pairs, phones, logs.records, endAt) } : {}),
    lost: lossReport(counts, tokens, logs.strangers),
    logHashes: tokens.map(logHash),
  };
}

function lossReport(
  { heard, collided, busy, ownAdvert, weak, otherLoss }: Radio["counts"],
  tokens: readonly WornToken[],
  strangers: number,
): WorldReport["lost"] {
  const sum = (of: (token: WornToken) => number) => tokens.reduce((total, token) => total + of(token), 0);
  return {
    heard,
    collided,
    busy,
    ownAdvert,
    weak,
    otherLoss,
    queueFull: sum(({ device }) => device.meter.droppedEvents),
    errors: sum(({ device }) => device.meter.errorsPrinted),
    strangers,
  };
}

/** Every pair that the rule calls contacts when each in turn is the case. */
export async function flaggedPairs(
  server: Server,
  tokens: readonly WornToken[],
  day: Day,
  onProgress: (share: number) => void,
): Promise<[number, number][]> {
  const personOf = new Map(tokens.map(({ serial, person }) => [serial, person]));
  const dayOf = (ms: number) => dayOfEpoch(epochAt(ms / 1000));
  const flagged: [number, number][] = [];
  for (const [index, { serial, person }] of tokens.entries()) {
    const { contacts } = await server.match(
      { case: serial, fromDay: dayOf(day.startAt), toDay: dayOf(day.endAt) },
      { actor: "world", reason: "trial" },
    );
    for (const { token, isContact } of contacts) {
      const other = personOf.get(token);
      if (isContact && other !== undefined && other > person) flagged.push([person, other]);
    }
    onProgress((index + 1) / tokens.length);
  }
  return flagged;
}
