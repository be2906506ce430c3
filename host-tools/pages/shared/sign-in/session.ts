/** How far somebody has come in signing in, as the server tells it. */
import type {
  Account,
  Challenge,
  CodesBegun,
  EnrolledComputer,
  NextStage,
  OwnSession,
  SignedIn,
} from "../../../contract/sessions.ts";
import type { SecondFactorKind, Stage } from "../../../contract/vocabulary.ts";
import { type Api, ApiProblem, NoNetwork } from "../api.ts";
import { openStore, type Store } from "../store.ts";
import { noteSupport } from "../support.ts";
import { keepKey, keptKey, makeKey, signedBy } from "./computer-key.ts";

export interface SessionState {
  /** "away": the server could not be asked. */
  readonly stage: Stage | "loading" | "signed-out" | "away";
  readonly account?: Account;
  readonly hasPin?: boolean;
  /** What can be given now, or set up. */
  readonly ways?: readonly SecondFactorKind[];
  /** The password that has to be changed was typed a moment ago. */
  readonly isPasswordGiven?: boolean;
}

/** Somebody is on the way in: neither at work nor locked, and the server can be asked. */
export function isSigningIn(stage: SessionState["stage"]): boolean {
  return stage !== "loading" && stage !== "away" && stage !== "open" && stage !== "locked";
}

export class SessionKeeper {
  readonly api: Api;
  readonly state: Store<SessionState>;
  /** The password that was typed a moment ago and has to be changed: nobody is asked for it twice. */
  #given: string | undefined;

  /** `stage`: what is known of the session without asking the server. */
  constructor(api: Api, stage: SessionState["stage"] = "loading") {
    this.api = api;
    this.state = openStore<SessionState>({ stage });
    api.onStage = (reason, stage) => {
      if (reason === "signed-out") this.#leave();
      else if (stage !== undefined) this.state.set({ ...this.state.value, stage: stage as Stage });
    };
  }

  /** Asks the server where this browser stands. */
  async look(): Promise<void> {
    try {
      this.#take(await this.api.get<OwnSession>("/api/session"));
    } catch (error) {
      if (error instanceof NoNetwork) this.state.set({ ...this.state.value, stage: "away" });
      else if (!(error instanceof ApiProblem)) throw error;
    }
  }

  async withPassword(login: string, password: string): Promise<void> {
    const { csrf } = await this.api.send<SignedIn>("POST", "/api/session", { login, password });
    this.api.csrf = csrf;
    this.#given = password;
    await this.look();
  }

  async withCode(code: string): Promise<void> {
    await this.#step("POST", "/api/session/code", { code });
  }

  /** `old`: where the one that was typed at the sign-in is not known here any more. */
  async changePassword(fresh: string, old: string = this.#given ?? ""): Promise<void> {
    try {
      await this.#step("POST", "/api/session/password", { old, new: fresh });
      this.#forget();
    } catch (error) {
      // It was reset meanwhile: whoever has the new one types it.
      if (error instanceof ApiProblem && error.reason === "credentials") this.#forget();
      throw error;
    }
  }

  /** The otpauth: address that an authenticator app reads from a QR. */
  async beginCodes(): Promise<string> {
    return (await this.api.send<CodesBegun>("POST", "/api/session/codes")).uri;
  }

  async confirmCodes(code: string): Promise<void> {
    await this.#step("PUT", "/api/session/codes", { code });
  }

  /** False where this computer has no key. Throws ApiProblem "computer" where the server knows it no more. */
  async withComputer(): Promise<boolean> {
    const kept = await keptKey();
    if (!kept) return false;
    const signature = await signedBy(kept.privateKey, "sign-in", ...(await this.#challenged()));
    await this.#step("POST", "/api/session/computer", { computer: kept.id, signature });
    return true;
  }

  /** By an administrator's code; the key is kept before the session goes on. */
  async enrolComputer(code: string): Promise<void> {
    const { privateKey, point } = await makeKey();
    const signature = await signedBy(privateKey, "enrol", ...(await this.#challenged()));
    const { computer, stage } = await this.api.send<EnrolledComputer>(
      ...(["PUT", "/api/session/computer", { code, point, signature }] as const),
    );
    await keepKey({ id: computer.id, privateKey });
    await this.#come(stage);
  }

  /** The own account, and what has to be signed. */
  async #challenged(): Promise<[account: string, challenge: string]> {
    const { challenge } = await this.api.send<Challenge>("POST", "/api/session/challenge");
    return [this.state.value.account?.id ?? "", challenge];
  }

  async setPin(pin: string): Promise<void> {
    await this.api.send("PUT", "/api/session/pin", { pin });
    this.state.set({ ...this.state.value, hasPin: true });
  }

  async lock(): Promise<void> {
    await this.#step("POST", "/api/session/lock");
  }

  async unlock(pin: string): Promise<void> {
    await this.#step("POST", "/api/session/unlock", { pin });
  }

  async signOut(): Promise<void> {
    await this.api.send("DELETE", "/api/session").catch(() => {});
    this.#leave();
  }

  #leave(): void {
    this.#given = undefined;
    this.state.set({ stage: "signed-out" });
  }

  #forget(): void {
    this.#given = undefined;
    this.state.set({ ...this.state.value, isPasswordGiven: false });
  }

  async #step(method: "POST" | "PUT", path: string, body?: object): Promise<void> {
    const { stage } = await this.api.send<NextStage>(method, path, body);
    await this.#come(stage);
  }

  /** What can be given at the next step the server knows. */
  async #come(stage: Stage): Promise<void> {
    if (stage === "second" || stage === "second-setup") await this.look();
    else this.state.set({ ...this.state.value, stage });
  }

  #take({ stage, csrf, hasPin, account, ways, support }: OwnSession): void {
    this.api.csrf = csrf;
    noteSupport(support);
    if (stage !== "must-change") this.#given = undefined;
    this.state.set({ stage, hasPin, account, ways, isPasswordGiven: this.#given !== undefined });
  }
}
