/**
 * The server without its doors: enrols tokens, speaks for them to stations, keeps what they bring, and finds who was
 * near a case. Everything that changes goes through the journal first.
 */
import type { Receipt, SignedTime, Ticket } from "../../protocol/authority.ts";
import { Refusal, refusalOf, refuse } from "../contract/refusal.ts";
import { appendEntries } from "./audit/audit-store.ts";
import type { AuditEntry } from "./audit/chain.ts";
import { type Look, lookEntry, peersEntry } from "./audit/contacts.ts";
import { importedKeys } from "./cases/case-store.ts";
import { type TraceExport, traceOf } from "./cases/publication.ts";
import { batcher } from "./concurrency/batcher.ts";
import { openPulse, type Pulse } from "./database/pulse.ts";
import type { DiskRoom } from "./disk/disk-room.ts";
import { matcher } from "./matching/match.ts";
import type { MatchRequest, MatchResult } from "./matching/request.ts";
import { openParts, type Parts, type ServerOptions } from "./parts.ts";
import { type Assignment, applyAssignmentChange } from "./people/assignments.ts";
import { type PageResult, receivePages } from "./receive.ts";
import type { ClockWatch } from "./store/clock-watch.ts";
import { firstKept } from "./store/log-times.ts";
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
import { type Enrolment, type EnrolRequest, enrolments } from "./tokens/enrol.ts";
import { isNewer } from "./tokens/health-store.ts";
import { listTokens, type TokenInfo } from "./tokens/list.ts";
import { type Administration, administrationOf, finishRotation } from "./upkeep/administration.ts";
import type { PageUpload } from "./uploads/open-upload.ts";

export type {
  Enrolment,
  EnrolRequest,
  Look,
  MatchRequest,
  MatchResult,
  PageUpload,
  TicketOptions,
  TokenInfo,
};
export { Refusal };

/** Uploads that share one journal frame. */
const BATCH_UPLOADS = 256;

/** What it refuses it refuses with a Refusal. Its first functions are what a station needs for a sync. */
export interface Server {
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
  /** A case's own log as a phone would have uploaded it. Refusals: as match. */
  trace(request: MatchRequest): Promise<TraceExport>;
  /** Whether a token of this serial is enrolled. */
  isToken(serial: number): boolean;
  readonly clock: ClockWatch;
  readonly room: DiskRoom;
  /** What tells whether the database answers. */
  readonly pulse: Pulse;
  readonly admin: Administration;
  tokens(): Promise<TokenInfo[]>;
  /** World ms of the first record that is kept; minus infinity where none was discarded yet. */
  firstKept(): Promise<number>;
  /** Finishes what is under way, refuses what comes ("stopping"), and closes. */
  close(): Promise<void>;
}

/**
 * Opens the store, brings the database up to the journal and returns the server.
 * Throws when the folder is in use or half restored, the wrapping key missing or another one, the journal damaged.
 */
export async function openServer(options: ServerOptions = {}): Promise<Server> {
  const parts = await openParts(options);
  try {
    const server = serverOn(parts);
    await finishRotation(server, options.dir);
    return server;
  } catch (error) {
    await parts.close();
    throw error;
  }
}

const INSIDES = new WeakMap<Server, Parts>();

/** What a server works with: for the rooms that are opened beside it (rooms.ts), for tests and for studies. */
export function partsOf(server: Server): Parts {
  return INSIDES.get(server)!;
}

function serverOn(parts: Parts): Server {
  const { database, directory, wrapping, writer, now, clock, room, close } = parts;
  const matched = matcher(parts);
  const upload = batcher<PageUpload, PageResult>(
    (uploads) => receivePages({ database, directory, writer, room }, uploads, now()),
    BATCH_UPLOADS,
  );
  const issueTicket = (serial: number, options?: TicketOptions) => issue(parts, serial, options);
  const server: Server = {
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
      if (!result.ok) throw refusalOf(result.error);
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
    trace: async (request) => traceOf(parts, request, await importedKeys(database, now())),
    isToken: (serial) => directory.find(serial) !== undefined,
    clock,
    room,
    pulse: openPulse(database),
    async match(request, look) {
      const note = (entry: AuditEntry) =>
        writer.transaction((queries) => appendEntries(queries, [entry])).then(() => undefined);
      await note(lookEntry(request, look, now()));
      if (!request.readsPeers) return matched(request);
      return matched(request, (contacts) => note(peersEntry(request, look, contacts, now())));
    },
    admin: administrationOf(parts),
    tokens: () => listTokens(database, directory),
    firstKept: () => firstKept(database),
    close,
  };
  INSIDES.set(server, parts);
  return server;
}

/** The token's next ticket, durably counted before it is told. Refusals: unknown-token, clock. */
async function issue(
  { directory, clock, now, writer }: Parts,
  serial: number,
  { highest: told, hours = 2 }: TicketOptions = {},
): Promise<Ticket> {
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
}
