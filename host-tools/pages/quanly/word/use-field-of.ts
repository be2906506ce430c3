/** What an input of the facts' form shares with all others. */
import { FAULT_WORDS, type FactsFault } from "../../../word/fault-words.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { AS_TYPED } from "../texts/word.ts";
import type { WordWork } from "./use-word.ts";

export interface FactsProps {
  readonly word: WordWork;
}

/** On a phone, what the keyboard of a field is for. */
export const PHONE = { inputmode: "tel" };
export const ADDRESS = { inputmode: "url" };

/** By an input's name among the facts. */
export function useFieldOf({ draft, type, wrongAt }: WordWork) {
  const language = useLanguage();
  const asTyped = useTexts(AS_TYPED);
  const said = (fault: FactsFault) => asTyped[fault] ?? FAULT_WORDS[fault][language];
  return (name: string, input: Readonly<Record<string, string>> = {}) => {
    const fault = wrongAt(name);
    return {
      value: draft.typed[name] ?? "",
      onValue: (value: string) => type(name, value),
      wrong: fault && said(fault),
      input: { name, autocomplete: "off", ...input },
    };
  };
}
