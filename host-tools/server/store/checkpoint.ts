import { dropEverything, type Queries } from "../database/database.ts";
import { completePart } from "../database/migrations.ts";
import { decodeEvent, type EventOf, type ServerEvent } from "../journal/events.ts";
import { applyEvents } from "./apply-events.ts";
import { STORE_SCHEMA } from "./schema.ts";
import type { Tables } from "./tables.ts";

const PAGES_AT_ONCE = 256;

/**
 * Fills the database anew from the events of a whole checkpoint, in one transaction: while rows are loaded they may
 * refer to rows that come later, and no trigger does anything by itself. Throws when it is not whole.
 * Returns the time at which it was taken.
 */
export async function applyCheckpoint(
  queries: Queries,
  tables: Tables,
  events: AsyncIterable<ServerEvent>,
): Promise<number> {
  await dropEverything(queries);
  let begin: EventOf<"begin"> | undefined;
  let references: Reference[] | undefined;
  let pages: EventOf<"page">[] = [];
  let isLoaded = false;
  const flush = async () => {
    const batch = pages.map((event) => ({ event }));
    pages = [];
    // Pages of an older program are written by this one's statements.
    if (!isLoaded) await completePart(queries, STORE_SCHEMA);
    if (!isLoaded) await tables.directory.load(queries);
    isLoaded = true;
    await applyEvents(queries, tables, batch);
  };
  for await (const event of events) {
    if (event.kind === "begin") begin = event;
    if (!begin?.isWhole) break;
    if (event.kind === "end") {
      await flush();
      await bringBack(queries, references ?? []);
      await tables.directory.load(queries);
      return begin.at;
    }
    if (event.kind !== "schema" && event.kind !== "begin") references ??= await setAside(queries);
    if (event.kind === "page") {
      if (pages.push(event) >= PAGES_AT_ONCE) await flush();
    } else await applyEvents(queries, tables, [{ event }]);
  }
  throw new Error("The checkpoint is not whole.");
}

export async function* eventsOf(
  frames: AsyncIterable<{ readonly entries: readonly Uint8Array[] }>,
): AsyncGenerator<ServerEvent> {
  for await (const { entries } of frames) for (const entry of entries) yield decodeEvent(entry);
}

interface Reference {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

const OWN_TABLES = `relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname <> 'information_schema'`;

/** Takes away what refers to rows that come later, and what triggers would do by themselves. */
export async function setAside(queries: Queries): Promise<Reference[]> {
  const references = await queries.query<Reference>(
    `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
     FROM pg_constraint WHERE contype = 'f' AND conparentid = 0`,
  );
  for (const { table, name } of references)
    await queries.exec(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
  await setTriggers(queries, "DISABLE");
  return references;
}

/** Puts it back, and sets the counters of tables; "NOT VALID" where rows may refer to what is lost. */
export async function bringBack(
  queries: Queries,
  references: readonly Reference[],
  validity: "" | "NOT VALID" = "",
): Promise<void> {
  await setTriggers(queries, "ENABLE");
  for (const { table, name, definition } of references)
    await queries.exec(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition} ${validity}`);
  const counters = await queries.query<{ table: string; column: string; sequence: string }>(
    `SELECT oid::regclass::text AS "table", quote_ident(attname) AS "column", sequence
     FROM (
       SELECT pg_class.oid, attname, pg_get_serial_sequence(format('%I.%I', nspname, relname), attname) AS sequence
       FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid JOIN pg_attribute ON attrelid = pg_class.oid
       WHERE ${OWN_TABLES} AND attnum > 0 AND NOT attisdropped
     ) AS columns WHERE sequence IS NOT NULL`,
  );
  for (const { table, column, sequence } of counters)
    await queries.query(
      `SELECT setval($1::text::regclass, COALESCE(max(${column}), 1), max(${column}) IS NOT NULL) FROM ${table}`,
      [sequence],
    );
}

async function setTriggers(queries: Queries, state: "ENABLE" | "DISABLE"): Promise<void> {
  const rows = await queries.query<{ name: string }>(
    `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger
     JOIN pg_class ON tgrelid = pg_class.oid JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE NOT tgisinternal AND ${OWN_TABLES}`,
  );
  for (const { name } of rows) await queries.exec(`ALTER TABLE ${name} ${state} TRIGGER USER`);
}
