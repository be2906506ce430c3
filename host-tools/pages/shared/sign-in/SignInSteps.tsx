/** The steps of signing in up to an open or locked session. */
import { SupportLine } from "../components/SupportLine.tsx";
import { useTexts } from "../language.ts";
import { ChangePassword } from "./ChangePassword.tsx";
import { Insecure } from "./Insecure.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { SecondStep } from "./SecondStep.tsx";
import type { SessionKeeper, SessionState } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

interface StepsProps {
  readonly keeper: SessionKeeper;
  readonly stage: SessionState["stage"];
  readonly title?: string;
}

export function SignInSteps({ keeper, stage, title }: StepsProps) {
  const t = useTexts(SIGN_IN);
  return (
    <>
      <Insecure />
      {stage === "signed-out" && <PasswordForm keeper={keeper} title={title ?? t.signIn} />}
      {stage === "must-change" && <ChangePassword keeper={keeper} />}
      {(stage === "second" || stage === "second-setup") && (
        <SecondStep key={stage} keeper={keeper} isSetUp={stage === "second-setup"} />
      )}
      <SupportLine />
    </>
  );
}
