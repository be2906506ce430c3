import { useState } from "preact/hooks";
import type { ContactChange, ContactView } from "../../../contract/contacts.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";
import { ContactRow } from "./ContactRow.tsx";
import { type Sort, type SortKey, sorted, sortedNext } from "./contact-order.ts";

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
  const [sort, setSort] = useState<Sort>({ by: "order", isUp: true });
  const [open, setOpen] = useState<string>();
  const { work, done, put } = useEdits(caseId, edited);
  return (
    <div class="stack">
      <Failure error={work.error} />
      <p class="small soft">{t.orderLead}</p>
      {done && (
        <Undo
          done={done}
          isBusy={work.isBusy}
          undo={() => put(done.contact, done.before, done.contact.note, done.after)}
        />
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
                isBusy={work.isBusy}
                toggle={() => setOpen(open === contact.key ? undefined : contact.key)}
                put={(state, note) => put(contact, state, note)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Writes down what was done about a contact; `done` is the last change of a state, which can be undone. */
function useEdits(caseId: string, edited: TableProps["edited"]) {
  const { api } = useDesk();
  const work = useWork();
  const [done, setDone] = useState<Done>();
  const put = (contact: ContactView, state: ContactState, note: string | undefined, from = contact.state) =>
    work.run(async () => {
      const path = `/api/cases/${caseId}/contacts/${encodeURIComponent(contact.key)}`;
      const edit: ContactChange = { state, ...(note ? { note } : {}) };
      await api.send("PUT", path, edit);
      setDone(state === from ? undefined : { contact, before: from, after: state });
      edited(contact.key, { state, note: note || undefined } as Edit);
    });
  return { work, done, put };
}

interface UndoProps {
  readonly done: Done;
  readonly isBusy: boolean;
  readonly undo: () => void;
}

function Undo({ done, isBusy, undo }: UndoProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <p class="row no-print" role="status">
      {t.setTo(done.contact.label, w.status[done.after])}
      <button type="button" class="button quiet" disabled={isBusy} onClick={undo}>
        {t.undo}
      </button>
    </p>
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
