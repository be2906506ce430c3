/** Parameters as PostgreSQL's drivers take them; arrays become SQL arrays, Uint8Array bytea. */
export type Parameter =
  | number
  | string
  | boolean
  | null
  | Uint8Array
  | readonly (number | string | boolean | null)[];

/** What statements run on: the database, or a transaction of it. 8-byte integers come back as numbers. */
export interface Queries {
  query<Row>(sql: string, parameters?: readonly Parameter[]): Promise<Row[]>;
  /** Several statements without parameters. */
  exec(sql: string): Promise<void>;
}

/** The one way to the store. PostgreSQL's dialect only: PGlite or a PostgreSQL server stands behind it. */
export interface Database extends Queries {
  /** True when what was committed survives a power cut. */
  readonly isDurable: boolean;
  /** Commits what `work` did when it resolves, and rolls it back when it throws. */
  transaction<T>(work: (queries: Queries) => Promise<T>): Promise<T>;
  /** By the monotonic clock (performance.now), when it last answered anything. */
  answeredAt(): number;
  /**
   * Keeps every other server away until what it resolves with is called. Throws, naming who has it, when one is there.
   * Where the claim is lost later nothing is written until it is taken again.
   */
  claim(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** How many tables there are beside PostgreSQL's own. */
export async function countTables(queries: Queries): Promise<number> {
  const [row] = await queries.query<{ tables: number }>(
    `SELECT count(*) AS tables FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid
     WHERE relkind IN ('r', 'p') AND nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  return row!.tables;
}

/** Throws away every table. Schemas of PostgreSQL itself stay. */
export async function dropEverything(queries: Queries): Promise<void> {
  await queries.exec(`
    DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
        EXECUTE format('DROP SCHEMA %I CASCADE', name);
      END LOOP;
    END $$;
    CREATE SCHEMA public`);
}

/** Arrays of numbers as PostgreSQL writes them: drivers would quote, or copy, each of thousands. */
export function written(parameter: Parameter): Parameter {
  return Array.isArray(parameter) && parameter.every((value) => typeof value === "number")
    ? `{${parameter.join(",")}}`
    : parameter;
}
