/** What was done about two contacts who turned out to be one person. */
import type { ContactState } from "../../contract/vocabulary.ts";

export interface DoneSoFar {
  readonly state: ContactState;
  readonly note: string | null;
  readonly changed_at: Date | null;
}

/** A note of both has no more room than one. */
const NOTE_LENGTH = 500;

/**
 * The later word on the state holds; both notes stay. `isJoined`: it is no change that somebody made before, but one of its own.
 * `at` in world ms.
 */
export function joinedDone(
  kept: DoneSoFar | undefined,
  gone: DoneSoFar,
  at: number,
): DoneSoFar & { readonly isJoined: boolean } {
  if (!kept?.changed_at) return { ...doneOf(gone), isJoined: false };
  if (!gone.changed_at) return { ...doneOf(kept), isJoined: false };
  const [earlier, later] = kept.changed_at <= gone.changed_at ? [kept, gone] : [gone, kept];
  if (earlier.note === null || earlier.note === later.note) return { ...doneOf(later), isJoined: false };
  const note = [later.note, earlier.note].flatMap((one) => one ?? []).join(" · ");
  const changed_at = new Date(Math.max(at, later.changed_at!.getTime() + 1));
  return { state: later.state, note: note.slice(0, NOTE_LENGTH), changed_at, isJoined: true };
}

const doneOf = ({ state, note, changed_at }: DoneSoFar): DoneSoFar => ({ state, note, changed_at });
