/**
 * Two who are near hear the same others equally strongly. Over the peers that both logs hold in an epoch, the
 * correlation of the losses at which they hold them sharpens the pair's own loss (docs/SUMMARY.md). Peers are told
 * apart by what was heard of them; who they are is not asked.
 */

/** How far shared peers move a loss: a part of a rule set. */
export interface SharedPeersWeights {
  /** Fewer shared peers say nothing. */
  readonly fewest: number;
  /** From so many on they have their whole weight. */
  readonly full: number;
  /** Of more than so many the nearest alone, by the sum of both losses: everybody together tells only who is in one room. */
  readonly nearest: number;
  /** Added to the loss at no correlation, dB. */
  readonly constant: number;
  /** Taken from it at a correlation of 1, dB. */
  readonly slope: number;
}

/**
 * Found on recordings of lunch and office, and held on scenes kept aside (docs/SUMMARY.md). No recording has more than 18 others, so how
 * many of the nearest count was found in played shifts, and held on others that were drawn later (docs/CASES.md).
 */
export const SHARED_PEERS_WEIGHTS: SharedPeersWeights = {
  fewest: 3,
  full: 6,
  nearest: 32,
  constant: 3.8,
  slope: 8,
};

/** What one log holds of an epoch: loss in dB by peer; a peer without a measured loss is not in it. */
export type HeardLosses<Peer> = ReadonlyMap<Peer, number>;

/** What two logs of one epoch have in common. */
export interface SharedPeers {
  /** Peers that the correlation was taken over. */
  readonly others: number;
  /** Pearson's, -1 to 1. */
  readonly correlation: number;
}

/** Undefined where too few are shared, or one of the logs holds all of them at one loss: nothing is said then. */
export function sharedPeersOf<Peer>(
  own: HeardLosses<Peer>,
  theirs: HeardLosses<Peer>,
  { fewest, nearest }: SharedPeersWeights = SHARED_PEERS_WEIGHTS,
): SharedPeers | undefined {
  const losses: [number, number][] = [];
  const [few, many, isTurned] = own.size <= theirs.size ? [own, theirs, false] : [theirs, own, true];
  for (const [peer, loss] of few) {
    const other = many.get(peer);
    if (other !== undefined) losses.push(isTurned ? [other, loss] : [loss, other]);
  }
  if (losses.length < fewest) return undefined;
  const taken = nearestOf(losses, nearest);
  const correlation = correlationOf(taken);
  return correlation === undefined ? undefined : { others: taken.length, correlation };
}

type Losses = readonly (readonly [own: number, theirs: number])[];

/** Those of the least sum. Who is as near as the last of them is taken too: no order of records may decide. */
function nearestOf(losses: Losses, nearest: number): Losses {
  if (losses.length <= nearest) return losses;
  const sums = losses.map(([own, theirs]) => own + theirs);
  const furthest = sums.toSorted((a, b) => a - b)[nearest - 1]!;
  return losses.filter((_, i) => sums[i]! <= furthest);
}

/** What is to be added to the loss of a pair, dB: from constant + slope (opposite) to constant - slope (alike). */
export function adjustmentOf(
  shared: SharedPeers | undefined,
  { full, constant, slope }: SharedPeersWeights = SHARED_PEERS_WEIGHTS,
): number {
  if (!shared) return 0;
  return Math.min(1, shared.others / full) * (constant - slope * shared.correlation);
}

/** The most that shared peers can take from a loss, dB: a pair further above a limit stays above it. */
export const mostTaken = ({ constant, slope }: SharedPeersWeights): number => slope - constant;

/** Pearson's correlation; undefined where one of the two does not vary. */
function correlationOf(pairs: Losses): number | undefined {
  let [sx, sy] = [0, 0];
  for (const [x, y] of pairs) {
    sx += x;
    sy += y;
  }
  const [mx, my] = [sx / pairs.length, sy / pairs.length];
  let [sxx, syy, sxy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    sxx += (x - mx) ** 2;
    syy += (y - my) ** 2;
    sxy += (x - mx) * (y - my);
  }
  return sxx > 0 && syy > 0 ? sxy / Math.sqrt(sxx * syy) : undefined;
}
