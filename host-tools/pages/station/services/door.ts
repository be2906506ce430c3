/** From opening the page to being at work: session at the server, PIN, and the store of this computer. */

import type { Account } from "../../../contract/sessions.ts";
import { Api, ApiProblem, NoNetwork } from "../../shared/api.ts";
import { SessionKeeper, type SessionState } from "../../shared/sign-in/session.ts";
import { openStore, type Store } from "../../shared/store.ts";
import { openStationDatabase, type StationDatabase } from "../local-store/database.ts";
import { Expiry } from "../local-store/expiry.ts";
import { Vault, type VaultOwner, WrongPin } from "../local-store/vault.ts";

export type DoorState =
  | { readonly kind: "loading" }
  | { readonly kind: "signing-in"; readonly stage: SessionState["stage"] }
  /** The PIN opens it: of the session's account, or without a network of one of those that this computer knows. */
  | { readonly kind: "locked"; readonly owners: readonly VaultOwner[]; readonly isOnline: boolean }
  | { readonly kind: "pin-wanted"; readonly account: Account; readonly hasPin: boolean }
  | { readonly kind: "away"; readonly isVaultGone: boolean }
  | { readonly kind: "wrong-role" }
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

export interface Door {
  readonly state: Store<DoorState>;
  readonly keeper: SessionKeeper;
  open(): Promise<void>;
  unlock(owner: VaultOwner, pin: string): Promise<void>;
  /** Makes the store of this computer; a PIN that the server has already is checked there. */
  givePin(pin: string, isNew: boolean): Promise<void>;
  skipPin(): void;
  lock(): Promise<void>;
  signOut(): Promise<void>;
}

export function openDoor(): Door {
  const api = new Api();
  const keeper = new SessionKeeper(api);
  const state: Store<DoorState> = openStore<DoorState>({ kind: "loading" });
  const store = openStationDatabase().then((database) => ({ database, expiry: new Expiry(database) }));
  const db = async () => (await store).database;
  // Also where nobody unlocks it; behind a jump of the clock the page locks itself.
  const expire = () => void store.then(({ expiry }) => expiry.look()).catch(() => {});
  expire();
  setInterval(expire, EXPIRY_MS);
  state.watch(expire);

  const atWork = async (account: Account, vault: Vault | undefined) => {
    await vault?.put(ACCOUNT, account);
    state.set({ kind: "at-work", work: { api, account, vault, ...(await store) } });
  };

  /** Follows the server's word about the session. */
  const follow = async ({ stage, account, hasPin = false }: SessionState) => {
    const before = state.value;
    if (stage === "loading") return;
    if (stage === "away") {
      if (before.kind === "at-work") return;
      const owners = await Vault.owners(await db());
      state.set(
        owners.length > 0
          ? { kind: "locked", owners, isOnline: false }
          : { kind: "away", isVaultGone: false },
      );
      return;
    }
    if (stage !== "open" && stage !== "locked") return state.set({ kind: "signing-in", stage });
    if (!account) return keeper.look();
    if (account.role !== "station") return state.set({ kind: "wrong-role" });
    const owner = { account: account.id, name: account.name };
    if (stage === "locked") return state.set({ kind: "locked", owners: [owner], isOnline: true });
    if (before.kind === "at-work" && before.work.account.id === account.id) return;
    const isHere = (await Vault.owners(await db())).some((one) => one.account === account.id);
    // A reload with an open session asks for the PIN too: without it the store stays shut.
    state.set(
      isHere && hasPin
        ? { kind: "locked", owners: [owner], isOnline: true }
        : { kind: "pin-wanted", account, hasPin },
    );
  };
  keeper.state.watch(() => void follow(keeper.state.value));

  /** The server's judgement of the PIN, whatever stage the session is in. */
  const checkAtServer = async (pin: string) => {
    if (keeper.state.value.stage === "open") await api.send("POST", "/api/session/lock");
    try {
      await api.send("POST", "/api/session/unlock", { pin });
    } catch (error) {
      if (error instanceof ApiProblem && error.reason === "pin") await keeper.look();
      throw error;
    }
  };

  const openVault = async (account: Account, pin: string): Promise<Vault> => {
    const owner = { account: account.id, name: account.name };
    try {
      const vault = await Vault.open(await db(), account.id, pin);
      if (vault) return vault;
    } catch (error) {
      // The server took it: the PIN was changed on another computer.
      if (!(error instanceof WrongPin)) throw error;
    }
    return Vault.create(await db(), owner, pin);
  };

  const unlockAway = async (owner: VaultOwner, pin: string) => {
    try {
      const vault = await Vault.open(await db(), owner.account, pin);
      const account = await vault?.get<Account>(ACCOUNT);
      if (!vault || !account) return state.set({ kind: "away", isVaultGone: true });
      await atWork(account, vault);
    } catch (error) {
      if (error instanceof WrongPin && error.left <= 0) return state.set({ kind: "away", isVaultGone: true });
      throw error;
    }
  };

  return {
    state,
    keeper,
    open: () => keeper.look(),
    async unlock(owner, pin) {
      const { account } = keeper.state.value;
      if (state.value.kind === "locked" && !state.value.isOnline) return unlockAway(owner, pin);
      try {
        await checkAtServer(pin);
      } catch (error) {
        if (error instanceof NoNetwork) return unlockAway(owner, pin);
        throw error;
      }
      await atWork(account!, await openVault(account!, pin));
      keeper.state.set({ ...keeper.state.value, stage: "open" });
    },
    async givePin(pin, isNew) {
      const { account } = keeper.state.value;
      if (isNew) await keeper.setPin(pin);
      else await checkAtServer(pin);
      await atWork(account!, await openVault(account!, pin));
    },
    skipPin() {
      const { account } = keeper.state.value;
      if (account) void atWork(account, undefined);
    },
    async lock() {
      const at = state.value;
      if (at.kind !== "at-work") return;
      const { account, vault } = at.work;
      if (!vault) return this.signOut();
      const owner = { account: account.id, name: account.name };
      // Shut here first: whether the server can be told does not matter.
      state.set({ kind: "locked", owners: [owner], isOnline: false });
      try {
        await keeper.lock();
        state.set({ kind: "locked", owners: [owner], isOnline: true });
      } catch {
        // Without a network the PIN is judged here.
      }
    },
    async signOut() {
      await keeper.signOut();
      await follow({ stage: "signed-out" });
    },
  };
}
