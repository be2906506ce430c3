/** One token's clock: an oscillator with its faults, and the token's own steering of it. */
import { TAIL_IN_BURST, TAIL_LATE, TAIL_TRUSTED } from "../../../protocol/advert.ts";
import { burstTurn } from "../../../protocol/clock-steering.ts";
import { CLOCK_KNOWN, CLOCK_TRUSTED } from "../../../protocol/page.ts";
import { Stream } from "../../lib/random.ts";
import type { Kind } from "./kinds.ts";
import type { Steering } from "./token-steering.ts";

/** Uncertainty of the server's time when it gets to the token, s; and how far off it really is at most, told in whole seconds. */
const SERVER_SECONDS = 2;
const SERVER_ERROR = 0.5;
const EPOCH_MINUTES = 15;
const DAY_MINUTES = 1440;
/** What is sent leans so much to either side, drawn each epoch, and walks so much in a minute, s: nobody is told by it. */
const LEAN = 0.15;
const WALK = 0.01;

/** What a span hears of tokens: a number for each kind of advert (`kindOf`). */
export type Heard = number[];

/** The kind of an advert, as the token tells them apart: bits of its tail from TAIL_LATE on. */
export function kindOf(inBurst: boolean, late: boolean, trusted = true): number {
  return (
    Number(late) |
    (Number(inBurst) << (TAIL_IN_BURST - TAIL_LATE)) |
    (Number(trusted) << (TAIL_TRUSTED - TAIL_LATE))
  );
}

export const SILENCE: readonly number[] = new Array<number>(kindOf(true, true) + 1).fill(0);

export class TokenClock {
  readonly kind: Kind;
  /** Own time less true time, s. */
  error = 0;
  trusted = true;
  /** Half of its burst, and time between the adverts of that, s. */
  reach = 0;
  spacing = 0;
  /** Time set by a neighbour after power was lost. */
  told = false;
  /** All that is sent is late by this, s. */
  lean = 0;
  #walk = 0;
  /** The minute in which somebody was heard last. */
  #heardIn: number;
  #minute: number;
  /** Own minute (error included) at which the log has its last frame. */
  lastLogged: number;
  readonly random: Stream;
  readonly #constant: number;
  readonly #phase: number;
  readonly #restartLoss: number;
  #wander = 0;
  /** The interpreter's clock, and what was added to it when the time was authenticated, s. */
  #ticks = 0;
  #anchored = 0;
  #steering: Steering;
  /** The newest page's snapshot. */
  #snapshot: Uint8Array;

