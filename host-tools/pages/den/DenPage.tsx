/** A visitor's own phone at a gate: whose code was scanned, and a visit told there. Nothing of it is kept in the phone. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { NOBODY_IS_TURNED_AWAY } from "../../contract/consent-texts.ts";
import type { Site } from "../../contract/site.ts";
import { siteIn } from "../../contract/site-link.ts";
import { Api } from "../shared/api.ts";
import { Failure } from "../shared/components/Failure.tsx";
import { LanguageButton } from "../shared/components/LanguageButton.tsx";
import { Notice } from "../shared/components/Notice.tsx";
import { Working } from "../shared/components/Working.tsx";
import { useLanguage, useTexts } from "../shared/language.ts";
import { useAnswerOf } from "../shared/use-answer.ts";
import { OwnVisit } from "./OwnVisit.tsx";
import { DEN } from "./texts.ts";

export function DenPage() {
  const t = useTexts(DEN);
  const nobody = NOBODY_IS_TURNED_AWAY[useLanguage()];
  // Not where the build prints the frame.
  const [address, setAddress] = useState<string>();
  useEffect(() => setAddress(location.href), []);
  const code = address === undefined ? undefined : siteIn(address);
  return (
    <>
      <header class="bar">
        <img src="/icon.svg" alt="" width={40} height={40} class="logo" />
        <div class="place">
          <strong>{t.product}</strong>
        </div>
        <LanguageButton />
      </header>
      <main class="stack narrow den">
        {address === undefined ? (
          <>
            <h1>{t.product}</h1>
            <Working text={t.loading} isAtOnce />
          </>
        ) : code === undefined ? (
          <>
            <h1>{t.product}</h1>
            <Notice tone="note">
              <p>{t.scanAgain}</p>
            </Notice>
          </>
        ) : (
          <AtSite code={code} />
        )}
        <p class="soft">{nobody}</p>
      </main>
    </>
  );
}

function AtSite({ code }: { readonly code: string }) {
  const t = useTexts(DEN);
  const api = useMemo(() => new Api(), []);
  const { value: site, error, again } = useAnswerOf<Site>(api, `/api/site/${code}`);
  if (site) return <OwnVisit api={api} code={code} site={site} />;
  return (
    <>
      <h1>{t.product}</h1>
      {error === undefined ? (
        <Working text={t.loading} isAtOnce />
      ) : (
        <>
          <Failure error={error} />
          <button type="button" class="button primary huge" onClick={again}>
            {t.again}
          </button>
        </>
      )}
    </>
  );
}
