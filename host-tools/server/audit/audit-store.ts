import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import {
  type AuditEntry,
  type AuditHead,
  type AuditRow,
  ChainVerifier,
  EMPTY_HEAD,
  type Finding,
  nextRow,
  type Reason,
} from "./chain.ts";

const ROWS_AT_ONCE = 5000;

interface StoredRow {
  readonly number: number;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly outcome: AuditEntry["outcome"];
  readonly subject: string | null;
  readonly place: string | null;
  readonly reason: Reason | null;
  readonly reference: string | null;
  readonly hash: string;
  readonly fields: string | null;
}

/** Chains entries to the log's end, in a transaction that nothing else is written in meanwhile. */
export async function appendEntries(queries: Queries, entries: readonly AuditEntry[]): Promise<void> {
  let head = await lastHead(queries);
  const rows = entries.map((entry) => {
    const row = nextRow(head, entry);
    head = row;
    return row;
  });
  await insertRows(queries, rows);
}

export async function insertRows(queries: Queries, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  await queries.query(
    `INSERT INTO audit.entry
     SELECT * FROM unnest($1::int8[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::text[])`,
    [
      rows.map((row) => row.number),
      rows.map((row) => new Date(row.at).toISOString()),
      rows.map((row) => row.actor),
      rows.map((row) => row.action),
      rows.map((row) => row.outcome),
      rows.map((row) => row.subject ?? null),
      rows.map((row) => row.place ?? null),
      rows.map((row) => row.reason ?? null),
      rows.map((row) => row.reference ?? null),
      rows.map((row) => row.hash),
      rows.map((row) => row.fields?.join(",") || null),
    ],
  );
  const { number, hash } = rows.at(-1)!;
  await queries.query(
    `INSERT INTO audit.head (number, hash) VALUES ($1, $2)
     ON CONFLICT (one) DO UPDATE SET number = excluded.number, hash = excluded.hash`,
    [number, hash],
  );
}

/**
 * Where the log ends by the second telling of it, else by its rows: were rows cut off the end, the next one leaves a gap
 * behind it instead of taking the place of what is gone.
 */
export async function lastHead(queries: Queries): Promise<AuditHead> {
  const rows = await queries.query<AuditHead>(
    `SELECT number, hash FROM (
       SELECT number, hash FROM audit.head UNION ALL
       (SELECT number, hash FROM audit.entry ORDER BY number DESC LIMIT 1)
     ) AS ends ORDER BY number DESC LIMIT 1`,
  );
  return rows[0] ?? EMPTY_HEAD;
}

/** Throws when the log ends before a head that was written beside it: rows are missing. */
export async function holdToHeads(queries: Queries, heads: readonly AuditHead[]): Promise<void> {
  const { number } = await lastHead(queries);
  const newest = Math.max(0, ...heads.map((head) => head.number));
  if (newest > number)
    throw new Error(
      `The audit log ends at row ${number}, and the head of row ${newest} was written beside it: what came between is missing. "bztoken admin salvage" goes on without it and says so; a backup can be restored, too.`,
    );
}

interface AuditFilter {
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  /** World ms, the first included and the last not. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

interface AuditPiece extends AuditFilter {
  readonly limit: number;
  /** Rows behind this number, the oldest first. */
  readonly after?: number | undefined;
  /** Rows before it, the newest first. */
  readonly before?: number | undefined;
}

const FITS = `($1::int8 IS NULL OR number > $1) AND ($2::int8 IS NULL OR number < $2)
  AND ($3::text IS NULL OR subject = $3) AND ($4::text IS NULL OR actor = $4)
  AND ($5::text IS NULL OR action = $5) AND ($6::text IS NULL OR outcome = $6)
  AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)`;

const timeOf = (at: number | undefined) => (at === undefined ? null : isoOf(at));

function valuesOf({
  after,
  before,
  subject,
  actor,
  action,
  outcome,
  since,
  until,
}: Omit<AuditPiece, "limit">) {
  const texts = [subject, actor, action, outcome].map((one) => one ?? null);
  return [after ?? null, before ?? null, ...texts, timeOf(since), timeOf(until)];
}

/** How many rows that fit come behind one, or before it. */
export async function rowsBeyond(queries: Queries, piece: Omit<AuditPiece, "limit">): Promise<number> {
  const [row] = await queries.query<{ count: number }>(
    `SELECT count(*)::int4 AS count FROM audit.entry WHERE ${FITS}`,
    valuesOf(piece),
  );
  return row!.count;
}

export async function readRows(queries: Queries, { limit, ...piece }: AuditPiece): Promise<AuditRow[]> {
  const order = piece.before === undefined ? "number" : "number DESC";
  const rows = await queries.query<StoredRow>(
    `SELECT * FROM audit.entry WHERE ${FITS} ORDER BY ${order} LIMIT $9`,
    [...valuesOf(piece), limit],
  );
  return rows.map(({ at, subject, place, reason, reference, fields, ...row }) => ({
    ...row,
    at: at.getTime(),
    ...(subject === null ? {} : { subject }),
    ...(place === null ? {} : { place }),
    ...(reason === null ? {} : { reason }),
    ...(reference === null ? {} : { reference }),
    ...(fields === null ? {} : { fields: fields.split(",") }),
  }));
}

/** Who changed a field of something last, and when (world ms); undefined of changes before rows named fields. */
export async function lastChangeOf(
  queries: Queries,
  subject: string,
  field: string,
): Promise<{ readonly actor: string; readonly at: number } | undefined> {
  const [row] = await queries.query<{ actor: string; at: Date }>(
    `SELECT actor, at FROM audit.entry WHERE subject = $1 AND outcome = 'done'
       AND $2 = ANY(string_to_array(fields, ',')) ORDER BY number DESC LIMIT 1`,
    [subject, field],
  );
  return row && { actor: row.actor, at: row.at.getTime() };
}

/** Walks the whole log and holds it to the heads, of which the database has one itself. */
export async function verifyLog(
  queries: Queries,
  heads: readonly AuditHead[],
): Promise<{ readonly rows: number; readonly findings: readonly Finding[] }> {
  const own = await queries.query<AuditHead>("SELECT number, hash FROM audit.head");
  const verifier = new ChainVerifier([...heads, ...own]);
  for (let after = 0; ; ) {
    const rows = await readRows(queries, { after, limit: ROWS_AT_ONCE });
    for (const row of rows) verifier.take(row);
    if (rows.length < ROWS_AT_ONCE) break;
    after = rows.at(-1)!.number;
  }
  return { rows: verifier.rows, findings: verifier.finish() };
}
