/** Opens what a server works with, in the order in which each needs the one before, and closes it in reverse. */
import { join } from "node:path";
import { countTables, type Database } from "./database/database.ts";
import { openOwnDatabase } from "./database/own-database.ts";
import { checkForm } from "./disk/data-form.ts";
import { disk } from "./disk/disk.ts";
import { watchRoom } from "./disk/disk-room.ts";
import { makeFolder } from "./disk/durable-files.ts";
import { lockFolder } from "./disk/lock.ts";
import { forgetfulJournal, JOURNAL_FOLDER, openJournal } from "./journal/journal.ts";
import { loadKeyRing } from "./keys/key-ring.ts";
import { IdIndex } from "./matching/id-index.ts";
import type { MatchParts } from "./matching/reading.ts";
import { ROOM_DATA } from "./room-data.ts";
import { SCHEMA } from "./schema.ts";
import { SECRETS } from "./secrets.ts";
import { ClockWatch } from "./store/clock-watch.ts";
import { openWriter } from "./store/writer.ts";
import { TokenDirectory } from "./tokens/directory.ts";
import type { AdministrationParts } from "./upkeep/administration.ts";
import { isHalfRestored } from "./upkeep/backup.ts";
import { isHalfSalvaged } from "./upkeep/salvage.ts";

export interface ServerOptions {
  /** Folder of journal, database and wrapping key. Without one everything stays in memory and ends with the process. */
  readonly dir?: string;
  /** World ms; the machine's clock unless told. */
  readonly now?: () => number;
  /** A clock that nobody sets, ms; the machine's, or with a world's time that. */
  readonly monotonic?: () => number;
  /** The one of DATABASE_URL, else PGlite in `dir`, unless told. */
  readonly database?: Database;
  /** Also where a restore is not done yet: what was erased since the backup is there still. */
  readonly isRestoring?: boolean;
  /** Told when nothing can be kept any more: the process is to end, and to be started anew. */
  readonly onFatal?: (error: Error) => void;
  /** Uploads are refused while less is free on the disk of `dir`; RESERVE_BYTES unless told. */
  readonly reserveBytes?: number | undefined;
}

/** Everything that the rooms of a server share. */
export interface Parts extends AdministrationParts, MatchParts {
  /** Finishes what is under way, refuses what comes ("stopping"), and closes. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the store and brings the database up to the journal.
 * Throws when the folder is in use or half restored, the wrapping key missing or another one, the journal damaged.
 */
export async function openParts({
  dir,
  now = Date.now,
  monotonic = now === Date.now ? () => performance.now() : now,
  database: given,
  isRestoring = false,
  onFatal,
  reserveBytes,
}: ServerOptions = {}): Promise<Parts> {
  // What has been opened, to be closed in reverse order, also when opening fails half way.
  const opened: (() => unknown)[] = [];
  const close = async () => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    if (dir) {
      makeFolder(dir);
      opened.push(await lockFolder(dir));
      checkForm(dir);
      if (!isRestoring && isHalfRestored(dir))
        throw new Error(
          `A restore of ${dir} was cut short. Delete everything in it but wrapping-key, empty the database, and restore again.`,
        );
      if (isHalfSalvaged(dir))
        throw new Error(`A salvage of ${dir} was cut short: run "bztoken admin salvage" again.`);
    }
    const room = await watchRoom(dir, reserveBytes);
    opened.push(() => room.close());
    const isNew = !dir || !disk().exists(join(dir, JOURNAL_FOLDER));
    const wrapping = loadKeyRing(dir, isNew);
    const journal = dir ? await openJournal(dir, onFatal ? { onBroken: onFatal } : {}) : forgetfulJournal();
    opened.push(() => journal.close());
    const database = given ?? (await openOwnDatabase(dir));
    opened.push(() => database.close());
    opened.push(await database.claim());
    if (isRestoring && (await countTables(database)) > 0)
      throw new Error("The database is not empty: restore into an empty one.");
    const directory = new TokenDirectory(wrapping);
    const fingerprint = () => wrapping.fingerprint;
    const writer = await openWriter({ database, journal, directory, schema: SCHEMA, fingerprint, now });
    opened.push(() => writer.stop());
    const stop = async () => {
      await writer.stop();
      await journal.close();
      opened.splice(1);
    };
    const clock = await ClockWatch.open(database, writer, { now, monotonic });
    return {
      database,
      directory,
      wrapping,
      ring: wrapping,
      secrets: SECRETS,
      roomData: ROOM_DATA,
      writer,
      now,
      clock,
      room,
      dir,
      journal,
      index: new IdIndex(directory),
      stop,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
