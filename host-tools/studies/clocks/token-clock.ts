/** One token's clock: an oscillator with its faults, and the steering that runs on the token, as the program wires it. */

import { TAIL_LATE } from "../../../protocol/advert.ts";
import {
  burstReach,
  burstTurn,
  CALM_PATIENCE,
  DOUBT_WHEN_SET,
  doubtAfter,
  FIRST_MINUTES,
  listensWide,
  MINUTES_ALONE,
  patienceAfter,
  rateAfter,
  rateBetween,
  runAfter,
  stepOf,
  straysAfter,
  voteOf,
  withinEnvelope,
} from "../../../protocol/clock-steering.ts";
import { Stream } from "../../lib/random.ts";
import type { Kind } from "./kinds.ts";

/** Uncertainty of the server's time when it gets to the token, s; and how far off it really is at most, told in whole seconds. */
const SERVER_SECONDS = 2;
const SERVER_ERROR = 0.5;
/** A clock that lost power may be moved so far ahead by what it hears, s. */
export const MOST_AHEAD = 86400;
const EPOCH_MINUTES = 15;
const DAY_MINUTES = 1440;
/** What is sent leans so much to either side, drawn each epoch, and walks so much in a minute, s: nobody is told by it. */
const LEAN = 0.15;
const WALK = 0.01;

/** Token adverts that a token heard in its span: of bursts, before and behind their turns, and of the background. */
export interface Heard {
  early: number;
  late: number;
  background: number;
}

export class TokenClock {
  readonly kind: Kind;
  readonly drift: number;
  /** Own time less true time, s. */
  error: number;
  trusted = true;
  run = 0;
  doubt = 1;
  rate = 0;
  learnt = FIRST_MINUTES;
  /** The rate was measured between two authenticated times. */
  measured = false;
  steered = 0;
  patience = 1;
  /** True minute of the authenticated time that the envelope is anchored at. */
  anchor: number;
  /** Time set by a neighbour after power was lost. */
  told = false;
  /** Adverts out of step when a burst was heard last. */
  strays = 0;
  /** The minute in which somebody was heard last, and the one that was judged last. */
  heardIn: number;
  #judged: number;
  #now: number;
  /** Own minute (error included) at which the log has its last frame. */
  lastLogged: number;
  readonly random: Stream;
  readonly #constant: number;
  readonly #phase: number;
  readonly #restartLoss: number;
  #wander = 0;
  /** What the newest page of the log has of the rate. */
  #logged = { rate: 0, measured: false };

  /** Its rate was measured on a bench before it was handed out, where `told`. */
  constructor(kind: Kind, seed: number, minute: number, told = true) {
    this.kind = kind;
    this.random = new Stream(seed, 1);
    this.drift = kind.boundPpm * 60e-6;
    const bound = kind.boundPpm - kind.restartLoss / 0.9e-3;
    this.#constant = clamp(normal(this.random) * kind.spread, bound - kind.swing - 2 * kind.wander);
    this.#phase = this.random.between(-60, 60);
    // What a restart really loses is not known: between half and one and a half of the board's figure.
    this.#restartLoss = kind.restartLoss * this.random.between(0.5, 1.5);
    this.anchor = minute;
    this.error = this.random.between(-SERVER_ERROR, SERVER_ERROR);
    this.lastLogged = this.heardIn = this.#judged = this.#now = minute;
    if (!told) return;
    this.rate = -60e-6 * (this.#constant + this.random.between(-kind.bench, kind.bench));
    this.#turnPage();
  }

  /** Whether it sends and listens in this minute: who heard nobody for an hour does in even ones only. */
  meets(minute: number): boolean {
    return minute % 2 === 0 || !this.isAlone(minute);
  }

  /** Minutes since somebody was heard, or since it was handed out. */
  get lonelyFor(): number {
    return this.#now - this.heardIn;
  }

  isAlone(minute: number): boolean {
    return minute - this.heardIn > MINUTES_ALONE;
  }

  /** Half of its burst, s. */
  get reach(): number {
    return burstReach(this.doubt, this.strays, this.kind.reach);
  }

  /** All that is sent is late by this, s. */
  lean = 0;
  #walk = 0;

  /** Time between the adverts of its burst, s. */
  get spacing(): number {
    const { reach, spacing, longSpacing } = this.kind;
    return this.reach > 2 * reach ? longSpacing : spacing;
  }

  low(minute: number): number {
    return this.trusted ? -this.#width(minute) : 0;
  }

  high(minute: number): number {
    return this.trusted ? this.#width(minute) : MOST_AHEAD;
  }

  /** Half of the envelope, s. */
  #width(minute: number): number {
    return SERVER_SECONDS + (minute - this.anchor) * this.drift;
  }

