/** In which order the contacts of a case stand in their table. */
import { DISTANCE_CLASSES } from "../../../../protocol/contact.ts";
import { CONFIDENCE_LEVELS, CONTACT_STATES } from "../../../contract/vocabulary.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";

export type SortKey = "order" | "name" | "minutes" | "present" | "distance" | "last" | "sure" | "status";
export interface Sort {
  readonly by: SortKey;
  readonly isUp: boolean;
}

/** The order in which they are called: the surest first. */
export const BY_CALLING: Sort = { by: "order", isUp: true };

/** What a column is sorted by. */
const KEYS: Readonly<Record<SortKey, (contact: NumberedContact) => string | number>> = {
  order: ({ number }) => number,
  // Who has no name yet comes last.
  name: ({ person, label }) => person?.sortKey ?? `~${label}`,
  minutes: ({ closeMinutes }) => closeMinutes,
  present: ({ minutes }) => minutes,
  distance: ({ distance }) => DISTANCE_CLASSES.indexOf(distance),
  last: ({ last }) => last,
  sure: ({ confidence }) => CONFIDENCE_LEVELS.indexOf(confidence.level),
  status: ({ state }) => CONTACT_STATES.indexOf(state),
};

/** By another column, or the other way round. Lengths begin with the longest: who was near for long is called first. */
export function sortedNext(sort: Sort, by: SortKey): Sort {
  return { by, isUp: sort.by === by ? !sort.isUp : by !== "minutes" && by !== "present" };
}

export function sorted(contacts: readonly NumberedContact[], { by, isUp }: Sort): NumberedContact[] {
  const key = KEYS[by];
  return [...contacts].sort((a, b) => {
    const [first, second] = [key(a), key(b)];
    const order = first < second ? -1 : first > second ? 1 : 0;
    return isUp ? order : -order;
  });
}
