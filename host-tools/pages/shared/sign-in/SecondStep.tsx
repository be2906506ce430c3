/** More than a password: this computer by itself where it is enrolled, else what the role can give or set up. */
import { useEffect, useState } from "preact/hooks";
import type { SecondFactorKind } from "../../../contract/vocabulary.ts";
import { Failure } from "../components/Failure.tsx";
import { Working } from "../components/Working.tsx";
import { useTexts } from "../language.ts";
import { useStore } from "../store.ts";
import { CodeForm } from "./CodeForm.tsx";
import { EnrolComputer } from "./EnrolComputer.tsx";
import { SetUpCodes } from "./SetUpCodes.tsx";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

interface SecondStepProps {
  readonly keeper: SessionKeeper;
  /** Nothing is set up yet. */
  readonly isSetUp: boolean;
}

export function SecondStep({ keeper, isSetUp }: SecondStepProps) {
  const t = useTexts(SIGN_IN);
  const { ways = [] } = useStore(keeper.state);
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const [chosen, choose] = useState<SecondFactorKind>();
  const isKnown = ways.length > 0;
  const mayBeEnrolled = ways.includes("computer");
  useEffect(() => {
    if (!isKnown) void keeper.look();
    if (!mayBeEnrolled || isTried) return;
    keeper
      .withComputer()
      // A code may still do where the computer is not known any more.
      .catch((error: unknown) => setProblem(error))
      .finally(() => setTried(true));
  }, [isKnown, mayBeEnrolled]);
  if (!isKnown || (mayBeEnrolled && !isTried)) return <Working text={t.checkingComputer} />;
  // A nurse seldom has a phone for it; who has set codes up gives those.
  const first: SecondFactorKind | undefined =
    ways.includes("computer") && (isSetUp || !ways.includes("codes")) ? "computer" : ways[0];
  const way = chosen ?? first;
  const other = ways.find((one) => one !== way);
  return (
    <>
      <Failure error={problem} />
      {way === "computer" && <EnrolComputer keeper={keeper} />}
      {way === "codes" && (isSetUp ? <SetUpCodes keeper={keeper} /> : <CodeForm keeper={keeper} />)}
      {other && (
        <button type="button" class="button quiet" data-testid="other-way" onClick={() => choose(other)}>
          {other === "codes" ? t.usePhone : t.useComputer}
        </button>
      )}
      <button type="button" class="button quiet" onClick={() => keeper.signOut()}>
        {t.otherPerson}
      </button>
    </>
  );
}
