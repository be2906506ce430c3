/** What four bytes could say of the adverts of an epoch: the candidates that the encounter record was chosen from. */
import { lossOf } from "../../../protocol/contact.ts";
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { decodeSummary, encodeSummary } from "../../../protocol/record.ts";
import { type Sighting, summarize } from "../../../protocol/summary.ts";
import { mean, quantile } from "../../lib/statistics.ts";

/** The smaller, the nearer. Losses are relative to an assumed power; shares and counts are negated. */
type Statistic = (sightings: readonly Sighting[]) => number;

const STRONG_LOSS = 1;

export const STATISTICS: Readonly<Record<string, Statistic>> = {
  "adverts heard": (heard) => -heard.length,
  "minutes heard": (heard) => -groups(heard, 1).length,
  "mean of all": (heard) => mean(lossesOf(heard)),
  median: (heard) => quantile(lossesOf(heard), 0.5),
  "strongest tenth (quantile)": (heard) => quantile(lossesOf(heard), 0.1),
  "share of strong adverts": (heard) => -share(lossesOf(heard)),
  "share of minutes with a strong advert": (heard) => -share(groups(heard, 1).map(strongest)),
  "two bits a minute, summed": (heard) =>
    -groups(heard, 1).reduce((sum, group) => sum + level(strongest(group)), 0),
  "strongest of each minute, mean": (heard) => mean(groups(heard, 1).map(strongest)),
  strongest: (heard) => strongest(lossesOf(heard)),
  "mean of the strongest three": (heard) => mean(lossesOf(heard).sort(ascending).slice(0, 3)),
  "strongest minute's mean": (heard) => bestMean(heard, 1),
  "strongest three minutes' mean": (heard) => bestMean(heard, 3),
  "strongest five minutes' mean": (heard) => bestMean(heard, 5),
  "strongest and mean of all": (heard) => (strongest(lossesOf(heard)) + mean(lossesOf(heard))) / 2,
  "strongest and strongest minute": (heard) => (strongest(lossesOf(heard)) + bestMean(heard, 1)) / 2,
  "strongest and strongest three minutes": (heard) => (strongest(lossesOf(heard)) + bestMean(heard, 3)) / 2,
  "strongest and strongest five minutes": (heard) => (strongest(lossesOf(heard)) + bestMean(heard, 5)) / 2,
  "**the record's four bytes**": (heard) => lossOf(decodeSummary(encodeSummary(summarize(heard)))),
};

const ascending = (a: number, b: number) => a - b;
const lossesOf = (heard: readonly Sighting[]) => heard.map(({ loss }) => loss);
const strongest = (losses: readonly number[]) => losses.reduce((least, loss) => Math.min(least, loss));
const share = (losses: readonly number[]) =>
  losses.filter((loss) => loss <= STRONG_LOSS).length / losses.length;
const level = (loss: number) => [16, 6, -2].filter((limit) => loss <= limit).length;

/** Losses by spans of so many minutes, spans without an advert left out. */
function groups(heard: readonly Sighting[], minutes: number): number[][] {
  const spans = Array.from({ length: Math.ceil(MINUTES_PER_EPOCH / minutes) }, (): number[] => []);
  for (const { minute, loss } of heard) spans[Math.floor(minute / minutes)]!.push(loss);
  return spans.filter((span) => span.length > 0);
}

const bestMean = (heard: readonly Sighting[], minutes: number) => strongest(groups(heard, minutes).map(mean));
