/** More than a password: one-time codes of a phone, or the key of an enrolled computer. */
import { randomBytes } from "node:crypto";
import { refuse } from "../../contract/refusal.ts";
import type { Account } from "../../contract/sessions.ts";
import type { SecondFactorKind, Stage } from "../../contract/vocabulary.ts";
import type { KeyWrapping } from "../keys/key-wrapping.ts";
import { secondFactorsOf } from "./access-table.ts";
import { forgetTries, useTotpStep } from "./account-store.ts";
import { computerOfCode, findComputer, isSigned, type KnownComputer, signedText } from "./computers.ts";
import { acceptedStep, enrolmentUri, newSecret } from "./one-time-codes.ts";
import { GATE_ROLE } from "./roles.ts";
import type { SessionSteps } from "./session-steps.ts";
import {
  countPinTry,
  endSession,
  keepChallenge,
  keepComputer,
  keepNewTotp,
  MAX_PIN_TRIES,
  newTotpOf,
  type Session,
  stageAfter,
  takeChallenge,
} from "./sessions.ts";
import type { StaffChange, StaffOffice } from "./staff-change.ts";

const CHALLENGE_BYTES = 32;

export class SecondFactor {
  readonly #office: StaffOffice;
  readonly #wrapping: KeyWrapping;
  readonly #steps: SessionSteps;

  constructor(office: StaffOffice, wrapping: KeyWrapping, steps: SessionSteps) {
    this.#office = office;
    this.#wrapping = wrapping;
    this.#steps = steps;
  }

  /** Refusal: code (wrong, or used before). */
  async withCode(session: Session, code: string): Promise<Stage> {
    const { queries, now } = this.#office;
    const account = await this.#steps.secretsOf(session);
    const mayTry = await this.#steps.mayTry(account.id);
    const secret = account.totp && this.#wrapping.unwrap(totpLabel(account.id), account.totp);
    const step = mayTry && secret ? acceptedStep(secret, code, now(), account.totpStep) : undefined;
    if (!step || !(await useTotpStep(queries, account.id, step))) {
      if (!mayTry) await endSession(queries, session.key);
      await this.#steps.tell(account.id, "session.own", "refused");
      throw refuse("code", "code");
    }
    await forgetTries(queries, account.id);
    return this.#steps.goOn(session, stageAfter("second", account));
  }

  /** A secret for an authenticator app; it counts once a code of it was given. Refusal: stale. */
  async newCodes(session: Session): Promise<{ readonly uri: string }> {
    this.#steps.mustBeFresh(session);
    const secret = newSecret();
    const { id, login } = session.account;
    await keepNewTotp(this.#office.queries, session.key, this.#wrapping.wrap(totpLabel(id), secret));
    return { uri: enrolmentUri(secret, login) };
  }

  /** Refusals: setup (none was begun), code. */
  async confirmCodes(session: Session, code: string): Promise<Stage> {
    const { queries, now } = this.#office;
    const { id } = session.account;
    const wrapped = await newTotpOf(queries, session.key);
    if (!wrapped) throw refuse("setup", "code");
    const step = acceptedStep(this.#wrapping.unwrap(totpLabel(id), wrapped), code, now(), 0);
    if (!step) throw refuse("code", "code");
    await this.#commit(session, [
      { kind: "totp", id, secret: Buffer.from(wrapped).toString("hex") },
      { kind: "bound", id, bound: true },
    ]);
    await useTotpStep(queries, id, step);
    return this.#steps.goOn(session, "open");
  }

