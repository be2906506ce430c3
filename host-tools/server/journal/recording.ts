/** Which statements change the tables, so that they can be written down and done again. */
import type { Parameter, Queries } from "../database/database.ts";
import type { Statement } from "./events.ts";

const READS = /^\s*(select|set|show|explain|values|table)\b/i;
const WITH = /^\s*with\b/i;
const WRITES = /\b(insert|update|delete|merge)\b/i;
/** Done again they would give something else. */
const UNREPEATABLE =
  /\b(now|random|clock_timestamp|statement_timestamp|gen_random_uuid|nextval)\s*\(|\bcurrent_(timestamp|date|time)\b/i;

export function isChange(sql: string): boolean {
  return WITH.test(sql) ? WRITES.test(sql) : !READS.test(sql);
}

/**
 * Queries that note every change in `statements`. Throws for a change that takes a time or a number from the database
 * itself: those come as parameters.
 */
export function recording(queries: Queries, statements: Statement[]): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
      const isWritten = isChange(sql);
      const unrepeatable = isWritten && UNREPEATABLE.exec(sql);
      if (unrepeatable)
        throw new Error(
          `${unrepeatable[0]} in a statement that is to be repeatable: give it as a parameter.`,
        );
      const rows = await queries.query<Row>(sql, parameters);
      if (isWritten) statements.push({ sql, parameters });
      return rows;
    },
    async exec(sql) {
      throw new Error(`Changes are made one statement at a time: ${sql.trim().slice(0, 40)}`);
    },
  };
}
