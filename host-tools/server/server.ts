/**
 * The server without its doors: enrols tokens, speaks for them to stations, keeps what they bring, and finds who was
 * near a case. Everything that changes goes through the journal first.
 */
import { join } from "node:path";
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import { Refusal, refuse } from "../contract/refusal.ts";
import { appendEntries } from "./audit/audit-store.ts";
import { type Look, lookEntry } from "./audit/contacts.ts";
import { batcher } from "./concurrency/batcher.ts";
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
import { type MatchParts, matcher } from "./matching/match.ts";
import type { MatchRequest, MatchResult } from "./matching/request.ts";
import { type Assignment, applyAssignmentChange } from "./people/assignments.ts";
import { type PageResult, receivePages } from "./receive.ts";
import { openWriter } from "./store/writer.ts";
import {
  believedHighest,
  checkedHealth,
  type Health,
  type HelloMessage,
  nextTicketCounter,
  signedTime,
  type TicketOptions,
  ticketFor,
  whoSays,
} from "./tokens/authority.ts";
import { TokenDirectory } from "./tokens/directory.ts";
import { type Enrolment, type EnrolRequest, enrolments } from "./tokens/enrol.ts";
import { isNewer } from "./tokens/health-store.ts";
import { listTokens, type TokenInfo } from "./tokens/list.ts";
import {
  type Administration,
  type AdministrationParts,
  administrationOf,
  finishRotation,
} from "./upkeep/administration.ts";
import { isHalfRestored } from "./upkeep/backup.ts";
import { ClockWatch } from "./upkeep/clock-watch.ts";
import type { StoreParts } from "./upkeep/retention.ts";
import { isHalfSalvaged } from "./upkeep/salvage.ts";
import type { PageUpload } from "./uploads/open-upload.ts";

export type {
  Assignment,
  Enrolment,
  EnrolRequest,
  Look,
  MatchRequest,
  MatchResult,
  PageResult,
  PageUpload,
  TicketOptions,
  TokenInfo,
};
export { Refusal };

/** Uploads that share one journal frame. */
const BATCH_UPLOADS = 256;

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

/** What it refuses it refuses with a Refusal. Its first functions are what a station needs for a sync. */
export interface Server {
  /** What other parts build on: tables, transactions, keys. */
  readonly store: StoreParts;
  /** Serial of the token that said HELLO under this name. Refusal: unknown-alias. */
  whoSays(name: string, hello: HelloMessage): number;
  issueTicket(serial: number, options?: TicketOptions): Promise<Ticket>;
  /** Both at once. */
  admit(name: string, hello: HelloMessage): Promise<{ readonly serial: number; readonly ticket: Ticket }[]>;
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime>;
  /** Resolves with a receipt once the bytes are durable. */
  receivePage(upload: PageUpload): Promise<Receipt>;
  receiveHealth(serial: number, health: Health): Promise<void>;
  /** Many uploads, each answered in its place. */
  receivePages(uploads: readonly PageUpload[]): Promise<PageResult[]>;
  enrol(requests: readonly EnrolRequest[]): Promise<Enrolment[]>;
  /** Who wore what, as worlds and trials know it: persons of the office by their ids, others by a label. */
  assign(assignments: readonly Assignment[]): Promise<void>;
  /**
   * The one door to anybody's contacts. The look is in the audit log, durable, before the first contact is computed;
   * when it cannot be written there are no contacts.
   */
  match(request: MatchRequest, look: Look): Promise<MatchResult>;
  /** What cases build on: tables, keys, IDs. */
  readonly matching: MatchParts;
  readonly admin: Administration;
  tokens(): Promise<TokenInfo[]>;
  /** Finishes what is under way, refuses what comes ("stopping"), and closes. */
  close(): Promise<void>;
}

/**
 * Opens the store, brings the database up to the journal and returns the server.
 * Throws when the folder is in use or half restored, the wrapping key missing or another one, the journal damaged.
 */
export async function openServer({
  dir,
  now = Date.now,
  monotonic = now === Date.now ? () => performance.now() : now,
  database: given,
  isRestoring = false,
  onFatal,
  reserveBytes,
}: ServerOptions = {}): Promise<Server> {
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
    const writer = await openWriter({ database, journal, directory, fingerprint, now });
    opened.push(() => writer.stop());
    const stop = async () => {
      await writer.stop();
      await journal.close();
      opened.splice(1);
    };
    const clock = await ClockWatch.open(database, writer, { now, monotonic });
    const server = serverOn({
      database,
      directory,
      wrapping,
      ring: wrapping,
      writer,
      now,
      clock,
      room,
      dir,
      journal,
      stop,
      close,
    });
    await finishRotation(server, dir);
    return server;
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts extends AdministrationParts {
  readonly close: () => Promise<void>;
}

function serverOn(parts: Parts): Server {
  const { database, directory, wrapping, writer, now, clock, room, close } = parts;
  const matching = { database, directory, index: new IdIndex(directory) };
  const matched = matcher(matching);
  const upload = batcher<PageUpload, PageResult>(
    (uploads) => receivePages({ database, directory, writer, room }, uploads, now()),
    BATCH_UPLOADS,
  );
  const issueTicket = async (serial: number, { highest: told, hours = 2 }: TicketOptions = {}) => {
    const token = directory.find(serial);
    if (!token) throw refuse("unknown-token", "serial");
    clock.check();
    const at = now();
    const highest = believedHighest(token, told);
    const counter = nextTicketCounter(token.ticketCounter, highest);
    const ticket = ticketFor(directory, serial, counter, at, hours);
    // An old HELLO that somebody says again must not take anything back.
    token.ticketCounter = Math.max(token.ticketCounter, counter);
    token.ticketHighest = Math.max(token.ticketHighest, highest);
    await writer.commit({ event: { kind: "ticket", at, serial, counter, highest } });
    return ticket;
  };
  return {
    store: parts,
    whoSays: (name, hello) => whoSays(directory, name, hello),
    issueTicket,
    async admit(name, hello) {
      const serial = whoSays(directory, name, hello);
      return [{ serial, ticket: await issueTicket(serial, { highest: hello.ticketHighest }) }];
    },
    async signTime(serial, nonce) {
      clock.check();
      return signedTime(directory, serial, nonce, now());
    },
    async receivePage(page) {
      const result = await upload(page);
      if (!result.ok) throw new Refusal(result.error);
      return result.value.receipt;
    },
    async receiveHealth(serial, health) {
      const report = checkedHealth(directory, serial, health);
      if (!(await isNewer(database, serial, report))) return;
      await writer.commit({ event: { kind: "health", at: now(), serial, report } });
    },
    receivePages: (pages) => Promise.all(pages.map(upload)),
    async enrol(requests) {
      const enrolled = enrolments(directory, wrapping, requests, now());
      for (const { event } of enrolled) directory.add(event);
      await Promise.all(enrolled.map(({ event }) => writer.commit({ event })));
      return enrolled.map(({ enrolment }) => enrolment);
    },
    async assign(assignments) {
      for (const { serial } of assignments)
        if (!directory.find(serial)) throw refuse("unknown-token", "serial");
      await writer.transaction(async (queries) => {
        for (const assignment of assignments)
          await applyAssignmentChange(queries, { kind: "worn", ...assignment });
      });
    },
    matching,
    async match(request, look) {
      await writer.transaction((queries) => appendEntries(queries, [lookEntry(request, look, now())]));
      return matched(request);
    },
    admin: administrationOf(parts),
    tokens: () => listTokens(database, directory),
    close,
  };
}