  /** What a computer has to sign: hex, good for the next answer of this session. */
  async newChallenge(session: Session): Promise<string> {
    const challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES));
    await keepChallenge(this.#office.queries, session.key, challenge);
    return Buffer.from(challenge).toString("hex");
  }

  /**
   * `signature` of the challenge by the key that the computer was enrolled with. Refusals: computer-role; computer
   * (unknown, of another place, or another key). The session ends with the third of these.
   */
  async withComputer(session: Session, id: string, signature: Uint8Array): Promise<Stage> {
    mayHave(session.account);
    return this.#office.alone(() => this.#judgeComputer(session, id, signature));
  }

  async #judgeComputer(session: Session, id: string, signature: Uint8Array): Promise<Stage> {
    const { queries } = this.#office;
    const account = await this.#steps.secretsOf(session);
    const challenge = await takeChallenge(queries, session.key);
    const computer = await findComputer(queries, id);
    const text = signedText("sign-in", account.id, challenge ?? "");
    const isRight =
      challenge !== undefined &&
      computer?.point != null &&
      computer.shiftHours === undefined &&
      this.#isOf(computer, account) &&
      isSigned(computer.point, text, signature);
    if (!isRight) {
      if ((await countPinTry(queries, session.key)) >= MAX_PIN_TRIES) await endSession(queries, session.key);
      await this.#steps.tell(account.id, "session.own", "refused");
      throw refuse("computer", "computer");
    }
    await forgetTries(queries, account.id);
    await keepComputer(queries, session.key, id);
    if (!account.bound) await this.#commit(session, [{ kind: "bound", id: account.id, bound: true }]);
    return this.#steps.goOn(session, stageAfter("second", { ...account, bound: true }));
  }

  /**
   * Takes this computer in by the code that an administrator gave: from then on `point` (an uncompressed point of P-256)
   * is its key, which has signed the challenge. A gate's code is for a guard of that gate who is at work already.
   * Refusals: computer-role, enrolment-code, setup (the signature).
   */
  async enrolComputer(
    session: Session,
    { code, point, signature }: { code: string; point: Uint8Array; signature: Uint8Array },
  ): Promise<{ stage: Stage; computer: { id: string; name: string } }> {
    const isAtWork = session.stage === "open";
    if (!isAtWork) mayHave(session.account);
    const { queries, now } = this.#office;
    const account = await this.#steps.secretsOf(session);
    const mayTry = await this.#steps.mayTry(account.id);
    return this.#office.alone(async () => {
      const computer = mayTry ? await computerOfCode(queries, code, now()) : undefined;
      const isGate = computer?.shiftHours !== undefined;
      if (
        !computer ||
        !this.#isOf(computer, account) ||
        isGate !== (isAtWork && account.role === GATE_ROLE)
      ) {
        if (!mayTry) await endSession(queries, session.key);
        await this.#steps.tell(account.id, "session.own", "refused");
        throw refuse("enrolment-code", "code");
      }
      const challenge = await takeChallenge(queries, session.key);
      if (challenge === undefined || !isSigned(point, signedText("enrol", account.id, challenge), signature))
        throw refuse("setup", "signature");
      await forgetTries(queries, account.id);
      const { id, name } = computer;
      await this.#office.commit(
        { actor: account.id, action: "computer.enrol", outcome: "done", subject: id, place: computer.place },
        [
          {
            kind: "computer-enrolled",
            id,
            point: Buffer.from(point).toString("hex"),
            by: account.id,
            at: now(),
          },
          ...(isGate ? [] : [{ kind: "bound", id: account.id, bound: true } as const]),
        ],
      );
      await keepComputer(queries, session.key, id);
      const stage = isGate
        ? session.stage
        : await this.#steps.goOn(session, stageAfter("second", { ...account, bound: true }));
      return { stage, computer: { id, name } };
    });
  }

  #isOf({ place }: KnownComputer, account: Account): boolean {
    return this.#office.places.isWithin(account.place, place);
  }

  #commit({ account: { id } }: Session, changes: readonly StaffChange[]): Promise<void> {
    return this.#office.commit({ actor: id, action: "session.own", outcome: "done", subject: id }, changes);
  }
}

/** Refusal: computer-role. */
function mayHave({ role }: Account): void {
  if (!secondFactorsOf(role).includes("computer")) throw refuse("computer-role", "role");
}

/** What somebody at this stage can give, or set up. */
export function waysOf({ stage, account }: Session): readonly SecondFactorKind[] {
  if (stage !== "second" && stage !== "second-setup") return [];
  return secondFactorsOf(account.role).filter(
    (way) => way !== "codes" || stage === "second-setup" || account.hasCodes,
  );
}

export function totpLabel(account: string): string {
  return `one-time codes of ${account}`;
}
