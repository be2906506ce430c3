/** What every step of signing in shares: whose it is, whether it is free, where it leads, what the log says. */

import { refuse } from "../../contract/refusal.ts";
import type { Stage } from "../../contract/vocabulary.ts";
import { type AccountSecrets, accountSecrets, countTry } from "./account-store.ts";
import { type Session, setStage } from "./sessions.ts";
import type { StaffOffice } from "./staff-change.ts";

/** Who has just signed in, and not somebody at a laptop that was left open, may set up what opens doors later. */
const FRESH_MS = 10 * 60_000;

export class SessionSteps {
  readonly #office: StaffOffice;

  constructor(office: StaffOffice) {
    this.#office = office;
  }

  /** Refusal: stale. */
  mustBeFresh({ openedAt, isAtGate }: Session): void {
    if (isAtGate || this.#office.now() - openedAt > FRESH_MS) throw refuse("stale", "session");
  }

  async goOn(session: Session, stage: Stage): Promise<Stage> {
    await setStage(this.#office.queries, session.key, stage);
    return stage;
  }

  async secretsOf(session: Session): Promise<AccountSecrets> {
    const account = await accountSecrets(this.#office.queries, session.account.id);
    if (!account) throw refuse("credentials", "account");
    return account;
  }

  /** False while the account is locked. With the last free try the lock begins; a right answer lifts it. */
  mayTry(id: string): Promise<boolean> {
    return countTry(this.#office.queries, id, this.#office.now());
  }

  tell(actor: string, action: "session.open" | "session.own", outcome: "done" | "refused"): Promise<void> {
    return this.#office.commit({ actor, action, outcome });
  }
}
