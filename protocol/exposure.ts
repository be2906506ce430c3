/**
 * The expected risk of an exposure by its length and nearness: a figure to sort by, beside the yes or no of a dated definition. A day
 * beside somebody a little over two metres away is not less than a quarter of an hour a little under it.
 */

/** A dated set of figures, as contact rules are. */
const EXPOSURE_RISK = {
  version: 1,
  /** Share of those exposed who are infected by an hour within two metres. */
  perHour: 0.011,
  /** Loss up to which the whole of it counts, dB: two metres (rules.ts). */
  wholeLoss: 4.5,
  /** Beyond, each so many decibels halve it: the way's loss doubles its distance with six, and risk falls with its square. */
  halvingDecibels: 3,
  source:
    "Ferretti et al., Nature 626, 145-150 (2023): 1.1 % an hour, linear for the first hours, of 7 million contacts that the NHS app told, whose score of one is 15 minutes at 2 m and falls with the square of the distance; days together came to less than linear",
} as const;

/** Share, 0 to 1, that so many minutes at such a loss (dB) add; 0 where nothing was measured. */
export function riskOf(minutes: number, loss: number): number {
  const { perHour, wholeLoss, halvingDecibels } = EXPOSURE_RISK;
  const nearness = Math.min(1, 2 ** ((wholeLoss - loss) / halvingDecibels));
  return (perHour * minutes * nearness) / 60;
}
