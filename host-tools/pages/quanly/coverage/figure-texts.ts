/** Figures as they are written: counts as small numbers may be told, shares in per cent from the least to the most. */
import { type Told, toldText } from "../../../contract/small-numbers.ts";
import type { UptakeFigures, UptakeWeeks } from "../../../contract/uptake.ts";
import type { Figure } from "../texts/coverage.ts";

type WeekFigures = NonNullable<UptakeWeeks["places"][number]["told"][number]>;

/** Null where nothing is told. */
export function figureOf(told: UptakeFigures | WeekFigures | null | undefined, figure: Figure): Told | null {
  if (!told) return null;
  if (figure !== "share") return told[figure];
  return ("share" in told ? told.share?.percent : undefined) ?? null;
}

export function figureText(told: Told | null, figure: Figure, missing: string): string {
  if (told === null) return figure === "share" ? "–" : missing;
  if (figure !== "share") return toldText(told);
  return told.least === told.most ? `${told.least} %` : `${told.least}–${told.most} %`;
}
