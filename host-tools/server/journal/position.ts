/** Up to which place of which journal the tables are filled. */
import { isoOf } from "../../lib/time.ts";
import type { Database, Queries } from "../database/database.ts";
import type { JournalPosition } from "./journal.ts";

/** `latest`: of the events so far. `journal`: its id, which older programs have not written down. */
interface TablesPosition extends JournalPosition {
  readonly latest: Date;
  readonly journal: string | null;
}

/** Undefined where there are no tables. */
export async function positionOf(database: Database): Promise<TablesPosition | undefined> {
  const [table] = await database.query<{ exists: boolean }>(
    "SELECT to_regclass('public.journal_position') IS NOT NULL AS exists",
  );
  if (!table!.exists) return undefined;
  const rows = await database.query<TablesPosition>(
    "SELECT segment, place, latest, to_jsonb(one.*) ->> 'journal' AS journal FROM public.journal_position AS one",
  );
  return rows[0];
}

export async function setPosition(
  queries: Queries,
  position: JournalPosition,
  latest: number,
): Promise<void> {
  await queries.query(
    `INSERT INTO public.journal_position (segment, place, latest) VALUES ($1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET segment = excluded.segment, place = excluded.place, latest = excluded.latest`,
    [position.segment, position.place, isoOf(latest)],
  );
}

export function isBefore(a: JournalPosition, b: JournalPosition): boolean {
  return a.segment < b.segment || (a.segment === b.segment && a.place < b.place);
}

export function isSame(a: JournalPosition, b: JournalPosition): boolean {
  return a.segment === b.segment && a.place === b.place;
}

/** Tables and journal do not belong together. */
export function otherJournal(ofTables: string, inFolder: string): Error {
  return new Error(
    `The database was filled from the journal ${ofTables}, and the one in the folder is ${inFolder}. Which of them is in the wrong place?`,
  );
}
