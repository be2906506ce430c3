import { useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

export const DIGITS = {
  inputMode: "numeric",
  autocomplete: "one-time-code",
  class: "digits",
  required: true,
} as const;

export function CodeForm({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(SIGN_IN);
  const [code, setCode] = useState("");
  const work = useWork();
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        work.run(() => keeper.withCode(code.replace(/\D/g, "")));
      }}
    >
      <Heading>{t.codeTitle}</Heading>
      <p>{t.codeLead}</p>
      <Failure error={work.error} />
      <Field
        label={t.code}
        value={code}
        onValue={setCode}
        input={{ ...DIGITS, maxLength: 7, name: "code" }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.goOn}
      </button>
    </form>
  );
}
