/**
 * What was erased, in a file beside the backups: pseudonyms and times only. A backup that is older than an erasure is
 * held to it when it is restored.
 */
import type { Queries } from "./database.ts";
import { renameDurably, textOf, writeDurably } from "./durable-files.ts";
import { eraseTokens } from "./erasure.ts";
import type { StoreParts } from "./retention.ts";

export const ERASURE_LIST = "erasures.json";

interface ErasureList {
  readonly tokens: readonly { serial: number; from: number; to: number; at: string }[];
  readonly persons: readonly { person: string; at: string }[];
}

export async function readErasures(queries: Queries): Promise<ErasureList> {
  const tokens = await queries.query<{ serial: number; from: number; to: number; at: Date }>(
    `SELECT serial, from_epoch AS "from", to_epoch AS "to", erased_at AS at FROM registry.erasure ORDER BY 4, 1`,
  );
  const persons = (await hasPeople(queries))
    ? await queries.query<{ person: string; at: Date }>(
        "SELECT person, erased_at AS at FROM people.erasure ORDER BY 2, 1",
      )
    : [];
  return {
    tokens: tokens.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
    persons: persons.map(({ at, ...row }) => ({ ...row, at: at.toISOString() })),
  };
}

export function writeErasureList(path: string, list: ErasureList): void {
  writeDurably(`${path}.new`, `${JSON.stringify(list)}\n`);
  renameDurably(`${path}.new`, path);
}

/** Throws when it is missing or cannot be read: a restore without it brings back who was erased. */
export function loadErasureList(path: string): ErasureList {
  const text = textOf(path);
  if (text === undefined)
    throw new Error(
      `${path} is missing: without it everybody who was erased since the backup comes back. Put the newest one there, or, if none is left, {"tokens":[],"persons":[]}.`,
    );
  const list: Partial<ErasureList> = JSON.parse(text);
  if (!Array.isArray(list.tokens) || !Array.isArray(list.persons))
    throw new Error(`${path} is no list of erasures.`);
  return list as ErasureList;
}

/** Erases again what the list names and the tables do not; returns how many entries that were. */
export async function eraseAgain(parts: StoreParts, list: ErasureList): Promise<number> {
  const done = await readErasures(parts.database);
  const known = new Set([...done.tokens.map(nameOf), ...done.persons.map(({ person }) => person)]);
  const tokens = list.tokens.filter((token) => !known.has(nameOf(token)));
  await eraseTokens(
    parts,
    tokens
      .filter(({ serial }) => parts.directory.find(serial))
      .map(({ serial, from, to, at }) => ({
        ...{ serial, at: Date.parse(at) },
        span: from === 0 ? undefined : { from, to },
      })),
  );
  const persons = list.persons.filter(({ person }) => !known.has(person));
  if (persons.length > 0 && (await hasPeople(parts.database)))
    await parts.writer.transaction(async (queries) => {
      for (const { person, at } of persons) {
        await queries.query("DELETE FROM people.person WHERE id = $1", [person]);
        await queries.query("INSERT INTO people.erasure (person, erased_at) VALUES ($1, $2)", [person, at]);
      }
    });
  return tokens.length + persons.length;
}

function nameOf({ serial, from, to }: ErasureList["tokens"][number]): string {
  return `${serial} ${from} ${to}`;
}

async function hasPeople(queries: Queries): Promise<boolean> {
  const [row] = await queries.query<{ exists: boolean }>(
    "SELECT to_regclass('people.erasure') IS NOT NULL AS exists",
  );
  return row!.exists;
}
