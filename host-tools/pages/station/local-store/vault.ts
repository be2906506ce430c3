/**
 * Tickets and roster at rest: AES-256-GCM under a random key, which is itself sealed under the PIN by PBKDF2. A PIN is
 * short: the iterations make each try slow, and after three wrong ones what is held is deleted; it can be fetched again.
 */
import type { StationDatabase, VaultRecord } from "./database.ts";

/** OWASP's password storage cheat sheet: at least 600,000 for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000;
const MOST_TRIES = 3;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const encoder = new TextEncoder();

type Bytes = Uint8Array<ArrayBuffer>;

export class WrongPin extends Error {
  override readonly name = "WrongPin";
  /** Tries before what is held is deleted; 0 when that has happened. */
  readonly left: number;

  constructor(left: number) {
    super(`${left} tries left`);
    this.left = left;
  }
}

export interface VaultOwner {
  readonly account: string;
  readonly name: string;
}

export class Vault {
  readonly owner: VaultOwner;
  readonly #database: StationDatabase;
  readonly #key: CryptoKey;

  private constructor(database: StationDatabase, owner: VaultOwner, key: CryptoKey) {
    this.#database = database;
    this.owner = owner;
    this.#key = key;
  }

  /** Whose vaults this computer has. */
  static async owners(database: StationDatabase): Promise<readonly VaultOwner[]> {
    return (await database.getAll("vault")).map(({ account, name }) => ({ account, name }));
  }

  /** A new one in the place of what there was of this account. */
  static async create(database: StationDatabase, owner: VaultOwner, pin: string): Promise<Vault> {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
    const wrapping = await keyFromPin(pin, salt, ITERATIONS);
    const wrappedKey = await sealed(wrapping, raw, label(owner.account, "key"));
    const record: VaultRecord = { ...owner, salt, iterations: ITERATIONS, wrappedKey, tries: 0 };
    await forget(database, owner.account);
    await database.put("vault", record);
    return new Vault(database, owner, await keyOf(raw));
  }

  /** Throws WrongPin; with the third in a row everything that is held is gone. Undefined when there is none. */
  static async open(database: StationDatabase, account: string, pin: string): Promise<Vault | undefined> {
    const record = await database.get("vault", account);
    if (!record) return undefined;
    // Counted before it is judged: who pulls the plug gains nothing.
    const tries = record.tries + 1;
    await database.put("vault", { ...record, tries });
    const wrapping = await keyFromPin(pin, record.salt, record.iterations);
    let raw: Bytes;
    try {
      raw = await opened(wrapping, record.wrappedKey, label(account, "key"));
    } catch {
      if (tries >= MOST_TRIES) await forget(database, account);
      throw new WrongPin(MOST_TRIES - tries);
    }
    await database.put("vault", { ...record, tries: 0 });
    return new Vault(database, { account, name: record.name }, await keyOf(raw));
  }

  static forget(database: StationDatabase, account: string): Promise<void> {
    return forget(database, account);
  }

  async put(name: string, value: unknown): Promise<void> {
    const { account } = this.owner;
    const bytes = await sealed(this.#key, encoder.encode(JSON.stringify(value)), label(account, name));
    await this.#database.put("held", bytes, [account, name]);
  }

  async holds(name: string): Promise<boolean> {
    return (await this.#database.count("held", [this.owner.account, name])) > 0;
  }

  /** Undefined when it is not there or does not open. */
  async get<T>(name: string): Promise<T | undefined> {
    const { account } = this.owner;
    const bytes = await this.#database.get("held", [account, name]);
    if (!bytes) return undefined;
    try {
      const plain = await opened(this.#key, bytes as Bytes, label(account, name));
      return JSON.parse(new TextDecoder().decode(plain)) as T;
    } catch {
      return undefined;
    }
  }
}

async function forget(database: StationDatabase, account: string): Promise<void> {
  await database.delete("vault", account);
  await database.delete("held", IDBKeyRange.bound([account], [account, []]));
}

/** Binds what is sealed to whose and what it is. */
function label(account: string, name: string): Bytes {
  return encoder.encode(`station vault 1 ${account} ${name}`);
}

async function keyFromPin(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey("raw", encoder.encode(pin), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt, iterations },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt", "decrypt"],
  );
}

function keyOf(raw: Bytes): Promise<CryptoKey> {
  const key = crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return key.finally(() => raw.fill(0));
}

async function sealed(key: CryptoKey, plain: Bytes, additionalData: Bytes): Promise<Bytes> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const body = new Uint8Array(
    await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain),
  );
  const bytes = new Uint8Array(NONCE_BYTES + body.length);
  bytes.set(iv);
  bytes.set(body, NONCE_BYTES);
  return bytes;
}

async function opened(key: CryptoKey, bytes: Bytes, additionalData: Bytes): Promise<Bytes> {
  const iv = bytes.subarray(0, NONCE_BYTES);
  const body = bytes.subarray(NONCE_BYTES);
  return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, body));
}