  /** Its rate was measured on a bench before it was handed out, where `told`. */
  constructor(kind: Kind, seed: number, minute: number, told = true) {
    this.kind = kind;
    this.random = new Stream(seed, 1);
    const { ppm, restartLossMs } = kind.board.clock;
    this.#constant = clamp(normal(this.random) * kind.spread, 1.5 * ppm - kind.swing - 2 * kind.wander);
    this.#phase = this.random.between(-60, 60);
    // What a restart really loses is not known: between half and one and a half of the board's figure.
    this.#restartLoss = (restartLossMs / 1000) * this.random.between(0.5, 1.5);
    this.#minute = this.#heardIn = this.lastLogged = minute;
    this.#steering = this.#started();
    if (told)
      this.#steering.stateHalves[this.#steering.PPM] = Math.round(
        this.#constant + this.random.between(-kind.bench, kind.bench),
      );
    this.#snapshot = this.#steering.state.slice();
    this.setByServer(minute);
  }

  /** The program as it starts. */
  #started(): Steering {
    const steering = this.kind.steering(
      () => this.#ticks,
      () => this.random.unit(),
    );
    steering.setCompany(this.#heardIn);
    return steering;
  }

  /** Whether it sends and listens in this minute: who heard nobody for an hour does in even ones only. */
  meets(minute: number): boolean {
    return minute % 2 === 0 || !this.isAlone(minute);
  }

  /** Minutes since somebody was heard, or since it was handed out. */
  get lonelyFor(): number {
    return this.#minute - this.#heardIn;
  }

  isAlone(minute: number): boolean {
    return this.#steering.isAlone(minute);
  }

  /** Somebody is heard in this minute. */
  meet(minute: number): void {
    this.#heardIn = minute;
    this.#steering.setCompany(minute);
  }

  /** All that was added to the clock since authenticated time, s, and how much that may be either way. */
  get steered(): number {
    return this.#steering.now() - this.#ticks - this.#anchored;
  }

  get envelope(): number {
    return this.#steering.envelope();
  }

  /** A minute passes. */
  age(minute: number): void {
    const { kind, random } = this;
    // The first minute begins where the clock was set.
    const seconds = (minute - this.#minute) * 60;
    this.#minute = minute;
    const day = Math.sin(((minute + this.#phase) / DAY_MINUTES) * 2 * Math.PI);
    if (minute % 60 === 0) this.#wander = 0.95 * this.#wander + 0.31 * kind.wander * normal(random);
    this.#ticks += seconds + (this.#constant + kind.swing * day + this.#wander) * 60e-6;
    this.lean += this.#walk;
    if (minute % EPOCH_MINUTES === 0) {
      this.lean = random.between(-LEAN, LEAN);
      this.#walk = random.between(-WALK, WALK);
      this.#ticks -= this.#restartLoss;
      this.#steering.radioRestarted();
      this.#anchored += kind.board.clock.restartLossMs / 1000;
    }
    if (minute % (kind.turnDays * DAY_MINUTES) === 0) this.#turnPage();
    this.#plan();
  }

  #turnPage(): void {
    this.#snapshot = this.#steering.state.slice();
  }

  /** What others see of it, after anything has changed. */
  #plan(): void {
    const { state, FLAGS } = this.#steering;
    this.#steering.planBurst();
    this.error = this.#steering.now() - this.#minute * 60;
    this.trusted = (state[FLAGS]! & CLOCK_TRUSTED) > 0;
    this.reach = this.#steering.reach;
    this.spacing = this.#steering.burstInterval / 1000;
  }

  /** After the span of a minute. True: a wide listening follows. */
  steer(minute: number, heard: Heard): boolean {
    const wide = this.#steering.steer(heard, minute);
    this.#plan();
    return wide;
  }

  /** What a wide listening brought: how far those whose bursts it heard are ahead, s, all of them with authenticated time. */
  correct(heard: readonly number[]): void {
    const believed = heard.filter((ahead) => this.#steering.believes(1 << TAIL_TRUSTED, ahead));
    if (believed.length === 0) return;
    this.#steering.follow(believed.reduce((sum, ahead) => sum + ahead, 0) / believed.length);
    this.#plan();
    this.told = !this.trusted;
  }

  /** Signed time from a station, which reads the log, too, and so turns the page (firmware/sync-authority.ts). */
  setByServer(minute: number): void {
    const { state, stateHalves, stateWords, ANCHOR, FLAGS, UNCERTAINTY } = this.#steering;
    this.#minute = minute;
    const time = minute * 60 + this.random.between(-SERVER_ERROR, SERVER_ERROR);
    this.#steering.setByServer(time);
    this.#anchored = time - this.#ticks;
    stateWords[ANCHOR] = time;
    stateHalves[UNCERTAINTY] = SERVER_SECONDS;
    state[FLAGS]! |= CLOCK_KNOWN | CLOCK_TRUSTED;
    this.told = false;
    this.#turnPage();
    this.#plan();
  }

  /** Power was lost: the clock goes on at the epoch of the last frame, and nothing is kept but the page's snapshot. */
  losePower(minute: number): void {
    this.#minute = minute;
    const epoch = Math.floor(this.lastLogged / EPOCH_MINUTES) * EPOCH_MINUTES;
    const time = Math.min(minute, epoch) * 60;
    this.#steering = this.#started();
    this.#steering.state.set(this.#snapshot);
    this.#steering.state[this.#steering.FLAGS]! &= ~CLOCK_TRUSTED;
    this.#steering.setNow(time);
    this.#anchored = time - this.#ticks;
    this.told = false;
    this.#plan();
  }
}

/** Whether a burst's advert heard so long after its sender's rendezvous says that this has passed. */
export function isLate(minute: number, after: number): boolean {
  return after >= burstTurn(minute);
}

function clamp(value: number, bound: number): number {
  return Math.max(-bound, Math.min(bound, value));
}

function normal(random: Stream): number {
  return Math.sqrt(-2 * Math.log(1 - random.unit())) * Math.cos(2 * Math.PI * random.unit());
}
