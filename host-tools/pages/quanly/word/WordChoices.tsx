/** What is to be made: channels, languages, and whether a printing house cuts it. */
import { UNIT_KINDS } from "../../../word/facts.ts";
import { CHANNELS, SUGGESTED } from "../../../word/templates/channels.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { WORD } from "../texts/word.ts";
import type { WordWork } from "./use-word.ts";

export function Channels({ word: { draft, set } }: { readonly word: WordWork }) {
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

export function Languages({ word: { draft, set } }: { readonly word: WordWork }) {
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
