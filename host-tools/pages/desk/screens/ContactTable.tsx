import { Fragment } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ContactChange, ContactView } from "../../../contract/contacts.ts";
import { readablePhone } from "../../../contract/phones.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS, type ContactTexts } from "../texts/contacts.ts";
import { whenText } from "../texts/dates.ts";
import { DESK } from "../texts/desk.ts";
import { WORDS } from "../texts/words.ts";
import { DayTable } from "./DayTable.tsx";

type SortKey = "order" | "name" | "minutes" | "present" | "distance" | "last" | "sure" | "status";
interface Sort {
  readonly by: SortKey;
  readonly isUp: boolean;
}

const DISTANCES = ["1m", "2m", "4m", "far"];
const LEVELS = ["high", "medium", "low"];
const STATUSES = ["to-call", "called", "quarantined", "tested", "closed"];

/** What a column is sorted by. */
const KEYS: Readonly<Record<SortKey, (contact: NumberedContact) => string | number>> = {
  order: ({ number }) => number,
  name: ({ person, label }) => person?.sortKey ?? label,
  minutes: ({ closeMinutes }) => closeMinutes,
  present: ({ minutes }) => minutes,
  distance: ({ distance }) => DISTANCES.indexOf(distance),
  last: ({ last }) => last,
  sure: ({ confidence }) => LEVELS.indexOf(confidence.level),
  status: ({ state }) => STATUSES.indexOf(state),
};

/** Lengths begin with the longest: who was near for long is called first. */
const beginsUp = (by: SortKey) => by !== "minutes" && by !== "present";

export function sorted(contacts: readonly NumberedContact[], { by, isUp }: Sort): NumberedContact[] {
  const key = KEYS[by];
  return [...contacts].sort((a, b) => {
    const [first, second] = [key(a), key(b)];
    const order = first < second ? -1 : first > second ? 1 : 0;
    return isUp ? order : -order;
  });
}

interface Done {
  readonly contact: ContactView;
  readonly before: ContactState;
  readonly after: ContactState;
}

/** What was done about a contact since the list was read: no second look for it. */
export type Edit = Pick<ContactView, "state" | "note">;

interface TableProps {
  readonly caseId: string;
  readonly contacts: readonly NumberedContact[];
  /** Told when something was written down about a contact. */
  readonly edited: (key: string, edit: Edit) => void;
}

export function ContactTable({ caseId, contacts, edited }: TableProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const { api } = useDesk();
  const [sort, setSort] = useState<Sort>({ by: "order", isUp: true });
  const [open, setOpen] = useState<string>();
  const [done, setDone] = useState<Done>();
  const work = useWork();
  const put = (contact: ContactView, state: ContactState, note: string | undefined, from = contact.state) =>
    work.run(async () => {
      const path = `/api/cases/${caseId}/contacts/${encodeURIComponent(contact.key)}`;
      const edit: ContactChange = { state, ...(note ? { note } : {}) };
      await api.send("PUT", path, edit);
      setDone(state === from ? undefined : { contact, before: from, after: state });
      edited(contact.key, { state, note: note || undefined } as Edit);
    });
  const heading = (by: SortKey, text: string) => (
    <th scope="col" aria-sort={sort.by === by ? (sort.isUp ? "ascending" : "descending") : "none"}>
      <button
        type="button"
        class="sort"
        onClick={() => setSort({ by, isUp: sort.by === by ? !sort.isUp : beginsUp(by) })}
      >
        {text}
        <span aria-hidden="true">{sort.by === by ? (sort.isUp ? " ▲" : " ▼") : ""}</span>
      </button>
    </th>
  );
  return (
    <div class="stack">
      <Failure error={work.error} />
      <p class="small soft">{t.orderLead}</p>
      {done && (
        <p class="row no-print" role="status">
          {t.setTo(done.contact.label, w.status[done.after])}
          <button
            type="button"
            class="button quiet"
            disabled={work.isBusy}
            onClick={() => put(done.contact, done.before, done.contact.note, done.after)}
          >
            {t.undo}
          </button>
        </p>
      )}
      <section class="scroll" aria-label={t.contacts}>
        <table class="contacts">
          <thead>
            <tr>
              {heading("order", t.number)}
              {heading("name", t.name)}
              <th scope="col">{t.phone}</th>
              {heading("minutes", t.minutes)}
              {heading("present", t.present)}
              {heading("distance", t.distance)}
              {heading("last", t.last)}
              {heading("sure", t.sure)}
              {heading("status", t.status)}
              <th scope="col">{t.note}</th>
            </tr>
          </thead>
          <tbody>
            {sorted(contacts, sort).map((contact) => (
              <Fragment key={contact.key}>
                <tr data-testid="contact" class={contact.isContact ? "" : "soft"}>
                  <td class="number order" data-label={t.number}>
                    {contact.number}
                  </td>
                  <th scope="row">
                    <Who contact={contact} />
                    <button
                      type="button"
                      class="sort small no-print"
                      aria-expanded={open === contact.key}
                      aria-label={t.daysOf(contact.label)}
                      onClick={() => setOpen(open === contact.key ? undefined : contact.key)}
                    >
                      {t.days} {open === contact.key ? "▾" : "▸"}
                    </button>
                  </th>
                  <td>
                    <Phones contact={contact} t={t} />
                  </td>
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
                    <strong>{w.level[contact.confidence.level]}</strong>
                    <span class="small soft">
                      {" "}
                      {contact.confidence.reasons.map((reason) => w.confidence[reason]).join(", ")}
                    </span>
                  </td>
                  <td data-label={t.status}>
                    <select
                      class="no-print"
                      aria-label={t.statusOf(contact.label)}
                      value={contact.state}
                      disabled={work.isBusy}
                      onChange={(event) =>
                        put(contact, event.currentTarget.value as ContactState, contact.note)
                      }
                    >
                      {Object.entries(w.status).map(([value, text]) => (
                        <option key={value} value={value}>
                          {text}
                        </option>
                      ))}
                    </select>
                    <span class="print-only">{w.status[contact.state]}</span>
                  </td>
                  <td class="wide-note" data-label={t.note}>
                    <Note contact={contact} save={(note) => put(contact, contact.state, note)} />
                  </td>
                </tr>
                {open === contact.key && (
                  <tr>
                    <td colSpan={10}>
                      <DayTable contact={contact} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Who({ contact: { label, person, tokens } }: { readonly contact: ContactView }) {
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

function Phones({ contact: { person }, t }: { readonly contact: ContactView; readonly t: ContactTexts }) {
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

/** Saved when it is left, or with Enter. */
function Note({ contact, save }: { readonly contact: ContactView; readonly save: (note: string) => void }) {
  const t = useTexts(CONTACTS);
  const { label, note = "" } = contact;
  const [text, setText] = useState(note);
  useEffect(() => setText(note), [note]);
  const leave = () => {
    if (text.trim() !== note) save(text.trim());
  };
  return (
    <>
      <textarea
        class="note no-print"
        rows={1}
        aria-label={t.noteOf(label)}
        maxLength={500}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <span class="print-only">{note}</span>
    </>
  );
}
