import type { Database, Queries } from "./database.ts";

/** One step of a part's schema; once released it is never changed. Its number is its place in the list, from 1. */
interface Migration {
  readonly name: string;
  /** Statements of PostgreSQL's dialect without parameters. */
  readonly sql: string;
}

const CREATE_MIGRATION =
  "CREATE TABLE IF NOT EXISTS public.migration (part text, number int4, name text NOT NULL, PRIMARY KEY (part, number))";

/** What belongs together and is numbered by itself; `part` names it for ever. */
export interface SchemaPart {
  readonly part: string;
  readonly steps: readonly Migration[];
}

/** Tells of a step within its transaction. */
type StepNote = (queries: Queries, part: string, number: number) => Promise<void>;

/**
 * Brings every part up to its newest step, in the order of the list: a part may refer to tables of those before it.
 * Throws when the database was written by a newer program.
 */
export async function migrate(
  database: Database,
  schema: readonly SchemaPart[],
  note: StepNote = async () => {},
): Promise<void> {
  const newest = new Map((await stepsTaken(database)).map((row) => [row.part, row.newest]));
  for (const [part, number] of newest) {
    const known = schema.find((one) => one.part === part)?.steps.length ?? 0;
    if (number > known)
      throw new Error(`The database is of a newer version (${part} schema ${number}, not ${known}).`);
  }
  for (const { part, steps } of schema)
    for (let number = (newest.get(part) ?? 0) + 1; number <= steps.length; number++)
      await database.transaction(async (queries) => {
        await applyStep(queries, part, number, schema);
        await note(queries, part, number);
      });
}

/** Takes one step. Throws when this program does not know it. */
export async function applyStep(
  queries: Queries,
  part: string,
  number: number,
  schema: readonly SchemaPart[],
): Promise<void> {
  const step = schema.find((one) => one.part === part)?.steps[number - 1];
  if (!step) throw new Error(`The data are of a newer version (${part} schema ${number}).`);
  await queries.exec(step.sql);
  await queries.exec(CREATE_MIGRATION);
  await queries.query("INSERT INTO public.migration VALUES ($1, $2, $3)", [part, number, step.name]);
}

/** Brings a part up to its newest step, ahead of the events that tell of it: what this program writes needs all of it. */
export async function completePart(queries: Queries, { part, steps }: SchemaPart): Promise<void> {
  const newest = (await stepsTaken(queries)).find((row) => row.part === part)?.newest ?? 0;
  for (let number = newest + 1; number <= steps.length; number++)
    await applyStep(queries, part, number, [{ part, steps }]);
}

/** The newest step of each part that the database has taken. */
export async function stepsTaken(queries: Queries): Promise<{ part: string; newest: number }[]> {
  await queries.exec(CREATE_MIGRATION);
  return queries.query("SELECT part, max(number) AS newest FROM public.migration GROUP BY part");
}

export async function isTaken(queries: Queries, part: string, number: number): Promise<boolean> {
  return (await stepsTaken(queries)).some((row) => row.part === part && row.newest >= number);
}
