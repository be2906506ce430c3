/** Signing in, step by step: password, one-time code, first change of password, setting up one-time codes, PIN. */
import { randomBytes } from "node:crypto";
import type { KeyWrapping } from "../keys.ts";
import type { Office } from "../office/office.ts";
import { refuse } from "../refusal.ts";
import {
  type AccountSecrets,
  accountByLogin,
  accountSecrets,
  setFailures,
  useTotpStep,
} from "./account-store.ts";
import { lockedUntil } from "./lock-out.ts";
import { acceptedStep, enrolmentUri, newSecret } from "./one-time-codes.ts";
import { hashed, isGoodPin, isSecret, passwordObjection } from "./passwords.ts";
import {
  countPinFailure,
  endOtherSessions,
  endSession,
  keepNewTotp,
  MAX_PIN_FAILURES,
  newTotpOf,
  openSession,
  type Session,
  type Stage,
  setStage,
  stageAfter,
} from "./sessions.ts";

export class SignIn {
  private readonly office: Office;
  private readonly wrapping: KeyWrapping;

  constructor(office: Office, wrapping: KeyWrapping) {
    this.office = office;
    this.wrapping = wrapping;
  }

  /** Refusal: credentials, whether the name, the password or the account's state is at fault. */
  async withPassword(login: string, password: string) {
    const { queries, now } = this.office;
    const account = await accountByLogin(queries, login);
    // The hash is computed in every case, so that time does not tell which names exist or are locked.
    const isRight = await isSecret(password, account?.password ?? null);
    if (!account?.enabled || account.lockedUntil > now() || !isRight) {
      if (account?.enabled && account.lockedUntil <= now()) await this.countFailure(account);
      await this.tell(account?.id ?? "nobody", "session.open", "refused");
      throw refuse("credentials", "password");
    }
    if (!account.totp) await setFailures(queries, account.id, 0, 0);
    await this.tell(account.id, "session.open", "done");
    return openSession(queries, account, now());
  }

  /** Refusal: code (wrong, or used before). */
  async withCode(session: Session, code: string): Promise<Stage> {
    const { queries, now } = this.office;
    const account = await this.secretsOf(session);
    const secret = account.totp && this.wrapping.unwrap(totpLabel(account.id), account.totp);
    const step = secret && acceptedStep(secret, code, now(), account.totpStep);
    if (!step || !(await useTotpStep(queries, account.id, step))) {
      if (await this.countFailure(account)) await endSession(queries, session.key);
      await this.tell(account.id, "session.own", "refused");
      throw refuse("code", "code");
    }
    await setFailures(queries, account.id, 0, 0);
    return this.goOn(session, stageAfter("totp", account));
  }

  /** Refusals: credentials (the old one is wrong), password (the new one is too weak; the field says why). */
  async changePassword(session: Session, old: string, fresh: string): Promise<Stage> {
    const { queries } = this.office;
    const account = await this.secretsOf(session);
    if (!(await isSecret(old, account.password))) {
      if (await this.countFailure(account)) await endSession(queries, session.key);
      throw refuse("credentials", "password");
    }
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

  /** A secret for an authenticator app; it counts once a code of it was given. */
  async newCodes(session: Session): Promise<{ readonly uri: string }> {
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

  /** Refusal: pin (too easy). */
  async setPin(session: Session, pin: string): Promise<void> {
    if (!isGoodPin(pin)) throw refuse("pin", "pin");
    const { id } = session.account;
    await this.office.commit({ actor: id, action: "session.own", outcome: "done", subject: id }, [
      { kind: "pin", id, hash: await hashed(pin) },
    ]);
  }

  /** Refusals: pin (none was set). */
  async lock(session: Session): Promise<Stage> {
    if (!session.account.hasPin) throw refuse("pin", "pin");
    return this.goOn(session, "locked");
  }

  /** Refusal: pin. The session ends with the third wrong one. */
  async unlock(session: Session, pin: string): Promise<Stage> {
    const { queries } = this.office;
    const account = await this.secretsOf(session);
    if (await isSecret(pin, account.pin)) return this.goOn(session, "open");
    if ((await countPinFailure(queries, session.key)) >= MAX_PIN_FAILURES)
      await endSession(queries, session.key);
    await this.tell(account.id, "session.own", "refused");
    throw refuse("pin", "pin");
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

  /** True when the account is locked now. */
  private async countFailure({ id, failures }: AccountSecrets): Promise<boolean> {
    const until = lockedUntil(failures + 1, this.office.now());
    await setFailures(this.office.queries, id, failures + 1, until);
    return until > 0;
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
