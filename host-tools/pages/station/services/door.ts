/** From opening the page to being at work: session at the server, PIN, and the store of this computer. */

import type { Account } from "../../../contract/sessions.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import { type Api, ApiProblem, NoNetwork } from "../../shared/api.ts";
import type { SessionKeeper } from "../../shared/sign-in/session.ts";
import { openStore, type Store } from "../../shared/store.ts";
import { openStationDatabase, type StationDatabase } from "../local-store/database.ts";
import { Expiry } from "../local-store/expiry.ts";
import { Vault, type VaultOwner, WrongPin } from "../local-store/vault.ts";

export type DoorState =
  | { readonly kind: "loading" }
  /** The PIN opens it: of the session's account, or without a network of one of those that this computer knows. */
  | { readonly kind: "locked"; readonly owners: readonly VaultOwner[]; readonly isOnline: boolean }
  | { readonly kind: "pin-wanted"; readonly account: Account; readonly hasPin: boolean }
  | { readonly kind: "away"; readonly isVaultGone: boolean }
  | { readonly kind: "wrong-role"; readonly role: Role }
  | { readonly kind: "at-work"; readonly work: Work };

export interface Work {
  readonly api: Api;
  readonly database: StationDatabase;
  readonly account: Account;
  /** Undefined where no PIN was wanted: nothing is held ahead then. */
  readonly vault: Vault | undefined;
  readonly expiry: Expiry;
}

const ACCOUNT = "account";
const EXPIRY_MS = 60_000;
/** So long a PIN waits for the server to hear that it is locked. */
const LOCKING_MS = 4_000;

/** Stands between whoever opens the page and the work. */
export class Door {
  readonly state: Store<DoorState> = openStore<DoorState>({ kind: "loading" });
  readonly keeper: SessionKeeper;
  readonly #store = openStationDatabase().then((database) => ({ database, expiry: new Expiry(database) }));

  #locking: Promise<void> = Promise.resolve();

  constructor(keeper: SessionKeeper) {
    this.keeper = keeper;
    // Also where nobody unlocks it; behind a jump of the clock the page locks itself.
    const expire = () => void this.#store.then(({ expiry }) => expiry.look()).catch(() => {});
    expire();
    setInterval(expire, EXPIRY_MS);
    this.state.watch(expire);
    this.keeper.state.watch(() => void this.follow());
  }

  /** Asks the server where the session stands. */
  open(): Promise<void> {
    return this.keeper.look();
  }

  async unlock(owner: VaultOwner, pin: string): Promise<void> {
    // A PIN that is faster than the line would open here what is then shut at the server.
    await Promise.race([this.#locking, new Promise((resolve) => setTimeout(resolve, LOCKING_MS))]);
    const { account } = this.keeper.state.value;
    const { value: at } = this.state;
    if (at.kind === "locked" && !at.isOnline) return this.#unlockAway(owner, pin);
    try {
      await this.#checkAtServer(pin);
    } catch (error) {
      if (error instanceof NoNetwork) return this.#unlockAway(owner, pin);
      throw error;
    }
    await this.#goToWork(account!, await this.#openVault(account!, pin));
    this.keeper.state.set({ ...this.keeper.state.value, stage: "open" });
  }

  /** Makes the store of this computer; a PIN that the server has already is checked there. */
  async givePin(pin: string, isNew: boolean): Promise<void> {
    const { account } = this.keeper.state.value;
    if (isNew) await this.keeper.setPin(pin);
    else await this.#checkAtServer(pin);
    await this.#goToWork(account!, await this.#openVault(account!, pin));
  }

  skipPin(): void {
    const { account } = this.keeper.state.value;
    if (account) void this.#goToWork(account, undefined);
  }

  async lock(): Promise<void> {
    const at = this.state.value;
    if (at.kind !== "at-work") return;
    const { account, vault } = at.work;
    if (!vault) return this.signOut();
    const owners = [ownerOf(account)];
    // Shut here first: whether the server can be told does not matter.
    const shut: DoorState = { kind: "locked", owners, isOnline: false };
    this.state.set(shut);
    this.#locking = this.keeper.lock().then(
      () => {
        // Somebody may have come in again meanwhile.
        if (this.state.value === shut) this.state.set({ ...shut, isOnline: true });
      },
      // Without a network the PIN is judged here.
      () => {},
    );
    await this.#locking;
  }

  async signOut(): Promise<void> {
    await this.keeper.signOut();
  }

  /** Follows the server's word about the session. While somebody signs in there is nothing to be done here. */
  async follow(): Promise<void> {
    const { stage, account, hasPin = false } = this.keeper.state.value;
    if (stage === "away") return this.#followAway();
    if (stage !== "open" && stage !== "locked") return this.state.set({ kind: "loading" });
    if (!account) return this.keeper.look();
    if (account.role !== "station") return this.state.set({ kind: "wrong-role", role: account.role });
    const locked: DoorState = { kind: "locked", owners: [ownerOf(account)], isOnline: true };
    if (stage === "locked") return this.state.set(locked);
    const before = this.state.value;
    if (before.kind === "at-work" && before.work.account.id === account.id) return;
    const isHere = (await this.#owners()).some((one) => one.account === account.id);
    // A reload with an open session asks for the PIN too: without it the store stays shut.
    this.state.set(isHere && hasPin ? locked : { kind: "pin-wanted", account, hasPin });
  }

  async #followAway(): Promise<void> {
    if (this.state.value.kind === "at-work") return;
    const owners = await this.#owners();
    this.state.set(
      owners.length > 0 ? { kind: "locked", owners, isOnline: false } : { kind: "away", isVaultGone: false },
    );
  }

  async #goToWork(account: Account, vault: Vault | undefined): Promise<void> {
    await vault?.put(ACCOUNT, account);
    this.state.set({
      kind: "at-work",
      work: { api: this.keeper.api, account, vault, ...(await this.#store) },
    });
  }

  /** The server's judgement of the PIN, whatever stage the session is in. */
  async #checkAtServer(pin: string): Promise<void> {
    if (this.keeper.state.value.stage === "open") await this.keeper.api.send("POST", "/api/session/lock");
    try {
      await this.keeper.api.send("POST", "/api/session/unlock", { pin });
    } catch (error) {
      if (error instanceof ApiProblem && error.reason === "pin") await this.keeper.look();
      throw error;
    }
  }

  async #openVault(account: Account, pin: string): Promise<Vault> {
    const { database } = await this.#store;
    try {
      const vault = await Vault.open(database, account.id, pin);
      if (vault) return vault;
    } catch (error) {
      // The server took it: the PIN was changed on another computer.
      if (!(error instanceof WrongPin)) throw error;
    }
    return Vault.create(database, ownerOf(account), pin);
  }

  async #unlockAway(owner: VaultOwner, pin: string): Promise<void> {
    try {
      const vault = await Vault.open((await this.#store).database, owner.account, pin);
      const account = await vault?.get<Account>(ACCOUNT);
      if (!vault || !account) return this.state.set({ kind: "away", isVaultGone: true });
      await this.#goToWork(account, vault);
    } catch (error) {
      if (error instanceof WrongPin && error.left <= 0)
        return this.state.set({ kind: "away", isVaultGone: true });
      throw error;
    }
  }

  async #owners(): Promise<readonly VaultOwner[]> {
    return Vault.owners((await this.#store).database);
  }
}

function ownerOf({ id, name }: Account): VaultOwner {
  return { account: id, name };
}
