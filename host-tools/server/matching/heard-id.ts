/** What a phone heard of one ID in one epoch. */
export interface HeardId {
  readonly prefix: number;
  readonly epoch: number;
  /** Bit m is set when it was heard in minute m of the epoch. */
  readonly minutes: number;
  /** Strongest row, and mean of the strongest stretch, dBm. */
  readonly strongestRssi: number;
  readonly stretchRssi: number;
  readonly count: number;
}
