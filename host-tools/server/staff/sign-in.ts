/** Signing in, step by step: password, one-time code, first change of password, setting up one-time codes, PIN. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeyWrapping } from "../keys.ts";
import type { Office } from "../office/office.ts";
import { refuse } from "../refusal.ts";
import {
  type AccountSecrets,
  accountByLogin,
  accountSecrets,
  countTry,
  forgetTries,
  useTotpStep,
} from "./account-store.ts";
import { hashTurns } from "./hash-turns.ts";
import { deviceMark, knownBy } from "./known-device.ts";
import { acceptedStep, enrolmentUri, newSecret } from "./one-time-codes.ts";
import { hashed, isGoodPin, isSecret, isSecretNow, passwordObjection } from "./passwords.ts";
import {
  countPinTry,
  endOtherSessions,
  endSession,
  keepNewTotp,
  MAX_PIN_TRIES,
  newTotpOf,
  openSession,
  type Session,
  type Stage,
  setStage,
  stageAfter,
} from "./sessions.ts";
import { TryCounts } from "./try-counts.ts";

/** Who has just signed in, and not somebody at a laptop that was left open, may set up what opens doors later. */
const FRESH_MS = 10 * 60_000;
/** A wrong name or password is answered when a whole number of these is over since its turn. */
const REFUSAL_STEP_MS = 100;

export class SignIn {
  private readonly office: Office;
  private readonly wrapping: KeyWrapping;
  private readonly telling = new Set<Promise<void>>();
  readonly tries: TryCounts;

  constructor(office: Office, wrapping: KeyWrapping) {
    this.office = office;
    this.wrapping = wrapping;
    this.tries = new TryCounts(office);
  }

  /**
   * `isKnown`: from a browser in which somebody has signed in before, which goes first. Refusals: busy; credentials,
   * whether the name, the password or the account's state is at fault; waits.
   */
  async withPassword(login: string, password: string, isKnown: boolean) {
    const { queries, now } = this.office;
    let began = 0;
    const { account, isRight } = await hashTurns.run(() => {
      began = performance.now();
      return this.judge(login, password);
    }, isKnown);
    if (!account || !isRight) {
      // Neither what a name costs the database nor when its row is written shows in the time.
      await sleep(REFUSAL_STEP_MS - ((performance.now() - began) % REFUSAL_STEP_MS));
      throw refuse("credentials", "password");
    }
    if (account.waits) {
      await forgetTries(queries, account.id);
      await this.tell(account.id, "session.open", "refused");
      throw refuse("waits", "account");
    }
    // With one-time codes the tries go on being counted until the code is right.
    if (!account.totp) await forgetTries(queries, account.id);
    await this.tell(account.id, "session.open", "done");
    return { account: account.id, ...(await openSession(queries, account, now())) };
  }

  /** The mark of a browser from which this account has signed in, and the account of a mark. */
  markOf(account: string): string {
    return deviceMark(this.wrapping, account, this.office.now());
  }

  knownBy(mark: string | undefined): string | undefined {
    return mark === undefined ? undefined : knownBy(this.wrapping, mark, this.office.now());
  }

  /** Does as much for names that there are not, and counts them only. */
  private async judge(login: string, password: string) {
    const account = await accountByLogin(this.office.queries, login);
    const mayTry = await this.mayTry(account?.enabled ? account.id : "");
    const isRight = (await isSecretNow(password, account?.password ?? null)) && mayTry;
    if (!mayTry) this.tries.note(account?.id ?? "nobody", "session.open");
    else if (account && !isRight) this.tellLater(account.id);
    return { account, isRight };
  }

  /** A refusal that opened nothing may be answered before its row is on disk. */
  private tellLater(account: string): void {
    const told = this.tell(account, "session.open", "refused").catch(() => {
      this.tries.note(account, "session.open");
    });
    this.telling.add(told);
    void told.finally(() => this.telling.delete(told));
  }

  /** Writes down what was only counted so far. */
  async stop(): Promise<void> {
    await Promise.all(this.telling);
    await this.tries.write();
  }

  /** Refusal: code (wrong, or used before). */
  async withCode(session: Session, code: string): Promise<Stage> {
    const { queries, now } = this.office;
    const account = await this.secretsOf(session);
    const mayTry = await this.mayTry(account.id);
    const secret = account.totp && this.wrapping.unwrap(totpLabel(account.id), account.totp);
    const step = mayTry && secret ? acceptedStep(secret, code, now(), account.totpStep) : undefined;
    if (!step || !(await useTotpStep(queries, account.id, step))) {
      if (!mayTry) await endSession(queries, session.key);
      await this.tell(account.id, "session.own", "refused");
      throw refuse("code", "code");
    }
    await forgetTries(queries, account.id);
    return this.goOn(session, stageAfter("totp", account));
  }

