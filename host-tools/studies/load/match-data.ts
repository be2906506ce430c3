/**
 * Encounters of many tokens over two weeks, as rows in PostgreSQL's binary COPY format: each token with seven of 31 colleagues in
 * 18 epochs of a day, who all meet each other there, and with a stranger in four of five of 40 epochs; both sides of every meeting,
 * 158 records a day, every ID the true one of its token, epoch and day. Tokens are synced once a week.
 */
import { boards } from "../../../boards/index.ts";
import { EPOCHS_PER_DAY } from "../../../protocol/epoch.ts";
import { encodeSummary } from "../../../protocol/record.ts";
import { sha256 } from "../../lib/sha256.ts";
import type { KeyWrapping } from "../../server/keys/key-wrapping.ts";
import { KEY_BYTES, Lanes } from "../../server/matching/hashing/lanes.ts";
import { keyLabel, TokenDirectory } from "../../server/tokens/directory.ts";

export const FIRST_DAY = 20_780;
export const DAYS = 14;
const SYNC_DAYS = 7;
/** 08:00 to 18:00 in Viet Nam. */
const FIRST_EPOCH = 4;
const EPOCHS = 40;
const GROUP = 32;
/** Who is together at one time is eight: everybody there shares six peers with everybody else. */
const COLLEAGUES = 7;
/** Of so many epochs the first are spent with colleagues. */
const ROUND_EPOCHS = 20;
const COLLEAGUE_EPOCHS = 9;
const STRANGER_EPOCHS = 5;
const RECORDS_PER_TOKEN_DAY =
  (EPOCHS / ROUND_EPOCHS) * COLLEAGUE_EPOCHS * COLLEAGUES +
  (EPOCHS / STRANGER_EPOCHS) * (STRANGER_EPOCHS - 1);
/** A peer's advert is missed by one side in so many of a hundred epochs. */
const MISSED_PERCENT = 5;
const RECORDS_PER_PAGE = 330;
const ROWS_AT_ONCE = 500_000;
/** Fields of radio.encounter in the order below, each behind its length. */
const ROW_BYTES = 2 + 8 * 4 + 8 + 8 + 4 + 4 + 8 + 4 + 2 + 1;
const HEADER = new Uint8Array([...Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), 0, 0, 0, 0, 0, 0, 0, 0]);

export const COPIED_COLUMNS = "recorder, prefix, epoch, shift, sequence, summary, place, clock_trusted";

/** Tokens, a whole number of groups, that make about so many records. */
export function tokensFor(records: number): number {
  const ofToken = RECORDS_PER_TOKEN_DAY * DAYS * (1 - MISSED_PERCENT / 100);
  return Math.max(2, Math.ceil(records / ofToken / GROUP)) * GROUP;
}

/** Day keys of the first day by token number, from a seed of their own. */
export function dayKeysOf(tokens: number): Uint8Array {
  const keys = new Uint8Array(tokens * KEY_BYTES);
  const seed = new Uint8Array(4);
  for (let token = 0; token < tokens; token++) {
    new DataView(seed.buffer).setUint32(0, token);
    keys.set(sha256(seed), token * KEY_BYTES);
  }
  return keys;
}

/** Enrolled tokens without a server: day keys wrapped, all else of no account here. */
export function directoryOf(tokens: number, wrapping: KeyWrapping): TokenDirectory {
  const directory = new TokenDirectory(wrapping);
  const keys = dayKeysOf(tokens);
  for (let token = 0; token < tokens; token++) {
    const serial = serialOf(token);
    const key = keys.subarray(token * 32, token * 32 + 32);
    const wrapped = (name: "tokenKey" | "dayKey" | "pageKey") => wrapping.wrap(keyLabel(serial, name), key);
    directory.add({
      kind: "enrol",
      at: 0,
      serial,
      board: boards.puckjs!.number,
      power: -59,
      role: "token",
      day: FIRST_DAY,
      tokenKey: wrapped("tokenKey"),
      dayKey: wrapped("dayKey"),
      pageKey: wrapped("pageKey"),
    });
  }
  return directory;
}

/** Serial of a token by its number. */
export function serialOf(token: number): number {
  return token + 1;
}

/** Copies of the rows, some hundred thousand each, with their number. */
export function* encounterCopies(
  tokens: number,
): Generator<{ readonly rows: number; readonly copy: Uint8Array }> {
  const lanes = new Lanes();
  const keys = dayKeysOf(tokens);
  const pack = new RowPack();
  const written = new Float64Array(tokens);
  for (let week = 0; week < DAYS / SYNC_DAYS; week++) {
    const ids: Float64Array[] = [];
    for (let day = 0; day < SYNC_DAYS; day++) {
      ids.push(lanes.list(keys));
      nextDay(lanes, keys);
    }
    for (let token = 0; token < tokens; token++)
      for (let day = 0; day < SYNC_DAYS; day++) {
        const dayNumber = week * SYNC_DAYS + day;
        for (let epoch = FIRST_EPOCH; epoch < FIRST_EPOCH + EPOCHS; epoch++)
          for (let meeting = 0; meeting <= COLLEAGUES; meeting++) {
            const peer = peerOf(tokens, token, dayNumber, epoch, meeting);
            const luck = mixed(token, peer, dayNumber * EPOCHS_PER_DAY + epoch);
            if (peer < 0 || luck % 100 < MISSED_PERCENT) continue;
            pack.add(
              ...([serialOf(token), ids[day]![peer * EPOCHS_PER_DAY + epoch]!] as const),
              ...([(FIRST_DAY + dayNumber) * EPOCHS_PER_DAY + epoch, written[token]!++, luck] as const),
            );
          }
        if (pack.rows >= ROWS_AT_ONCE) yield pack.take();
      }
  }
  if (pack.rows > 0) yield pack.take();
}

