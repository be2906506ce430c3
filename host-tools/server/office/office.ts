/**
 * The office: units, staff, persons and the audit log. A row of the audit log and the changes that it tells of are one
 * transaction, so that neither is without the other.
 */
import { appendEntries, holdToHeads, lastHead, verifyLog } from "../audit/audit-store.ts";
import type { AuditEntry, AuditHead, Finding } from "../audit/chain.ts";
import { exportHead, readHeads } from "../audit/head-files.ts";
import { batcher } from "../concurrency/batcher.ts";
import type { Queries } from "../database/database.ts";
import type { Places } from "../units/unit.ts";
import { loadPlaces } from "../units/unit-store.ts";

/** Commands in one transaction. */
const BATCH_COMMANDS = 256;

/** Where the office keeps its tables. */
interface OfficeStore {
  readonly queries: Queries;
  /** A transaction whose changes are durable when it resolves. */
  change<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
}

interface OfficeOptions<Change> {
  readonly store: OfficeStore;
  /** World ms. */
  readonly now: () => number;
  /** Folder of exported heads of the audit log; none without it. */
  readonly headFolder?: string | undefined;
  /** Brings a change into the tables; it may be done twice. */
  readonly apply: (queries: Queries, change: Change) => Promise<void>;
  /** Told of each change once it is durable. */
  readonly noted: (places: Places, change: Change) => void;
}

/** `Change` is what its rooms may change: each room names its own, the server all of them. */
export interface OfficeOf<Change> {
  readonly queries: Queries;
  readonly places: Places;
  readonly now: () => number;
  /** Resolves when the rows, of several in their order, and their changes are durable and in the tables. */
  commit(entry: Entry | readonly Entry[], changes?: readonly Change[]): Promise<void>;
  /** The same with what else is to be written in the same transaction, behind the changes; resolves with what that told. */
  commitWith<T>(
    entry: Entry | readonly Entry[],
    changes: readonly Change[],
    last: (queries: Queries) => Promise<T>,
  ): Promise<T>;
  /** Runs one `work` at a time: for what must look before it writes, such as whether a name is taken. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  verify(): Promise<{ readonly rows: number; readonly findings: readonly Finding[] }>;
  head(): Promise<AuditHead>;
  /** Writes the head to a file unless it is there; returns the file, if it wrote one. */
  exportHead(): Promise<string | undefined>;
}

/** A row of the audit log that is to be written now. */
export type Entry = Omit<AuditEntry, "at">;

interface Command<Change> {
  readonly audit: readonly AuditEntry[];
  readonly changes: readonly Change[];
  readonly last: (queries: Queries) => Promise<unknown>;
}

const NOTHING_ELSE = async () => {};

/** Throws when rows of the audit log are missing at its end. */
export async function openOffice<Change>(options: OfficeOptions<Change>): Promise<OfficeOf<Change>> {
  const { store, now, headFolder, apply, noted } = options;
  const { queries } = store;
  if (headFolder !== undefined) await holdToHeads(queries, readHeads(headFolder));
  const places = await loadPlaces(queries);

  const write = batcher<Command<Change>, unknown>(async (commands) => {
    const told = await store.change(async (queries) => {
      await appendEntries(
        queries,
        commands.flatMap(({ audit }) => audit),
      );
      const told: unknown[] = [];
      for (const { changes, last } of commands) {
        for (const change of changes) await apply(queries, change);
        told.push(await last(queries));
      }
      return told;
    });
    for (const { changes } of commands) for (const change of changes) noted(places, change);
    return told;
  }, BATCH_COMMANDS);
  const commitWith = async <T>(
    entry: Entry | readonly Entry[],
    changes: readonly Change[],
    last: (queries: Queries) => Promise<T>,
  ) => {
    const at = now();
    const audit = [entry].flat().map((one): AuditEntry => ({ ...one, at }));
    return (await write({ audit, changes, last })) as T;
  };

  let queue: Promise<unknown> = Promise.resolve();
  return {
    queries,
    places,
    now,
    commit: (entry, changes = []) => commitWith(entry, changes, NOTHING_ELSE),
    commitWith,
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
