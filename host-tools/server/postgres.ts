import pg from "pg";
import type { Database, Parameter, Queries } from "./database.ts";

const MAX_CONNECTIONS = 8;
/** Type numbers of PostgreSQL's catalogue (pg_type.oid). */
const INT8 = 20;
const INT8_ARRAY = 1016;
const BYTEA = 17;

/** Values as PGlite gives them: 8-byte integers as numbers, bytes as Uint8Array. */
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [INT8_ARRAY]: (text) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(Number)),
  [BYTEA]: (text) => new Uint8Array(Buffer.from(text.slice(2), "hex")),
};

/** A PostgreSQL server, 15 or newer, by its URL. Throws when it does not answer. */
export async function openPostgres(url: string): Promise<Database> {
  const types = {
    getTypeParser: (type: number, format?: "text" | "binary") =>
      (format !== "binary" && PARSERS[type]) || pg.types.getTypeParser(type, format),
  };
  const pool = new pg.Pool({ connectionString: url, max: MAX_CONNECTIONS, types: types as never });
  // An idle connection that breaks is replaced by the next request; without a listener it would end the process.
  pool.on("error", () => {});
  try {
    await pool.query("SELECT 1");
  } catch (error) {
    await pool.end();
    throw new Error(`PostgreSQL does not answer: ${error instanceof Error ? error.message : error}`);
  }
  return {
    ...queriesOf(pool),
    isDurable: true,
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        await client.query("BEGIN");
        const result = await work(queriesOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch((failure: Error) => {
          broken = failure;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

/** Arrays of numbers as PostgreSQL writes them: the driver would quote each of thousands. */
function written(parameter: Parameter): unknown {
  return Array.isArray(parameter) && parameter.every((value) => typeof value === "number")
    ? `{${parameter.join(",")}}`
    : parameter;
}

function queriesOf(source: Pick<pg.ClientBase, "query">): Queries {
  return {
    async query<Row>(sql: string, parameters: readonly Parameter[] = []) {
      return (await source.query(sql, parameters.map(written))).rows as Row[];
    },
    async exec(sql) {
      await source.query(sql);
    },
  };
}
