import { useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useStore } from "../store.ts";
import { useWork } from "../use-work.ts";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

const LEAST = 12;

export function ChangePassword({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(SIGN_IN);
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const [again, setAgain] = useState("");
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const { isPasswordGiven = false } = useStore(keeper.state);
  const tooShort = isTried && [...fresh].length < LEAST ? t.tooShort : undefined;
  const notSame = isTried && fresh !== again ? t.notSame : undefined;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if ([...fresh].length >= LEAST && fresh === again)
          work.run(() => keeper.changePassword(fresh, isPasswordGiven ? undefined : old));
      }}
    >
      <Heading>{t.changeTitle}</Heading>
      <p>{t.changeLead}</p>
      <Failure error={work.error} />
      {!isPasswordGiven && (
        <Field
          label={t.oldPassword}
          value={old}
          onValue={setOld}
          kind="password"
          input={{ autocomplete: "current-password", required: true, name: "old" }}
        />
      )}
      <Field
        label={t.newPassword}
        value={fresh}
        onValue={setFresh}
        kind="password"
        hint={t.newHint}
        wrong={tooShort}
        input={{ autocomplete: "new-password", required: true, name: "new" }}
      />
      <Field
        label={t.again}
        value={again}
        onValue={setAgain}
        kind="password"
        wrong={notSame}
        input={{ autocomplete: "new-password", required: true, name: "again" }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.goOn}
      </button>
    </form>
  );
}
