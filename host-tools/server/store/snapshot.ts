/**
 * Everything that the store keeps, as events: what checkpoints of the journal and backups are made of. Tables are taken
 * as they are found, so that a part's own tables need no mention; records are derived and come back from their pages.
 */
import type { Queries } from "../database/database.ts";
import { type SchemaPart, stepsTaken } from "../database/migrations.ts";
import { type EventOf, encodeEvent, type ServerEvent } from "../journal/events.ts";

const ROWS_AT_ONCE = 2000;
const PAGES_AT_ONCE = 256;

/** Tables that are derived, or have events of their own, or end with the database: sessions. */
const NOT_AS_ROWS = [
  "public.migration",
  "public.journal_position",
  "radio.encounter",
  "radio.note",
  "radio.clock_span",
  "office.session",
];
/** Pages whose bytes are kept are events. */
const ONLY_SOME: Readonly<Record<string, string>> = { "radio.page": "WHERE sealed IS NULL" };

/** Frames of a whole snapshot, schemas in the order given. `queries` is a transaction that sees one state all the time. */
export async function* snapshotFrames(
  queries: Queries,
  at: number,
  begin: Pick<EventOf<"begin">, "before" | "fingerprint" | "isWhole">,
  schema: readonly SchemaPart[],
): AsyncGenerator<Uint8Array[]> {
  const frame = (...events: ServerEvent[]) => events.map(encodeEvent);
  yield frame({ kind: "begin", at, ...begin });
  if (begin.isWhole) {
    for (const event of await schemaEvents(queries, at, schema)) yield frame(event);
    for (const table of await tables(queries)) {
      const where = ONLY_SOME[table] ?? "";
      const rows = chunks<{ row: string }>(
        queries,
        `SELECT to_jsonb(kept_row.*)::text AS row FROM ${table} AS kept_row ${where}`,
        ROWS_AT_ONCE,
      );
      for await (const some of rows)
        yield frame({ kind: "rows", at, table, rows: `[${some.map(({ row }) => row).join(",")}]` });
    }
    for await (const some of keptPages(queries)) yield frame(...some);
  }
  yield frame({ kind: "end", at });
}

/** Pages whose bytes are kept, as the events that brought them; some at a time. `queries` is a transaction. */
export async function* keptPages(queries: Queries): AsyncGenerator<EventOf<"page">[]> {
  const pages = chunks<Omit<EventOf<"page">, "kind" | "at"> & { receivedAt: Date }>(
    queries,
    `SELECT serial, sequence, length, mac, sealed, received_at AS "receivedAt" FROM radio.page
     WHERE sealed IS NOT NULL ORDER BY serial, sequence`,
    PAGES_AT_ONCE,
  );
  for await (const some of pages)
    yield some.map(({ receivedAt, ...page }) => ({ kind: "page", at: receivedAt.getTime(), ...page }));
}

/** Rows of a table from their JSON; columns that the table computes itself are left out. */
export async function loadRows(queries: Queries, table: string, rows: string): Promise<void> {
  const columns = await queries.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  const names = columns.map(({ name }) => name).join(", ");
  await queries.query(
    `INSERT INTO ${table} (${names}) OVERRIDING SYSTEM VALUE
     SELECT ${names} FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb)`,
    [rows],
  );
}

async function schemaEvents(
  queries: Queries,
  at: number,
  schema: readonly SchemaPart[],
): Promise<EventOf<"schema">[]> {
  const taken = new Map((await stepsTaken(queries)).map(({ part, newest }) => [part, newest]));
  return schema.flatMap(({ part }) =>
    Array.from(
      { length: taken.get(part) ?? 0 },
      (_, i) => ({ kind: "schema", at, part, number: i + 1 }) as const,
    ),
  );
}

/** Tables that are kept as rows, with their schemas. */
async function tables(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ name: string }>(
    `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE relkind IN ('r', 'p') AND NOT relispartition AND nspname !~ '^pg_' AND nspname <> 'information_schema'
     ORDER BY 1`,
  );
  return rows.map(({ name }) => name).filter((name) => !NOT_AS_ROWS.includes(name));
}

let cursors = 0;

async function* chunks<Row>(queries: Queries, sql: string, size: number): AsyncGenerator<Row[]> {
  const cursor = `snapshot_${++cursors}`;
  await queries.exec(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`);
  for (;;) {
    const rows = await queries.query<Row>(`FETCH ${size} FROM ${cursor}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await queries.exec(`CLOSE ${cursor}`);
}
