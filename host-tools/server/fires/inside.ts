/** Who is inside a zone now, by the last passages of its gates: nothing of it is kept, and no time of anybody is told. */
import { MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { REGISTER_SINCE } from "../../contract/consent-texts.ts";
import { INSIDE_HOURS } from "../../contract/fires.ts";
import { grouped } from "../../lib/grouping.ts";
import { HOUR_MS, MINUTE_MS } from "../../lib/time.ts";
import { ownersAmongAll } from "../cases/matching.ts";
import type { Gate } from "../gates/gate-store.ts";
import { isOnTime, type PassageRow, passagesOfGates } from "../gates/passage-store.ts";
import { staysFrom } from "../gates/stays.ts";
import { type VisitsCounted, visitsCounted } from "../gates/visit-store.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import type { MatchParts } from "../matching/reading.ts";
import { wearersOf } from "../matching/wearers.ts";
import { usableFor } from "../people/consents.ts";

interface Inside {
  /** Persons who agreed to be named. */
  readonly persons: readonly string[];
  /** Tokens inside of whoever did not, or of nobody known. */
  readonly unnamed: number;
  readonly unknown: { readonly in: number; readonly out: number };
  readonly visitors: VisitsCounted;
}

/** The last walk of these passages went in. */
function wentInLast(rows: readonly PassageRow[]): boolean {
  const last = staysFrom(rows).stays.at(-1);
  return last?.from !== undefined && last.to === undefined;
}

/** By all gates of one zone, those that were taken away too. `now` in world ms. */
export async function insideNow(
  parts: MatchParts,
  wrapping: KeyWrapping,
  gates: readonly Gate[],
  now: number,
): Promise<Inside> {
  const { database: queries } = parts;
  const time = {
    from: Math.floor((now - INSIDE_HOURS * HOUR_MS) / MINUTE_MS),
    to: Math.floor(now / MINUTE_MS),
  };
  const ids = gates.map(({ id }) => id);
  const rows = await passagesOfGates(queries, ids, time);
  const open = rows.map(({ prefix, minute }) => ({ prefix, epoch: Math.floor(minute / MINUTES_PER_EPOCH) }));
  const owners = await ownersAmongAll(parts, wrapping, open);
  const own = rows.filter((row) => isOnTime(row, owners.get(row.prefix)?.epoch));
  const tokens = grouped(own, ({ prefix }) => owners.get(prefix)!.serial);
  const inside = [...tokens].flatMap(([serial, all]) => (wentInLast(all) ? [serial] : []));
  const wearers = await wearersOf(queries, inside, now);
  const worn = inside.map((serial) => {
    const wearer = (wearers.get(serial) ?? []).find(({ from, to }) => from <= time.to && time.to < to);
    // Whoever had it before them may have gone in.
    const since = tokens.get(serial)!.filter(({ minute }) => wearer && minute >= wearer.from);
    return wentInLast(since) ? (wearer?.person ?? undefined) : undefined;
  });
  const known = worn.flatMap((person) => person ?? []);
  const agreed = await usableFor(queries, known, "register", now, REGISTER_SINCE);
  const persons = [...new Set(known.filter((person) => agreed.has(person)))];
  const others = rows.filter(({ prefix }) => !owners.has(prefix));
  const unknown = (wanted: "in" | "out") =>
    new Set(others.filter(({ direction }) => direction === wanted).map(({ prefix }) => prefix)).size;
  return {
    persons,
    unnamed: worn.filter((person) => person === undefined || !agreed.has(person)).length,
    unknown: { in: unknown("in"), out: unknown("out") },
    visitors: await visitsCounted(queries, ids, time),
  };
}
