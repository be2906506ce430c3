/** Who is here decides what is shown: nobody, somebody on the way in, somebody at work, somebody away. */
import { useEffect, useState } from "preact/hooks";
import { Heading } from "../shared/components/Heading.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useTexts } from "../shared/language.ts";
import { Insecure } from "../shared/sign-in/Insecure.tsx";
import { SignInSteps } from "../shared/sign-in/SignInSteps.tsx";
import { useStore } from "../shared/store.ts";
import { NewerPage } from "./notices/NewerPage.tsx";
import { StationView } from "./StationView.tsx";
import { Door } from "./services/door.ts";
import { PlainBar } from "./shell/Bar.tsx";
import { FirstPin } from "./shell/FirstPin.tsx";
import { Locked } from "./shell/Locked.tsx";
import { FRAME } from "./texts/shell.ts";

const door = new Door();

type TrainingPage = typeof import("./TrainingView.tsx")["TrainingView"];

export function StationApp() {
  const t = useTexts(FRAME);
  const at = useStore(door.state);
  const [training, setTraining] = useState<{ readonly View: TrainingPage }>();
  // Fetched when it is wanted; the service worker has it ready.
  const enterTraining = () =>
    void import("./TrainingView.tsx").then(({ TrainingView }) => setTraining({ View: TrainingView }));
  useEffect(() => void door.open(), []);
  if (training) return <training.View leave={() => setTraining(undefined)} />;
  if (at.kind === "at-work") return <StationView door={door} work={at.work} enterTraining={enterTraining} />;
  return (
    <>
      <PlainBar />
      <main class="narrow stack">
        <NewerPage />
        {at.kind === "loading" && <Working text={t.loading} />}
        {at.kind === "signing-in" && <SignInSteps keeper={door.keeper} stage={at.stage} />}
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
            <Notice tone="amber">
              <p>{t.wrongRole}</p>
            </Notice>
            <button type="button" class="button" onClick={() => door.signOut()}>
              {t.signOut}
            </button>
          </>
        )}
        {(at.kind === "signing-in" || at.kind === "away") && (
          <button type="button" class="button quiet" onClick={enterTraining}>
            {t.trainingTile}: {t.trainingLead}
          </button>
        )}
      </main>
    </>
  );
}
