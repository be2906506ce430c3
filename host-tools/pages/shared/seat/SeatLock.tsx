/**
 * Who sits at a page, and what is shown when nobody has touched it for a while. The page behind a lock stays as it is, with what
 * was being typed; somebody else who signs in gets a new one.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Account } from "../../../contract/sessions.ts";
import { Notice } from "../components/Notice.tsx";
import { watchIdle } from "../idle-lock.ts";
import { useTexts } from "../language.ts";
import { isSigningIn, type SessionKeeper } from "../sign-in/session.ts";
import { useStore } from "../store.ts";
import { SEAT } from "./texts.ts";

const IDLE_MS = 5 * 60_000;
const WARNED_MS = 60_000;

export interface Seat {
  /** Whose page is open, also while it is locked; undefined for nobody's. */
  readonly account: Account | undefined;
  readonly isLocked: boolean;
  /** Less than a minute is left. */
  readonly isNear: boolean;
  lock(): void;
  unlock(pin: string): Promise<void>;
  leave(): void;
}

/** `isAllowed`: the account has a role that works at this page. */
export function useSeat(keeper: SessionKeeper, isAllowed: (account: Account) => boolean): Seat {
  const { stage, account, hasPin } = useStore(keeper.state);
  const [isIdle, setIdle] = useState(false);
  const [isNear, setNear] = useState(false);
  const seat = useRef<Account | undefined>(undefined);
  if (stage === "open" && account) seat.current = isAllowed(account) ? account : undefined;
  const isLocked = isIdle || stage !== "open";
  const lock = () => {
    setIdle(true);
    // Shut here first: whether the server can be told does not matter.
    if (hasPin) keeper.lock().catch(() => {});
    else void keeper.signOut();
  };
  useEffect(() => {
    // Whoever has to sign in anew needs no PIN on top.
    if (isSigningIn(stage)) setIdle(false);
  }, [stage]);
  // Watched from the moment in which it is shown: an effect would begin only after the next picture was drawn.
  useLayoutEffect(() => {
    if (isLocked) return;
    const watch = watchIdle(IDLE_MS, lock, { beforeMs: WARNED_MS, onNear: setNear });
    return () => {
      watch.stop();
      setNear(false);
    };
  }, [isLocked, hasPin]);
  return {
    account: seat.current,
    isLocked,
    isNear,
    lock,
    async unlock(pin) {
      if (keeper.state.value.stage === "open") await keeper.lock();
      await keeper.unlock(pin);
      setIdle(false);
    },
    leave() {
      seat.current = undefined;
      void keeper.signOut();
    },
  };
}

/** What is behind the lock is neither seen nor reached by keys or a screen reader. */
export function BehindLock({
  isLocked,
  children,
}: {
  readonly isLocked: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div hidden={isLocked} inert={isLocked}>
      {children}
    </div>
  );
}

/** Any touch takes it away. */
export function NearLock({ hasPin }: { readonly hasPin: boolean }) {
  const t = useTexts(SEAT);
  return (
    <div class="near-lock" data-testid="near-lock">
      <Notice tone="amber" live>
        <p>{hasPin ? t.nearLock : t.nearSignOut}</p>
        <button type="button" class="button">
          {t.stay}
        </button>
      </Notice>
    </div>
  );
}
