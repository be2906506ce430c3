/** The public word of a unit: channels, facts, and an archive for each channel. Nothing of it leaves this page but as a file. */
import type { ComponentChildren } from "preact";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import { FactsForm } from "./FactsForm.tsx";
import { useWord } from "./use-word.ts";
import { Channels, Languages } from "./WordChoices.tsx";
import { Results, Told } from "./WordTold.tsx";

interface MakingProps {
  /** The name of the own place, where somebody has signed in. */
  readonly unitName: string | undefined;
  /** Above it. */
  readonly children?: ComponentChildren;
}

export function WordMaking({ unitName, children }: MakingProps) {
  const t = useTexts(WORD);
  const word = useWord(unitName);
  const { draft, fetching, work } = word;
  return (
    <div class="stack">
      {children}
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <NotLoaded error={fetching.error} again={word.fetchAll} />
      {fetching.isBusy && <Working text={t.fetching} />}
      {word.isReady && (
        <p class="soft" role="status" data-testid="ready" data-kept={word.isKept}>
          {word.isKept ? t.offlineAndKept : t.offline}
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
