/** What was done about a contact: every change is kept, and none takes the place of one that its maker had not seen. */
import { refuse } from "../../contract/refusal.ts";
import type { ContactState } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";

/** The whole of what was done, as it is after a change. */
export interface ContactChanged {
  /** Drawn by the page, so that the same change can come again. */
  readonly id: string;
  /** World ms; later than the change before. */
  readonly at: number;
  /** Id of the account; unknown of changes that an older program kept. */
  readonly by: string | undefined;
  readonly state: ContactState;
  readonly note: string | null;
}

/** What somebody wants to change: only what is given. `seen` is when the change was made that they knew last, world ms. */
interface WantedChange {
  readonly id: string;
  readonly seen: number | undefined;
  readonly state?: ContactState | undefined;
  readonly note?: string | null | undefined;
}

/** "made": it is `after` from now on. "again": it was made before. "meanwhile": somebody else changed the same. */
type Verdict =
  | { readonly kind: "made" | "again"; readonly after: ContactChanged }
  | { readonly kind: "meanwhile"; readonly now: ContactChanged };

const UNTOUCHED = { state: "to-call", note: null } as const;

/**
 * Holds a wanted change to those that were made, oldest first. What a colleague changed since `seen` is kept where the
 * change does not touch it. Refusal: taken (another change has this id).
 */
export function judge(
  made: readonly ContactChanged[],
  wanted: WantedChange,
  by: string,
  now: number,
): Verdict {
  const { id, seen, state, note } = wanted;
  const last = made.at(-1);
  const before = made.findLast(({ at }) => seen !== undefined && at <= seen) ?? UNTOUCHED;
  const present = last ?? UNTOUCHED;
  const same = made.find((one) => one.id === id);
  if (same) {
    if (
      same.by !== by ||
      (state ?? same.state) !== same.state ||
      (note === undefined ? same.note : note) !== same.note
    )
      throw refuse("taken", "id");
    return { kind: "again", after: same };
  }
  const isTouched =
    (state !== undefined && present.state !== before.state && present.state !== state) ||
    (note !== undefined && present.note !== before.note && present.note !== note);
  if (isTouched && last) return { kind: "meanwhile", now: last };
  const after = {
    id,
    at: Math.max(now, (last?.at ?? 0) + 1),
    by,
    state: state ?? present.state,
    note: note === undefined ? present.note : note,
  };
  return { kind: "made", after };
}

/** Names of what a change made another of. */
export function changedFields(before: ContactChanged | undefined, after: ContactChanged): string[] {
  const { state, note } = before ?? UNTOUCHED;
  return [state === after.state ? [] : "state", note === after.note ? [] : "note"].flat();
}

export async function putContactChange(
  queries: Queries,
  caseId: string,
  key: string,
  { id, at, by, state, note }: ContactChanged,
): Promise<void> {
  await queries.query(
    `INSERT INTO desk.contact_change SELECT $1, $2, $3, $4, $5, $6, $7
     WHERE EXISTS (SELECT FROM desk.contact WHERE case_id = $1 AND key = $2) ON CONFLICT DO NOTHING`,
    [caseId, key, id, isoOf(at), by ?? null, state, note],
  );
  await queries.query(
    "UPDATE desk.contact SET state = $3, note = $4, changed_at = $5 WHERE case_id = $1 AND key = $2",
    [caseId, key, state, note, isoOf(at)],
  );
}

/** Changes of a case's contacts by key, oldest first; of one contact where its key is given. */
export async function contactChanges(
  queries: Queries,
  caseId: string,
  key?: string,
): Promise<Map<string, ContactChanged[]>> {
  const rows = await queries.query<{
    key: string;
    id: string;
    at: Date;
    by: string | null;
    state: ContactState;
    note: string | null;
  }>(
    `SELECT key, id, at, by, state, note FROM desk.contact_change
     WHERE case_id = $1 AND ($2::text IS NULL OR key = $2) ORDER BY at, id`,
    [caseId, key ?? null],
  );
  const changes = new Map<string, ContactChanged[]>();
  for (const { key: of, id, at, by, state, note } of rows) {
    const change = { id, at: at.getTime(), by: by ?? undefined, state, note };
    const known = changes.get(of);
    if (known) known.push(change);
    else changes.set(of, [change]);
  }
  return changes;
}
