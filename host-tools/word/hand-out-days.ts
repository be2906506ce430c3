/** From when to when tokens are handed out, of all places together. */
import { dayAfter } from "../contract/province-time.ts";
import type { Facts, HandOut } from "./facts.ts";
import { isOpenOn } from "./weekdays.ts";

/** From the first day on which a place is open to the last one. */
export function handOutDays({ places }: Facts): { readonly from: string; readonly to: string } {
  return {
    from: places.map(({ from }) => from).sort()[0]!,
    to: places
      .map(({ to }) => to)
      .sort()
      .at(-1)!,
  };
}

export type Range = Pick<HandOut, "from" | "to">;

/** The same without days on which no place hands out: where one goes on when another ends, they are one range. */
export function handOutRanges({ places }: Facts): readonly Range[] {
  const ranges: (Range & { readonly joins: string })[] = [];
  for (const { from, to, weekdays } of [...places].sort((a, b) => a.from.localeCompare(b.from))) {
    // A Sunday on which a place is closed anyway parts nothing.
    let joins = dayAfter(to, 1);
    while (!isOpenOn(weekdays, joins)) joins = dayAfter(joins, 1);
    const last = ranges.at(-1);
    if (last === undefined || from > last.joins) ranges.push({ from, to, joins });
    else if (to > last.to) ranges[ranges.length - 1] = { from: last.from, to, joins };
  }
  return ranges.map(({ from, to }) => ({ from, to }));
}
