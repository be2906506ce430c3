/** What an administrator does with a server's store: retention, erasure, backup, change of keys, the end. */
import { dirname, join } from "node:path";
import { appendEntries, lastHead, verifyLog } from "../audit/audit-store.ts";
import type { AuditHead, Finding } from "../audit/chain.ts";
import type { RetentionPeriods, RoomData } from "../database/room-data.ts";
import { scrubDatabase } from "../database/scrubbing.ts";
import { disk } from "../disk/disk.ts";
import { makeFolder } from "../disk/durable-files.ts";
import type { Journal } from "../journal/journal.ts";
import { type KeyRing, loadKeyRing, nextKey } from "../keys/key-ring.ts";
import type { SecretColumn } from "../keys/secret-column.ts";
import type { StoreParts } from "../store/parts.ts";
import type { Writer } from "../store/writer.ts";
import { type BackupInfo, noteRestored, placeBackup, takeBackupAway, writeBackup } from "./backup.ts";
import { type Closure, deleteEverything, piecesOf } from "./close-programme.ts";
import { type EpochSpan, eraseTokens, type TokenErasure } from "./erasure.ts";
import { ERASURE_LIST, eraseAgain, listErasures, loadErasureList, NO_ERASURES } from "./erasure-list.ts";
import { checkJournal, type JournalCheck, type JournalCheckOptions } from "./journal-check.ts";
import { searchFiles } from "./piece-search.ts";
import { rebuildRecords } from "./rebuild.ts";
import { applyRetention, type RetentionResult } from "./retention.ts";
import { type Rotation, rotateWrappingKey } from "./rotation.ts";

/** Of daily backups, in the data folder unless another one is told. */
export const BACKUP_FOLDER = "backups";

interface AuditVerdict {
  readonly rows: number;
  readonly findings: readonly Finding[];
  readonly head: AuditHead;
}

export interface Administration {
  /** Discards what has been kept long enough; to be called daily. */
  applyRetention(periods?: RetentionPeriods): Promise<RetentionResult>;
  /** Somebody has looked at the clock and it is right, whatever times are written down: time is signed again. */
  trustClock(): Promise<void>;
  /** Everything that a token recorded up to now, or in a span of epochs. */
  eraseToken(serial: number, span?: EpochSpan): Promise<void>;
  /** Many tokens and spans in one change; not compacted where more is to be erased at once. */
  eraseTokens(erasures: readonly TokenErasure[], isCompacted?: boolean): Promise<void>;
  /** Writes what was erased so far beside the backups of a folder, so that older ones are held to it. */
  listErasures(folder: string): Promise<void>;
  /** Writes the journal anew: what was deleted from the tables is nowhere any more. */
  compact(): Promise<void>;
  /** Whether what retention deletes stays in the database's files until it is scrubbed: a PostgreSQL server vacuums by itself. */
  readonly mustScrub: boolean;
  /** Takes what was deleted out of the database's files; returns what the database's role may not do. */
  scrub(what?: "persons" | "everything", isThorough?: boolean): Promise<string[]>;
  /** Derives every record anew from the sealed pages; how many pages. */
  rebuild(): Promise<number>;
  backup(file: string): Promise<BackupInfo>;
  /** Reads the journal again, slowly; where it is damaged it is written anew from the tables. */
  checkJournal(options?: JournalCheckOptions): Promise<JournalCheck>;
  /** Holds the audit log to its own chain and to heads that were written out. */
  verifyAudit(heads: readonly AuditHead[]): Promise<AuditVerdict>;
  /** A row of the audit log for what somebody at the machine does, before it is done. */
  note(name: string, subject?: string): Promise<void>;
  rotateWrappingKey(key: Uint8Array): Promise<Rotation>;
  eraseAgain(erasures: ReturnType<typeof loadErasureList>): Promise<number>;
  /** Deletes everything, and looks for it in what is left in the folder and in others, such as those of backups. */
  closeProgramme(otherFolders?: readonly string[]): Promise<Closure>;
}

export interface AdministrationParts extends StoreParts {
  readonly ring: KeyRing;
  /** Every column of wrapped secrets. */
  readonly secrets: readonly SecretColumn[];
  /** What every room keeps of tokens and wearers. */
  readonly roomData: readonly RoomData[];
  readonly dir: string | undefined;
  readonly journal: Journal;
  /** Closes everything but the database and the lock of the folder. */
  readonly stop: () => Promise<void>;
}

