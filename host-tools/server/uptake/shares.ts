/** What share of people has a token or the app, by place, as it is told: pure reckoning. */
import {
  coveredShare,
  type Heads,
  headsTogether,
  ranksOf,
  type ToldHeads,
  toldHeads,
} from "../../contract/shares.ts";
import type { Told } from "../../contract/small-numbers.ts";
import type { ToldShare } from "../../contract/uptake.ts";
import type { Place } from "../units/unit.ts";
import type { UnitTree } from "./unit-trees.ts";

/** Of an organisation, and of a unit with all that lies in it; nothing of a place of which no heads are told. */
export type SharesOfPlaces = Readonly<Record<Place, ToldHeads>>;

const NOBODY: Told = { least: 0, most: 0 };

/** `worn`: what is told of single places. */
export function sharesOf(
  trees: readonly UnitTree[],
  worn: (cell: Place) => Told | undefined,
  typed: ReadonlyMap<Place, Heads>,
): SharesOfPlaces {
  const shares: Record<Place, ToldHeads> = {};
  const note = (id: Place, told: ToldHeads) => {
    if (told.places > 0) shares[id] = told;
  };
  const walk = ({ id, cells, below }: UnitTree): ToldHeads => {
    const each = cells.map((cell) => {
      const told = toldHeads(worn(cell) ?? NOBODY, typed.get(cell));
      if (cell !== id) note(cell, told);
      return told;
    });
    const all = headsTogether([...each, ...below.map(walk)]);
    note(id, all);
    return all;
  };
  trees.forEach(walk);
  return shares;
}

export function shareView(share: ToldHeads): ToldShare {
  const { heads, phones, places, of } = share;
  const percent = coveredShare(share);
  return { heads, phones, ...(percent ? { percent } : {}), places, of };
}

/** Of units that lie beside each other: the rank of each whose share is told, and of how many. */
export function ranksIn(
  shares: SharesOfPlaces,
  units: readonly Place[],
): Map<Place, { readonly rank: number; readonly of: number }> {
  const told = units.flatMap((id): [Place, Told][] => {
    const percent = shares[id] && coveredShare(shares[id]);
    return percent ? [[id, percent]] : [];
  });
  const ranks = ranksOf(new Map(told));
  return new Map([...ranks].map(([id, rank]) => [id, { rank, of: told.length }]));
}
