import { dayOfEpoch } from "../../../protocol/epoch.ts";
import { type HmacKey, hmacKey } from "../../../protocol/hash.ts";
import { laterDayKey } from "../../../protocol/rolling-id.ts";
import { nextPageKey, restartedDayKey, restartedPageKey } from "../../../protocol/seal.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { Queries } from "../database/database.ts";
import type { EventOf } from "../journal/events.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { voidNumbers } from "./enrolment-store.ts";

/** A page is opened at most so many steps along the chain of page keys from the newest one received. */
const MAX_KEY_STEPS = 4096;

/** An enrolled token, its keys still wrapped. */
export interface EnrolledToken {
  readonly serial: number;
  readonly board: number;
  readonly power: number;
  readonly role: "token" | "gate";
  /** Day of the escrowed day key, sequence of the escrowed page key. */
  readonly firstDay: number;
  readonly firstSequence: number;
  readonly tokenKey: Uint8Array;
  readonly dayKey: Uint8Array;
  readonly pageKey: Uint8Array;
  /** Highest ticket counter given out, and the highest that the token itself said it has accepted. */
  ticketCounter: number;
  ticketHighest: number;
  /** Highest sequence of a page received. */
  highestSequence: number;
}

interface KeyAtSequence {
  /** Name of the restart that its chain began with, or ESCROWED. */
  readonly chain: number;
  readonly sequence: number;
  readonly key: Uint8Array;
}

/** Each is unwrapped when it is first needed: a match wants day keys of hundreds of tokens, and nothing else of them. */
interface OpenedKeys {
  token?: HmacKey;
  /** The page key last used: pages come in order, so the next is a step away. */
  page?: KeyAtSequence;
  /** The day key last used of each chain: by its restart's name, or ESCROWED. */
  readonly days: Map<number, { readonly day: number; readonly key: Uint8Array }>;
}

const ESCROWED = -1;
/** As many names of tokens there are: four digits. */
const NAMES = 10_000;

/** A page at which a token, having lost its keys, began new chains of page and day keys from its token key. */
interface ChainRestart {
  readonly sequence: number;
  /** What the token drew for it: another one should it have to begin anew at this page once more. */
  readonly salt: number;
  /** Day of the day key that it began with, and the token's epoch at that time; null where the page is long gone. */
  readonly keyDay: number | null;
  readonly epoch: number | null;
}

/** All enrolled tokens, and the keys that hang on their escrow. Keys are unwrapped when they are first needed. */
export class TokenDirectory {
  readonly #tokens = new Map<number, EnrolledToken>();
  /** Serials by their last four digits, which name a token on the air. */
  readonly #byDigits = new Map<number, number[]>();
  readonly #opened = new Map<number, OpenedKeys>();
  readonly #restarts = new Map<number, ChainRestart[]>();
  readonly #wrapping: KeyWrapping;
  /** Rises when restarts may have become known: IDs of later days are others then. */
  restartsKnown = 0;
  /** Numbers that no token has and none will get: they are drawn no more. */
  readonly #void = new Set<number>();
  /** The highest serial that was ever drawn, or 0. */
  highestSerial = 0;

  constructor(wrapping: KeyWrapping) {
    this.#wrapping = wrapping;
  }

  /** Throws when the wrapping key is not the one the escrow was wrapped with. */
  async load(queries: Queries): Promise<void> {
    const rows = await queries.query<EnrolledToken>(
      `SELECT serial, board, power, role, first_day AS "firstDay", first_sequence AS "firstSequence",
        token_key AS "tokenKey", day_key AS "dayKey", page_key AS "pageKey", ticket_counter AS "ticketCounter",
        ticket_highest AS "ticketHighest",
        GREATEST(first_sequence, (SELECT max(sequence) FROM radio.page WHERE page.serial = token.serial))
          AS "highestSequence"
       FROM registry.token ORDER BY serial`,
    );
    this.#tokens.clear();
    this.#byDigits.clear();
    this.#opened.clear();
    this.#restarts.clear();
    for (const row of rows) this.#put(row);
    if (rows[0]) this.tokenKey(rows[0].serial);
    for (const serial of await voidNumbers(queries)) this.remove(serial);
    const restarts = await queries.query<ChainRestart & { serial: number }>(
      `SELECT serial, sequence, salt, key_day AS "keyDay", epoch FROM registry.chain_restart
       ORDER BY serial, sequence, noted_at`,
    );
    for (const { serial, ...restart } of restarts)
      this.#restarts.set(serial, [...(this.#restarts.get(serial) ?? []), restart]);
    this.restartsKnown++;
  }

