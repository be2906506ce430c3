/**
 * The office: units, staff, persons and the audit log. A row of the audit log and the changes that it tells of are one
 * transaction, so that neither is without the other.
 */
import { join } from "node:path";
import { appendEntries, holdToHeads, lastHead, verifyLog } from "../audit/audit-store.ts";
import type { AuditEntry, AuditHead, Finding } from "../audit/chain.ts";
import { exportHead, HEAD_FOLDER, readHeads } from "../audit/head-files.ts";
import { batcher } from "../concurrency/batcher.ts";
import type { Queries } from "../database/database.ts";
import type { Server } from "../server.ts";
import type { Places } from "../units/unit.ts";
import { loadPlaces } from "../units/unit-store.ts";
import { applyChange, type Change } from "./changes.ts";

/** Commands in one transaction. */
const BATCH_COMMANDS = 256;

/** Where the office keeps its tables. */
export interface OfficeStore {
  readonly queries: Queries;
  /** A transaction whose changes are durable when it resolves. */
  change<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}

export interface OfficeOptions {
  readonly store: OfficeStore;
  /** World ms. */
  readonly now: () => number;
  /** Folder of exported heads of the audit log; none without it. */
  readonly headFolder?: string | undefined;
}

export interface Office {
  readonly queries: Queries;
  readonly places: Places;
  readonly now: () => number;
  /** Resolves when the row and its changes are durable and in the tables. */
  commit(entry: Omit<AuditEntry, "at">, changes?: readonly Change[]): Promise<void>;
  /** Runs one `work` at a time: for what must look before it writes, such as whether a name is taken. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  verify(): Promise<{ readonly rows: number; readonly findings: readonly Finding[] }>;
  head(): Promise<AuditHead>;
  /** Writes the head to a file unless it is there; returns the file, if it wrote one. */
  exportHead(): Promise<string | undefined>;
}

interface Command {
  readonly audit: AuditEntry;
  readonly changes: readonly Change[];
}

/** Throws when rows of the audit log are missing at its end. */
export async function openOffice({ store, now, headFolder }: OfficeOptions): Promise<Office> {
  const { queries } = store;
  if (headFolder !== undefined) await holdToHeads(queries, readHeads(headFolder));
  const places = await loadPlaces(queries);

  const write = batcher<Command, void>(async (commands) => {
    await store.change(async (queries) => {
      await appendEntries(
        queries,
        commands.map(({ audit }) => audit),
      );
      for (const { changes } of commands) for (const change of changes) await applyChange(queries, change);
    });
    for (const { changes } of commands) for (const change of changes) note(places, change);
    return commands.map(() => undefined);
  }, BATCH_COMMANDS);

  let queue: Promise<unknown> = Promise.resolve();
  return {
    queries,
    places,
    now,
    commit: (entry, changes = []) => write({ audit: { ...entry, at: now() }, changes }),
    alone(work) {
      const done = queue.then(work, work);
      queue = done.catch(() => undefined);
      return done;
    },
    verify: () => verifyLog(queries, headFolder === undefined ? [] : readHeads(headFolder)),
    head: () => lastHead(queries),
    exportHead: async () =>
      headFolder === undefined ? undefined : exportHead(headFolder, await lastHead(queries), now()),
  };
}

/** The office of a server, in the same tables and under the same journal. */
export function openOfficeOf({ store }: Pick<Server, "store">, dir?: string): Promise<Office> {
  const { database, writer, now } = store;
  return openOffice({
    store: { queries: database, change: (work) => writer.transaction(work) },
    now,
    headFolder: dir === undefined ? undefined : join(dir, HEAD_FOLDER),
  });
}

function note(places: Places, change: Change): void {
  if (change.kind === "unit") places.putUnit(change.unit);
  if (change.kind === "organisation") places.putOrganisation(change.organisation);
}
