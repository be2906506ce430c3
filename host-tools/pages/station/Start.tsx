/**
 * The first thing that runs: signing in. What a station works with is fetched behind it, so that a slow line shows the form first.
 * The build prints this very screen into the page's HTML (frames/), where it stands before any script.
 */
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { SignInSteps } from "../shared/sign-in/SignInSteps.tsx";
import { isSigningIn, type SessionKeeper } from "../shared/sign-in/session.ts";
import { useStore } from "../shared/store.ts";
import { NewerPage } from "./notices/NewerPage.tsx";
import { PlainBar } from "./shell/PlainBar.tsx";
import { FRAME } from "./texts/shell.ts";

type App = ReturnType<typeof import("./App.tsx")["openStationApp"]>;
type TrainingPage = typeof import("./TrainingView.tsx")["TrainingView"];

export function StationStart({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(FRAME);
  const { stage } = useStore(keeper.state);
  const [app, setApp] = useState<{ readonly View: App }>();
  const [training, setTraining] = useState<{ readonly View: TrainingPage }>();
  // Fetched when it is wanted; the service worker has it ready.
  const enterTraining = () =>
    void import("./TrainingView.tsx").then(({ TrainingView }) => setTraining({ View: TrainingView }));
  useEffect(() => {
    if (stage === "loading") void keeper.look();
    void import("./App.tsx").then(({ openStationApp }) => setApp({ View: openStationApp(keeper) }));
  }, []);
  // Unknown where the build prints the frame.
  const [cannotSync, setCannotSync] = useState(false);
  useEffect(() => setCannotSync(isSecureContext && navigator.bluetooth === undefined), []);
  if (training) return <training.View leave={() => setTraining(undefined)} />;
  if (app && !isSigningIn(stage)) return <app.View enterTraining={enterTraining} />;
  return (
    <>
      <PlainBar />
      <main class="narrow stack">
        <NewerPage />
        {isSigningIn(stage) ? (
          <>
            {cannotSync && (
              <Notice tone="amber" title={t.noBluetooth}>
                <p>{t.noBluetoothNext}</p>
              </Notice>
            )}
            <SignInSteps keeper={keeper} stage={stage} />
            <button type="button" class="button quiet" onClick={enterTraining}>
              {t.trainingTile}: {t.trainingLead}
            </button>
          </>
        ) : (
          <Working text={t.loading} isAtOnce />
        )}
      </main>
    </>
  );
}