  find(serial: number): EnrolledToken | undefined {
    return this.#tokens.get(serial);
  }

  all(): Iterable<EnrolledToken> {
    return this.#tokens.values();
  }

  /** A token has this number, or it is void. */
  isTaken(serial: number): boolean {
    return this.#tokens.has(serial) || this.#void.has(serial);
  }

  voidNumbers(): Iterable<number> {
    return this.#void;
  }

  get size(): number {
    return this.#tokens.size;
  }

  add(event: EventOf<"enrol">): void {
    if (this.#tokens.has(event.serial)) return;
    const { serial, board, power, role, tokenKey, dayKey, pageKey, day } = event;
    this.#put({
      serial,
      board,
      power,
      role,
      tokenKey,
      dayKey,
      pageKey,
      firstDay: day,
      firstSequence: 0,
      ticketCounter: 0,
      ticketHighest: 0,
      highestSequence: 0,
    });
  }

  /** Its number is void. */
  remove(serial: number): void {
    this.#void.add(serial);
    this.highestSerial = Math.max(this.highestSerial, serial);
    this.#tokens.delete(serial);
    this.#opened.delete(serial);
    this.#restarts.delete(serial);
    const digits = serial % NAMES;
    const others = this.#byDigits.get(digits)?.filter((one) => one !== serial) ?? [];
    if (others.length > 0) this.#byDigits.set(digits, others);
    else this.#byDigits.delete(digits);
  }

  tokenKey(serial: number): HmacKey {
    const keys = this.#keysOf(serial);
    keys.token ??= hmacKey(this.#unwrap(this.#tokens.get(serial)!, "tokenKey"));
    return keys.token;
  }

  /** The serial with these last four digits whose token key stands a test; keys that are only tried are not kept. */
  findByDigits(digits: number, stands: (key: HmacKey) => boolean): number | undefined {
    return this.#byDigits.get(digits)?.find((serial) => {
      const known = this.#opened.get(serial)?.token;
      return stands(known ?? hmacKey(this.#unwrap(this.#tokens.get(serial)!, "tokenKey")));
    });
  }

  /**
   * Day keys of a day, first that of the chain that it began with; none of days before the escrowed one. There is one, but for the days on which
   * the token restarted its chain: on these it advertised IDs of both.
   */
  dayKeys(serial: number, day: number): Uint8Array[] {
    const token = this.#tokens.get(serial)!;
    if (day < token.firstDay) return [];
    const restarts = this.#restarts.get(serial);
    if (!restarts) return [this.#keyOfChain(token, undefined, day)!];
    const later = restarts.filter((one) => startOf(one) >= token.firstDay);
    const first = later.findLast((one) => startOf(one) < day)?.sequence;
    // Two that began at one page begin, by their log, at one time; the one that became known last goes on.
    const before =
      first === undefined ? [undefined] : later.filter(({ sequence }) => sequence === first).reverse();
    const sameDay = later.filter((one) => startOf(one) === day && one.sequence !== first);
    const chains = [...before, ...sameDay];
    return chains.flatMap((chain) => this.#keyOfChain(token, chain, day) ?? []);
  }

  /** Whether every day key of a token follows from the escrowed one: it never lost its keys. */
  hasOneChain(serial: number): boolean {
    return !this.#restarts.has(serial);
  }

  #keyOfChain(token: EnrolledToken, chain: ChainRestart | undefined, day: number): Uint8Array | undefined {
    const { days } = this.#keysOf(token.serial);
    const name = chain ? nameOf(chain) : ESCROWED;
    let from = days.get(name);
    if (from?.day === day) return from.key;
    if (!from || from.day > day)
      from = chain
        ? {
            day: chain.keyDay!,
            key: restartedDayKey(sha256, this.#restartedKey(token.serial, chain)),
          }
        : { day: token.firstDay, key: this.#unwrap(token, "dayKey") };
    if (from.day > day) return undefined;
    const key = laterDayKey(sha256, from.key, day - from.day);
    days.set(name, { day, key });
    return key;
  }

  /**
   * Page key of a sequence, with a salt that of a page at which the chain began anew. No key when its escrow is gone ("key-gone") or it is too far along ("key-ahead"):
   * nobody may make the server hash for long with a number.
   */
  pageKey(serial: number, sequence: number, salt?: number): Uint8Array | "key-gone" | "key-ahead" {
    const token = this.#tokens.get(serial)!;
    if (sequence < token.firstSequence) return "key-gone";
    if (salt !== undefined) return this.#restartedKey(serial, { sequence, salt });
    if (sequence - token.highestSequence > MAX_KEY_STEPS) return "key-ahead";
    const restart = this.#restartBefore(serial, sequence);
    const first = restart?.sequence ?? token.firstSequence;
    if (sequence < first) return "key-gone";
    const keys = this.#keysOf(serial);
    const chain = restart ? nameOf(restart) : ESCROWED;
    let { page } = keys;
    if (!page || page.chain !== chain || page.sequence > sequence || page.sequence < first) {
      const key = restart ? this.#restartedKey(serial, restart) : this.#unwrap(token, "pageKey");
      page = { chain, sequence: first, key };
      keys.page = page;
    }
    let { key } = page;
    for (let at = page.sequence; at < sequence; at++) key = nextPageKey(sha256, key);
    return key;
  }

  /** A page of this sequence was opened with this key, of a chain that began at it with this salt: the next ones start from here. */
  rememberPageKey(serial: number, sequence: number, key: Uint8Array, salt?: number): void {
    const before = salt === undefined ? this.#restartBefore(serial, sequence) : { sequence, salt };
    this.#keysOf(serial).page = { chain: before ? nameOf(before) : ESCROWED, sequence, key };
    const token = this.#tokens.get(serial)!;
    token.highestSequence = Math.max(token.highestSequence, sequence);
  }

  knowsRestart(serial: number, restart: Pick<ChainRestart, "sequence" | "salt">): boolean {
    return this.#restarts.get(serial)?.some((one) => nameOf(one) === nameOf(restart)) === true;
  }

  /** The restart whose chain a page belongs to: of several at one page the one that became known last. */
  #restartBefore(serial: number, sequence: number): ChainRestart | undefined {
    return this.#restarts.get(serial)?.findLast((one) => one.sequence <= sequence);
  }

  #put(token: EnrolledToken): void {
    this.#tokens.set(token.serial, token);
    const digits = token.serial % NAMES;
    const alike = this.#byDigits.get(digits);
    if (alike) alike.push(token.serial);
    else this.#byDigits.set(digits, [token.serial]);
    this.highestSerial = Math.max(this.highestSerial, token.serial);
  }

  #restartedKey(serial: number, { sequence, salt }: Pick<ChainRestart, "sequence" | "salt">) {
    return restartedPageKey(sha256, this.tokenKey(serial), sequence, salt);
  }

  #keysOf(serial: number): OpenedKeys {
    const known = this.#opened.get(serial);
    if (known) return known;
    const keys: OpenedKeys = { days: new Map() };
    this.#opened.set(serial, keys);
    return keys;
  }

  #unwrap(token: EnrolledToken, name: KeyName): Uint8Array {
    return this.#wrapping.unwrap(keyLabel(token.serial, name), token[name]);
  }
}

/** A number for each restart of a token: sequence u32, salt u16. */
function nameOf({ sequence, salt }: Pick<ChainRestart, "sequence" | "salt">): number {
  return sequence * 65536 + salt;
}

/** Day on which a chain began by the token's clock; before all days where that is not known. */
function startOf({ epoch, keyDay }: ChainRestart): number {
  return epoch === null || keyDay === null ? Number.NEGATIVE_INFINITY : dayOfEpoch(epoch);
}

export type KeyName = "tokenKey" | "dayKey" | "pageKey";

/** The label under which a token's key is wrapped. */
export function keyLabel(serial: number, name: KeyName): string {
  return `${name} of token ${serial}`;
}