  /** A minute passes. */
  age(minute: number): void {
    this.#now = minute;
    const day = Math.sin(((minute + this.#phase) / DAY_MINUTES) * 2 * Math.PI);
    if (minute % 60 === 0) this.#wander = 0.95 * this.#wander + 0.31 * this.kind.wander * normal(this.random);
    this.error += (this.#constant + this.kind.swing * day + this.#wander) * 60e-6;
    this.lean += this.#walk;
    if (minute % EPOCH_MINUTES === 0) {
      this.lean = this.random.between(-LEAN, LEAN);
      this.#walk = this.random.between(-WALK, WALK);
      this.error += this.kind.restartLoss - this.#restartLoss;
    }
    this.move(this.rate, minute);
    if (minute % (this.kind.turnDays * DAY_MINUTES) === 0) this.#turnPage();
  }

  #turnPage(): void {
    this.#logged = { rate: this.rate, measured: this.measured };
  }

  /** Others say that the clock is off by so much: its rate, too, unless that is better known. */
  #learn(step: number): void {
    if (this.kind.learnsRate && !this.measured)
      this.rate = rateAfter(this.rate, step, this.doubt, this.learnt, this.drift);
  }

  /** Adds to the clock what the envelope leaves of a change. */
  move(change: number, minute: number): number {
    const kept = withinEnvelope(this.steered, change, this.low(minute), this.high(minute));
    this.steered += kept;
    this.error += kept;
    return kept;
  }

  /** After the span of a minute. True: a wide listening follows. */
  steer(minute: number, heard: Heard): boolean {
    const inBurst = heard.early + heard.late > 0;
    const vote = voteOf(heard.early, heard.late, minute);
    if (!inBurst) this.strays = 0;
    else {
      this.learnt++;
      this.strays = straysAfter(this.strays, heard.early, heard.late, minute);
      this.run = runAfter(this.run, vote, minute);
      if (!this.run) this.patience = CALM_PATIENCE;
      const step = vote && stepOf(this.run, this.doubt);
      if (step) {
        this.#learn(step);
        this.move(step, minute);
      }
    }
    this.doubt = doubtAfter(this.doubt, inBurst && !this.run, Math.min(minute - this.#judged, 2));
    this.#judged = minute;
    const stranger = heard.background > 0;
    // Beside those it is in step with, strangers can wait.
    const patience = inBurst ? this.kind.company * this.patience : this.patience;
    if (!listensWide(patience, stranger, !this.trusted, this.random.unit())) return false;
    this.patience = patienceAfter(this.patience, stranger);
    return true;
  }

  /**
   * What a wide listening brought: how far those whose bursts it heard are ahead, s. The mean of those that can be true:
   * two clocks with authenticated time differ by no more than two envelopes.
   */
  correct(minute: number, heard: readonly number[]): void {
    const believed = heard.filter((ahead) =>
      this.trusted
        ? Math.abs(ahead) < 2 * this.high(minute)
        : this.steered + ahead >= 0 && this.steered + ahead <= MOST_AHEAD,
    );
    if (believed.length === 0) return;
    this.run = 0;
    this.strays = 0;
    const step = this.move(believed.reduce((sum, ahead) => sum + ahead, 0) / believed.length, minute);
    this.told = !this.trusted;
    this.patience = CALM_PATIENCE;
    // What has come to light late is no measure of the rate.
    if (this.doubt > 1) this.#learn(step);
  }

  /** Signed time from a station, which reads the log, too, and so turns the page. */
  setByServer(minute: number): void {
    const error = this.random.between(-SERVER_ERROR, SERVER_ERROR);
    const span = (minute - this.anchor) * 60;
    if (this.trusted && span > DAY_MINUTES * 60) {
      // What the token takes for true are the two times it was told.
      const gained = this.error - this.steered - error;
      this.rate = rateBetween(gained, span, this.kind.boundPpm) * -60e-6;
      this.measured = true;
    }
    this.error = error;
    this.#turnPage();
    this.anchor = minute;
    this.steered = 0;
    this.trusted = true;
    this.told = false;
    this.run = 0;
    this.strays = 0;
    this.doubt = DOUBT_WHEN_SET;
    this.patience = 1;
  }

  /** Power was lost: the clock goes on at the epoch of the last frame, and nothing of the steering is kept. */
  losePower(minute: number): void {
    const epoch = Math.floor(this.lastLogged / EPOCH_MINUTES) * EPOCH_MINUTES;
    this.error = Math.min(0, (epoch - minute) * 60);
    this.trusted = false;
    this.told = false;
    this.steered = 0;
    this.run = 0;
    this.strays = 0;
    this.rate = this.#logged.rate;
    this.measured = this.#logged.measured;
    this.learnt = FIRST_MINUTES;
    this.doubt = 0;
    this.patience = 1;
  }
}

/** Tail bits of a burst's advert heard so long after its sender's rendezvous. */
export function burstTail(minute: number, after: number): number {
  return after >= burstTurn(minute) ? 1 << TAIL_LATE : 0;
}

function clamp(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

function normal(random: Stream): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}