  /** Refusals: credentials (the old one is wrong), password (the new one is too weak; the field says why). */
  async changePassword(session: Session, old: string, fresh: string): Promise<Stage> {
    const { queries } = this.office;
    const account = await this.secretsOf(session);
    const mayTry = await this.mayTry(account.id);
    if (!mayTry) await endSession(queries, session.key);
    if (!mayTry || !(await isSecret(old, account.password))) throw refuse("credentials", "password");
    await forgetTries(queries, account.id);
    const objection = old === fresh ? "same" : passwordObjection(fresh, account.login);
    if (objection) throw refuse("password", objection);
    await this.office.commit(
      { actor: account.id, action: "session.own", outcome: "done", subject: account.id },
      [{ kind: "password", id: account.id, hash: await hashed(fresh), mustChange: false }],
    );
    await endOtherSessions(queries, account.id, session.key);
    const stage = session.stage === "open" ? "open" : stageAfter("change", account);
    return this.goOn(session, stage);
  }

  /** A secret for an authenticator app; it counts once a code of it was given. Refusal: stale. */
  async newCodes(session: Session): Promise<{ readonly uri: string }> {
    this.mustBeFresh(session);
    const secret = newSecret();
    const { id, login } = session.account;
    await keepNewTotp(this.office.queries, session.key, this.wrapping.wrap(totpLabel(id), secret));
    return { uri: enrolmentUri(secret, login) };
  }

  /** Refusals: setup (none was begun), code. */
  async confirmCodes(session: Session, code: string): Promise<Stage> {
    const { queries, now } = this.office;
    const { id } = session.account;
    const wrapped = await newTotpOf(queries, session.key);
    if (!wrapped) throw refuse("setup", "code");
    const step = acceptedStep(this.wrapping.unwrap(totpLabel(id), wrapped), code, now(), 0);
    if (!step) throw refuse("code", "code");
    await this.office.commit({ actor: id, action: "session.own", outcome: "done", subject: id }, [
      { kind: "totp", id, secret: Buffer.from(wrapped).toString("hex") },
    ]);
    await useTotpStep(queries, id, step);
    return this.goOn(session, "open");
  }

  /** Refusals: stale, easy-pin. */
  async setPin(session: Session, pin: string): Promise<void> {
    this.mustBeFresh(session);
    if (!isGoodPin(pin)) throw refuse("easy-pin", "pin");
    const { id } = session.account;
    await this.office.commit({ actor: id, action: "session.own", outcome: "done", subject: id }, [
      { kind: "pin", id, hash: await hashed(pin) },
    ]);
  }

  /** Refusal: no-pin. */
  async lock(session: Session): Promise<Stage> {
    if (!session.account.hasPin) throw refuse("no-pin", "pin");
    return this.goOn(session, "locked");
  }

  /** Refusal: pin. The session ends with the third wrong one. */
  async unlock(session: Session, pin: string): Promise<Stage> {
    const { queries } = this.office;
    const account = await this.secretsOf(session);
    const tries = await countPinTry(queries, session.key);
    if (tries <= MAX_PIN_TRIES && (await isSecret(pin, account.pin))) return this.goOn(session, "open");
    if (tries >= MAX_PIN_TRIES) await endSession(queries, session.key);
    await this.tell(account.id, "session.own", "refused");
    throw refuse("pin", "pin");
  }

  private mustBeFresh({ openedAt }: Session): void {
    if (this.office.now() - openedAt > FRESH_MS) throw refuse("stale", "session");
  }

  private async goOn(session: Session, stage: Stage): Promise<Stage> {
    await setStage(this.office.queries, session.key, stage);
    return stage;
  }

  private async secretsOf(session: Session): Promise<AccountSecrets> {
    const account = await accountSecrets(this.office.queries, session.account.id);
    if (!account) throw refuse("credentials", "account");
    return account;
  }

  /** False while the account is locked. With the last free try the lock begins; a right answer lifts it. */
  private mayTry(id: string): Promise<boolean> {
    return countTry(this.office.queries, id, this.office.now());
  }

  private tell(actor: string, action: "session.open" | "session.own", outcome: "done" | "refused") {
    return this.office.commit({ actor, action, outcome });
  }
}

export function totpLabel(account: string): string {
  return `one-time codes of ${account}`;
}

/** A password to be told once and changed at the first sign-in: 16 letters and digits without look-alikes. */
export function firstPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  let password = "";
  while (password.length < 16) {
    const byte = randomBytes(1)[0]!;
    if (byte < 256 - (256 % letters.length)) password += letters[byte % letters.length];
  }
  return password.replace(/(.{4})(?=.)/g, "$1-");
}
