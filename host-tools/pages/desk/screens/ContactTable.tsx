/** The list that is called from: a page of low rows under headings that stay, worked by mouse, finger or keys. */
import { useState } from "preact/hooks";
import { useTexts } from "../../shared/language.ts";
import { Pager } from "../controls/Pager.tsx";
import { type Edited, useContactEdits } from "../services/contact-edits.ts";
import { useDesk } from "../services/desk-context.ts";
import { useLineDeeds } from "../services/line-deeds.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import type { Paged } from "../services/paged.ts";
import { useRowKeys } from "../services/row-keys.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { ContactNotices } from "./ContactNotices.tsx";
import { ContactRow } from "./ContactRow.tsx";
import type { Sort, SortKey } from "./contact-order.ts";

interface TableProps {
  readonly caseId: string;
  readonly paged: Paged<NumberedContact>;
  readonly sort: Sort;
  readonly sortBy: (by: SortKey) => void;
  /** Told when something was written down about a contact. */
  readonly edited: Edited;
  /** A call was written down. */
  readonly changed: () => void;
}

export function ContactTable({ caseId, paged, sort, sortBy, edited, changed }: TableProps) {
  const t = useTexts(CONTACTS);
  const [open, setOpen] = useState<string>();
  const [lacksPhone, setLacksPhone] = useState<string>();
  const { account } = useDesk();
  const lines = useLineDeeds();
  const edits = useContactEdits(caseId, edited);
  const { isBusy, unsaved, put } = edits;
  const toggle = (key: string) => setOpen(open === key ? undefined : key);
  const keys = useRowKeys(paged, {
    open: ({ key }) => toggle(key),
    call({ label }, row) {
      const phone = row.querySelector<HTMLElement>("a[href^='tel:']");
      phone?.click();
      setLacksPhone(phone ? undefined : label);
    },
    note({ key }, row) {
      // A narrow page shows the note of an open row only.
      setOpen(key);
      setTimeout(() => row.querySelector("textarea")?.focus());
    },
    claim: (contact) => lines.hold(contact, contact.claim?.holder === account.id ? undefined : account.id),
    set: (contact, state) => contact.state !== state && put(contact, { state }),
    undo: edits.undo,
  });
  return (
    <div class="stack tight-stack">
      <div class="row apart help-line no-print">
        <p class="small soft keys">{t.keys}</p>
        <Pager of={paged} />
      </div>
      <table
        class="calls"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are worked by keys is a grid
        role="grid"
        aria-label={t.contacts}
        aria-rowcount={paged.all.length + 1}
        ref={keys.table}
        onKeyDown={keys.onKeyDown}
        onFocusIn={keys.onFocusIn as never}
        onFocusOut={keys.onFocusOut as never}
      >
        <Headings sort={sort} choose={sortBy} />
        <tbody>
          {paged.rows.map((contact, i) => (
            <ContactRow
              key={contact.key}
              caseId={caseId}
              contact={contact}
              index={paged.first + i + 2}
              isActive={contact.key === keys.active}
              isOpen={open === contact.key}
              isBusy={isBusy}
              toggle={() => toggle(contact.key)}
              unsaved={unsaved.get(contact.key)}
              put={put}
              changed={changed}
            />
          ))}
        </tbody>
      </table>
      <Pager of={paged} />
      <ContactNotices edits={edits} lacksPhone={lacksPhone} />
    </div>
  );
}

interface HeadingsProps {
  readonly sort: Sort;
  readonly choose: (by: SortKey) => void;
}

function Headings({ sort, choose }: HeadingsProps) {
  const t = useTexts(CONTACTS);
  const heading = (by: SortKey, text: string, of = "") => (
    <th scope="col" class={of} aria-sort={sort.by === by ? (sort.isUp ? "ascending" : "descending") : "none"}>
      <button type="button" class="sort" onClick={() => choose(by)}>
        {text}
        <span aria-hidden="true">{sort.by === by ? (sort.isUp ? " ▲" : " ▼") : ""}</span>
      </button>
    </th>
  );
  return (
    <thead>
      <tr aria-rowindex={1}>
        {heading("order", t.number, "order")}
        {heading("name", t.name)}
        <th scope="col">{t.phone}</th>
        {heading("minutes", t.bothMinutes, "number")}
        {heading("distance", t.distance, "rest far")}
        {heading("last", t.last, "rest")}
        {heading("sure", t.sure)}
        {heading("status", t.status)}
        <th scope="col">{t.note}</th>
      </tr>
    </thead>
  );
}
