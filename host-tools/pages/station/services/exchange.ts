/** Keeps a station in touch with the server: asks the time, sends what waits, fetches what is held ahead. */
import type { ServerTime } from "../../../contract/stations.ts";
import { type ClockVerdict, ServerClock, TOLERANCE_MILLISECONDS } from "../../../station/server-clock.ts";
import { NoNetwork } from "../../shared/api.ts";
import { openStore } from "../../shared/store.ts";
import { ClockEvidence } from "../local-store/clock-evidence.ts";
import { Holdings } from "../local-store/holdings.ts";
import { Outbox } from "../local-store/outbox.ts";
import { NOTHING_WAITS, type Waiting } from "../local-store/waiting.ts";
import type { Door, Work } from "./door.ts";
import type { Clock } from "./types.ts";

const PING_MS = 20_000;
const FETCH_MS = 30 * 60_000;

export class Exchange {
  readonly outbox: Outbox;
  readonly holdings: Holdings;
  readonly serverClock = new ServerClock();
  readonly #evidence: ClockEvidence;
  readonly clockVerdict = openStore<ClockVerdict>({ kind: "unknown" });
  readonly waiting = openStore<Waiting>(NOTHING_WAITS);
  /** Name of the unit, where it is known. */
  readonly placeName = openStore<string | undefined>(undefined);
  readonly #work: Work;
  readonly #door: Door;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  constructor(work: Work, door: Door) {
    this.#work = work;
    this.#door = door;
    this.#evidence = new ClockEvidence(work.database, this.serverClock);
    this.outbox = new Outbox(work.database);
    this.holdings = new Holdings(work.vault, work.expiry);
  }

  /** By the server's time as far as it is known. */
  get clock(): Clock {
    const { serverClock } = this;
    const evidence = this.#evidence;
    return {
      now: () => serverClock.now() ?? Date.now(),
      evidence: () => evidence.atWriting(),
      get offset() {
        return evidence.offBy();
      },
    };
  }

  /** Looks anew at what waits here, and at what is held for work without a network. */
  async look(): Promise<void> {
    const { ahead, basics } = this.holdings;
    const { account, vault } = this.#work;
    this.placeName.set(basics?.place.name);
    const goodUntil = this.holdings.goodUntil();
    const isHeld = vault !== undefined && ahead !== undefined && goodUntil !== undefined;
    this.waiting.set({
      ...(await this.outbox.waiting(account.id)),
      ahead: isHeld
        ? { tokens: ahead.tokens.length, persons: ahead.persons.length, goodUntil, at: ahead.now }
        : undefined,
      isAheadOver: vault !== undefined && ahead === undefined && basics !== undefined,
    });
  }

  /** Exchanges all there is to exchange, one round at a time. */
  tick(): Promise<void> {
    this.#running ??= this.holdings
      .expire()
      .then(() => this.look())
      .then(() => this.#exchange())
      .catch((error) => {
        if (!(error instanceof NoNetwork)) console.warn(error instanceof Error ? error.message : error);
      })
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  /** Sends what waits, where the server is there; what it has taken is gone from here. */
  async send(): Promise<void> {
    const { api, account } = this.#work;
    await this.outbox.send(api, account.id).catch((error) => {
      if (!(error instanceof NoNetwork)) throw error;
    });
  }

  /** Somebody wants it now: what is held ahead is fetched anew. */
  async now(): Promise<void> {
    this.#fetchedAt = Number.NEGATIVE_INFINITY;
    await this.#running;
    await this.tick();
  }

  /** Exchanges again and again until the returned function is called. */
  start(): () => void {
    void Promise.all([this.holdings.load(), this.#evidence.load()])
      .then(() => this.look())
      .then(() => this.tick());
    const again = () => void this.tick();
    const timer = setInterval(again, PING_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }

  async #exchange(): Promise<void> {
    const { api, account } = this.#work;
    const { keeper } = this.#door;
    await this.#askTime();
    // After work without a network the session may have been locked meanwhile: that is asked first.
    if (api.csrf === "" || keeper.state.value.stage !== "open") await keeper.look();
    if (keeper.state.value.stage !== "open") return;
    await this.outbox.send(api, account.id, this.#evidence.offBy());
    if (!this.holdings.ahead || performance.now() - this.#fetchedAt > FETCH_MS) {
      await this.holdings.fetch(api);
      this.#fetchedAt = performance.now();
    }
    await this.look();
  }

  async #askTime(): Promise<void> {
    const { api } = this.#work;
    await this.serverClock.measure(async () => (await api.get<ServerTime>("/api/time")).unixMs);
    await this.#evidence.note();
    const verdict = this.serverClock.verdict();
    if (isNews(this.clockVerdict.value, verdict)) this.clockVerdict.set(verdict);
  }
}

/** A number that drifts a little is none: the warning must not flicker. */
function isNews(before: ClockVerdict, now: ClockVerdict): boolean {
  if (before.kind !== "off" || now.kind !== "off") return before.kind !== now.kind;
  return Math.abs(before.offBy - now.offBy) > TOLERANCE_MILLISECONDS;
}
