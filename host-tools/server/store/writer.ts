import { batcher } from "../concurrency/batcher.ts";
import { inTurn, openDoor } from "../concurrency/in-turn.ts";
import type { Queries } from "../database/database.ts";
import { migrate } from "../database/migrations.ts";
import { encodeEvent, type ServerEvent, type Statement } from "../journal/events.ts";
import { setPosition } from "../journal/position.ts";
import { recording } from "../journal/recording.ts";
import { applyEvents, takeKeys } from "./apply-events.ts";
import { catchUp, type JournalledTables } from "./catch-up.ts";
import type { PendingEvent } from "./page-rows.ts";
import { snapshotFrames } from "./snapshot.ts";

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

interface WriterParts extends JournalledTables {
  /** Of the wrapping key. */
  readonly fingerprint: () => string;
  readonly now: () => number;
}

/** Brings the tables up to the journal and the newest schema, and returns what writes to both from then on. */
export async function openWriter(parts: WriterParts): Promise<Writer> {
  const { database, journal, directory, schema } = parts;
  const ahead = new Ahead(parts, await catchUp(parts));
  await migrate(database, schema, (queries, part, number) =>
    ahead.append(queries, { kind: "schema", at: ahead.latest, part, number }),
  );
  ahead.isAhead = false;
  await database.query("UPDATE public.journal_position SET journal = $1", [journal.id]);
  await directory.load(database);

  const alone = inTurn();
  const door = openDoor();
  const write = batcher<PendingEvent, void>(
    (batch) => alone(() => ahead.commit(batch)).then(() => batch.map(() => undefined)),
    BATCH_EVENTS,
  );
  return {
    commit: (pending) => door.through(() => write(pending)),
    alone: (work) => door.through(() => alone(work)),
    snapshot: (use) => door.through(() => alone(() => ahead.snapshot(use))),
    transaction: (work) => door.through(() => alone(() => ahead.transaction(work))),
    compact: () => door.through(() => alone(() => ahead.compact())),
    stop: () => door.close(),
  };
}

/** The journal is written first: where the tables' transaction fails behind it, they are brought up before anything else. One call at a time. */
class Ahead {
  /** Events are in the journal that the tables do not hold. */
  isAhead = false;
  /** Time of the newest event, world ms. */
  latest: number;
  readonly #parts: WriterParts;

  constructor(parts: WriterParts, latest: number) {
    this.#parts = parts;
    this.latest = latest;
  }

  /** Puts an event into the journal, and its end into the transaction that `queries` is of. */
  async append(queries: Queries, event: ServerEvent): Promise<void> {
    const end = await this.#parts.journal.append([encodeEvent(event)]);
    this.isAhead = true;
    this.#note(event.at);
    await setPosition(queries, end, this.latest);
  }

  async commit(batch: readonly PendingEvent[]): Promise<void> {
    await this.#bringUp();
    const { database, journal } = this.#parts;
    const end = await journal.append(batch.map(({ event }) => encodeEvent(event)));
    for (const { event } of batch) this.#note(event.at);
    this.isAhead = true;
    await database.transaction(async (queries) => {
      await applyEvents(queries, this.#parts, batch);
      await setPosition(queries, end, this.latest);
    });
    this.isAhead = false;
  }

  async transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T> {
    await this.#bringUp();
    const { database, directory, now } = this.#parts;
    const statements: Statement[] = [];
    const result = await database.transaction(async (queries) => {
      const result = await work(recording(queries, statements));
      if (statements.length > 0) await this.append(queries, { kind: "statements", at: now(), statements });
      return result;
    });
    this.isAhead = false;
    await takeKeys(directory, database, statements);
    return result;
  }

  async snapshot<T>(use: (frames: AsyncGenerator<Uint8Array[]>) => Promise<T>): Promise<T> {
    await this.#bringUp();
    return frozen(this.#parts, true, use);
  }

  async compact(): Promise<void> {
    await this.#bringUp();
    const { database, journal } = this.#parts;
    // Tables that survive a power cut are not kept twice.
    const end = await frozen(this.#parts, !database.isDurable, (frames) => journal.replace(frames));
    await setPosition(database, end, this.latest);
  }

  async #bringUp(): Promise<void> {
    if (this.isAhead) this.#note(await catchUp(this.#parts));
    this.isAhead = false;
  }

  #note(at: number): void {
    this.latest = Math.max(this.latest, at);
  }
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
