/** One contact in the list, as low as a finger needs it: who, the phone, what the radio tells, what was done. */
import type { ContactView } from "../../../contract/contacts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useCallsSoFar } from "../services/calls-so-far.ts";
import type { Put, Wanted } from "../services/contact-edits.ts";
import { doneSoFar } from "../services/done-so-far.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { ContactDetails } from "./ContactDetails.tsx";
import { Note } from "./Note.tsx";
import { FirstPhone, Who } from "./Who.tsx";

interface RowProps {
  readonly caseId: string;
  readonly contact: NumberedContact;
  /** Of the row in the whole list, from 1; the headings are row 1. */
  readonly index: number;
  /** Tab reaches this row. */
  readonly isActive: boolean;
  /** Whether its details are shown. */
  readonly isOpen: boolean;
  readonly isBusy: boolean;
  readonly toggle: () => void;
  /** Its note that was left and is not saved. */
  readonly unsaved: Put | undefined;
  /** Of the contact as it was seen when somebody began to write. */
  readonly put: (contact: ContactView, wanted: Wanted) => void;
  /** A call was written down. */
  readonly changed: () => void;
}

/** That are there on every page: one more would make the table wider. */
const COLUMNS = 7;

/** A row, and one of the contact's details below it while they are shown. What is in a row is reached from it by keys. */
export function ContactRow({
  caseId,
  contact,
  index,
  isActive,
  isOpen,
  isBusy,
  toggle,
  unsaved,
  put,
  changed,
}: RowProps) {
  const t = useTexts(CONTACTS);
  const { key, number, label, isContact } = contact;
  return (
    <>
      <tr
        aria-rowindex={index}
        tabIndex={isActive ? 0 : -1}
        data-key={key}
        data-testid="contact"
        class={`${isContact ? "" : "soft"} ${isOpen ? "open" : ""}`}
      >
        <td class="number order">{number}</td>
        <th scope="row" class="whom" onClick={toggle}>
          <Who contact={contact} lead={useCallsSoFar(contact)} />
          <button
            type="button"
            tabIndex={-1}
            class="more"
            aria-expanded={isOpen}
            aria-label={t.daysOf(label)}
            onClick={(event) => {
              event.stopPropagation();
              toggle();
            }}
          >
            <span aria-hidden="true">{isOpen ? "▾" : "▸"}</span>
          </button>
        </th>
        <td class="call">
          <FirstPhone contact={contact} />
        </td>
        <Measured contact={contact} />
        <td class="status">
          <Status contact={contact} isBusy={isBusy} choose={(state) => put(contact, { state })} />
        </td>
        <td class="wide-note">
          <Note
            contact={contact}
            unsaved={unsaved}
            isBusy={isBusy}
            save={(seen, note) => put(seen, { note: note || null })}
          />
        </td>
      </tr>
      {isOpen && (
        <tr class="details">
          <td colSpan={COLUMNS}>
            <ContactDetails caseId={caseId} contact={contact} changed={changed} />
          </td>
        </tr>
      )}
    </>
  );
}

function Measured({ contact }: { readonly contact: ContactView }) {
  const w = useTexts(WORDS);
  const t = useTexts(CONTACTS);
  const { closeMinutes, minutes, distance, last, confidence } = contact;
  return (
    <>
      <td class="number minutes" data-unit={t.minuteUnit}>
        <strong>{closeMinutes}</strong>
        <span class="soft"> / {minutes}</span>
      </td>
      <td class="rest far">{w.distance[distance]}</td>
      <td class="rest">{whenText(last)}</td>
      <td class="sure">{w.level[confidence.level]}</td>
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
    <select
      tabIndex={-1}
      aria-label={t.statusOf(contact.label)}
      value={doneSoFar(contact)}
      disabled={isBusy}
      onChange={(event) => choose(event.currentTarget.value as ContactState)}
    >
      {Object.entries(w.status).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
