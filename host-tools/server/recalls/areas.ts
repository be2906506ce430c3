/** Where a call by token is sent: in communes, all of whose places send one and the same set. */
import { EPOCHS_PER_DAY, MINUTES_PER_EPOCH } from "../../../protocol/epoch.ts";
import { EPOCH_MS, MINUTE_MS } from "../../lib/time.ts";
import { gatesById } from "../gates/gate-store.ts";
import { isOnTime, passagesOfIds } from "../gates/passage-store.ts";
import type { MatchParts } from "../matching/reading.ts";
import { findPerson } from "../people/person-store.ts";
import type { Place, Places } from "../units/unit.ts";

/** Gates that a token passed in so many days before send its call, too. */
const HEARD_DAYS = 7;

/** The commune that a place lies in, of those that last; above communes the place itself. */
export function areaOf(places: Places, place: Place): Place {
  for (const id of places.above(place)) {
    const { tier, successors = [] } = places.unit(id) ?? {};
    if (tier === "commune" && successors.length === 0) return id;
  }
  return place;
}

interface Called {
  readonly person: string;
  readonly serials: readonly number[];
}

/** Where somebody lives, works or learns, and where their tokens passed gates in the week before a time, world ms. */
export async function areasOf(
  parts: MatchParts,
  places: Places,
  { person, serials }: Called,
  at: number,
): Promise<ReadonlySet<Place>> {
  const { unit, organisation } = (await findPerson(parts.database, person)) ?? {};
  const homes = [unit, organisation].flatMap((one) => one ?? []);
  const passed = await placesPassed(parts, serials, at);
  return new Set([...homes, ...passed].map((place) => areaOf(places, place)));
}

/** Places of gates that heard IDs of these tokens in time. */
async function placesPassed(
  { database, index }: MatchParts,
  serials: readonly number[],
  at: number,
): Promise<Place[]> {
  const last = Math.floor(at / EPOCH_MS);
  const first = last - HEARD_DAYS * EPOCHS_PER_DAY;
  const days = Array.from({ length: HEARD_DAYS + 1 }, (_, i) => Math.floor(first / EPOCHS_PER_DAY) + i);
  const epochs = new Map<number, number>();
  const wanted = serials.flatMap((serial) => days.map((day) => ({ serial, day })));
  for (const [i, ids] of index.derived(wanted).entries())
    ids?.forEach((prefix, n) => {
      epochs.set(prefix, wanted[i]!.day * EPOCHS_PER_DAY + (n % EPOCHS_PER_DAY));
    });
  const time = { from: first * MINUTES_PER_EPOCH, to: Math.floor(at / MINUTE_MS) };
  const rows = await passagesOfIds(database, [...epochs.keys()], time);
  const gates = new Set(rows.filter((row) => isOnTime(row, epochs.get(row.prefix))).map(({ gate }) => gate));
  const known = await gatesById(database);
  return [...gates].flatMap((gate) => known.get(gate)?.place ?? []);
}
