/**
 * What loss a pair at a known distance comes to, by the radio fitted to recordings (host-tools/world): the near loss of
 * the two-metre rule is the median at 2 m. Prints the table of docs/SUMMARY.md:
 *   npx tsx host-tools/studies/nearness/near-level.ts
 */
import { fileURLToPath } from "node:url";
import { fuseEpochs, type PairRow } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeSummary, encodeSummary } from "../../../protocol/record.ts";
import { DEFAULT_RULE } from "../../../protocol/rules.ts";
import { type Sighting, summarize } from "../../../protocol/summary.ts";
import { normalOf, Stream } from "../../lib/random.ts";
import { MINUTE_MS } from "../../lib/time.ts";
import { RADIO_PARAMETERS, type RadioParameters } from "../../world/radio-parameters.ts";
import { WEARING } from "./wearing.ts";

const CHANNELS = 3;

/** Two wearers who stay at one distance for an epoch, each turned anywhere. */
interface Standing {
  readonly metres: number;
  readonly walls: number;
  /** Adverts that each hears of the other in a minute. */
  readonly advertsPerMinute: number;
  /** What the way both wear their tokens adds to the usual, dB. */
  readonly wearingLoss: number;
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
  const distance =
    10 * pathLossExponent * Math.log10(standing.metres) + wallDb * standing.walls + standing.wearingLoss;
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

const TWO_A_MINUTE = { walls: 0, advertsPerMinute: 2, wearingLoss: 0 };
const ROWS: readonly (readonly [string, Standing])[] = [
  ...[0.5, 1, 1.5, 2, 3, 4, 6].map((metres) => [`${metres} m`, { ...TWO_A_MINUTE, metres }] as const),
  ...[2, 4].map((metres) => [`${metres} m, a wall between`, { ...TWO_A_MINUTE, metres, walls: 1 }] as const),
  ...[1, 4].map(
    (adverts) =>
      [`2 m, heard ${adverts} a minute`, { ...TWO_A_MINUTE, metres: 2, advertsPerMinute: adverts }] as const,
  ),
  ...Object.entries(WEARING).map(
    ([position, { lossDb }]) =>
      [`2 m, both: ${position}`, { ...TWO_A_MINUTE, metres: 2, wearingLoss: 2 * lossDb }] as const,
  ),
];
const PAIRS = 2000;

function main(): void {
  console.log("| pair | p10 | median | p90 | judged near |\n|---|---|---|---|---|");
  for (const [name, standing] of ROWS) {
    const losses = judgedLosses(standing, PAIRS, 1);
    const at = (share: number) => losses[Math.floor(share * losses.length)]!.toFixed(1);
    const near = losses.filter((loss) => loss <= DEFAULT_RULE.nearLoss).length / losses.length;
    console.log(`| ${name} | ${at(0.1)} | ${at(0.5)} | ${at(0.9)} | ${(100 * near).toFixed(0)} % |`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
