/**
 * One server at a time on a PostgreSQL: an advisory lock on a session of its own. When that session is lost nothing is
 * written until the lock is taken again, and the process ends if another server has had it meanwhile.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { endProcess } from "../process/ending.ts";
import { isAway } from "./database-fault.ts";

/** "bluezone", as a number of PostgreSQL's advisory locks. */
const LOCK = "x'626c75657a6f6e65'::bit(64)::bigint";
/** Setting of the database that names who had the lock last. */
const HOLDER = "bluezone.holder";
/** The session of a server that was killed may last so long. */
const PATIENCE_MS = 5000;
const RETRY_MS = 250;
/** So often the session is asked whether it is there, and so long it may take to say so. */
const BEAT_MS = 5000;
const ANSWER_MS = 15_000;

export interface Claim {
  /** Resolves at once while the lock is held, else when it is taken again. */
  held(): Promise<void>;
  release(): Promise<void>;
}

interface ClaimOptions {
  /** A connected session; throws what isAway while there is none. */
  readonly connect: () => Promise<pg.Client>;
  readonly tell: (line: string) => void;
  /** Nothing that is under way may go on. */
  readonly onLost: () => void;
}

/** Throws, naming the holder, when another server has the database. */
export async function claim({ connect, tell, onLost }: ClaimOptions): Promise<Claim> {
  const own = randomUUID();
  let isReleased = false;
  let session: pg.Client | undefined;
  let held: Promise<void> = Promise.resolve();
  let beat: NodeJS.Timeout | undefined;

  const taken = async (isFirst: boolean): Promise<void> => {
    const client = await connect();
    let isLost = false;
    const lose = () => {
      if (isLost || session !== client) return;
      isLost = true;
      clearInterval(beat);
      if (isReleased) return;
      tell("The lock on PostgreSQL is lost: nothing is written until it is taken again.");
      onLost();
      held = again();
    };
    client.on("error", lose);
    client.on("end", lose);
    try {
      await lock(client);
      if (isFirst) await setHolder(client, own);
      else if ((await holderOf(client)) !== own)
        endProcess("Another server has had this PostgreSQL meanwhile: what this one knows may be old.");
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    session = client;
    beat = setInterval(() => {
      const late = setTimeout(() => cut(client), ANSWER_MS);
      client.query("SELECT 1").then(
        () => clearTimeout(late),
        () => clearTimeout(late),
      );
    }, BEAT_MS).unref();
  };

  const again = async (): Promise<void> => {
    while (!isReleased)
      try {
        await taken(false);
        tell("The lock on PostgreSQL is taken again.");
        return;
      } catch (error) {
        if (!isAway(error)) endProcess(error instanceof Error ? error.message : String(error));
        await sleep(RETRY_MS, undefined, { ref: false });
      }
  };

  await taken(true);
  return {
    held: () => held,
    async release() {
      isReleased = true;
      clearInterval(beat);
      await session?.end().catch(() => {});
    },
  };
}

/** Ends a connection that does not answer, without waiting for it. */
export function cut(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  connection.stream.destroy();
}

async function lock(client: pg.Client): Promise<void> {
  for (const since = performance.now(); ; await sleep(RETRY_MS)) {
    const { rows } = await client.query(`SELECT pg_try_advisory_lock(${LOCK}) AS is_taken`);
    if (rows[0].is_taken) return;
    if (performance.now() - since > PATIENCE_MS)
      throw new Error(`PostgreSQL is in use by another server: ${await nameOfHolder(client)}.`);
  }
}

async function nameOfHolder(client: pg.Client): Promise<string> {
  const { rows } = await client.query(
    `SELECT application_name AS name, COALESCE(host(client_addr), 'a socket of its machine') AS address, backend_start AS since
     FROM pg_locks JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::int8 << 32) | objid::int8 = ${LOCK}`,
  );
  if (rows.length === 0) return "one that has just gone";
  const [{ name, address, since }] = rows;
  return `"${name}", connected from ${address} since ${since.toISOString()}`;
}

async function setHolder(client: pg.Client, id: string): Promise<void> {
  const { rows } = await client.query(
    `SELECT format('ALTER DATABASE %I SET ${HOLDER} = %L', current_database(), $1::text) AS sql`,
    [id],
  );
  await client.query(rows[0].sql);
}

async function holderOf(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query(
    `SELECT substring(setting FROM '=(.*)') AS id FROM pg_db_role_setting, unnest(setconfig) AS setting
     WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()) AND setrole = 0
       AND setting LIKE '${HOLDER}=%'`,
  );
  return rows[0]?.id;
}
