import type { GattLink } from "./gatt-link.ts";
import type { Processor } from "./processor.ts";

/** What the central does when the token asks for an interval between these, ms: the one it takes, or undefined for no. */
export type Agreement = (leastMs: number, mostMs: number) => number | undefined;

/** A central that takes the shortest interval asked for, but none below its own bound, ms. */
export const agreesFrom =
  (boundMs: number): Agreement =>
  (leastMs, mostMs) =>
    mostMs < boundMs ? undefined : Math.max(leastMs, boundMs);

/** Units of the radio stack, and what it takes (Core Spec 5.4 Vol 6 B 4.5.1; longer ones outlast the supervision of 4 s). */
const UNIT_MS = 1.25;
const MINIMUM_UNITS = 6;
const MAXIMUM_UNITS = 1599;
/** Saving of power as the interpreter does it (targets/nrf5x/bluetooth.c, BLE_DYNAMIC_INTERVAL_…). */
const FAST_UNITS = 6;
const SLOW_UNITS = 160;
const IDLE_MS = 30_000;
const BUSY_MS = 500;
const WORK_MS = 10_000;
/** Asking at first and again, and how often (ble_conn_params.c, FIRST_ and NEXT_CONN_PARAMS_UPDATE_DELAY). */
const FIRST_MS = 100;
const NEXT_MS = 10_000;
const MOST_REQUESTS = 3;
/** Connection events from a request to its answer, and from that to the instant (Core Spec 5.4 Vol 6 B 5.1.1: six). */
const ANSWER_EVENTS = 2;
const INSTANT_EVENTS = 6;

interface Range {
  readonly least: number;
  readonly most: number;
}

const FAST: Range = { least: FAST_UNITS, most: FAST_UNITS };
const SLOW: Range = { least: SLOW_UNITS, most: SLOW_UNITS };

/** One connection: what it is at, what was asked for, and for how long nothing was going on. */
interface Connection {
  readonly link: GattLink;
  readonly agrees: Agreement;
  requests: number;
  /** The program or the saving of power has asked: it is not asked again by itself. */
  single: boolean;
  askAt: number;
  answer: { readonly at: number; readonly intervalMs: number | undefined } | undefined;
  idleMs: number;
  idleFrom: number;
}

/** The interval of a connection: what the token asks the central for, by itself or by NRF.setConnectionInterval. */
export class ConnectionParameters {
  readonly #processor: Processor;
  #wanted = FAST;
  #automatic = true;
  #isFast = true;
  #connection: Connection | undefined;

  constructor(processor: Processor) {
    this.#processor = processor;
  }

  /** The radio starts: it asks for the shortest interval again. */
  restart(): void {
    this.#wanted = FAST;
    this.#isFast = true;
  }

  connected(at: number, link: GattLink, agrees: Agreement): void {
    // Later stacks than the nRF52832's go back to what they were started with.
    if (this.#processor.board.chip === "nRF52840") this.#wanted = FAST;
    this.#connection = {
      link,
      agrees,
      requests: 0,
      single: false,
      askAt: Infinity,
      answer: undefined,
      idleMs: 0,
      idleFrom: at,
    };
    this.#negotiate(at);
  }

