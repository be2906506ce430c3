import { useState } from "preact/hooks";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { BothWords } from "../../shared/components/BothWords.tsx";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { aspectOf, type Conflict, type Edited, useContactEdits } from "../services/contact-edits.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { ContactRow } from "./ContactRow.tsx";
import { type Sort, type SortKey, sorted, sortedNext } from "./contact-order.ts";

interface TableProps {
  readonly caseId: string;
  readonly contacts: readonly NumberedContact[];
  /** Told when something was written down about a contact. */
  readonly edited: Edited;
}

export function ContactTable({ caseId, contacts, edited }: TableProps) {
  const t = useTexts(CONTACTS);
  const [sort, setSort] = useState<Sort>({ by: "order", isUp: true });
  const [open, setOpen] = useState<string>();
  const { isBusy, error, done, conflicts, unsaved, put, undo, settle } = useContactEdits(caseId, edited);
  return (
    <div class="stack">
      <Failure error={error} />
      <p class="small soft">{t.orderLead}</p>
      {conflicts.map((conflict) => (
        <Meanwhile
          key={aspectOf(conflict)}
          conflict={conflict}
          isBusy={isBusy}
          settle={(isMine) => settle(conflict, isMine)}
        />
      ))}
      {done && conflicts.length === 0 && (
        <Undo label={done.contact.label} after={done.after} isBusy={isBusy} undo={undo} />
      )}
      <section class="scroll" aria-label={t.contacts}>
        <table class="contacts">
          <Headings sort={sort} choose={(by) => setSort(sortedNext(sort, by))} />
          <tbody>
            {sorted(contacts, sort).map((contact) => (
              <ContactRow
                key={contact.key}
                contact={contact}
                isOpen={open === contact.key}
                isBusy={isBusy}
                toggle={() => setOpen(open === contact.key ? undefined : contact.key)}
                unsaved={unsaved.get(contact.key)}
                put={put}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

interface UndoProps {
  readonly label: string;
  readonly after: ContactState;
  readonly isBusy: boolean;
  readonly undo: () => void;
}

function Undo({ label, after, isBusy, undo }: UndoProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <p class="row no-print" role="status">
      {t.setTo(label, w.status[after])}
      <button type="button" class="button quiet" disabled={isBusy} onClick={undo}>
        {t.undo}
      </button>
    </p>
  );
}

interface MeanwhileProps {
  readonly conflict: Conflict;
  readonly isBusy: boolean;
  readonly settle: (isMine: boolean) => void;
}

/** Both words side by side; nothing is saved before somebody has chosen. */
function Meanwhile({ conflict: { contact, wanted, now }, isBusy, settle }: MeanwhileProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const mine = "state" in wanted ? w.status[wanted.state] : wanted.note || t.noNote;
  const theirs = "state" in wanted ? w.status[now.state] : now.note || t.noNote;
  return (
    <BothWords
      name={contact.label}
      testId="meanwhile"
      by={now.by}
      at={now.at}
      theirs={theirs}
      mine={mine}
      isBusy={isBusy}
      settle={settle}
    />
  );
}

interface HeadingsProps {
  readonly sort: Sort;
  readonly choose: (by: SortKey) => void;
}

function Headings({ sort, choose }: HeadingsProps) {
  const t = useTexts(CONTACTS);
  const heading = (by: SortKey, text: string) => (
    <th scope="col" aria-sort={sort.by === by ? (sort.isUp ? "ascending" : "descending") : "none"}>
      <button type="button" class="sort" onClick={() => choose(by)}>
        {text}
        <span aria-hidden="true">{sort.by === by ? (sort.isUp ? " ▲" : " ▼") : ""}</span>
      </button>
    </th>
  );
  return (
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
  );
}
