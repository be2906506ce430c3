/** Brings the tables up to what the journal holds. */
import type { Database } from "../database/database.ts";
import { completePart } from "../database/migrations.ts";
import { JournalDamage } from "../journal/damage.ts";
import { decodeEvent, type EventOf } from "../journal/events.ts";
import { JOURNAL_START, type Journal, type JournalPosition } from "../journal/journal.ts";
import { isBefore, isSame, otherJournal, positionOf, setPosition } from "../journal/position.ts";
import { applyEvents } from "./apply-events.ts";
import { applyCheckpoint, eventsOf } from "./checkpoint.ts";
import { STORE_SCHEMA } from "./schema.ts";
import type { Tables } from "./tables.ts";

export interface JournalledTables extends Tables {
  readonly database: Database;
  readonly journal: Journal;
}

/** Applies what the journal holds behind the database's position; returns the time of the newest event. */
export async function catchUp(parts: JournalledTables): Promise<number> {
  const { database, journal, directory } = parts;
  const known = await positionOf(database);
  const { end, start } = journal;
  if (known?.journal && journal.id && known.journal !== journal.id)
    throw otherJournal(known.journal, journal.id);
  if (known && isBefore(end, known))
    throw new JournalDamage("The journal ends before what the database holds.", end.segment, end.place);
  let latest = known?.latest.getTime() ?? 0;
  let from: JournalPosition = known ?? JOURNAL_START;
  if (isBefore(from, start)) {
    const behindCheckpoint = { segment: start.segment + 1, place: 0 };
    const begin = await firstEvent(journal, start);
    if (!known || !isSame(known, begin.before)) {
      if (!begin.isWhole)
        throw new Error("The journal begins after what the database holds: restore the database's backup.");
      await database.transaction(async (queries) => {
        latest = Math.max(latest, await applyCheckpoint(queries, parts, eventsOf(journal.read(start))));
        await setPosition(queries, behindCheckpoint, latest);
      });
    }
    from = behindCheckpoint;
  } else if (known) await directory.load(database);
  let isComplete = false;
  for await (const frame of journal.read(from)) {
    const events = frame.entries.map((entry) => ({ event: decodeEvent(entry) }));
    const hasPages = events.some(({ event }) => event.kind === "page");
    latest = events.reduce((time, { event }) => Math.max(time, event.at), latest);
    await database.transaction(async (queries) => {
      // Pages of an older program are written by this one's statements.
      if (hasPages && !isComplete) await completePart(queries, STORE_SCHEMA);
      await applyEvents(queries, parts, events);
      await setPosition(queries, frame.end, latest);
    });
    isComplete ||= hasPages;
  }
  return latest;
}

async function firstEvent(journal: Journal, start: JournalPosition): Promise<EventOf<"begin">> {
  for await (const event of eventsOf(journal.read(start))) if (event.kind === "begin") return event;
  throw new Error("The journal's checkpoint has no beginning.");
}
