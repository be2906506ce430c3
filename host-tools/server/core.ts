/**
 * The server without its doors: enrols tokens, speaks for them to stations, keeps what they bring, and finds who was
 * near a case. Everything that changes goes through the journal first.
 */
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import { tokenName } from "../../protocol/identity.ts";
import {
  checkedHealth,
  type HealthMessage,
  nextTicketCounter,
  signedTime,
  type TicketOptions,
  ticketFor,
} from "./authority.ts";
import { batcher } from "./batcher.ts";
import { type Database, openPglite } from "./database.ts";
import { type Enrolment, type EnrolRequest, enrolment } from "./enrol.ts";
import { IdIndex } from "./id-index.ts";
import { forgetfulJournal, openJournal } from "./journal.ts";
import { keyWrapping, loadWrappingKey } from "./keys.ts";
import { lockFolder } from "./lock.ts";
import { type MatchRequest, type MatchResult, matchCase } from "./match.ts";
import { migrate } from "./migrations.ts";
import type { PageUpload } from "./opening.ts";
import { type PageResult, receivePages } from "./receive.ts";
import { Refusal, refuse } from "./refusal.ts";
import { TokenDirectory } from "./token-directory.ts";
import { openWriter } from "./writer.ts";

export type { Enrolment, EnrolRequest, MatchRequest, MatchResult, PageResult, PageUpload, TicketOptions };
export { Refusal };

/** Uploads that share one journal frame. */
const BATCH_UPLOADS = 256;

export interface ServerOptions {
  /** Folder of journal, database and wrapping key. Without one everything stays in memory and ends with the process. */
  readonly dir?: string;
  /** World ms; the machine's clock unless told. */
  readonly now?: () => number;
  /** PGlite in `dir` unless told. */
  readonly database?: Database;
}

/** `to` is absent while the person still has the token. World ms. */
export interface Assignment {
  readonly serial: number;
  readonly person: string;
  readonly from: number;
  readonly to?: number;
}

export interface TokenInfo {
  readonly serial: number;
  readonly name: string;
  readonly board: number;
  readonly role: "token" | "gate";
  readonly firstDay: number;
  /** Pages and records received. */
  readonly pages: number;
  readonly records: number;
  /** First and last epoch of its records. */
  readonly epochs: readonly [number, number] | undefined;
  readonly assignments: readonly Assignment[];
}

/** What it refuses it refuses with a Refusal. Its first four functions are what a station needs for a sync. */
export interface Server {
  issueTicket(serial: number, options?: TicketOptions): Promise<Ticket>;
  signTime(serial: number, nonce: Uint8Array): Promise<SignedTime>;
  /** Resolves with a receipt once the bytes are durable. */
  receivePage(upload: PageUpload): Promise<Receipt>;
  receiveHealth(serial: number, health: { report: HealthMessage; mac: Uint8Array }): Promise<void>;
  /** Many uploads, each answered in its place. */
  receivePages(uploads: readonly PageUpload[]): Promise<PageResult[]>;
  enrol(requests: readonly EnrolRequest[]): Promise<Enrolment[]>;
  assign(assignments: readonly Assignment[]): Promise<void>;
  match(request: MatchRequest): Promise<MatchResult>;
  tokens(): Promise<TokenInfo[]>;
  close(): Promise<void>;
}

/**
 * Opens the store, brings the database up to the journal and returns the server.
 * Throws when the folder is in use, the wrapping key missing or another one, the journal damaged.
 */
