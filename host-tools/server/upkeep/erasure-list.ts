/**
 * What was erased, in a file beside the backups: pseudonyms and times only. A backup that is older than an erasure is
 * held to it when it is restored. A MAC keeps others from taking entries out of it.
 */
import { join } from "node:path";
import { fromHex, sameBytes } from "../../../protocol/bytes.ts";
import { applyMergeEverywhere } from "../cases/merged-contacts.ts";
import type { Database, Queries } from "../database/database.ts";
import { makeFolder, renameDurably, textOf, writeDurably } from "../disk/durable-files.ts";
import type { KeyRing } from "../keys/key-ring.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { eraseRowsAgain } from "../lists/list-store.ts";
import { forgetAnswersAbout } from "../repeats/done-store.ts";
import { eraseTokens, type TokenErasureParts } from "./erasure.ts";

export const ERASURE_LIST = "erasures.json";
const LABEL = "bluezone-token erasures";

interface ErasureList {
  /** When it was written; erasures after that are not in it. */
  readonly at: string;
  readonly tokens: readonly { serial: number; from: number; to: number; at: string }[];
  readonly persons: readonly { person: string; at: string }[];
}

export interface ErasureParts {
  readonly database: Database;
  readonly wrapping: KeyWrapping;
  readonly now: () => number;
}

async function readErasures(queries: Queries): Promise<Omit<ErasureList, "at">> {
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

/** Writes what was erased so far beside the backups of a folder. */
export async function listErasures({ database, wrapping, now }: ErasureParts, folder: string): Promise<void> {
  const list = { at: new Date(now()).toISOString(), ...(await readErasures(database)) };
  const { fingerprint } = wrapping;
  const mac = macOf(wrapping, list).toString("hex");
  makeFolder(folder);
  const path = join(folder, ERASURE_LIST);
  writeDurably(`${path}.new`, `${JSON.stringify({ ...list, fingerprint, mac })}\n`);
  renameDurably(`${path}.new`, path);
}

/** Over every field that is read, in an order of its own. */
function macOf(keys: KeyWrapping, { at, tokens, persons }: ErasureList): Buffer {
  const fields = [
    at,
    tokens.map((token) => [token.serial, token.from, token.to, token.at]),
    persons.map((person) => [person.person, person.at]),
  ];
  return keys.mac(LABEL).update(JSON.stringify(fields)).digest();
}

/**
 * Throws when it is missing, cannot be read, or was not written under the wrapping key or the one that follows it: a restore
 * without it brings back who was erased.
 */
export function loadErasureList(path: string, ring: KeyRing): ErasureList {
  const text = textOf(path);
  if (text === undefined)
    throw new Error(
      `${path} is missing: without it everybody who was erased since the backup comes back. Put the newest one there; docs/admin.md says what to do when none is left.`,
    );
  const list = parsed(text);
  if (!list) throw new Error(`${path} is no list of erasures.`);
  const keys = ring.find(list.fingerprint);
  if (!keys)
    throw new Error(
      `${path} was written under the wrapping key ${list.fingerprint}; the one given is ${ring.fingerprint}. After a change of keys give both: the backup's as wrapping-key, the list's as wrapping-key.next.`,
    );
  if (!sameBytes(macOf(keys, list), list.mac))
    throw new Error(
      `${path} is damaged, or somebody has changed it: its MAC does not hold. Take the newest one from another place.`,
    );
  return list;
}

function parsed(text: string): (ErasureList & { fingerprint: string; mac: Uint8Array }) | undefined {
  try {
    const { at, tokens, persons, fingerprint, mac } = JSON.parse(text);
    const bytes = fromHex(mac);
    return bytes && Array.isArray(tokens) && Array.isArray(persons)
      ? { at, tokens, persons, fingerprint, mac: bytes }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Where none is left and somebody has said to go on without. */
export const NO_ERASURES: ErasureList = { at: new Date(0).toISOString(), tokens: [], persons: [] };

/** Erases again what the list names and the tables do not; returns how many entries that were. */
export async function eraseAgain(parts: TokenErasureParts, list: ErasureList): Promise<number> {
  const done = await readErasures(parts.database);
  const known = new Set([...done.tokens.map(nameOf), ...done.persons.map(({ person }) => person)]);
  const tokens = list.tokens.filter((token) => !known.has(nameOf(token)));
  await eraseTokens(
    parts,
    tokens
      .filter(({ serial }) => parts.directory.find(serial))
      .map(({ serial, from, to, at }) => ({
        serial,
        at: Date.parse(at),
        span: from === 0 ? undefined : { from, to },
      })),
  );
  const persons = list.persons.filter(({ person }) => !known.has(person));
  if (persons.length > 0 && (await hasPeople(parts.database)))
    await parts.writer.transaction(async (queries) => {
      await takeApartBetween(queries, new Set(persons.map(({ person }) => person)));
      for (const { person, at } of persons) {
        await queries.query("DELETE FROM people.person WHERE id = $1", [person]);
        await eraseRowsAgain(queries, person);
        await forgetAnswersAbout(queries, person);
        await queries.query("INSERT INTO people.erasure (person, erased_at) VALUES ($1, $2)", [person, at]);
      }
    });
  return tokens.length + persons.length;
}

/** Who was erased and who was not were taken apart after the backup, and before the erasure. */
async function takeApartBetween(queries: Queries, erased: ReadonlySet<string>): Promise<void> {
  const merged = await queries.query<{ id: string; person: string }>(
    "SELECT id, person FROM people.merged WHERE parent IS NULL AND details IS NOT NULL ORDER BY merged_at DESC",
  );
  for (const { id: other, person } of merged)
    if (erased.has(other) !== erased.has(person))
      await applyMergeEverywhere(queries, { kind: "taken-apart", person, other });
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
