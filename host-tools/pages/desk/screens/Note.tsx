/** What is written about a contact: saved when it is left, or with Enter. */
import { useState } from "preact/hooks";
import type { ContactView } from "../../../contract/contacts.ts";
import { tidyText } from "../../../contract/texts.ts";
import { useTexts } from "../../shared/language.ts";
import type { Put } from "../services/contact-edits.ts";
import { CONTACTS } from "../texts/contacts.ts";

interface NoteProps {
  readonly contact: ContactView;
  readonly unsaved: Put | undefined;
  readonly isBusy: boolean;
  readonly save: (seen: ContactView, note: string) => void;
}

/** What is being typed stays, whatever a colleague writes meanwhile. */
export function Note({ contact, unsaved, isBusy, save }: NoteProps) {
  const t = useTexts(CONTACTS);
  const { label, note = "" } = contact;
  const left = unsaved && "note" in unsaved.wanted ? (unsaved.wanted.note ?? "") : undefined;
  const [typed, setTyped] = useState<{ readonly text: string; readonly seen: ContactView }>();
  const leave = () => {
    setTyped(undefined);
    const text = typed?.text ?? left;
    const seen = typed?.seen ?? unsaved?.contact;
    if (text === undefined || !seen) return;
    const tidy = tidyText(text);
    if (tidy !== tidyText(seen.note ?? "") || left !== undefined) save(seen, tidy);
  };
  return (
    <>
      <textarea
        class="note"
        rows={1}
        tabIndex={-1}
        aria-label={t.noteOf(label)}
        maxLength={500}
        value={typed?.text ?? left ?? note}
        onInput={(event) =>
          setTyped({ text: event.currentTarget.value, seen: typed?.seen ?? unsaved?.contact ?? contact })
        }
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          event.currentTarget.closest("tr")?.focus();
        }}
      />
      {left !== undefined && typed === undefined && !isBusy && (
        <span class="small" data-testid="unsaved">
          {t.unsaved}
        </span>
      )}
    </>
  );
}
