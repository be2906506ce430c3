/**
 * What loss a pair at a known distance comes to, by the radio fitted to recordings (host-tools/world): the near loss of
 * the two-metre rule is the median at 2 m, rounded. Prints the table of docs/SUMMARY.md:
 *   npx tsx host-tools/classify/near-level.ts
 */
import { fileURLToPath } from "node:url";
import { fuseEpochs, type PairRow } from "../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../protocol/epoch.ts";
import { decodeSummary, encodeSummary } from "../../protocol/record.ts";
import { DEFAULT_RULE } from "../../protocol/rules.ts";
import { type Sighting, summarize } from "../../protocol/summary.ts";
import { RADIO_PARAMETERS, type RadioParameters } from "../world/radio-parameters.ts";
import { normalOf, Stream } from "../world/random.ts";

const MINUTE_MS = 60_000;
const CHANNELS = 3;

/** Two wearers who stay at one distance for an epoch, each turned anywhere. */
export interface Standing {
  readonly metres: number;
  readonly walls: number;
  /** Adverts that each hears of the other in a minute. */
  readonly advertsPerMinute: number;
}

/** Losses that pairs are judged by, both logs fused, ascending; one of each of `pairs` pairs of wearers. */
export function judgedLosses(
  standing: Standing,
  pairs: number,
  seed: number,
  parameters: RadioParameters = RADIO_PARAMETERS,
): number[] {
  const losses: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const rows = epochOfPair(standing, new Stream(seed, pair), parameters);
    losses.push(fuseEpochs(rows)[0]!.loss);
  }
  return losses.sort((a, b) => a - b);
}

function epochOfPair(standing: Standing, stream: Stream, parameters: RadioParameters): PairRow[] {
  const normal = (sd: number) => sd * normalOf(stream.unit() * 4294967296);
  const { pathLossExponent, wallDb, bodyDb, postureMs, wearerSdDb, shadowSdDb, channelSdDb } = parameters;
  const distance = 10 * pathLossExponent * Math.log10(standing.metres) + wallDb * standing.walls;
  // A wearer's token adds the same to what it sends and to what it hears.
  const wearers = normal(wearerSdDb) + normal(wearerSdDb);
  const heard: [Sighting[], Sighting[]] = [[], []];
  let posture = -1;
  let still = 0;
  let channels: number[] = [];
  for (let minute = 0; minute < MINUTES_PER_EPOCH; minute++) {
    const now = Math.floor((minute * MINUTE_MS) / postureMs);
    if (now !== posture) {
      posture = now;
      const bodies = [stream.unit(), stream.unit()].map(
        (turn) => (bodyDb * (1 - Math.cos(turn * Math.PI))) / 2,
      );
      still = bodies[0]! + bodies[1]! + normal(shadowSdDb);
      channels = Array.from({ length: CHANNELS }, () => normal(channelSdDb));
    }
    for (const log of heard)
      for (let k = 0; k < standing.advertsPerMinute; k++) {
        const packet = channels[stream.below(CHANNELS)]! + normal(parameters.fadingSdDb);
        log.push({ minute, loss: distance + wearers + still + packet });
      }
  }
  return heard.map((log, i) => ({
    ...decodeSummary(encodeSummary(summarize(log))),
    recorder: i === 0 ? "case" : "contact",
    epoch: 0,
    clockTrusted: true,
  }));
}

function main(): void {
  console.log("| metres | walls | adverts a minute | p10 | median | p90 | judged near |");
  console.log("|---|---|---|---|---|---|---|");
  for (const advertsPerMinute of [1, 2, 4])
    for (const [metres, walls] of [
      [0.5, 0],
      [1, 0],
      [1.5, 0],
      [2, 0],
      [3, 0],
      [4, 0],
      [6, 0],
      [2, 1],
      [4, 1],
    ] as const) {
      const losses = judgedLosses({ metres, walls, advertsPerMinute }, 2000, 1);
      const at = (share: number) => losses[Math.floor(share * losses.length)]!.toFixed(1);
      const near = losses.filter((loss) => loss <= DEFAULT_RULE.nearLoss).length / losses.length;
      console.log(
        `| ${metres} | ${walls} | ${advertsPerMinute} | ${at(0.1)} | ${at(0.5)} | ${at(0.9)} | ${(100 * near).toFixed(0)} % |`,
      );
    }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