/** The same rows as columns in the order of COPIED_COLUMNS, some at a time. */
export function* encounterRows(tokens: number, atOnce: number): Generator<(number[] | boolean[])[]> {
  for (const { rows, copy } of encounterCopies(tokens)) {
    const view = new DataView(copy.buffer, copy.byteOffset + HEADER.length);
    const wide = (at: number) => view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
    for (let first = 0; first < rows; first += atOnce) {
      const at = Array.from(
        { length: Math.min(atOnce, rows - first) },
        (_, i) => (first + i) * ROW_BYTES + 2,
      );
      yield [
        at.map((row) => wide(row + 4)),
        at.map((row) => wide(row + 16)),
        at.map((row) => view.getInt32(row + 28)),
        at.map((row) => view.getInt32(row + 36)),
        at.map((row) => wide(row + 44)),
        at.map((row) => view.getInt32(row + 56)),
        at.map((row) => view.getInt16(row + 64)),
        at.map((row) => view.getUint8(row + 70) === 1),
      ];
    }
  }
}

/** Who a token meets: seven of its group, and in most epochs somebody from anywhere; -1 for nobody. Both sides meet each other. */
function peerOf(tokens: number, token: number, day: number, epoch: number, meeting: number): number {
  if (meeting < COLLEAGUES) {
    if ((epoch - FIRST_EPOCH) % ROUND_EPOCHS >= COLLEAGUE_EPOCHS) return -1;
    // Colleagues stay together for an hour.
    return token ^ (togetherAt(day, epoch >> 2)[meeting] ?? 0);
  }
  if (epoch % STRANGER_EPOCHS === 0) return -1;
  const peer = (mixed(day, epoch, 77) % tokens) - token;
  const found = peer < 0 ? peer + tokens : peer;
  return found === token ? -1 : found;
}

const together = new Map<number, readonly number[]>();

/**
 * By what the numbers of those who are together in an hour differ: all sums of three bits, so that what one of eight meets the
 * others meet as well. The third is mixed with what the first two leave.
 */
function togetherAt(day: number, hour: number): readonly number[] {
  const key = day * EPOCHS_PER_DAY + hour;
  const known = together.get(key);
  if (known) return known;
  const bits = [1, 2, 4, 8, 16];
  const draw = (salt: number) => bits.splice(mixed(day, hour, salt) % bits.length, 1)[0]!;
  const [a, b, c] = [draw(1), draw(2), draw(3)];
  const rest = bits.reduce((sum, bit, i) => sum + (mixed(day, hour, 4 + i) % 2 ? bit : 0), 0);
  const d = c ^ rest;
  const all = [a, b, d, a ^ b, a ^ d, b ^ d, a ^ b ^ d];
  together.set(key, all);
  return all;
}

function nextDay(lanes: Lanes, keys: Uint8Array): void {
  const tokens = keys.length / KEY_BYTES;
  for (let from = 0; from < tokens; from += 4) {
    lanes.load(keys, from, tokens);
    lanes.walk(1);
    lanes.store(keys, from, tokens);
  }
}

/** A number that looks like chance, 0 to 2^31 - 1 (the finish of MurmurHash3). */
function mixed(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77) ^ Math.imul(c, 0xc2b2ae3d);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 1;
}

class RowPack {
  rows = 0;
  #bytes = new Uint8Array((ROWS_AT_ONCE + RECORDS_PER_TOKEN_DAY * SYNC_DAYS) * ROW_BYTES + 64);
  #view = new DataView(this.#bytes.buffer);
  #at = this.#begin();

  #begin(): number {
    this.#bytes.set(HEADER);
    return HEADER.length;
  }

  add(recorder: number, prefix: number, epoch: number, number: number, luck: number): void {
    const summary = encodeSummary({
      minutes: luck & 0x7fff || 1,
      strongestLoss: ((luck >> 8) % 30) - 8,
      stretchLoss: ((luck >> 8) % 30) - 4,
      count: 20,
    });
    this.#view.setInt16(this.#at, 8);
    this.#at += 2;
    this.#wide(recorder);
    this.#wide(prefix);
    this.#word(epoch);
    this.#word(0);
    this.#wide(Math.floor(number / RECORDS_PER_PAGE));
    this.#word(summary | 0);
    this.#view.setInt32(this.#at, 2);
    this.#view.setInt16(this.#at + 4, 100 + 10 * (number % RECORDS_PER_PAGE));
    this.#view.setInt32(this.#at + 6, 1);
    this.#bytes[this.#at + 10] = 1;
    this.#at += 11;
    this.rows++;
  }

  #wide(value: number): void {
    this.#view.setInt32(this.#at, 8);
    this.#view.setUint32(this.#at + 4, Math.floor(value / 2 ** 32));
    this.#view.setUint32(this.#at + 8, value >>> 0);
    this.#at += 12;
  }

  #word(value: number): void {
    this.#view.setInt32(this.#at, 4);
    this.#view.setInt32(this.#at + 4, value);
    this.#at += 8;
  }

  take(): { readonly rows: number; readonly copy: Uint8Array } {
    this.#view.setInt16(this.#at, -1);
    const taken = { rows: this.rows, copy: this.#bytes.slice(0, this.#at + 2) };
    this.rows = 0;
    this.#at = this.#begin();
    return taken;
  }
}
