/** Invitations to sync: to hamlets, classes or organisations of so many wearers that it tells of nobody, and never why. */
import { alikeTo, likenessOf } from "../../contract/texts.ts";
import type { NoticeKind } from "../../contract/vocabulary.ts";
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { Place } from "../units/unit.ts";

export interface Notice {
  /** Random. */
  readonly id: string;
  /** Unit or organisation whose people are meant. */
  readonly place: Place;
  /** What the names are names of; of "everybody" there are none. */
  readonly kind: NoticeKind;
  readonly names: readonly string[];
  /** World ms. */
  readonly madeAt: number;
  readonly until: number;
}

export type NoticeChange =
  | { readonly kind: "notice"; readonly notice: Notice }
  | { readonly kind: "notice-withdrawn"; readonly id: string; readonly at: number };

export async function applyNoticeChange(queries: Queries, change: NoticeChange): Promise<void> {
  if (change.kind === "notice-withdrawn") {
    await queries.query(
      "UPDATE desk.notice SET withdrawn_at = $2 WHERE id = $1 AND withdrawn_at IS NULL AND until > $2",
      [change.id, isoOf(change.at)],
    );
    return;
  }
  const { id, place, kind, names, madeAt, until } = change.notice;
  await queries.query("INSERT INTO desk.notice VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", [
    id,
    place,
    kind,
    names,
    isoOf(madeAt),
    isoOf(until),
  ]);
}

interface NoticeRow {
  readonly id: string;
  readonly place: string;
  readonly kind: NoticeKind;
  readonly names: string[];
  readonly made_at: Date;
  readonly until: Date;
}

function noticeOf({ id, place, kind, names, made_at, until }: NoticeRow): Notice {
  return { id, place, kind, names, madeAt: made_at.getTime(), until: until.getTime() };
}

/** Those that count at a time, of these places, or of all; the newest first. `now` in world ms. */
export async function noticesAt(
  queries: Queries,
  places: readonly Place[] | undefined,
  now: number,
): Promise<Notice[]> {
  const rows = await queries.query<NoticeRow>(
    `SELECT * FROM desk.notice WHERE withdrawn_at IS NULL AND until > $1 AND ($2::text[] IS NULL OR place = ANY($2))
     ORDER BY made_at DESC, id`,
    [isoOf(now), places ?? null],
  );
  return rows.map(noticeOf);
}

export async function findNotice(queries: Queries, id: string): Promise<Notice | undefined> {
  const [row] = await queries.query<NoticeRow>("SELECT * FROM desk.notice WHERE id = $1", [id]);
  return row && noticeOf(row);
}

interface Wearers {
  readonly hamlet: string | null;
  readonly group: string | null;
  readonly wearers: number;
}

/** How many people of these places wear a token now, by hamlet and group. */
export function tokensWornIn(queries: Queries, places: readonly Place[]): Promise<Wearers[]> {
  return queries.query<Wearers>(
    `SELECT hamlet, "group", count(*)::int4 AS wearers FROM people.person
     WHERE (unit = ANY($1) OR organisation = ANY($1))
       AND EXISTS (SELECT FROM people.assignment AS worn WHERE worn.person = person.id AND worn.assigned_to IS NULL)
     GROUP BY 1, 2`,
    [places as string[]],
  );
}

const sumOf = (rows: readonly Wearers[]) => rows.reduce((sum, { wearers }) => sum + wearers, 0);

/** Of each name; names are told apart as people tell them. */
export function wearersByName(
  rows: readonly Wearers[],
  kind: NoticeKind,
  names: readonly string[],
): number[] {
  if (kind === "everybody") return [sumOf(rows)];
  return names.map((name) => {
    const isMeant = alikeTo(name);
    return sumOf(rows.filter((row) => isMeant(row[kind] ?? undefined)));
  });
}

/** Every name of hamlets or groups in which anybody wears a token, each in the spelling that most have. */
export function namesWorn(rows: readonly Wearers[], kind: Exclude<NoticeKind, "everybody">): string[] {
  const byCount = rows.filter((row) => row[kind] !== null).sort((a, b) => b.wearers - a.wearers);
  const names = new Map<string, string>();
  for (const row of byCount) {
    const likeness = likenessOf(row[kind]!);
    if (!names.has(likeness)) names.set(likeness, row[kind]!);
  }
  return [...names.values()].sort((a, b) => a.localeCompare(b, "vi", { numeric: true }));
}
