/**
 * Whether a file is of the phone that a case is about: day keys and histories both tell which IDs the phone itself had
 * on the air, and in which epochs.
 */
import { type ScheduledId, scheduledIdsOf } from "../matching/case-file.ts";
import type { PhoneFiles } from "./case-store.ts";

function ownIdsOf({ keys, heard }: PhoneFiles): ScheduledId[] {
  const told = heard.flatMap(({ epoch, own = [] }) => own.map((prefix) => ({ prefix, epoch })));
  return [...scheduledIdsOf(keys), ...told];
}

/**
 * True when most of the file's own IDs, in epochs of which it is known what the phone had on the air, are none of the
 * phone's. A phone that keeps an ID for longer than its epoch is still the same one.
 */
export function isOfAnotherPhone(before: PhoneFiles, file: PhoneFiles): boolean {
  const known = ownIdsOf(before);
  const epochs = new Set(known.map(({ epoch }) => epoch));
  const prefixes = new Set(known.map(({ prefix }) => prefix));
  const byPlace = new Map(ownIdsOf(file).map((one) => [`${one.prefix} ${one.epoch}`, one]));
  const judged = [...byPlace.values()].filter(({ epoch }) => epochs.has(epoch));
  const others = judged.filter(({ prefix }) => !prefixes.has(prefix));
  return others.length > judged.length / 2;
}
