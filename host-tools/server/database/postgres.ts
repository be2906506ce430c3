import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { refuse } from "../../contract/refusal.ts";
import { type Database, type Parameter, type Queries, written } from "./database.ts";
import { isAway, refusalFor } from "./database-fault.ts";
import { type Claim, claim, cut } from "./postgres-claim.ts";

const MAX_CONNECTIONS = 8;
/** At the start the database may be starting too. */
const START_WAIT_MS = 60_000;
/** Later a request waits so long for a database that is away; then it is refused. */
const WAIT_MS = 10_000;
const RETRY_MS = 250;
const TELL_MS = 10_000;
const CONNECT_MS = 5000;
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

/** Connecting takes no longer; in the pool's own options it would bound the wait for a free connection too. */
class Client extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super({ ...(options as pg.ClientConfig), connectionTimeoutMillis: CONNECT_MS, keepAlive: true });
  }
}

interface PostgresOptions {
  /** Told while it is waited for. */
  readonly tell?: (line: string) => void;
  readonly startWaitMs?: number;
}

/**
 * A PostgreSQL server, 15 or newer, by its URL. It is waited for while it starts or is started anew, at first a minute;
 * throws when it does not answer then. Refusals later: database, when it is away for longer; disk.
 */
export async function openPostgres(
  url: string,
  { tell = console.error, startWaitMs = START_WAIT_MS }: PostgresOptions = {},
): Promise<Database> {
  const connections = new Connections(url, tell);
  try {
    (await connections.next(startWaitMs)).release();
  } catch (error) {
    await connections.close();
    throw new Error(`PostgreSQL does not answer: ${wordsOf(error)}`);
  }
  return {
    query: (sql, parameters) => connections.using((client) => queriesOf(client).query(sql, parameters)),
    exec: (sql) => connections.using((client) => queriesOf(client).exec(sql)),
    isDurable: true,
    answeredAt: () => connections.answeredAt,
    transaction: (work) => connections.using((client) => within(client, work)),
    claim: () => connections.claim(),
    close: () => connections.close(),
  };
}

class Connections {
  /** By the monotonic clock, ms. */
  answeredAt = performance.now();
  readonly #settings: pg.ClientConfig;
  readonly #pool: pg.Pool;
  readonly #clients = new Set<pg.PoolClient>();
  readonly #tell: (line: string) => void;
  #claimed: Claim | undefined;

  constructor(url: string, tell: (line: string) => void) {
    const types = {
      getTypeParser: (type: number, format?: "text" | "binary") =>
        (format !== "binary" && PARSERS[type]) || pg.types.getTypeParser(type, format),
    };
    this.#tell = tell;
    this.#settings = {
      connectionString: url,
      types: types as never,
      application_name: `bluezone ${process.pid} on ${hostname()}`.slice(0, 63),
    };
    const options = { ...this.#settings, max: MAX_CONNECTIONS, Client: Client as never };
    this.#pool = new pg.Pool(options as pg.PoolConfig);
    // A connection that breaks, idle or in use, fails what it was asked; without a listener it would end the process.
    this.#pool.on("error", () => {});
    this.#pool.on("connect", (client) => {
      this.#clients.add(client);
      client.on("error", () => {});
      // Thousands of look-ups by an index are dear by their estimate: of 1.7 s for a station's names 1.3 went into compiling the plan.
      client.query("SET jit = off").catch(() => {});
    });
    this.#pool.on("remove", (client) => this.#clients.delete(client));
  }

  /** A connection, waited for while the server is away. */
  async next(waitMs: number): Promise<pg.PoolClient> {
    const since = performance.now();
    let told = since;
    for (;;) {
      if (this.#claimed) await inTime(this.#claimed.held(), waitMs);
      try {
        return await this.#pool.connect();
      } catch (error) {
        const now = performance.now();
        if (!isAway(error) || now - since > waitMs) throw error;
        if (now - told > TELL_MS) this.#tell(`PostgreSQL does not answer yet (${wordsOf(error)}).`);
        if (now - told > TELL_MS) told = now;
        await sleep(RETRY_MS);
      }
    }
  }

  async using<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    let client: pg.PoolClient | undefined;
    try {
      client = await this.next(WAIT_MS);
      const result = await work(client);
      this.answeredAt = performance.now();
      return result;
    } catch (error) {
      throw refusalFor(error);
    } finally {
      client?.release();
    }
  }

  async claim(): Promise<() => Promise<void>> {
    const connect = async () => {
      const client = new Client(this.#settings);
      client.on("error", () => {});
      await client.connect();
      return client;
    };
    const onLost = () => this.#clients.forEach(cut);
    const taken = await claim({ connect, tell: this.#tell, onLost });
    this.#claimed = taken;
    return async () => {
      if (this.#claimed === taken) this.#claimed = undefined;
      await taken.release();
    };
  }

  async close(): Promise<void> {
    await this.#claimed?.release();
    await this.#pool.end();
  }
}

/** Does `work` in one transaction. */
async function within<T>(client: pg.PoolClient, work: (queries: Queries) => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work(queriesOf(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    // Where that fails, the connection is of no use any more.
    await client.query("ROLLBACK").catch(() => cut(client));
    throw error;
  }
}

/** Refusal: database, when it takes longer. */
async function inTime(work: Promise<void>, ms: number): Promise<void> {
  const timer = new AbortController();
  const late = sleep(ms, undefined, { signal: timer.signal }).then(() => {
    throw refuse("database", "server");
  });
  try {
    await Promise.race([work, late]);
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}

function wordsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
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