export function administrationOf(parts: AdministrationParts): Administration {
  const { database, writer, dir } = parts;
  return {
    applyRetention: (periods) => applyRetention(parts, periods),
    trustClock: () => parts.clock.trust(),
    eraseToken: (serial, span) => eraseTokens(parts, [{ serial, span }]),
    eraseTokens: (erasures, isCompacted) => eraseTokens(parts, erasures, isCompacted),
    listErasures: (folder) => listErasures(parts, folder),
    compact: () => writer.compact(),
    mustScrub: !database.isDurable,
    verifyAudit: async (heads) => ({
      ...(await verifyLog(database, heads)),
      head: await lastHead(database),
    }),
    note: (name, subject) => noteDeed(parts, name, subject),
    scrub: (what, isThorough) => writer.alone(() => scrubDatabase(database, what, isThorough)),
    rebuild: () => rebuildRecords(parts),
    checkJournal: (options) => checkJournal(parts, options),
    backup: (file) => writeBackup(parts, file),
    rotateWrappingKey: (key) => rotateWrappingKey(parts, dir, key),
    eraseAgain: (list) => eraseAgain(parts, list),
    async closeProgramme(otherFolders = []) {
      const pieces = await piecesOf(database);
      await parts.stop();
      const tables = await deleteEverything(database, dir);
      const searched = searchFiles([...(dir ? [dir] : []), ...otherFolders], pieces);
      return { pieces: pieces.length, tables, ...searched };
    },
  };
}

/** Who stands at the machine is not known: the audit log says that its operator did it. */
function noteDeed(
  { writer, now }: { readonly writer: Writer; readonly now: () => number },
  name: string,
  subject?: string,
): Promise<void> {
  const entry = { at: now(), actor: "operator", action: `admin.${name}`, outcome: "done" } as const;
  return writer.transaction((queries) =>
    appendEntries(queries, [{ ...entry, ...(subject === undefined ? {} : { subject }) }]),
  );
}

/** What a restored server must be able to do. */
interface Restorable {
  readonly admin: Administration;
  close(): Promise<void>;
}

/** Finishes a change of keys that was cut short. */
export async function finishRotation(
  { admin }: { admin: Administration },
  dir: string | undefined,
): Promise<void> {
  const next = nextKey(dir);
  if (next) await admin.rotateWrappingKey(next);
}

interface Restored {
  /** World ms at which the backup was taken. */
  readonly at: number;
  readonly fingerprint: string;
  /** Erasures since then that were done again. */
  readonly erasedAgain: number;
  /** When the list of erasures was written, world ms; undefined where it was restored without one. */
  readonly erasuresUntil: number | undefined;
  readonly expired: RetentionResult;
}

/**
 * Fills an empty folder (and database) from a backup. The wrapping key must be there: in the folder's file or in the
 * environment. What was erased since, by the list of erasures (`list` is its file, null where none is left), is erased again; what has expired since goes too. A row of
 * the audit log says that it was restored, and from when: rows that were written since then are missing for a reason.
 * `open` opens the server on the folder; while the restore is not done, nothing else does.
 */
export async function restoreBackup(
  file: string,
  dir: string,
  open: (way: { readonly isRestoring: true }) => Promise<Restorable>,
  list: string | null = join(dirname(file), ERASURE_LIST),
): Promise<Restored> {
  if (!disk().exists(file)) throw new Error(`${file}: there is no such file.`);
  makeFolder(dir);
  const ring = loadKeyRing(dir, false);
  const { fingerprint } = ring;
  const erasures = list === null ? NO_ERASURES : loadErasureList(list, ring);
  const { at } = await placeBackup(file, dir, ring);
  const server = await open({ isRestoring: true }).catch((error: unknown) => {
    takeBackupAway(dir);
    throw error;
  });
  try {
    await server.admin.note("restore", new Date(at).toISOString());
    if (list === null) await server.admin.note("restore-without-erasures");
    const erasedAgain = await server.admin.eraseAgain(erasures);
    // The backup is as old as it is: somebody stands at the machine who has looked at its clock.
    await server.admin.trustClock();
    const expired = await server.admin.applyRetention();
    // What was erased or has expired went through the tables when the backup was read.
    await server.admin.scrub("everything");
    noteRestored(dir);
    const erasuresUntil = list === null ? undefined : Date.parse(erasures.at);
    return { at, fingerprint, erasedAgain, erasuresUntil, expired };
  } finally {
    await server.close();
  }
}
