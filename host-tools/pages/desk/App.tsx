/** Who is here decides what is shown: nobody, somebody on the way in, an investigator, who approves, anybody else. */
import { useEffect } from "preact/hooks";
import { Api } from "../shared/api.ts";
import { Heading } from "../shared/components/Heading.tsx";
import { Icon } from "../shared/components/Icon.tsx";
import { LanguageButton } from "../shared/components/LanguageButton.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { PinForm } from "../shared/sign-in/PinForm.tsx";
import { SignInSteps } from "../shared/sign-in/SignInSteps.tsx";
import { SessionKeeper } from "../shared/sign-in/session.ts";
import { SIGN_IN } from "../shared/sign-in/texts.ts";
import { useStore } from "../shared/store.ts";
import { CaseScreen } from "./screens/CaseScreen.tsx";
import { CasesScreen } from "./screens/CasesScreen.tsx";
import { NewCaseScreen } from "./screens/NewCaseScreen.tsx";
import { DeskContext, useDeskRoute } from "./services/desk-context.ts";
import { DESK } from "./texts/desk.ts";

const keeper = new SessionKeeper(new Api());
const ROLES = ["investigator", "province-administrator"];

export function DeskApp() {
  const t = useTexts(DESK);
  const s = useTexts(SIGN_IN);
  const { stage, account } = useStore(keeper.state);
  useEffect(() => void keeper.look(), []);
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
        <DeskContext.Provider value={{ api: keeper.api, account }}>
          <main id="main" class="desk" tabIndex={-1}>
            <Screen />
          </main>
        </DeskContext.Provider>
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
          {stage === "loading" && <Working text={t.loading} />}
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
          {stage !== "locked" && <SignInSteps keeper={keeper} stage={stage} title={t.signIn} />}
        </main>
      )}
    </>
  );
}

function Screen() {
  const [name = "", about = ""] = useDeskRoute();
  if (name === "new") return <NewCaseScreen />;
  if (name === "case") return <CaseScreen key={about} id={about} />;
  return <CasesScreen />;
}
