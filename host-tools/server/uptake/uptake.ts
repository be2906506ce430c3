/** How many wear a token, and what is to be done for them first: pure reckoning. */
import { batteryOutlook } from "../../contract/battery.ts";
import type { Heads } from "../../contract/shares.ts";
import {
  type Told,
  type ToldCounts,
  toldOfPlace,
  toldOfRest,
  toldTogether,
} from "../../contract/small-numbers.ts";
import { type Branch, toldTree } from "../../contract/small-totals.ts";
import { UPTAKE_STATES, type UptakeFigures, type UptakeState } from "../../contract/uptake.ts";
import { silentSince } from "../../contract/working-days.ts";
import { DAY_MS } from "../../lib/time.ts";
import type { Place, Places } from "../units/unit.ts";
import { type SharesOfPlaces, sharesOf } from "./shares.ts";
import { type UnitTree, unitTrees } from "./unit-trees.ts";

/** How somebody's token is, without saying whose. */
export interface Wearer {
  /** The organisation, of who belongs to one, else the unit. */
  readonly place: Place;
  /** World ms at which their token last spoke with a station while they wore it. */
  readonly syncedAt: number | undefined;
  readonly millivolts: number | undefined;
}

const DUE_DAYS = 14;
const DUE_LATER_DAYS = 30;

/** What is to be done for somebody first; undefined where nothing is. `silent`: world ms since when whoever has not synced is. */
export function needOf(
  { syncedAt, millivolts }: Pick<Wearer, "syncedAt" | "millivolts">,
  now: number,
  silent: number,
): UptakeState | undefined {
  if (syncedAt === undefined) return "never";
  if (syncedAt < silent) return "silent";
  if (millivolts === undefined) return undefined;
  const { changeBefore } = batteryOutlook(millivolts, syncedAt);
  if (changeBefore <= now + DUE_DAYS * DAY_MS) return "due";
  return changeBefore <= now + DUE_LATER_DAYS * DAY_MS ? "dueLater" : undefined;
}

/** Since when people of a place are silent, world ms: reckoned once for each kind of organisation. */
export function silenceAt(now: number, places: Pick<Places, "organisation">): (place: Place) => number {
  const known = new Map<string, number>();
  return (place) => {
    const kind = places.organisation(place)?.kind;
    const since = known.get(kind ?? "") ?? silentSince(now, kind);
    known.set(kind ?? "", since);
    return since;
  };
}

interface Counts {
  all: number;
  readonly parts: Record<UptakeState, number>;
}
type CountedPlaces = ReadonlyMap<Place, Counts>;

/** By place; nothing of a place in which nobody wears one. */
export function countsByPlace(
  wearers: readonly Wearer[],
  now: number,
  silent: (place: Place) => number,
): CountedPlaces {
  const counts = new Map<Place, Counts>();
  for (const wearer of wearers) {
    const found = counts.get(wearer.place) ?? { all: 0, parts: { never: 0, silent: 0, due: 0, dueLater: 0 } };
    counts.set(wearer.place, found);
    found.all++;
    const state = needOf(wearer, now, silent(wearer.place));
    if (state !== undefined) found.parts[state]++;
  }
  return counts;
}

export type UptakeCounts = ToldCounts<UptakeState>;
export type CountsOfPlaces = Readonly<Record<Place, UptakeCounts>>;

/** What is told of a week. */
export interface ToldWeek {
  /** Of single places: a unit's people who belong to no organisation, an organisation's. */
  readonly cells: CountsOfPlaces;
  /** Of units with all that lies in them. */
  readonly units: CountsOfPlaces;
  /** Absent of weeks that were told before heads were typed. */
  readonly shares?: SharesOfPlaces;
}

const branchOf = ({ id, cells, below }: UnitTree, counts: CountedPlaces): Branch<UptakeState> => ({
  id,
  cells: cells.flatMap((place) => counts.get(place) ?? []),
  below: below.map((one) => branchOf(one, counts)),
});

/** What is told to everybody but the own place's station. */
export function toldWeek(
  places: Places,
  day: string,
  counts: CountedPlaces,
  typed: ReadonlyMap<Place, Heads> = new Map(),
): ToldWeek {
  const trees = unitTrees(places, day);
  const cells: CountsOfPlaces = Object.fromEntries(
    [...counts].map(([place, one]) => [place, toldOfPlace(one)]),
  );
  const branches = trees.map((one) => branchOf(one, counts));
  return {
    cells,
    units: Object.fromEntries(toldTree(branches, UPTAKE_STATES)),
    shares: sharesOf(trees, (cell) => cells[cell]?.all, typed),
  };
}

const known = (count: number): Told => ({ least: count, most: count });

/** As they are. */
export function exactCounts(counts: CountedPlaces): CountsOfPlaces {
  const exact = ({ all, parts: { never, silent, due, dueLater } }: Counts): UptakeCounts => ({
    all: known(all),
    parts: { never: known(never), silent: known(silent), due: known(due), dueLater: known(dueLater) },
  });
  return Object.fromEntries([...counts].map(([place, one]) => [place, exact(one)]));
}

const NONE: UptakeCounts = toldTogether([], UPTAKE_STATES);

/** Figures of one place; of none where nobody wears one. */
export function uptakeOf({ all, parts }: UptakeCounts = NONE): UptakeFigures {
  const { never, silent, due, dueLater } = parts;
  return { worn: all, synced: toldOfRest(all, [never, silent]), never, silent, due, dueLater };
}

/** Several places together. */
export const countsTogether = (counts: readonly UptakeCounts[]): UptakeCounts =>
  toldTogether(counts, UPTAKE_STATES);
