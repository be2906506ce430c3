import { useEffect, useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

export function PasswordForm({ keeper, title }: { readonly keeper: SessionKeeper; readonly title: string }) {
  const t = useTexts(SIGN_IN);
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [isShown, setShown] = useState(false);
  const work = useWork();
  // Printed into the HTML the form takes letters, and is not sent before the script is there.
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        work.run(() => keeper.withPassword(login.trim().toLowerCase(), password));
      }}
    >
      <Heading>{title}</Heading>
      <Failure error={work.error} />
      <Field
        label={t.login}
        value={login}
        onValue={setLogin}
        input={{
          autocomplete: "username",
          autocapitalize: "none",
          spellcheck: false,
          autofocus: true,
          required: true,
          name: "login",
        }}
      />
      <Field
        label={t.password}
        value={password}
        onValue={setPassword}
        kind={isShown ? "text" : "password"}
        input={{ autocomplete: "current-password", required: true, name: "password" }}
      />
      <label class="choice">
        <input type="checkbox" checked={isShown} onChange={() => setShown(!isShown)} />
        {t.showPassword}
      </label>
      <button type="submit" class="button primary" disabled={work.isBusy || !isReady}>
        {isReady ? t.signIn : t.gettingReady}
      </button>
    </form>
  );
}
