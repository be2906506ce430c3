/** The public word of a unit: channels, facts, and an archive for each channel. Nothing of it leaves this page but as a file. */
import { useEffect } from "preact/hooks";
import { UNIT_KINDS } from "../../../word/facts.ts";
import { CHANNELS, SUGGESTED } from "../../../word/templates/channels.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Back } from "../controls/Back.tsx";
import { usePlaces } from "../services/places.ts";
import { useQuanly } from "../services/quanly-context.ts";
import { HOME } from "../texts/home.ts";
import { WORD } from "../texts/word.ts";
import { FactsForm } from "./FactsForm.tsx";
import { useWord, type WordWork } from "./use-word.ts";

export function WordScreen() {
  const t = useTexts(WORD);
  const home = useTexts(HOME);
  const { account } = useQuanly();
  const { places } = usePlaces();
  const word = useWord(places?.all.find(({ id }) => id === account.place)?.name);
  const { draft, fetching, work } = word;
  return (
    <div class="stack">
      <Back to="" text={home.back} />
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <NotLoaded error={fetching.error} again={word.fetchAll} />
      {fetching.isBusy && <Working text={t.fetching} />}
      {word.isReady && (
        <p class="soft" role="status" data-testid="ready">
          {t.offline}
        </p>
      )}
      <form
        class="stack form"
        noValidate
        data-testid="word"
        onSubmit={(event) => {
          event.preventDefault();
          word.make();
        }}
      >
        <Channels word={word} />
        <FactsForm word={word} />
        <Languages word={word} />
        <Told word={word} />
        <button
          type="submit"
          class="button primary"
          disabled={
            !word.isReady || work.isBusy || draft.channels.length === 0 || draft.languages.length === 0
          }
        >
          {t.make}
        </button>
        {draft.channels.length === 0 && <p class="soft">{t.chooseOne}</p>}
      </form>
      <Results word={word} />
      <p class="soft">{t.kept}</p>
      <p>
        <button type="button" class="button quiet" onClick={word.startAgain}>
          {t.startAgain}
        </button>
      </p>
    </div>
  );
}

function Channels({ word: { draft, set } }: { readonly word: WordWork }) {
  const t = useTexts(WORD);
  const language = useLanguage();
  const kind = UNIT_KINDS.find((one) => one === draft.typed.kind) ?? "commune";
  const isAll = draft.channels.length === CHANNELS.length;
  const turned = (id: string) =>
    draft.channels.includes(id) ? draft.channels.filter((one) => one !== id) : [...draft.channels, id];
  return (
    <fieldset>
      <legend>{t.channels}</legend>
      <div class="row">
        <button
          type="button"
          class="button"
          data-testid="suggested"
          onClick={() => set({ channels: SUGGESTED[kind].map(({ id }) => id) })}
        >
          {t.suggested(t.kinds[kind])}
        </button>
        <button
          type="button"
          class="button quiet"
          data-testid="all-channels"
          onClick={() => set({ channels: isAll ? [] : CHANNELS.map(({ id }) => id) })}
        >
          {isAll ? t.noChannels : t.allChannels}
        </button>
      </div>
      <div class="channels">
        {CHANNELS.map(({ id, title }) => (
          <label key={id} class="choice">
            <input
              type="checkbox"
              name={`channel-${id}`}
              checked={draft.channels.includes(id)}
              onChange={() => set({ channels: turned(id) })}
            />
            {title[language]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Languages({ word: { draft, set } }: { readonly word: WordWork }) {
  const t = useTexts(WORD);
  return (
    <fieldset>
      <legend>{t.languages}</legend>
      {(["vi", "en"] as const).map((one) => (
        <label key={one} class="choice">
          <input
            type="checkbox"
            name={`language-${one}`}
            checked={draft.languages.includes(one)}
            onChange={(event) => {
              const isOn = event.currentTarget.checked;
              set({
                languages: (["vi", "en"] as const).filter((each) =>
                  each === one ? isOn : draft.languages.includes(each),
                ),
              });
            }}
          />
          {t[one]}
        </label>
      ))}
      <label class="choice">
        <input
          type="checkbox"
          name="bleed"
          checked={draft.hasBleed}
          onChange={(event) => set({ hasBleed: event.currentTarget.checked })}
        />
        {t.bleed}
      </label>
    </fieldset>
  );
}

/** How far it is, or why it was not made. */
function Told({ word: { told, work, progress } }: { readonly word: WordWork }) {
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

function Results({ word: { told, save, saveAll } }: { readonly word: WordWork }) {
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
