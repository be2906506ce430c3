/** A plain picture of what is still on this computer and of what it holds ahead. */
import type { ComponentChildren } from "preact";
import { Heading } from "../../shared/components/Heading.tsx";
import { Icon } from "../../shared/components/Icon.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { clockText, dateText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { useWork } from "../../shared/use-work.ts";
import { countOf } from "../local-store/waiting.ts";
import { useStation } from "../services/station-context.ts";
import { MODES } from "../texts/modes.ts";
import { WaitingForms } from "./WaitingForms.tsx";

const whenText = (ms: number) => `${clockText(ms)} ${dateText(ms)}`;

export function WaitingScreen() {
  const t = useTexts(MODES);
  const language = useLanguage();
  const { waiting, exchange } = useStation();
  const kept = useStore(waiting);
  const work = useWork();
  const { pages, tokens, reports, forms, formsOfOthers, since, ahead, isAheadOver } = kept;
  return (
    <div class="stack">
      <Heading>{t.waitingTitle}</Heading>
      {countOf(kept) === 0 ? (
        <Notice tone="green">
          <p>{t.nothingWaits}</p>
        </Notice>
      ) : (
        <>
          {!kept.isLasting && (
            <Notice tone="amber">
              <p data-testid="fleeting">{t.fleeting}</p>
            </Notice>
          )}
          {kept.putOff && (
            <Notice tone="amber">
              <p data-testid="put-off">{kept.putOff[language]}</p>
            </Notice>
          )}
          <ul class="list" data-testid="waiting">
            {pages > 0 && <Line title={t.waitsPages(pages, tokens)} lead={t.waitsPagesLead} />}
            {reports > 0 && <Line title={t.waitsReports(reports)} />}
            {forms.length > 0 && <Line title={t.waitsForms(forms.length)} lead={t.waitsFormsLead} />}
            {formsOfOthers > 0 && <Line title={t.waitsOthers(formsOfOthers)} />}
          </ul>
          {since !== undefined && <p class="soft">{t.since(whenText(since))}</p>}
          <WaitingForms forms={forms} />
        </>
      )}
      <button type="button" class="button primary" disabled={work.isBusy} onClick={() => work.run(exchange)}>
        {work.isBusy ? t.sending : t.sendNow}
      </button>
      <section class="card">
        <h2>{t.aheadTitle}</h2>
        {ahead ? (
          <>
            <p>{t.aheadTokens(ahead.tokens, ahead.persons)}</p>
            <p>{t.aheadUntil(whenText(ahead.goodUntil))}</p>
            <p class="soft">{t.aheadLocked}</p>
          </>
        ) : (
          <p>{isAheadOver ? t.aheadOver : t.aheadNone}</p>
        )}
      </section>
    </div>
  );
}

function Line({ title, lead }: { readonly title: ComponentChildren; readonly lead?: string }) {
  return (
    <li>
      <Icon name="waiting" size={28} />
      <span class="grow">
        <strong>{title}</strong>
        {lead && (
          <>
            <br />
            <span class="small soft">{lead}</span>
          </>
        )}
      </span>
    </li>
  );
}
