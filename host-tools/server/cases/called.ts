/** Whom a station should ask to see an officer: the bare fact, for the tokens that it has in hand. */

import type { ContactState } from "../../contract/vocabulary.ts";
import type { Queries } from "../database/database.ts";
import { usableFor } from "../people/consents.ts";
import { callsOf } from "./call-store.ts";
import { type Case, isOpen } from "./case.ts";
import { lineOf } from "./line.ts";

interface CalledRow {
  readonly serial: number;
  readonly person: string;
  readonly state: Case["state"];
  readonly opened_at: Date;
  readonly case_id: string;
  readonly key: string;
  readonly said: ContactState;
}

/**
 * Serials among those given whose wearer is a contact in an open case and has not been called yet. A station learns
 * neither which case nor why. `now` in world ms.
 */
export async function calledWearers(
  queries: Queries,
  serials: readonly number[],
  now: number,
): Promise<ReadonlySet<number>> {
  const rows = await queries.query<CalledRow>(
    `SELECT worn.serial::float8 AS serial, worn.person, contact.case_id, contact.key, contact.state AS said, of_case.state, of_case.opened_at
     FROM people.assignment AS worn
       JOIN desk.contact AS contact ON contact.person = worn.person
       JOIN desk."case" AS of_case ON of_case.id = contact.case_id
     WHERE worn.assigned_to IS NULL AND worn.serial = ANY($1::int8[])
       AND contact.state = 'to-call' AND (contact.listing->>'isContact')::boolean`,
    [serials as number[]],
  );
  const persons = rows.map(({ person }) => person);
  const usable = await usableFor(queries, persons, "contacts", now);
  const open = rows
    .filter(({ person }) => usable.has(person))
    .filter(({ state, opened_at }) => isOpen({ state, openedAt: opened_at.getTime() }, now));
  const called = new Set<number>();
  for (const { serial, case_id, key, said } of open) {
    const calls = (await callsOf(queries, case_id, key)).get(key) ?? [];
    if (lineOf(calls, said).isToCall) called.add(Number(serial));
  }
  return called;
}
