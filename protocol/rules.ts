/**
 * What counts as a contact. Definitions changed often, so each is a dated set with its source, and a list of contacts
 * names the set it was made with.
 *
 * Nearness is judged by radio loss relative to 1 m in the open, one figure per epoch of a pair (lossOf in contact.ts).
 * Two wearers who stay 2 m apart, turned anyhow, come to 4.5 dB in the median when two adverts a minute are heard:
 * free space costs 6 dB and bodies 6, and the strongest moments of an epoch lie that much above its average
 * (host-tools/classify/near-level.ts, the radio fitted to recordings). So half of all pairs at 2 m are called near,
 * nine in ten at 1 m, one in seven at 4 m; docs/SUMMARY.md has what recordings make of it. Length of presence does not
 * depend on it.
 */
export interface ContactRule {
  readonly id: string;
  /** First day (UTC) on which its authority published it. */
  readonly since: string;
  readonly source: string;
  /** Distance of the definition; undefined when it names none. */
  readonly metres: number | undefined;
  /** Minutes that count (close minutes, or any when no distance is named) within the hours make a contact. */
  readonly minutes: number;
  readonly withinHours: number;
  /** Fused loss in dB (FusedEpoch.loss) up to which an epoch counts as near; Infinity where no distance is named. */
  readonly nearLoss: number;
  /** So many silent minutes between two heard ones are filled. */
  readonly gapMinutes: number;
}

/**
 * Silent minutes that are filled. A peer within 5 m is heard in a minute with a chance of at least 0.88 (the smallest
 * share of the energy budget): one log misses three minutes in a row about once in 580 times.
 */
const GAP_MINUTES = 3;
const LOSS_AT_TWO_METRES = 4.5;

export const CONTACT_RULES = {
  "two-metres-15-in-24": {
    id: "two-metres-15-in-24",
    since: "2020-10-21",
    source:
      "US CDC, operational definition of close contact, 21 October 2020: within 6 feet for a cumulative total of 15 minutes or more over a 24-hour period",
    metres: 2,
    minutes: 15,
    withinHours: 24,
    nearLoss: LOSS_AT_TWO_METRES,
    gapMinutes: GAP_MINUTES,
  },
  "bluezone-2020": {
    id: "bluezone-2020",
    since: "2020-08-01",
    source:
      "Bluezone 3.0.3, BluezoneIdTrace.checkContactF: one row in a 15-minute slot, whatever its length and strength",
    metres: undefined,
    minutes: 1,
    withinHours: 24,
    nearLoss: Number.POSITIVE_INFINITY,
    gapMinutes: GAP_MINUTES,
  },
} as const satisfies Readonly<Record<string, ContactRule>>;

export const DEFAULT_RULE: ContactRule = CONTACT_RULES["two-metres-15-in-24"];

/**
 * How many epochs the recorder's clock and the ID's epoch may differ. With a trusted clock one: boundaries are crossed
 * a little early or late. With an untrusted one two hours, as Google and Apple's Exposure Notifications tolerate
 * (12 ten-minute periods, tkMatchingClockDriftRollingPeriods).
 */
export const CLOCK_TOLERANCE = { trusted: 1, untrusted: 8 } as const;
