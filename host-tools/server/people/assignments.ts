/** Who wore which token from when to when, and which tokens an organisation shares among its people. */

import type { Ending } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Parameter, Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

/** A time in which a token was worn. `to` is absent while it lasts; world ms. */
export interface Assignment {
  readonly serial: number;
  /** Id of a person, or a label of somebody who is none of the office's. */
  readonly person: string;
  readonly from: number;
  readonly to?: number;
}

export interface Wearing {
  readonly serial: number;
  readonly person: string;
  /** World ms; no `to` while it lasts. */
  readonly from: number;
  readonly to?: number;
  readonly endedBy?: Ending;
  /** World ms: since when somebody is asked when it began (doubted-wearings.ts). */
  readonly askedAt?: number;
}

interface Custody {
  readonly serial: number;
  readonly organisation: string;
  readonly from: number;
  readonly to?: number;
}

export type AssignmentChange =
  | {
      readonly kind: "assign";
      readonly person: string;
      readonly serial: number;
      readonly from: number;
      /** As a station without a network told it, before its clock was put right. World ms. */
      readonly told?: number;
      /** In whose stock it lies from then on, where it did not before. */
      readonly stock?: Place;
    }
  | {
      readonly kind: "unassign";
      readonly person: string;
      readonly serial: number;
      readonly to: number;
      readonly endedBy: Ending;
    }
  /** It was a mistake that it ended at this time: it goes on. */
  | { readonly kind: "end-undone"; readonly person: string; readonly serial: number; readonly to: number }
  /** What is known to have been, also of wearers without a person. */
  | ({ readonly kind: "worn" } & Assignment)
  | { readonly kind: "keep"; readonly serial: number; readonly organisation: string; readonly from: number }
  | { readonly kind: "give-up"; readonly serial: number; readonly organisation: string; readonly to: number }
  /** What ended before this time is kept no longer. World ms. */
  | { readonly kind: "expire"; readonly before: number };

/** What may have begun behind a time, told by a parameter, does not end at it (doubted-wearings.ts). */
const sureAt = (parameter: "$2" | "$3") => `(asked_at IS NULL OR asked_at <= ${parameter})`;

export async function applyAssignmentChange(queries: Queries, change: AssignmentChange): Promise<void> {
  switch (change.kind) {
    case "assign":
      await queries.query(
        `UPDATE people.assignment SET assigned_to = $2, ended_by = 'handed-on'
         WHERE serial = $1 AND assigned_to IS NULL AND assigned_from < $2 AND ${sureAt("$2")}`,
        [change.serial, isoOf(change.from)],
      );
      await queries.query(
        `INSERT INTO people.assignment (serial, assigned_from, person, told_at) SELECT $1, $2, $3, $4
         WHERE EXISTS (SELECT FROM people.person WHERE id = $3) ON CONFLICT DO NOTHING`,
        [
          change.serial,
          isoOf(change.from),
          change.person,
          change.told === undefined ? null : isoOf(change.told),
        ],
      );
      return;
    case "unassign":
      await queries.query(
        `UPDATE people.assignment SET assigned_to = $3, ended_by = $4
         WHERE serial = $1 AND person = $2 AND assigned_to IS NULL AND assigned_from <= $3 AND ${sureAt("$3")}`,
        [change.serial, change.person, isoOf(change.to), change.endedBy],
      );
      return;
    case "end-undone":
      await queries.query(
        `UPDATE people.assignment SET assigned_to = NULL, ended_by = NULL
         WHERE serial = $1 AND person = $2 AND assigned_to = $3 AND ended_by <> 'handed-on'`,
        [change.serial, change.person, isoOf(change.to)],
      );
      return;
    case "worn":
      await queries.query(
        `INSERT INTO people.assignment (serial, assigned_from, assigned_to, person, label)
         SELECT $1, $2, $3, known.id, CASE WHEN known.id IS NULL THEN $4::text END
         FROM (SELECT $4::text AS wanted) AS given LEFT JOIN people.person AS known ON known.id = wanted
         ON CONFLICT (serial, assigned_from) DO UPDATE
           SET person = excluded.person, label = excluded.label, assigned_to = excluded.assigned_to`,
        [change.serial, isoOf(change.from), change.to === undefined ? null : isoOf(change.to), change.person],
      );
      return;
    case "keep":
      await queries.query(
        "UPDATE people.custody SET kept_to = $2 WHERE serial = $1 AND kept_to IS NULL AND kept_from < $2",
        [change.serial, isoOf(change.from)],
      );
      await queries.query(
        "INSERT INTO people.custody (serial, kept_from, organisation) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        [change.serial, isoOf(change.from), change.organisation],
      );
      return;
    case "give-up":
      await queries.query(
        `UPDATE people.custody SET kept_to = $3
         WHERE serial = $1 AND organisation = $2 AND kept_to IS NULL AND kept_from <= $3`,
        [change.serial, change.organisation, isoOf(change.to)],
      );
      return;
    case "expire":
      await queries.query("DELETE FROM people.assignment WHERE assigned_to < $1", [isoOf(change.before)]);
      await queries.query("DELETE FROM people.custody WHERE kept_to < $1", [isoOf(change.before)]);
      await queries.query("DELETE FROM people.move WHERE asked_at < $1", [isoOf(change.before)]);
  }
}

