/** Ids of people who became one with somebody else: whom they stand for, and what is kept of them. */
import type { Person } from "../../contract/persons.ts";
import type { Queries } from "../database/database.ts";

/** Details of everybody who became one with a person, however far down, as long as they are kept. */
export async function mergedDetails(queries: Queries, person: string): Promise<Person[]> {
  const rows = await queries.query<{ details: Person }>(
    "SELECT details FROM people.merged WHERE person = $1 AND details IS NOT NULL ORDER BY merged_at, id",
    [person],
  );
  return rows.map(({ details }) => details);
}

/** Somebody who became one with another, and everybody who had become one with them before. */
export async function mergedBelow(queries: Queries, id: string): Promise<string[]> {
  const rows = await queries.query<{ id: string }>(
    `WITH RECURSIVE member (id) AS (
       SELECT $1::text UNION SELECT below.id FROM people.merged AS below JOIN member ON below.parent = member.id
     ) SELECT id FROM member`,
    [id],
  );
  return rows.map((row) => row.id);
}

/** Whom ids stand for that are nobody's own any more. */
export async function standIns(
  queries: Queries,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await queries.query<{ id: string; person: string }>(
    "SELECT id, person FROM people.merged WHERE id = ANY($1::text[])",
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, person }) => [id, person]));
}
