import { batcher } from "./batcher.ts";
import type { Database, Queries } from "./database.ts";
import { decodeEvent, encodeEvent } from "./events.ts";
import { JOURNAL_START, type Journal, type JournalPosition } from "./journal.ts";
import { applyEvents, isoOf, type PendingEvent } from "./store.ts";
import type { TokenDirectory } from "./token-directory.ts";

/** Events in one journal frame and one transaction. */
const BATCH_EVENTS = 512;

/** The only way anything changes: first the journal, then the tables. */
export interface Writer {
  /** Resolves when the event is durable and in the tables. */
  commit(pending: PendingEvent): Promise<void>;
  /** World time of the newest event, or 0. */
  readonly latest: number;
}

/** Brings the tables up to the journal and returns what writes to both from then on. */
export async function openWriter(
  database: Database,
  journal: Journal,
  directory: TokenDirectory,
): Promise<Writer> {
  let latest = await catchUp(database, journal, directory);
  let behind = false;

  const commit = batcher<PendingEvent, void>(async (batch) => {
    // A transaction failed after its events were in the journal: they come first.
    if (behind) {
      latest = Math.max(latest, await catchUp(database, journal, directory));
      behind = false;
    }
    const end = await journal.append(batch.map(({ event }) => encodeEvent(event)));
    latest = batch.reduce((time, { event }) => Math.max(time, event.at), latest);
    behind = true;
    await database.transaction(async (queries) => {
      await applyEvents(queries, directory, batch);
      await setPosition(queries, end, latest);
    });
    behind = false;
    return batch.map(() => undefined);
  }, BATCH_EVENTS);

  return {
    commit,
    get latest() {
      return latest;
    },
  };
}

/** Applies what the journal holds behind the database's position; returns the time of the newest event. */
async function catchUp(database: Database, journal: Journal, directory: TokenDirectory): Promise<number> {
  const rows = await database.query<JournalPosition & { latest: Date }>(
    "SELECT segment, place, latest FROM public.journal_position",
  );
  const position = rows[0] ?? JOURNAL_START;
  let latest = rows[0] ? rows[0].latest.getTime() : 0;
  const { end } = journal;
  if (position.segment > end.segment || (position.segment === end.segment && position.place > end.place))
    throw new Error("The journal ends before what the database holds: it is not the one of this database.");
  for await (const frame of journal.read(position)) {
    const events = frame.entries.map((entry) => ({ event: decodeEvent(entry) }));
    latest = events.reduce((time, { event }) => Math.max(time, event.at), latest);
    await database.transaction(async (queries) => {
      await applyEvents(queries, directory, events);
      await setPosition(queries, frame.end, latest);
    });
  }
  return latest;
}

async function setPosition(queries: Queries, position: JournalPosition, latest: number): Promise<void> {
  await queries.query(
    `INSERT INTO public.journal_position (segment, place, latest) VALUES ($1, $2, $3)
     ON CONFLICT (one) DO UPDATE SET segment = excluded.segment, place = excluded.place, latest = excluded.latest`,
    [position.segment, position.place, isoOf(latest)],
  );
}