/** By time. */
export function wearingsOfToken(queries: Queries, serial: number): Promise<Wearing[]> {
  return wearings(queries, "serial = $1 AND person IS NOT NULL", serial);
}

/** By time. */
export function wearingsOfPerson(queries: Queries, person: string): Promise<Wearing[]> {
  return wearings(queries, "person = $1", person);
}

/** The same of several. */
export function wearingsOfPersons(queries: Queries, persons: readonly string[]): Promise<Wearing[]> {
  return wearings(queries, "person = ANY($1::text[])", [...new Set(persons)]);
}

async function wearings(queries: Queries, condition: string, value: Parameter): Promise<Wearing[]> {
  const rows = await queries.query<{
    serial: number;
    person: string;
    assigned_from: Date;
    assigned_to: Date | null;
    ended_by: Ending | null;
    asked_at: Date | null;
  }>(`SELECT * FROM people.assignment WHERE ${condition} ORDER BY assigned_from`, [value]);
  return rows.map(({ serial, person, assigned_from, assigned_to, ended_by, asked_at }) => ({
    serial,
    person,
    from: assigned_from.getTime(),
    ...(assigned_to ? { to: assigned_to.getTime() } : {}),
    ...(ended_by ? { endedBy: ended_by } : {}),
    ...(asked_at ? { askedAt: asked_at.getTime() } : {}),
  }));
}

/**
 * The end of a person's last wearing of a token, where it can be undone: nobody has had the token since. "worn": somebody has.
 * Undefined where there is none. `known`: all wearings of the token; world ms.
 */
export function undoableEnd(known: readonly Wearing[], person: string): number | "worn" | undefined {
  const ended = known.filter((one) => one.person === person && one.to !== undefined && one.endedBy);
  const last = ended.reduce<Wearing | undefined>((a, b) => (a && a.to! >= b.to! ? a : b), undefined);
  if (last?.to === undefined || last.endedBy === "handed-on") return undefined;
  const { to } = last;
  return known.some((one) => (one.to ?? Infinity) > to) ? "worn" : to;
}

/** Who has the token now. */
export async function wearerNow(queries: Queries, serial: number): Promise<Wearing | undefined> {
  return (await wearingsOfToken(queries, serial)).findLast(({ to }) => to === undefined);
}

/** By time. */
export async function custodiesOf(queries: Queries, serial: number): Promise<Custody[]> {
  const rows = await queries.query<{ organisation: string; kept_from: Date; kept_to: Date | null }>(
    "SELECT organisation, kept_from, kept_to FROM people.custody WHERE serial = $1 ORDER BY kept_from",
    [serial],
  );
  return rows.map(({ organisation, kept_from, kept_to }) => ({
    serial,
    organisation,
    from: kept_from.getTime(),
    ...(kept_to ? { to: kept_to.getTime() } : {}),
  }));
}
