/**
 * What a phone heard, by contact and epoch, as a token would have written it down. Histories are merged row by row: each
 * row counts once, whatever files it came in and in what order.
 */
import { MAX_COUNT, STRETCH_MINUTES } from "../../../protocol/record.ts";
import { prefixNumber } from "../../../protocol/rolling-id.ts";
import type { TraceRow } from "../../formats/bluezone/trace-file.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { type HeardId, isMeasured, type Sighting } from "./heard-id.ts";

/** Rows gathered by contact and epoch, ascending. */
export function heardIds(rows: readonly TraceRow[]): HeardId[] {
  const groups = new Map<string, { prefix: number; epoch: number; own: Set<number>; rows: Sighting[] }>();
  for (const { own, contact, rssi, at } of rows) {
    const epoch = Math.floor(at / EPOCH_MS);
    const prefix = prefixNumber(contact);
    const key = placeOf({ prefix, epoch });
    let group = groups.get(key);
    if (!group) {
      group = { prefix, epoch, own: new Set(), rows: [] };
      groups.set(key, group);
    }
    group.own.add(prefixNumber(own));
    group.rows.push([at - epoch * EPOCH_MS, rssi]);
  }
  return [...groups.values()].map((group) => heardId(group, group.own, group.rows)).sort(inOrder);
}

interface Merged {
  readonly heard: readonly HeardId[];
  /** Rows of what was added that were not there before. */
  readonly added: number;
}

/** Both together, ascending. */
export function mergeHeard(before: readonly HeardId[], more: readonly HeardId[]): Merged {
  const byPlace = new Map(before.map((one) => [placeOf(one), one]));
  let added = 0;
  for (const one of more) {
    const known = byPlace.get(placeOf(one));
    const merged = known ? mergeOne(known, one) : one;
    added += merged.sightings
      ? merged.sightings.length - (known?.sightings?.length ?? 0)
      : (one.sightings?.length ?? 0);
    byPlace.set(placeOf(one), merged);
  }
  return { heard: [...byPlace.values()].sort(inOrder), added };
}

function mergeOne(a: HeardId, b: HeardId): HeardId {
  const own = new Set([...(a.own ?? []), ...(b.own ?? [])]);
  if (a.sightings && b.sightings) return heardId(a, own, [...a.sightings, ...b.sightings]);
  // Of one of them only the summary was kept: the stronger one, as of two records of a token.
  const strongest = [a.strongestRssi, b.strongestRssi].filter(isMeasured);
  const stretch = [a.stretchRssi, b.stretchRssi].filter(isMeasured);
  return {
    prefix: a.prefix,
    epoch: a.epoch,
    minutes: a.minutes | b.minutes,
    ...(strongest.length === 0 || stretch.length === 0
      ? {}
      : { strongestRssi: Math.max(...strongest), stretchRssi: Math.max(...stretch) }),
    count: Math.max(a.count, b.count),
    own: ascending(own),
  };
}

function heardId(
  { prefix, epoch }: Pick<HeardId, "prefix" | "epoch">,
  own: ReadonlySet<number>,
  rows: readonly Sighting[],
): HeardId {
  const once = new Map(rows.map((row) => [row.join(" "), row]));
  const sightings = [...once.values()].sort(([at, rssi], [later, other]) => at - later || rssi - other);
  const minutes = sightings.reduce((mask, row) => mask | (1 << minuteOf(row)), 0);
  const count = Math.min(MAX_COUNT, sightings.length);
  return { prefix, epoch, minutes, ...strengthOf(sightings), count, own: ascending(own), sightings };
}

function strengthOf(sightings: readonly Sighting[]): Pick<HeardId, "strongestRssi" | "stretchRssi"> {
  const measured = sightings.filter(([, rssi]) => isMeasured(rssi));
  if (measured.length === 0) return {};
  const stretches = new Map<number, { sum: number; count: number }>();
  for (const row of measured) {
    const place = Math.floor(minuteOf(row) / STRETCH_MINUTES);
    const { sum, count } = stretches.get(place) ?? { sum: 0, count: 0 };
    stretches.set(place, { sum: sum + row[1], count: count + 1 });
  }
  const means = [...stretches.values()].map(({ sum, count }) => sum / count);
  return {
    strongestRssi: measured.reduce((most, [, rssi]) => Math.max(most, rssi), -127),
    stretchRssi: Math.max(...means),
  };
}

function minuteOf([offset]: Sighting): number {
  return Math.floor(offset / MINUTE_MS);
}

function placeOf({ prefix, epoch }: Pick<HeardId, "prefix" | "epoch">): string {
  return `${prefix} ${epoch}`;
}

function inOrder(a: HeardId, b: HeardId): number {
  return a.epoch - b.epoch || a.prefix - b.prefix;
}

function ascending(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}
