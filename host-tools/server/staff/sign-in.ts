/** Signing in, step by step: password, second factor, first change of password, PIN. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isGoodPin } from "../../contract/pins.ts";
import { refuse } from "../../contract/refusal.ts";
import type { Stage } from "../../contract/vocabulary.ts";
import { isSecretNow } from "../../lib/secret-hash.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { accountByLogin, forgetTries, liftLock } from "./account-store.ts";
import { GateSignIn } from "./gate-sign-in.ts";
import { hashTurns } from "./hash-turns.ts";
import { deviceMark, knownBy } from "./known-device.ts";
import { hashed, isSecret, passwordObjection } from "./passwords.ts";
import { SecondFactor } from "./second-factor.ts";
import { SessionSteps } from "./session-steps.ts";
import {
  countPinTry,
  endOtherSessions,
  endSession,
  MAX_PIN_TRIES,
  openSession,
  type Session,
  stageAfter,
} from "./sessions.ts";
import type { StaffOffice } from "./staff-change.ts";
import { TryCounts } from "./try-counts.ts";

/** A wrong name or password is answered when a whole number of these is over since its turn. */
export const REFUSAL_STEP_MS = 100;

export class SignIn {
  readonly #office: StaffOffice;
  readonly #wrapping: KeyWrapping;
  readonly #telling = new Set<Promise<void>>();
  readonly #steps: SessionSteps;
  readonly tries: TryCounts;
  readonly second: SecondFactor;
  readonly gate: GateSignIn;

  constructor(office: StaffOffice, wrapping: KeyWrapping) {
    this.#office = office;
    this.#wrapping = wrapping;
    this.tries = new TryCounts(office);
    this.#steps = new SessionSteps(office);
    this.second = new SecondFactor(office, wrapping, this.#steps);
    this.gate = new GateSignIn(office, this.#steps, this.tries);
  }

  /**
   * `isKnown`: from a browser in which somebody has signed in before, which goes first. Refusals: busy; credentials,
   * whether the name, the password or the account's state is at fault; waits.
   */
  async withPassword(login: string, password: string, isKnown: boolean) {
    const { queries, now } = this.#office;
    let began = 0;
    const { account, isRight } = await hashTurns.run(() => {
      began = performance.now();
      return this.#judge(login, password);
    }, isKnown);
    if (!account || !isRight) {
      // Neither what a name costs the database nor when its row is written shows in the time.
      await sleep(REFUSAL_STEP_MS - ((performance.now() - began) % REFUSAL_STEP_MS));
      throw refuse("credentials", "password");
    }
    if (account.waits) {
      await forgetTries(queries, account.id);
      await this.#steps.tell(account.id, "session.open", "refused");
      throw refuse("waits", "account");
    }
    // Where a second factor is given the tries go on being counted until that is right.
    const isLast = stageAfter("password", account) !== "second";
    await (isLast ? forgetTries : liftLock)(queries, account.id);
    await this.#steps.tell(account.id, "session.open", "done");
    return { account: account.id, ...(await openSession(queries, account, now())) };
  }

  /** The mark of a browser from which this account has signed in, and the account of a mark. */
  markOf(account: string): string {
    return deviceMark(this.#wrapping, account, this.#office.now());
  }

  knownBy(mark: string | undefined): string | undefined {
    return mark === undefined ? undefined : knownBy(this.#wrapping, mark, this.#office.now());
  }

  /** Does as much for names that there are not, and counts them only. */
  async #judge(login: string, password: string) {
    const account = await accountByLogin(this.#office.queries, login);
    const mayTry = await this.#steps.mayTry(account?.enabled ? account.id : "");
    const isRight = (await isSecretNow(password, account?.password ?? null)) && mayTry;
    if (!mayTry) this.tries.note(account?.id ?? "nobody", "session.open");
    else if (account && !isRight) this.#tellLater(account.id);
    return { account, isRight };
  }

  /** A refusal that opened nothing may be answered before its row is on disk. */
  #tellLater(account: string): void {
    const told = this.#steps.tell(account, "session.open", "refused").catch(() => {
      this.tries.note(account, "session.open");
    });
    this.#telling.add(told);
    void told.finally(() => this.#telling.delete(told));
  }

  /** Writes down what was only counted so far. */
  async stop(): Promise<void> {
    await Promise.all(this.#telling);
    await this.tries.write();
  }

  /** Refusals: credentials (the old one is wrong), password (the new one is too weak; the field says why). */
  async changePassword(session: Session, old: string, fresh: string): Promise<Stage> {
    const { queries } = this.#office;
    const account = await this.#steps.secretsOf(session);
    const mayTry = await this.#steps.mayTry(account.id);
    if (!mayTry) await endSession(queries, session.key);
    if (!mayTry || !(await isSecret(old, account.password))) throw refuse("credentials", "password");
    await forgetTries(queries, account.id);
    const objection = old === fresh ? "same" : passwordObjection(fresh, account.login);
    if (objection) throw refuse("password", objection);
    await this.#office.commit(
      { actor: account.id, action: "session.own", outcome: "done", subject: account.id },
      [{ kind: "password", id: account.id, hash: await hashed(fresh), mustChange: false }],
    );
    await endOtherSessions(queries, account.id, session.key);
    const stage = session.stage === "open" ? "open" : stageAfter("change", account);
    return this.#steps.goOn(session, stage);
  }

  /** Refusals: stale, easy-pin. */
  async setPin(session: Session, pin: string): Promise<void> {
    this.#steps.mustBeFresh(session);
    if (!isGoodPin(pin)) throw refuse("easy-pin", "pin");
    const { id } = session.account;
    await this.#office.commit({ actor: id, action: "session.own", outcome: "done", subject: id }, [
      { kind: "pin", id, hash: await hashed(pin) },
    ]);
  }

  /** Refusal: no-pin. */
  async lock(session: Session): Promise<Stage> {
    if (!session.account.hasPin) throw refuse("no-pin", "pin");
    return this.#steps.goOn(session, "locked");
  }

  /** Refusal: pin. The session ends with the third wrong one. */
  async unlock(session: Session, pin: string): Promise<Stage> {
    const { queries } = this.#office;
    const account = await this.#steps.secretsOf(session);
    const tries = await countPinTry(queries, session.key);
    if (tries <= MAX_PIN_TRIES && (await isSecret(pin, account.pin)))
      return this.#steps.goOn(session, "open");
    if (tries >= MAX_PIN_TRIES) await endSession(queries, session.key);
    await this.#steps.tell(account.id, "session.own", "refused");
    throw refuse("pin", "pin");
  }
}

/** To be told once, such as a password for the first sign-in: letters and digits without look-alikes, in fours. */
export function toldOnce(length = 16): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  let told = "";
  while (told.length < length) {
    const byte = randomBytes(1)[0]!;
    if (byte < 256 - (256 % letters.length)) told += letters[byte % letters.length];
  }
  return told.replace(/(.{4})(?=.)/g, "$1-");
}
