/** Who is here decides what is shown: somebody who has signed in, somebody at work, somebody away. */
import { Heading } from "../shared/components/Heading.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { OwnPages } from "../shared/components/OwnPages.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { Insecure } from "../shared/sign-in/Insecure.tsx";
import type { SessionKeeper } from "../shared/sign-in/session.ts";
import { useStore } from "../shared/store.ts";
import { NewerPage } from "./notices/NewerPage.tsx";
import { StationView } from "./StationView.tsx";
import { Door } from "./services/door.ts";
import { FirstPin } from "./shell/FirstPin.tsx";
import { Locked } from "./shell/Locked.tsx";
import { PlainBar } from "./shell/PlainBar.tsx";
import { FRAME } from "./texts/shell.ts";

/** The station of this browser tab, over the session that signing in has opened. */
export function openStationApp(keeper: SessionKeeper) {
  const door = new Door(keeper);
  void door.follow();
  return ({ enterTraining }: { readonly enterTraining: () => void }) => (
    <StationApp door={door} enterTraining={enterTraining} />
  );
}

interface AppProps {
  readonly door: Door;
  readonly enterTraining: () => void;
}

function StationApp({ door, enterTraining }: AppProps) {
  const t = useTexts(FRAME);
  const at = useStore(door.state);
  if (at.kind === "at-work") return <StationView door={door} work={at.work} enterTraining={enterTraining} />;
  return (
    <>
      <PlainBar />
      <main class="narrow stack">
        <NewerPage />
        {at.kind === "loading" && <Working text={t.loading} />}
        {at.kind === "locked" && <Locked door={door} at={at} />}
        {at.kind === "pin-wanted" && <FirstPin door={door} at={at} />}
        {at.kind === "away" && (
          <>
            <Insecure />
            <Heading>{t.awayTitle}</Heading>
            {at.isVaultGone && (
              <Notice tone="red">
                <p>{t.vaultGone}</p>
              </Notice>
            )}
            <p>{t.awayLead}</p>
            <button type="button" class="button primary" onClick={() => door.open()}>
              {t.retry}
            </button>
          </>
        )}
        {at.kind === "wrong-role" && (
          <>
            <Heading>{t.wrongRoleTitle}</Heading>
            <Notice tone="amber">
              <p>{t.wrongRole}</p>
            </Notice>
            <OwnPages role={at.role} />
            <button type="button" class="button" onClick={() => door.signOut()}>
              {t.signOut}
            </button>
          </>
        )}
        {at.kind === "away" && (
          <button type="button" class="button quiet" onClick={enterTraining}>
            {t.trainingTile}: {t.trainingLead}
          </button>
        )}
      </main>
    </>
  );
}
