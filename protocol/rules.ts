/**
 * What counts as a contact. Definitions changed often, so each is a dated set with its source, and a list of contacts
 * names the set it was made with.
 *
 * Nearness is judged by radio loss relative to 1 m in the open, one figure per epoch of a pair (lossOf in contact.ts).
 * Two wearers who stay 2 m apart, turned anyhow, come to 4.5 dB in the median when two adverts a minute are heard:
 * free space costs 6 dB and bodies 6, and the strongest moments of an epoch lie that much above its average
 * (host-tools/studies/nearness/near-level.ts, the radio fitted to recordings). So half of all pairs at 2 m are called near,
 * nine in ten at 1 m, one in seven at 4 m; docs/SUMMARY.md has what recordings make of it. Length of presence does not
 * depend on it.
 */
import { SHARED_PEERS_WEIGHTS, type SharedPeersWeights } from "./shared-peers.ts";

export interface ContactRule {
  readonly id: string;
  /** Grows when a figure of the set changes under the same name; a list of contacts remembers both. */
  readonly version: number;
  readonly name: { readonly vi: string; readonly en: string };
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
  /** How peers that both logs hold move that loss; undefined where the pair's own losses alone judge. */
  readonly sharedPeers: SharedPeersWeights | undefined;
  /** So many silent minutes between two heard ones are filled. */
  readonly gapMinutes: number;
  /** A case may infect from so many days before symptoms; without symptoms, before the test. */
  readonly daysBefore: number;
}

/**
 * Silent minutes that are filled. A peer within 5 m is heard in a minute with a chance of at least 0.88 (the smallest
 * share of the energy budget): one log misses three minutes in a row about once in 580 times.
 */
const GAP_MINUTES = 3;
const LOSS_AT_ONE_METRE = -1.3;
const LOSS_AT_TWO_METRES = 4.5;

export const CONTACT_RULES = {
  "two-metres-15-in-24": {
    id: "two-metres-15-in-24",
    version: 3,
    name: {
      vi: "Trong vòng 2 m, tổng cộng 15 phút trong 24 giờ",
      en: "Within 2 m, 15 minutes in total within 24 hours",
    },
    since: "2020-10-21",
    source:
      "US CDC, operational definition of close contact, 21 October 2020: within 6 feet for a cumulative total of 15 minutes or more over a 24-hour period",
    metres: 2,
    minutes: 15,
    withinHours: 24,
    nearLoss: LOSS_AT_TWO_METRES,
    sharedPeers: SHARED_PEERS_WEIGHTS,
    gapMinutes: GAP_MINUTES,
    daysBefore: 2,
  },
  "vn-3638-2021": {
    id: "vn-3638-2021",
    version: 3,
    name: {
      vi: "Trong vòng 2 m, bất kể bao lâu (3638/QĐ-BYT)",
      en: "Within 2 m, however long (3638/QĐ-BYT)",
    },
    since: "2021-07-30",
    source:
      "Ministry of Health of Việt Nam, Decision 3638/QĐ-BYT, 30 July 2021: close contact within 2 m of the case; no length is named. Days before symptoms to be confirmed by the authority",
    metres: 2,
    minutes: 1,
    withinHours: 24,
    nearLoss: LOSS_AT_TWO_METRES,
    sharedPeers: SHARED_PEERS_WEIGHTS,
    gapMinutes: GAP_MINUTES,
    daysBefore: 3,
  },
  "who-one-metre-15": {
    id: "who-one-metre-15",
    version: 1,
    name: { vi: "Trong vòng 1 m, 15 phút (WHO)", en: "Within 1 m for 15 minutes (WHO)" },
    since: "2020-05-10",
    source:
      "WHO, Contact tracing in the context of COVID-19, interim guidance, 10 May 2020: face-to-face within 1 metre and for at least 15 minutes, from two days before symptoms",
    metres: 1,
    minutes: 15,
    withinHours: 24,
    nearLoss: LOSS_AT_ONE_METRE,
    sharedPeers: undefined,
    gapMinutes: GAP_MINUTES,
    daysBefore: 2,
  },
  "bluezone-2020": {
    id: "bluezone-2020",
    version: 1,
    name: { vi: "Như Bluezone 2020: có mặt là tính", en: "As Bluezone 2020: any presence" },
    since: "2020-08-01",
    source:
      "Bluezone 3.0.3, BluezoneIdTrace.checkContactF: one row in a 15-minute slot, whatever its length and strength",
    metres: undefined,
    minutes: 1,
    withinHours: 24,
    nearLoss: Number.POSITIVE_INFINITY,
    sharedPeers: undefined,
    gapMinutes: GAP_MINUTES,
    daysBefore: 2,
  },
} as const satisfies Readonly<Record<string, ContactRule>>;

export const DEFAULT_RULE: ContactRule = CONTACT_RULES["two-metres-15-in-24"];

/** A rule set by the name that a list remembers, or undefined. */
export function contactRule(id: string): ContactRule | undefined {
  return Object.hasOwn(CONTACT_RULES, id) ? CONTACT_RULES[id as keyof typeof CONTACT_RULES] : undefined;
}

/**
 * How many epochs the recorder's clock and the ID's epoch may differ. With a trusted clock one: boundaries are crossed
 * a little early or late. With an untrusted one two hours, as Google and Apple's Exposure Notifications tolerate
 * (12 ten-minute periods, tkMatchingClockDriftRollingPeriods).
 */
export const CLOCK_TOLERANCE = { trusted: 1, untrusted: 8 } as const;
