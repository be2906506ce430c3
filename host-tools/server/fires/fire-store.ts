/** Fires: while one lasts, whoever is in charge of the place may ask who is inside. */
import { FIRE_MINUTES } from "../../contract/fires.ts";
import { isoOf, MINUTE_MS } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";
import type { Place } from "../units/unit.ts";

/** Times are world ms. */
export interface Fire {
  readonly id: string;
  readonly place: Place;
  readonly zone: string;
  readonly openedAt: number;
  readonly endedAt?: number;
}

export type FireChange =
  | { readonly kind: "fire-opened"; readonly fire: Fire; readonly by: string }
  | { readonly kind: "fire-ended"; readonly id: string; readonly at: number };

export function isFireChange<C extends { readonly kind: string }>(
  change: C,
): change is Extract<C, FireChange> {
  return change.kind === "fire-opened" || change.kind === "fire-ended";
}

export const untilOf = ({ openedAt }: Fire) => openedAt + FIRE_MINUTES * MINUTE_MS;

/** Nobody has ended it, and its hour is not over. */
export function lasts(fire: Fire, now: number): boolean {
  return fire.endedAt === undefined && now < untilOf(fire);
}

export async function applyFireChange(queries: Queries, change: FireChange): Promise<void> {
  if (change.kind === "fire-ended") {
    await queries.query("UPDATE office.fire SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", [
      change.id,
      isoOf(change.at),
    ]);
    return;
  }
  const { id, place, zone, openedAt } = change.fire;
  await queries.query(
    `INSERT INTO office.fire (id, place, zone, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING`,
    [id, place, zone, change.by, isoOf(openedAt)],
  );
}

interface FireRow {
  readonly id: string;
  readonly place: Place;
  readonly zone: string;
  readonly opened_at: Date;
  readonly ended_at: Date | null;
}

const fireOf = ({ id, place, zone, opened_at, ended_at }: FireRow): Fire => ({
  id,
  place,
  zone,
  openedAt: opened_at.getTime(),
  ...(ended_at === null ? {} : { endedAt: ended_at.getTime() }),
});

export async function findFire(queries: Queries, id: string): Promise<Fire | undefined> {
  const [row] = await queries.query<FireRow & Record<string, unknown>>(
    "SELECT * FROM office.fire WHERE id = $1",
    [id],
  );
  return row && fireOf(row);
}

/** Those that last, the newest first. World ms. */
export async function firesNow(queries: Queries, now: number): Promise<Fire[]> {
  const rows = await queries.query<FireRow & Record<string, unknown>>(
    "SELECT * FROM office.fire WHERE ended_at IS NULL AND opened_at > $1 ORDER BY opened_at DESC, id",
    [isoOf(now - FIRE_MINUTES * MINUTE_MS)],
  );
  return rows.map(fireOf);
}

/** Who opened one, and when, stands in the audit log. */
export const FIRE_DATA: RoomData = {
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM office.fire WHERE opened_at < $1", [isoOf(before("records"))]);
  },
};
