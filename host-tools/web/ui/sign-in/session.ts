/** How far somebody has come in signing in, as the server tells it. */
import { type Api, ApiProblem, NoNetwork } from "../api.ts";
import { openStore, type Store } from "../store.ts";

export type Stage = "totp" | "must-change" | "totp-setup" | "open" | "locked";

export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  /** Id of the unit or organisation. */
  readonly place: string;
}

export interface SessionState {
  /** "away": the server could not be asked. */
  readonly stage: Stage | "loading" | "signed-out" | "away";
  readonly account?: Account;
  readonly hasPin?: boolean;
}

interface SessionAnswer {
  readonly stage: Stage;
  readonly csrf: string;
  readonly hasPin: boolean;
  readonly account: Account;
}

export class SessionKeeper {
  readonly api: Api;
  readonly state: Store<SessionState> = openStore<SessionState>({ stage: "loading" });

  constructor(api: Api) {
    this.api = api;
    api.onStage = (reason, stage) => {
      if (reason === "signed-out") this.state.set({ stage: "signed-out" });
      else if (stage !== undefined) this.state.set({ ...this.state.value, stage: stage as Stage });
    };
  }

  /** Asks the server where this browser stands. */
  async look(): Promise<void> {
    try {
      this.#take(await this.api.get<SessionAnswer>("/api/session"));
    } catch (error) {
      if (error instanceof NoNetwork) this.state.set({ ...this.state.value, stage: "away" });
      else if (!(error instanceof ApiProblem)) throw error;
    }
  }

  async withPassword(login: string, password: string): Promise<void> {
    const { csrf } = await this.api.send<{ csrf: string }>("POST", "/api/session", { login, password });
    this.api.csrf = csrf;
    await this.look();
  }

  async withCode(code: string): Promise<void> {
    await this.#step("POST", "/api/session/code", { code });
  }

  async changePassword(old: string, fresh: string): Promise<void> {
    await this.#step("POST", "/api/session/password", { old, new: fresh });
  }

  /** The otpauth: address that an authenticator app reads from a QR. */
  async beginCodes(): Promise<string> {
    return (await this.api.send<{ uri: string }>("POST", "/api/session/codes")).uri;
  }

  async confirmCodes(code: string): Promise<void> {
    await this.#step("PUT", "/api/session/codes", { code });
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
    this.state.set({ stage: "signed-out" });
  }

  async #step(method: "POST" | "PUT", path: string, body?: object): Promise<void> {
    const { stage } = await this.api.send<{ stage: Stage }>(method, path, body);
    this.state.set({ ...this.state.value, stage });
  }

  #take({ stage, csrf, hasPin, account }: SessionAnswer): void {
    this.api.csrf = csrf;
    this.state.set({ stage, hasPin, account });
  }
}
