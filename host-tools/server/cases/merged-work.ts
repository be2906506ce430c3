/** Calls, claims and what was told of health go along when two contacts become one, and come back when they are taken apart. */
import { isoOf } from "../../lib/time.ts";
import type { Queries } from "../database/database.ts";

/** Whose an entry of health was stands in its id: the key behind the case's. */
const WORK = ["desk.call", "desk.claim", "medical.told"] as const;
const originOf = (table: (typeof WORK)[number]) =>
  table === "medical.told" ? "split_part(id, ' ', 2)" : "origin";

/** Of a contact who becomes one with who is infected there is a row left that holds it, and stands on no list. */
export async function moveWork(queries: Queries, caseId: string, from: string, to: string): Promise<void> {
  if (!(await hasWork(queries, caseId, from))) return;
  await queries.query(
    "INSERT INTO desk.contact (case_id, key, person) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING",
    [caseId, to],
  );
  for (const table of ["desk.call", "desk.claim"])
    await queries.query(
      `UPDATE ${table} SET key = $3, origin = CASE origin WHEN '' THEN $2 ELSE origin END
       WHERE case_id = $1 AND key = $2`,
      [caseId, from, to],
    );
  await queries.query("UPDATE medical.told SET key = $3 WHERE case_id = $1 AND key = $2", [caseId, from, to]);
}

/** `members`: who is taken out, and all who had become one with them before. */
export async function moveWorkBack(
  queries: Queries,
  caseId: string,
  from: string,
  to: string,
  members: readonly string[],
): Promise<void> {
  for (const table of WORK) {
    const own = table === "medical.told" ? "" : ", origin = CASE origin WHEN $3 THEN '' ELSE origin END";
    await queries.query(
      `UPDATE ${table} SET key = $3${own} WHERE case_id = $1 AND key = $2 AND ${originOf(table)} = ANY($4::text[])`,
      [caseId, from, to, members as string[]],
    );
  }
}

async function hasWork(queries: Queries, caseId: string, key: string): Promise<boolean> {
  const looks = WORK.map((table) => `EXISTS (SELECT FROM ${table} WHERE case_id = $1 AND key = $2)`);
  const [row] = await queries.query<{ has: boolean }>(`SELECT ${looks.join(" OR ")} AS has`, [caseId, key]);
  return row!.has;
}

/** Takes a contact away of whom nothing is known any more; what was called and told stays. */
export async function dropUnworked(queries: Queries, caseId: string, key: string): Promise<void> {
  if (await hasWork(queries, caseId, key)) return;
  await queries.query("DELETE FROM desk.contact WHERE case_id = $1 AND key = $2", [caseId, key]);
}

/** When two can be taken apart no more nothing tells whose line it was. World ms. */
export async function forgetOrigins(queries: Queries, before: number): Promise<void> {
  for (const table of ["desk.call", "desk.claim"])
    await queries.query(
      `UPDATE ${table} SET origin = coalesce(parent, '') FROM people.merged
       WHERE merged.id = origin AND merged_at < $1`,
      [isoOf(before)],
    );
}
