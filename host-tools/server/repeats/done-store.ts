/** The table of what was done. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";
import type { RoomData } from "../database/room-data.ts";

export interface Done {
  readonly print: Uint8Array | null;
  /** Null where somebody whom it tells of was erased since. */
  readonly answer: Uint8Array | null;
  readonly isSettled: boolean;
}

interface NewDone extends Done {
  readonly key: string;
  /** Ids of whom and what it tells. */
  readonly about: readonly string[];
  /** World ms. */
  readonly at: number;
}

/** By the hash of the request's key. */
export async function findDone(queries: Queries, key: string): Promise<Done | undefined> {
  const rows = await queries.query<Done>(
    `SELECT print, answer, is_settled AS "isSettled" FROM repeats.done WHERE key = $1`,
    [key],
  );
  return rows[0];
}

/** Fails where the key stands there already: what was to be done with it is not done then. */
export async function addDone(queries: Queries, done: NewDone): Promise<void> {
  await queries.query("INSERT INTO repeats.done VALUES ($1, $2, $3, $4, $5, $6)", [
    done.key,
    done.print,
    done.answer,
    done.about,
    done.isSettled,
    isoOf(done.at),
  ]);
}

export async function settle(queries: Queries, key: string): Promise<void> {
  await queries.query("UPDATE repeats.done SET is_settled = true WHERE key = $1", [key]);
}

/** Nothing that was answered tells of an erased person any more. That it was done stays. */
export async function forgetAnswersAbout(queries: Queries, person: string): Promise<void> {
  await queries.query("UPDATE repeats.done SET answer = NULL, about = '{}' WHERE $1 = ANY(about)", [person]);
}

/** Counted from the day that it was done: as long as a form can be opened that stands for it. */
export const DONE_DATA: RoomData = {
  // Tokens' records are in no answer.
  async erase() {},
  async discard(queries, { before }) {
    await queries.query("DELETE FROM repeats.done WHERE done_at < $1", [isoOf(before("repeats"))]);
  },
};
