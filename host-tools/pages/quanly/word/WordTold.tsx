/** What becomes of it: how far it is, why it was not made, and the archives. */
import { useEffect } from "preact/hooks";
import { CHANNELS } from "../../../word/templates/channels.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import type { WordWork } from "./use-word.ts";

/** How far it is, or why it was not made. */
export function Told({ word: { told, work, progress } }: { readonly word: WordWork }) {
  const t = useTexts(WORD);
  const language = useLanguage();
  const { problems, unfit, empty = [] } = told;
  useEffect(() => {
    if (problems.length > 0)
      document.querySelector<HTMLElement>("form[data-testid=word] [aria-invalid=true]")?.focus();
  }, [problems]);
  return (
    <>
      <Failure error={work.error} />
      {problems.length > 0 && <Notice tone="red" title={t.faults(problems.length)} />}
      {unfit && (
        <Notice tone="red" title={t.unfit(unfit.template.title[language])}>
          <p>{unfit.error.words(language)}</p>
        </Notice>
      )}
      {empty.length > 0 && (
        <Notice tone="amber" title={t.empty(titlesOf(empty, language))}>
          <p>{t.emptyWhy}</p>
        </Notice>
      )}
      {work.isBusy && progress.of > 0 && (
        <div role="status">
          <progress class="progress" max={progress.of} value={progress.done} aria-label={t.make} />
          <p>{t.making(progress.done, progress.of)}</p>
        </div>
      )}
    </>
  );
}

function titlesOf(ids: readonly string[], language: "vi" | "en"): string {
  return ids.map((id) => CHANNELS.find((one) => one.id === id)!.title[language]).join("; ");
}

export function Results({ word: { told, save, saveAll } }: { readonly word: WordWork }) {
  const t = useTexts(WORD);
  const language = useLanguage();
  const { made } = told;
  if (made.length === 0) return null;
  return (
    <section class="stack" data-testid="made">
      <Notice tone="green" title={t.done(made.length)} live>
        <p>{t.doneWhat}</p>
      </Notice>
      <p>
        <button type="button" class="button primary" data-testid="save-all" onClick={saveAll}>
          {t.saveAll}
        </button>
      </p>
      <ul class="list">
        {made.map((one) => {
          const { title, handedTo } = CHANNELS.find(({ id }) => id === one.id)!;
          return (
            <li key={one.id}>
              <span class="rest">
                <strong>{title[language]}</strong>
                <br />
                <span class="small soft">{t.handedTo(handedTo[language])}</span>
              </span>
              <button type="button" class="button" onClick={() => save(one)}>
                {t.save(title[language])}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