  disconnected(): void {
    this.#connection = undefined;
    if (!this.#isFast && this.#processor.board.chip === "nRF52832") this.#wanted = FAST;
    this.#isFast = true;
  }

  /** NRF.setConnectionInterval: ms, { minInterval, maxInterval }, or "auto" and undefined for the saving of power. */
  set(interval: unknown): void {
    if (interval === undefined || interval === "auto") this.#automatic = true;
    else if (typeof interval === "number" || typeof interval === "boolean")
      this.#fix(interval, interval, 3879);
    else if (interval !== null && typeof interval === "object") {
      const { minInterval, maxInterval } = interval as { minInterval?: unknown; maxInterval?: unknown };
      this.#fix(minInterval, maxInterval, 3885);
    }
  }

  /** Something was written, or a value changed. */
  activity(at: number): void {
    const connection = this.#connection;
    if (!connection) return;
    const idle = this.#idleAt(connection, at);
    connection.idleMs = Math.max(idle - WORK_MS, 0);
    connection.idleFrom = at;
    if (!this.#automatic || this.#isFast || idle >= BUSY_MS) return;
    this.#isFast = true;
    this.#change(at, FAST);
  }

  /** World time of the next thing that happens by itself, or Infinity. */
  nextAt(): number {
    const connection = this.#connection;
    if (!connection) return Infinity;
    return Math.min(connection.askAt, connection.answer?.at ?? Infinity, this.#slowAt(connection));
  }

  /** Do what is due at a time that nextAt gave. */
  run(at: number): void {
    const connection = this.#connection!;
    if (connection.answer && connection.answer.at <= at) this.#answered(connection, at);
    if (connection.askAt <= at) {
      connection.askAt = Infinity;
      if (connection.requests++ < MOST_REQUESTS) this.#ask(connection, at);
      else connection.requests = 0;
    }
    if (this.#slowAt(connection) <= at) {
      this.#isFast = false;
      this.#change(at, SLOW);
    }
  }

  #fix(least: unknown, most: unknown, line: number): void {
    this.#automatic = false;
    const wanted = { least: units(least), most: units(most) };
    if (wanted.least < MINIMUM_UNITS || wanted.most > MAXIMUM_UNITS || wanted.least > wanted.most)
      throw this.#processor.realm.error(`ERR 0x7 (INVALID_PARAM) (:${line})`);
    // Without a connection only the stack's own notice of it changes, which is not asked.
    if (this.#connection) this.#change(this.#processor.now, wanted);
  }

  /** Each event of the connection counts as so many whole ms. */
  #step({ link }: Connection): number {
    return Math.floor(link.intervalMs);
  }

  #idleAt(connection: Connection, at: number): number {
    const events = Math.floor((at - connection.idleFrom) / connection.link.intervalMs);
    return Math.min(connection.idleMs + events * this.#step(connection), IDLE_MS);
  }

  /** When the event comes that finds the connection idle, or Infinity. */
  #slowAt(connection: Connection): number {
    if (!this.#automatic || !this.#isFast) return Infinity;
    const events = Math.ceil((IDLE_MS - connection.idleMs) / this.#step(connection)) + 1;
    return connection.idleFrom + events * connection.link.intervalMs;
  }

  #change(at: number, wanted: Range): void {
    this.#wanted = wanted;
    const connection = this.#connection!;
    if (this.#isRight(connection)) return;
    connection.single = true;
    connection.requests = 1;
    this.#ask(connection, at);
  }

  #isRight({ link }: Connection): boolean {
    const now = Math.round(link.intervalMs / UNIT_MS);
    return now >= this.#wanted.least && now <= this.#wanted.most;
  }

  /** The latest request is the one that counts. */
  #ask(connection: Connection, at: number): void {
    this.#processor.meter.intervalRequests++;
    const { least, most } = this.#wanted;
    const intervalMs = connection.agrees(least * UNIT_MS, most * UNIT_MS);
    const events = ANSWER_EVENTS + (intervalMs === undefined ? 0 : INSTANT_EVENTS);
    connection.answer = { at: connection.link.eventAfter(at, events), intervalMs };
  }

  #answered(connection: Connection, at: number): void {
    const { intervalMs } = connection.answer!;
    connection.answer = undefined;
    if (intervalMs !== undefined) {
      connection.idleMs = this.#idleAt(connection, at);
      connection.idleFrom = at;
      connection.link.change(at, intervalMs, this.#processor.meter);
    }
    this.#negotiate(at);
  }

  #negotiate(at: number): void {
    const connection = this.#connection!;
    if (!this.#isRight(connection) && !connection.single)
      connection.askAt = at + (connection.requests === 0 ? FIRST_MS : NEXT_MS);
    connection.single = false;
  }
}

/** As the interpreter turns ms into units: rounded, 16 bits. */
function units(ms: unknown): number {
  return Math.trunc(0.5 + Number(ms) / UNIT_MS) & 0xffff;
}
