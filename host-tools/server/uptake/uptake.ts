/** How many wear a token, and what is to be done for them first: pure reckoning. */
import { batteryOutlook } from "../../contract/battery.ts";
import {
  type Told,
  type ToldCounts,
  toldOfPlace,
  toldOfRest,
  toldTogether,
} from "../../contract/small-numbers.ts";
import { UPTAKE_STATES, type UptakeState } from "../../contract/uptake.ts";
import { DAY_MS } from "../../lib/time.ts";

/** Who wears a token, without saying who. */
export interface Wearer {
  /** The organisation, of who belongs to one, else the unit. */
  readonly place: string;
  /** World ms at which their token last spoke with a station while they wore it. */
  readonly syncedAt: number | undefined;
  readonly millivolts: number | undefined;
}

const SILENT_DAYS = 7;
const DUE_DAYS = 14;
const DUE_LATER_DAYS = 30;

/** What is to be done for somebody first; undefined where nothing is. */
export function needOf({ syncedAt, millivolts }: Wearer, now: number): UptakeState | undefined {
  if (syncedAt === undefined) return "never";
  if (syncedAt < now - SILENT_DAYS * DAY_MS) return "silent";
  if (millivolts === undefined) return undefined;
  const { changeBefore } = batteryOutlook(millivolts, syncedAt);
  if (changeBefore <= now + DUE_DAYS * DAY_MS) return "due";
  return changeBefore <= now + DUE_LATER_DAYS * DAY_MS ? "dueLater" : undefined;
}

interface Counts {
  all: number;
  readonly parts: Record<UptakeState, number>;
}

/** By place; nothing of a place in which nobody wears one. */
export function countsByPlace(wearers: readonly Wearer[], now: number): Map<string, Counts> {
  const counts = new Map<string, Counts>();
  for (const wearer of wearers) {
    const found = counts.get(wearer.place) ?? { all: 0, parts: { never: 0, silent: 0, due: 0, dueLater: 0 } };
    counts.set(wearer.place, found);
    found.all++;
    const state = needOf(wearer, now);
    if (state !== undefined) found.parts[state]++;
  }
  return counts;
}

type UptakeCounts = ToldCounts<UptakeState>;
export type CountsOfPlaces = Readonly<Record<string, UptakeCounts>>;

/** What is told to everybody but the own place's station. */
export function hiddenCounts(counts: ReadonlyMap<string, Counts>): CountsOfPlaces {
  return Object.fromEntries([...counts].map(([place, one]) => [place, toldOfPlace(one)]));
}

const known = (count: number): Told => ({ least: count, most: count });

/** As they are. */
export function exactCounts(counts: ReadonlyMap<string, Counts>): CountsOfPlaces {
  const exact = ({ all, parts: { never, silent, due, dueLater } }: Counts): UptakeCounts => ({
    all: known(all),
    parts: { never: known(never), silent: known(silent), due: known(due), dueLater: known(dueLater) },
  });
  return Object.fromEntries([...counts].map(([place, one]) => [place, exact(one)]));
}

/** Figures of several places together. */
export function uptakeOf(counts: readonly UptakeCounts[]) {
  const { all, parts } = toldTogether(counts, UPTAKE_STATES);
  return { worn: all, synced: toldOfRest(all, [parts.never, parts.silent]), ...parts };
}
