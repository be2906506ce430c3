/** One contact in the table: what the radio tells, whom to call, what was done. */
import { useState } from "preact/hooks";
import type { ContactView, RadioContact } from "../../../contract/contacts.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { tidyText } from "../../../contract/texts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import type { Put, Wanted } from "../services/contact-edits.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS, type ContactTexts } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import { WORDS } from "../texts/words.ts";
import { DayTable } from "./DayTable.tsx";

interface RowProps {
  readonly contact: NumberedContact;
  /** Whether its days are shown. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly toggle: () => void;
  /** Its note that was left and is not saved. */
  readonly unsaved: Put | undefined;
  /** Of the contact as it was seen when somebody began to write. */
  readonly put: (contact: ContactView, wanted: Wanted) => void;
}

/** A row, and one of the contact's days below it while they are shown. */
export function ContactRow({ contact, isOpen, isBusy, toggle, unsaved, put }: RowProps) {
  const t = useTexts(CONTACTS);
  return (
    <>
      <tr data-testid="contact" class={contact.isContact ? "" : "soft"}>
        <td class="number order" data-label={t.number}>
          {contact.number}
        </td>
        <th scope="row">
          <Who contact={contact} />
          <button
            type="button"
            class="sort small no-print"
            aria-expanded={isOpen}
            aria-label={t.daysOf(contact.label)}
            onClick={toggle}
          >
            {t.days} {isOpen ? "▾" : "▸"}
          </button>
        </th>
        <td>
          <Phones contact={contact} t={t} />
        </td>
        <Measured contact={contact} />
        <td data-label={t.status}>
          <Status contact={contact} isBusy={isBusy} choose={(state) => put(contact, { state })} />
        </td>
        <td class="wide-note" data-label={t.note}>
          <Note
            contact={contact}
            unsaved={unsaved}
            isBusy={isBusy}
            save={(seen, note) => put(seen, { note: note || null })}
          />
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={10}>
            <DayTable contact={contact} />
            <History contact={contact} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Who did what when: nothing that was written is gone. */
function History({ contact: { history } }: { readonly contact: ContactView }) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  if (history.length === 0) return null;
  return (
    <ol class="small" aria-label={t.history} data-testid="history">
      {history.map(({ at, by, state, note }) => (
        <li key={at}>
          {whenText(at)} · {by ?? t.somebody} · {w.status[state]}
          {note && ` · ${note}`}
        </li>
      ))}
    </ol>
  );
}

function Measured({ contact }: { readonly contact: ContactView }) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const { confidence } = contact;
  return (
    <>
      <td class="number" data-label={t.minutes}>
        <strong>{contact.closeMinutes}</strong>
      </td>
      <td class="number" data-label={t.present}>
        {contact.minutes}
      </td>
      <td class="whole" data-label={t.distance}>
        {w.distance[contact.distance]}
      </td>
      <td data-label={t.last}>{whenText(contact.last)}</td>
      <td data-label={t.sure}>
        <strong>{w.level[confidence.level]}</strong>
        <span class="small soft"> {confidence.reasons.map((reason) => w.confidence[reason]).join(", ")}</span>
      </td>
    </>
  );
}

interface StatusProps {
  readonly contact: ContactView;
  readonly isBusy: boolean;
  readonly choose: (state: ContactState) => void;
}

function Status({ contact, isBusy, choose }: StatusProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <>
      <select
        class="no-print"
        aria-label={t.statusOf(contact.label)}
        value={contact.state}
        disabled={isBusy}
        onChange={(event) => choose(event.currentTarget.value as ContactState)}
      >
        {Object.entries(w.status).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <span class="print-only">{w.status[contact.state]}</span>
    </>
  );
}

export function Who({ contact: { label, person, tokens } }: { readonly contact: RadioContact }) {
  const d = useTexts(DESK);
  return (
    <>
      <span class="who">{label}</span>
      <span class="small soft">
        {person
          ? [`${d.born} ${person.birth}`, person.organisation, person.group, person.hamlet, person.unitName]
              .filter(Boolean)
              .join(" · ")
          : tokens.map(({ name }) => name).join(", ")}
      </span>
    </>
  );
}

export function Phones({
  contact: { person },
  t,
}: {
  readonly contact: RadioContact;
  readonly t: ContactTexts;
}) {
  const guardian = person?.guardian;
  return (
    <>
      {person?.phone && (
        <a class="phone" href={`tel:${person.phone}`}>
          {readablePhone(person.phone)}
        </a>
      )}
      {person?.phoneShared && <span class="small soft">{t.shared}</span>}
      {guardian && (
        <span class="small">
          {guardian.name} ({t.guardian}){" "}
          {guardian.phone && <a href={`tel:${guardian.phone}`}>{readablePhone(guardian.phone)}</a>}
        </span>
      )}
    </>
  );
}

interface NoteProps {
  readonly contact: ContactView;
  readonly unsaved: Put | undefined;
  readonly isBusy: boolean;
  readonly save: (seen: ContactView, note: string) => void;
}

/** Saved when it is left, or with Enter. What is being typed stays, whatever a colleague writes meanwhile. */
function Note({ contact, unsaved, isBusy, save }: NoteProps) {
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
        class="note no-print"
        rows={1}
        aria-label={t.noteOf(label)}
        maxLength={500}
        value={typed?.text ?? left ?? note}
        onInput={(event) =>
          setTyped({ text: event.currentTarget.value, seen: typed?.seen ?? unsaved?.contact ?? contact })
        }
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      {left !== undefined && typed === undefined && !isBusy && (
        <span class="small no-print" data-testid="unsaved">
          {t.unsaved}
        </span>
      )}
      <span class="print-only">{note}</span>
    </>
  );
}
