/**
 * Histories to which something is only ever added: what was wrong is corrected by a later entry that names it, and stays. Calls and
 * what is written down of health are kept in them.
 */
import { refuse } from "../../contract/refusal.ts";

/** One entry of a history. */
export interface Written<T> {
  /** Drawn by the page, so that the same entry can come again. */
  readonly id: string;
  /** World ms; later than the entry before. */
  readonly at: number;
  /** Id of the account. */
  readonly by: string;
  /** Id of the entry in whose place it stands. */
  readonly corrects?: string | undefined;
  readonly said: T;
}

/** What somebody wants to write down. */
export type Wanted<T> = Pick<Written<T>, "id" | "corrects" | "said">;

/** "made": it is to be added. "again": it was added before. "meanwhile": `now` stands in the place of what it corrects. */
type Addition<T> =
  | { readonly kind: "made" | "again"; readonly entry: Written<T> }
  | { readonly kind: "meanwhile"; readonly now: Written<T> };

/**
 * Holds a wanted entry to those that were written, oldest first. A correction names the entry as it stands: one that a colleague has
 * corrected since is not corrected unseen. Refusals: taken (another entry has this id), not-found (nothing there to correct).
 */
export function addition<T extends object>(
  written: readonly Written<T>[],
  { id, corrects, said }: Wanted<T>,
  by: string,
  now: number,
): Addition<T> {
  const same = written.find((one) => one.id === id);
  if (same) {
    if (same.by !== by || same.corrects !== corrects || textOfSaid(same.said) !== textOfSaid(said))
      throw refuse("taken", "id");
    return { kind: "again", entry: same };
  }
  if (corrects !== undefined && !written.some((one) => one.id === corrects))
    throw refuse("not-found", "corrects");
  const successor = corrects === undefined ? undefined : lastInPlaceOf(written, corrects);
  if (successor && successor.id !== corrects) return { kind: "meanwhile", now: successor };
  const at = Math.max(now, (written.at(-1)?.at ?? 0) + 1);
  return { kind: "made", entry: { id, at, by, ...(corrects === undefined ? {} : { corrects }), said } };
}

/** What stands in the end in the place of an entry: itself, or its last correction. */
function lastInPlaceOf<T>(written: readonly Written<T>[], id: string): Written<T> | undefined {
  let last = written.find((one) => one.id === id);
  for (let next = last; next; next = written.find(({ corrects }) => corrects === last?.id)) last = next;
  return last;
}

/** Entries as they stand, oldest first: each as its last correction has it, at the time of the one that was corrected first. */
export function whatStands<T>(written: readonly Written<T>[]): Written<T>[] {
  const corrected = new Map(
    written.flatMap((one) => (one.corrects === undefined ? [] : [[one.corrects, one]])),
  );
  return written
    .filter(({ corrects }) => corrects === undefined)
    .map((root) => {
      let last = root;
      for (let next = corrected.get(last.id); next; next = corrected.get(last.id)) last = next;
      return { ...last, at: root.at };
    });
}

/** Equal texts of equal entries, in whatever order their fields came. */
function textOfSaid(said: object): string {
  const fields = Object.entries(said).filter(([, value]) => value !== undefined && value !== null);
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)));
}
