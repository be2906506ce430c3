/**
 * Guards share the computer of their gate, and no account: each signs in with their own login and PIN, at that computer alone,
 * for a shift. Whoever signs in takes over from whoever was at work there.
 */
import { randomBytes } from "node:crypto";
import { refuse } from "../../contract/refusal.ts";
import type { GateSignIn as Given } from "../../contract/sessions.ts";
import { isSecretNow } from "../../lib/secret-hash.ts";
import { HOUR_MS } from "../../lib/time.ts";
import { type AccountSecrets, accountByLogin, forgetTries } from "./account-store.ts";
import {
  askGate,
  findComputer,
  isSigned,
  type KnownComputer,
  signedText,
  takeGateChallenge,
} from "./computers.ts";
import { hashTurns } from "./hash-turns.ts";
import { GATE_ROLE } from "./roles.ts";
import type { SessionSteps } from "./session-steps.ts";
import { openGateSession } from "./sessions.ts";
import type { StaffOffice } from "./staff-change.ts";
import type { TryCounts } from "./try-counts.ts";

const CHALLENGE_BYTES = 32;

type Gate = KnownComputer & { readonly shiftHours: number; readonly point: Uint8Array };

export class GateSignIn {
  readonly #office: StaffOffice;
  readonly #steps: SessionSteps;
  readonly #tries: TryCounts;

  constructor(office: StaffOffice, steps: SessionSteps, tries: TryCounts) {
    this.#office = office;
    this.#steps = steps;
    this.#tries = tries;
  }

  /** What the computer has to sign: hex, good for its next answer. Refusal: computer. */
  async newChallenge(computer: string): Promise<string> {
    const challenge = new Uint8Array(randomBytes(CHALLENGE_BYTES));
    if (!(await askGate(this.#office.queries, computer, challenge))) throw refuse("computer", "computer");
    return Buffer.from(challenge).toString("hex");
  }

  /**
   * `isKnown` goes first, as with passwords. Refusals: busy; computer (unknown, no gate's, another key, an old challenge); gate-pin, whether
   * the name, the PIN or the account's state is at fault: tries are counted with those of the password.
   */
  async withPin(given: Given, isKnown: boolean) {
    const { queries, now } = this.#office;
    const gate = await this.#gateOf(given);
    const named = await accountByLogin(queries, given.login);
    const account = named && this.#isAt(gate, named) ? named : undefined;
    // Nobody of elsewhere is locked out from here.
    const mayTry = await this.#steps.mayTry(account?.id ?? "");
    const isRight = await hashTurns.run(() => isSecretNow(given.pin, account?.pin ?? null), isKnown);
    if (!account || !mayTry || !isRight) {
      if (account && mayTry) await this.#steps.tell(account.id, "session.open", "refused");
      else this.#tries.note(named?.id ?? "nobody", "session.open");
      throw refuse("gate-pin", "pin");
    }
    await forgetTries(queries, account.id);
    // The computer is not taken out meanwhile.
    return this.#office.alone(async () => {
      if (!(await findComputer(queries, gate.id))) throw refuse("computer", "computer");
      const { id: computer, place, shiftHours } = gate;
      const row = {
        actor: account.id,
        action: "session.open",
        outcome: "done",
        subject: computer,
        place,
      } as const;
      await this.#office.commit(row);
      const opened = { account: account.id, computer, shiftMs: shiftHours * HOUR_MS };
      return { account: account.id, ...(await openGateSession(queries, opened, now())) };
    });
  }

  /** Before anything is hashed: whoever has not the gate's key learns nothing of anybody's PIN. */
  async #gateOf({ computer: id, login, signature }: Given): Promise<Gate> {
    const { queries } = this.#office;
    const challenge = await takeGateChallenge(queries, id);
    const found = await findComputer(queries, id);
    const { point, shiftHours } = found ?? {};
    const signed = new Uint8Array(Buffer.from(signature, "hex"));
    if (
      !found ||
      !point ||
      shiftHours === undefined ||
      challenge === undefined ||
      !isSigned(point, signedText("gate", login, challenge), signed)
    ) {
      this.#tries.note("nobody", "session.open");
      throw refuse("computer", "computer");
    }
    return { ...found, point, shiftHours };
  }

  #isAt({ place }: Gate, account: AccountSecrets): boolean {
    const { role, enabled, waits, mustChange } = account;
    const isGuard = role === GATE_ROLE && enabled && waits === null && !mustChange;
    return isGuard && this.#office.places.isWithin(account.place, place);
  }
}