export async function openServer({
  dir,
  now = Date.now,
  database: given,
}: ServerOptions = {}): Promise<Server> {
  if (dir) mkdirSync(dir, { recursive: true });
  const unlock = dir ? lockFolder(dir) : () => {};
  try {
    const isNew = !dir || !existsSync(join(dir, "journal"));
    const wrapping = keyWrapping(loadWrappingKey(dir, isNew));
    const journal = dir ? await openJournal(join(dir, "journal")) : forgetfulJournal();
    const database = given ?? (await openPglite(dir && join(dir, "database")));
    await migrate(database);
    const directory = new TokenDirectory(wrapping);
    await directory.load(database);
    const writer = await openWriter(database, journal, directory);
    await directory.load(database);
    const index = new IdIndex(directory);

    const upload = batcher<PageUpload, PageResult>(
      (uploads) => receivePages(database, directory, writer, uploads, now()),
      BATCH_UPLOADS,
    );

    return {
      async issueTicket(serial, { highest, hours = 1 } = {}) {
        const token = directory.find(serial);
        if (!token) throw refuse("unknown-token", "serial");
        const at = now();
        const counter = nextTicketCounter(token.ticketCounter, highest);
        const ticket = ticketFor(directory, serial, counter, at, hours);
        token.ticketCounter = counter;
        await writer.commit({ event: { kind: "ticket", at, serial, counter } });
        return ticket;
      },
      async signTime(serial, nonce) {
        return signedTime(directory, serial, nonce, now(), writer.latest);
      },
      async receivePage(page) {
        const result = await upload(page);
        if (!result.ok) throw new Refusal(result.error);
        return result.value.receipt;
      },
      async receiveHealth(serial, { report, mac }) {
        const fields = checkedHealth(directory, serial, report, mac);
        await writer.commit({ event: { kind: "health", at: now(), serial, report: fields } });
      },
      receivePages: (pages) => Promise.all(pages.map(upload)),
      async enrol(requests) {
        const at = now();
        const enrolled: Enrolment[] = [];
        const commits: Promise<void>[] = [];
        for (const request of requests) {
          const { enrolment: one, event } = enrolment(directory, wrapping, request, at);
          directory.add(event);
          enrolled.push(one);
          commits.push(writer.commit({ event }));
        }
        await Promise.all(commits);
        return enrolled;
      },
      async assign(assignments) {
        const at = now();
        await Promise.all(
          assignments.map(({ serial, person, from, to = null }) => {
            if (!directory.find(serial)) throw refuse("unknown-token", "serial");
            return writer.commit({ event: { kind: "assign", at, serial, person, from, to } });
          }),
        );
      },
      match: (request) => matchCase(database, directory, index, request),
      tokens: () => listTokens(database, directory),
      async close() {
        await database.close();
        await journal.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function listTokens(database: Database, directory: TokenDirectory): Promise<TokenInfo[]> {
  const pages = await database.query<{ serial: number; pages: number }>(
    "SELECT serial, count(*)::int4 AS pages FROM radio.page GROUP BY serial",
  );
  const records = await database.query<{ serial: number; records: number; first: number; last: number }>(
    `SELECT recorder AS serial, count(*)::int4 AS records, min(epoch) AS first, max(epoch) AS last
     FROM radio.encounter GROUP BY recorder`,
  );
  const assignments = await database.query<{ serial: number; person: string; from: Date; to: Date | null }>(
    `SELECT serial, person, assigned_from AS "from", assigned_to AS "to" FROM registry.assignment
     ORDER BY assigned_from`,
  );
  const pagesOf = new Map(pages.map((row) => [row.serial, row.pages]));
  const recordsOf = new Map(records.map((row) => [row.serial, row]));
  return [...directory.all()].map(({ serial, board, role, firstDay }) => {
    const own = recordsOf.get(serial);
    return {
      ...{ serial, name: tokenName(serial), board, role, firstDay },
      pages: pagesOf.get(serial) ?? 0,
      records: own?.records ?? 0,
      epochs: own && [own.first, own.last],
      assignments: assignments
        .filter((row) => row.serial === serial)
        .map(({ person, from, to }) => ({
          ...{ serial, person, from: from.getTime() },
          ...(to ? { to: to.getTime() } : {}),
        })),
    };
  });
}
