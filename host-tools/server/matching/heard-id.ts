/** One row of a phone within its epoch: ms since the epoch began, and RSSI as the phone told it, dBm. */
export type Sighting = readonly [offset: number, rssi: number];

/** What a phone heard of one ID in one epoch. */
export interface HeardId {
  readonly prefix: number;
  readonly epoch: number;
  /** Bit m is set when it was heard in minute m of the epoch. */
  readonly minutes: number;
  /** Strongest row, and mean of the strongest stretch, dBm; of measured rows only, absent where there are none. */
  readonly strongestRssi?: number;
  readonly stretchRssi?: number;
  readonly count: number;
  /** Prefixes of the phone's own IDs by which it was told, ascending. */
  readonly own?: readonly number[];
  /** Every row once, in order; absent of what was kept before rows were. */
  readonly sightings?: readonly Sighting[];
}

/** Phones say 127, 0 or -127 where their radio has measured nothing; no advert arrives with 1 mW or more. */
export function isMeasured(rssi: number | undefined): rssi is number {
  return rssi !== undefined && rssi < 0 && rssi > -127;
}
