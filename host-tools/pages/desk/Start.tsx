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
import { ChoosePin } from "../shared/sign-in/ChoosePin.tsx";
import { PinForm } from "../shared/sign-in/PinForm.tsx";
import { SignInSteps } from "../shared/sign-in/SignInSteps.tsx";
import { isSigningIn, type SessionKeeper } from "../shared/sign-in/session.ts";
import { SIGN_IN } from "../shared/sign-in/texts.ts";
import { useStore } from "../shared/store.ts";
import { BehindLock, type DeskSeat, NearLock, useDeskSeat } from "./DeskLock.tsx";
import { FRAME } from "./texts/frame.ts";

type Desk = typeof import("./DeskApp.tsx")["DeskApp"];

const ROLES = ["investigator", "caller", "province-administrator"];

export function DeskStart({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(FRAME);
  const { stage, account, hasPin = false } = useStore(keeper.state);
  const [desk, setDesk] = useState<{ readonly View: Desk }>();
  const [isChoosing, setChoosing] = useState(false);
  const seat = useDeskSeat(keeper, ({ role }) => ROLES.includes(role));
  useEffect(() => {
    if (stage === "loading") void keeper.look();
    void import("./DeskApp.tsx").then(({ DeskApp }) => setDesk({ View: DeskApp }));
  }, []);
  const isOpen = seat.account !== undefined && !seat.isLocked;
  const isWrong = stage === "open" && account !== undefined && seat.account === undefined;
  return (
    <>
      <Bar
        name={isOpen || isWrong ? account?.name : undefined}
        signOut={seat.leave}
        {...(isOpen ? (hasPin ? { lock: seat.lock } : { choosePin: () => setChoosing(true) }) : {})}
      />
      {isOpen && seat.isNear && <NearLock hasPin={hasPin} />}
      {!isOpen && <AtTheDoor keeper={keeper} seat={seat} isWrong={isWrong} />}
      {isOpen && isChoosing && (
        <main class="narrow stack">
          <ChoosePin onPin={(pin) => keeper.setPin(pin).then(() => setChoosing(false))} />
        </main>
      )}
      {seat.account && (
        <BehindLock isLocked={!isOpen || isChoosing}>
          <main id="main" class="desk" tabIndex={-1}>
            {desk ? (
              <desk.View key={seat.account.id} api={keeper.api} account={seat.account} />
            ) : (
              <Working text={t.loading} isAtOnce />
            )}
          </main>
        </BehindLock>
      )}
    </>
  );
}

interface BarProps {
  /** Of who is here. */
  readonly name: string | undefined;
  readonly signOut: () => void;
  readonly lock?: () => void;
  readonly choosePin?: () => void;
}

function Bar({ name, signOut, lock, choosePin }: BarProps) {
  const t = useTexts(FRAME);
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
          {name !== undefined && <span>{name}</span>}
        </div>
        <LanguageButton />
        {choosePin && (
          <button type="button" class="button quiet" onClick={choosePin}>
            {t.choosePin}
          </button>
        )}
        {lock && (
          <button type="button" class="button quiet" aria-label={t.lock} onClick={lock}>
            <Icon name="lock" size={20} />
            <span class="wide">{t.lock}</span>
          </button>
        )}
        {name !== undefined && (
          <button type="button" class="button quiet" onClick={signOut}>
            {t.signOut}
          </button>
        )}
      </header>
    </>
  );
}

interface DoorProps {
  readonly keeper: SessionKeeper;
  readonly seat: DeskSeat;
  /** The account works elsewhere. */
  readonly isWrong: boolean;
}

/** What stands there while no desk can be seen. */
function AtTheDoor({ keeper, seat, isWrong }: DoorProps) {
  const t = useTexts(FRAME);
  const s = useTexts(SIGN_IN);
  const { stage } = useStore(keeper.state);
  const isLocked = stage === "locked" || (stage === "open" && !isWrong);
  return (
    <main id={seat.account ? "door" : "main"} class="narrow stack" tabIndex={-1}>
      {isWrong && (
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
      {isLocked && <PinForm title={t.locked} lead={t.lockedLead} button={s.unlock} onPin={seat.unlock} />}
      {isSigningIn(stage) && seat.account && (
        <Notice tone="amber" live>
          <p>{t.signInAgain}</p>
        </Notice>
      )}
      {isSigningIn(stage) && <SignInSteps keeper={keeper} stage={stage} title={t.signIn} />}
    </main>
  );
}
