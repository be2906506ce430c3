import { useEffect, useState } from "preact/hooks";
import { Failure } from "../components/Failure.tsx";
import { Field } from "../components/Field.tsx";
import { Heading } from "../components/Heading.tsx";
import { QrPicture } from "../components/QrPicture.tsx";
import { useTexts } from "../language.ts";
import { useWork } from "../use-work.ts";
import { DIGITS } from "./CodeForm.tsx";
import type { SessionKeeper } from "./session.ts";
import { SIGN_IN } from "./texts.ts";

export function SetUpCodes({ keeper }: { readonly keeper: SessionKeeper }) {
  const t = useTexts(SIGN_IN);
  const [uri, setUri] = useState<string>();
  const [code, setCode] = useState("");
  const work = useWork();
  useEffect(() => work.run(async () => setUri(await keeper.beginCodes())), [keeper]);
  const secret = uri === undefined ? null : new URL(uri).searchParams.get("secret");
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        work.run(() => keeper.confirmCodes(code.replace(/\D/g, "")));
      }}
    >
      <Heading>{t.setUpTitle}</Heading>
      <p>{t.setUpLead}</p>
      <Failure error={work.error} />
      {uri && <QrPicture text={uri} label={t.setUpTitle} />}
      {secret && (
        <p>
          {t.secret}: <code>{secret.match(/.{1,4}/g)?.join(" ")}</code>
        </p>
      )}
      <Field
        label={t.firstCode}
        value={code}
        onValue={setCode}
        input={{ ...DIGITS, maxLength: 7, name: "code" }}
      />
      <button type="submit" class="button primary" disabled={work.isBusy || !uri}>
        {t.goOn}
      </button>
    </form>
  );
}
