/** Who is here decides what is shown: nobody, somebody on the way in, somebody at work, somebody away. */
import { useEffect, useState } from "preact/hooks";
import { Heading } from "../../web/ui/components/Heading.tsx";
import { Notice } from "../../web/ui/components/Notice.tsx";
import { Working } from "../../web/ui/components/Working.tsx";
import { useTexts } from "../../web/ui/language.ts";
import { Insecure } from "../../web/ui/sign-in/Insecure.tsx";
import { SignInSteps } from "../../web/ui/sign-in/SignInSteps.tsx";
import { useStore } from "../../web/ui/store.ts";
import { PlainBar } from "./frame/Bar.tsx";
import { FirstPin } from "./frame/FirstPin.tsx";
import { Locked } from "./frame/Locked.tsx";
import { NewerPage } from "./frame/NewerPage.tsx";
import { StationView } from "./StationView.tsx";
import { FRAME } from "./texts/frame.ts";
import { openDoor } from "./work/door.ts";

const door = openDoor();

type TrainingPage = typeof import("./TrainingView.tsx")["TrainingView"];

export function App() {
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
