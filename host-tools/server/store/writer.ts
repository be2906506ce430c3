import { batcher } from "../concurrency/batcher.ts";
import { inTurn, openDoor } from "../concurrency/in-turn.ts";
import type { Database, Queries } from "../database/database.ts";
import { completePart, migrate } from "../database/migrations.ts";
import { JournalDamage } from "../journal/damage.ts";
import {
  decodeEvent,
  type EventOf,
  encodeEvent,
  type ServerEvent,
  type Statement,
} from "../journal/events.ts";
import { JOURNAL_START, type Journal, type JournalPosition } from "../journal/journal.ts";
import { isBefore, isSame, otherJournal, positionOf, setPosition } from "../journal/position.ts";
import { recording } from "../journal/recording.ts";
import { applyEvents, touchesKeys } from "./apply-events.ts";
import { applyCheckpoint, eventsOf } from "./checkpoint.ts";
import type { PendingEvent } from "./page-rows.ts";
import { STORE_SCHEMA } from "./schema.ts";
import { snapshotFrames } from "./snapshot.ts";
import type { Tables } from "./tables.ts";

/** Events in one journal frame and one transaction. */
const BATCH_EVENTS = 512;

/** The only way anything changes: journal and tables together, one change after another. */
export interface Writer {
  /** Resolves when the event is durable and in the tables. */
  commit(pending: PendingEvent): Promise<void>;
  /**
   * A transaction whose changes are durable when it resolves. Its statements are written down and done again where the
   * database is lost, so times and random numbers come as parameters. One runs at a time; `work` uses no other queries.
   */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** Runs `work` while nothing else is written. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Writes the journal anew from the tables: what they have lost is nowhere any more. */
  compact(): Promise<void>;
  /** Frames of everything that is kept, of one moment. */
  snapshot<T>(use: (frames: AsyncGenerator<Uint8Array[]>) => Promise<T>): Promise<T>;
  /** Resolves when what is under way is done; what comes later is refused ("stopping"). */
  stop(): Promise<void>;
}

export interface WriterParts extends Tables {
  readonly database: Database;
  readonly journal: Journal;
  /** Of the wrapping key. */
  readonly fingerprint: () => string;
  readonly now: () => number;
}

/** Brings the tables up to the journal and the newest schema, and returns what writes to both from then on. */
export async function openWriter(parts: WriterParts): Promise<Writer> {
  const { database, journal, directory, schema, now } = parts;
  const alone = inTurn();
  const door = openDoor();
  let latest = await catchUp(parts);
  let behind = false;
  const note = (at: number) => {
    latest = Math.max(latest, at);
  };
  const append = async (queries: Queries, event: ServerEvent) => {
    const end = await journal.append([encodeEvent(event)]);
    behind = true;
    note(event.at);
    await setPosition(queries, end, latest);
  };
  await migrate(database, schema, (queries, part, number) =>
    append(queries, { kind: "schema", at: latest, part, number }),
  );
  behind = false;
  await database.query("UPDATE public.journal_position SET journal = $1", [journal.id]);
  await directory.load(database);

  /** A transaction failed after its events were in the journal: they come first. */
  const caughtUp = async () => {
    if (behind) note(await catchUp(parts));
    behind = false;
  };
  const write = batcher<PendingEvent, void>(
    (batch) =>
      alone(async () => {
        await caughtUp();
        const end = await journal.append(batch.map(({ event }) => encodeEvent(event)));
        for (const { event } of batch) note(event.at);
        behind = true;
        await database.transaction(async (queries) => {
          await applyEvents(queries, parts, batch);
          await setPosition(queries, end, latest);
        });
        behind = false;
        return batch.map(() => undefined);
      }),
    BATCH_EVENTS,
  );
  return {
    commit: (pending) => door.through(() => write(pending)),
    alone: (work) => door.through(() => alone(work)),
    snapshot: (use) => door.through(() => alone(() => caughtUp().then(() => frozen(parts, true, use)))),
    transaction: (work) =>
      door.through(() =>
        alone(async () => {
          await caughtUp();
          const statements: Statement[] = [];
          const result = await database.transaction(async (queries) => {
            const result = await work(recording(queries, statements));
            if (statements.length > 0) await append(queries, { kind: "statements", at: now(), statements });
            return result;
          });
          behind = false;
          if (touchesKeys(statements)) await directory.load(database);
          return result;
        }),
      ),
    compact: () =>
      door.through(() =>
        alone(async () => {
          await caughtUp();
          // Tables that survive a power cut are not kept twice.
          const end = await frozen(parts, !database.isDurable, (frames) => journal.replace(frames));
          await setPosition(database, end, latest);
        }),
      ),
    stop: () => door.close(),
  };
}

async function frozen<T>(
  { database, journal, schema, fingerprint, now }: WriterParts,
  isWhole: boolean,
  use: (frames: AsyncGenerator<Uint8Array[]>) => Promise<T>,
): Promise<T> {
  return database.transaction(async (queries) => {
    await queries.exec("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const begin = { isWhole, before: journal.end, fingerprint: fingerprint() };
    return use(snapshotFrames(queries, now(), begin, schema));
  });
}

/** Applies what the journal holds behind the database's position; returns the time of the newest event. */
async function catchUp(parts: WriterParts): Promise<number> {
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
