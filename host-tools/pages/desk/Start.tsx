/**
 * The first thing that runs: signing in. The desk itself is fetched behind it, so that a slow line shows the form first. The build
 * prints this very screen into the page's HTML (frames/), where it stands before any script.
 */
import { useEffect, useState } from "preact/hooks";
import { Heading } from "../shared/components/Heading.tsx";
import { Icon } from "../shared/components/Icon.tsx";
import { LanguageButton } from "../shared/components/LanguageButton.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { PinForm } from "../shared/sign-in/PinForm.tsx";
import { SignInSteps } from "../shared/sign-in/SignInSteps.tsx";
import { isSigningIn, type SessionKeeper } from "../shared/sign-in/session.ts";
import { SIGN_IN } from "../shared/sign-in/texts.ts";
import { useStore } from "../shared/store.ts";
import { FRAME } from "./texts/frame.ts";

type Desk = typeof import("./DeskApp.tsx")["DeskApp"];

const ROLES = ["investigator", "province-administrator"];

export function DeskStart({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(FRAME);
  const s = useTexts(SIGN_IN);
  const { stage, account } = useStore(keeper.state);
  const [desk, setDesk] = useState<{ readonly View: Desk }>();
  useEffect(() => {
    if (stage === "loading") void keeper.look();
    void import("./DeskApp.tsx").then(({ DeskApp }) => setDesk({ View: DeskApp }));
  }, []);
  const isIn = stage === "open" && account !== undefined;
  return (
    <>
      <button type="button" class="button skip" onClick={() => document.getElementById("main")?.focus()}>
        {t.skip}
      </button>
      <header class="bar">
        <a class="home" href="#/" aria-label={t.home}>
          <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
        </a>
        <div class="place">
          <strong>{t.product}</strong>
          {isIn && <span>{account.name}</span>}
        </div>
        <LanguageButton />
        {isIn && (
          <button type="button" class="button quiet" aria-label={t.signOut} onClick={() => keeper.signOut()}>
            <Icon name="lock" size={20} />
            <span class="wide">{t.signOut}</span>
          </button>
        )}
      </header>
      {isIn && ROLES.includes(account.role) ? (
        <main id="main" class="desk" tabIndex={-1}>
          {desk ? <desk.View api={keeper.api} account={account} /> : <Working text={t.loading} isAtOnce />}
        </main>
      ) : (
        <main id="main" class="narrow stack" tabIndex={-1}>
          {isIn && (
            <>
              <Heading>{t.product}</Heading>
              <Notice tone="amber" live>
                <p data-testid="wrong-role">{t.wrongRole}</p>
              </Notice>
            </>
          )}
          {stage === "loading" && <Working text={t.loading} isAtOnce />}
          {stage === "away" && (
            <Notice tone="red">
              <p>{t.away}</p>
              <button type="button" class="button" onClick={() => keeper.look()}>
                {t.retry}
              </button>
            </Notice>
          )}
          {stage === "locked" && (
            <PinForm title={t.locked} lead="" button={s.unlock} onPin={(pin) => keeper.unlock(pin)} />
          )}
          {isSigningIn(stage) && <SignInSteps keeper={keeper} stage={stage} title={t.signIn} />}
        </main>
      )}
    </>
  );
}
