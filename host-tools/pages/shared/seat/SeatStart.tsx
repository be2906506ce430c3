/**
 * The first thing that runs at a page at which somebody sits: signing in. The work itself is fetched behind it, so that a slow line
 * shows the form first. The build prints this very screen into the page's HTML (frames/), where it stands before any script.
 */
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Account } from "../../../contract/sessions.ts";
import type { Role } from "../../../contract/vocabulary.ts";
import type { Api } from "../api.ts";
import { Heading } from "../components/Heading.tsx";
import { Icon } from "../components/Icon.tsx";
import { LanguageButton } from "../components/LanguageButton.tsx";
import { later } from "../components/later.tsx";
import { Notice } from "../components/Notice.tsx";
import { OwnPages } from "../components/OwnPages.tsx";
import { Working } from "../components/Working.tsx";
import { type Both, useTexts } from "../language.ts";
import { ChoosePin } from "../sign-in/ChoosePin.tsx";
import { PinForm } from "../sign-in/PinForm.tsx";
import { SignInSteps } from "../sign-in/SignInSteps.tsx";
import { isSigningIn, type SessionKeeper } from "../sign-in/session.ts";
import { SIGN_IN } from "../sign-in/texts.ts";
import { useStore } from "../store.ts";
import { BehindLock, NearLock, type Seat, useSeat } from "./SeatLock.tsx";
import { SEAT } from "./texts.ts";

export interface SeatTexts {
  readonly product: string;
  readonly signIn: string;
  readonly home: string;
  /** For whom this page is not. */
  readonly wrongRole: string;
}

type Work = ComponentType<{ readonly api: Api; readonly account: Account }>;

interface StartProps {
  readonly keeper: SessionKeeper;
  readonly texts: Both<SeatTexts>;
  /** Who works at this page. */
  readonly roles: readonly Role[];
  /** Class of its main part. */
  readonly name: string;
  readonly fetch: () => Promise<Work>;
  /** Stands in the place of signing in, where nobody can sign in yet. */
  readonly before?: ComponentChildren;
  /** What can be done where the server does not answer and nobody sits here. */
  readonly away?: ComponentChildren;
}

export function SeatStart({ keeper, texts, roles, name, fetch, before, away }: StartProps) {
  const own = useTexts(texts);
  const { stage, account, hasPin = false } = useStore(keeper.state);
  const [View] = useState(() => later(fetch));
  const [isChoosing, setChoosing] = useState(false);
  const seat = useSeat(keeper, ({ role }) => roles.includes(role));
  useEffect(() => {
    if (stage === "loading") void keeper.look();
    // Behind the form, so that it is there when it is wanted; what does not come is told of then.
    fetch().catch(() => {});
  }, []);
  const isOpen = seat.account !== undefined && !seat.isLocked;
  const isWrong = stage === "open" && account !== undefined && seat.account === undefined;
  return (
    <>
      <Bar
        texts={own}
        name={isOpen || isWrong ? account?.name : undefined}
        signOut={seat.leave}
        {...(isOpen ? (hasPin ? { lock: seat.lock } : { choosePin: () => setChoosing(true) }) : {})}
      />
      {isOpen && seat.isNear && <NearLock hasPin={hasPin} />}
      {!isOpen && (
        <AtTheDoor keeper={keeper} seat={seat} isWrong={isWrong} texts={own} before={before} away={away} />
      )}
      {isOpen && isChoosing && (
        <main class="narrow stack">
          <ChoosePin onPin={(pin) => keeper.setPin(pin).then(() => setChoosing(false))} />
        </main>
      )}
      {seat.account && (
        <BehindLock isLocked={!isOpen || isChoosing}>
          <main id="main" class={name} tabIndex={-1}>
            <View key={seat.account.id} api={keeper.api} account={seat.account} />
          </main>
        </BehindLock>
      )}
    </>
  );
}

interface BarProps {
  readonly texts: SeatTexts;
  /** Of who is here. */
  readonly name: string | undefined;
  readonly signOut: () => void;
  readonly lock?: () => void;
  readonly choosePin?: () => void;
}

function Bar({ texts, name, signOut, lock, choosePin }: BarProps) {
  const t = useTexts(SEAT);
  return (
    <>
      <button type="button" class="button skip" onClick={() => document.getElementById("main")?.focus()}>
        {t.skip}
      </button>
      <header class="bar">
        <a class="home" href="#/" aria-label={texts.home}>
          <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
        </a>
        <div class="place">
          <strong>{texts.product}</strong>
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
  readonly seat: Seat;
  /** The account works elsewhere. */
  readonly isWrong: boolean;
  readonly texts: SeatTexts;
  readonly before: ComponentChildren;
  readonly away: ComponentChildren;
}

/** What stands there while no work can be seen. */
function AtTheDoor({ keeper, seat, isWrong, texts, before, away }: DoorProps) {
  const t = useTexts(SEAT);
  const s = useTexts(SIGN_IN);
  const { stage, account } = useStore(keeper.state);
  const isLocked = stage === "locked" || (stage === "open" && !isWrong);
  return (
    <main id={seat.account ? "door" : "main"} class="narrow stack" tabIndex={-1}>
      {isWrong && account && (
        <>
          <Heading>{texts.product}</Heading>
          <Notice tone="amber" live>
            <p data-testid="wrong-role">{texts.wrongRole}</p>
          </Notice>
          <OwnPages role={account.role} />
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
      {stage === "away" && !seat.account && away}
      {isLocked && <PinForm title={t.locked} lead={t.lockedLead} button={s.unlock} onPin={seat.unlock} />}
      {isSigningIn(stage) && seat.account && (
        <Notice tone="amber" live>
          <p>{t.signInAgain}</p>
        </Notice>
      )}
      {isSigningIn(stage) && (before ?? <SignInSteps keeper={keeper} stage={stage} title={texts.signIn} />)}
    </main>
  );
}
