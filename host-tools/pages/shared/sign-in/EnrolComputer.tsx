import { useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

const CODE_LETTERS = 12;

/** Once on each computer: the code that the unit's administrator gave on paper or by phone. */
export function EnrolComputer({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(SIGN_IN);
  const [code, setCode] = useState("");
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const isWhole = code.replace(/[^a-z0-9]/gi, "").length === CODE_LETTERS;
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isWhole) work.run(() => keeper.enrolComputer(code));
      }}
    >
      <Heading>{t.enrolTitle}</Heading>
      <p>{t.enrolLead}</p>
      <Failure error={work.error} />
      <Field
        label={t.enrolCode}
        value={code}
        onValue={setCode}
        hint={t.enrolHint}
        wrong={isTried && !isWhole ? t.enrolShort : undefined}
        input={{
          autocomplete: "off",
          autocapitalize: "none",
          spellcheck: false,
          required: true,
          name: "enrolment",
          maxLength: 20,
        }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy}>
        {t.enrol}
      </button>
    </form>
  );
}
