import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import { applyStep, isTaken } from "../database/migrations.ts";
import type { ServerEvent, Statement } from "../journal/events.ts";
import { addedToken, addToken } from "../tokens/add-token.ts";
import type { TokenDirectory } from "../tokens/directory.ts";
import { voidedNumber } from "../tokens/enrolment-store.ts";
import { addHealth } from "../tokens/health-store.ts";
import { applyPages, type PendingEvent } from "./page-rows.ts";
import { loadRows } from "./snapshot.ts";
import type { Tables } from "./tables.ts";

/**
 * Brings events into the tables, in order. Doing it twice changes nothing.
 * Throws when a journalled page does not open any more: then the keys are not those it was received under.
 */
export async function applyEvents(
  queries: Queries,
  tables: Tables,
  events: readonly PendingEvent[],
): Promise<void> {
  let pages: PendingEvent[] = [];
  const flush = async () => {
    if (pages.length > 0) await applyPages(queries, tables.directory, pages);
    pages = [];
  };
  for (const pending of events) {
    if (pending.event.kind === "page") {
      pages.push(pending);
      continue;
    }
    await flush();
    await applyOne(queries, tables, pending.event);
  }
  await flush();
}

async function applyOne(
  queries: Queries,
  { directory, schema }: Tables,
  event: Exclude<ServerEvent, { kind: "page" }>,
): Promise<void> {
  switch (event.kind) {
    case "enrol":
      await addToken(queries, event);
      directory.add(event);
      return;
    case "assign":
      await queries.query(
        `INSERT INTO registry.assignment VALUES ($1, $2, $3, $4)
         ON CONFLICT (serial, assigned_from) DO UPDATE SET person = excluded.person, assigned_to = excluded.assigned_to`,
        [event.serial, event.person, isoOf(event.from), event.to === null ? null : isoOf(event.to)],
      );
      return;
    case "ticket":
      await queries.query(
        `UPDATE registry.token SET ticket_counter = GREATEST(ticket_counter, $2), ticket_highest = GREATEST(ticket_highest, $3)
         WHERE serial = $1`,
        [event.serial, event.counter, event.highest ?? 0],
      );
      return;
    case "health":
      await addHealth(queries, event);
      return;
    case "statements":
      for (const { sql, parameters } of event.statements) await queries.query(sql, parameters);
      await takeKeys(directory, queries, event.statements);
      return;
    case "schema":
      if (!(await isTaken(queries, event.part, event.number)))
        await applyStep(queries, event.part, event.number, schema);
      return;
    case "rows":
      await loadRows(queries, event.table, event.rows);
      return;
    case "begin":
    case "end":
    case "seal":
      return;
    default:
      // Left out it would be lost: the position goes on behind it.
      throw new Error(`The data are of a newer version (event ${(event as ServerEvent).kind}).`);
  }
}

/** Tells the directory what statements have done to tokens' keys: new tokens are added to it, void numbers taken out of it, for the rest it is read again. */
export async function takeKeys(
  directory: TokenDirectory,
  queries: Queries,
  statements: readonly Statement[],
): Promise<void> {
  const touching = statements.filter(({ sql }) => /registry\.(token|chain_restart)\b/.test(sql));
  const steps = touching.map((statement) => ({
    added: addedToken(statement),
    removed: voidedNumber(statement),
  }));
  if (steps.some(({ added, removed }) => !added && removed === undefined)) return directory.load(queries);
  for (const { added, removed } of steps) {
    if (added) directory.add(added);
    if (removed !== undefined) directory.remove(removed);
  }
}
