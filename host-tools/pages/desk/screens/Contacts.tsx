/** The contacts of an open case as table, timeline and graph, and what can be done with them. */
import { useState } from "preact/hooks";
import type { CaseView } from "../../../contract/cases.ts";
import type { ListView } from "../../../contract/contacts.ts";
import type { FollowUp } from "../../../contract/health.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { usePaper, useSheetMarks } from "../../shared/paper.ts";
import { type Edit, type Edited, edited, editOf } from "../services/contact-edits.ts";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import { writeLeaving } from "../services/leaving.ts";
import { LineDeedsProvider, useMadeLineDeeds } from "../services/line-deeds.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { usePaged } from "../services/paged.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import type { DeskReason } from "../texts/words.ts";
import { CaseFiles } from "./CaseFiles.tsx";
import { CaseSettings } from "./CaseSettings.tsx";
import { Changes } from "./Changes.tsx";
import { BY_CALLING, type Sort, type SortKey, sortedNext } from "./contact-order.ts";
import { Deeds, type View } from "./Deeds.tsx";
import { EVERYBODY, type Filter } from "./Filters.tsx";
import { ListViews } from "./ListViews.tsx";
import { useListed } from "./listed.ts";
import { Passages } from "./Passages.tsx";
import { Resolved, useResolve } from "./Resolve.tsx";
import { ShareList } from "./ShareList.tsx";
import { Summary } from "./Summary.tsx";
import { TokenCallList } from "./TokenCallList.tsx";

interface ContactsProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  readonly caseChanged: () => void;
}

export function Contacts({ of, reason, caseChanged }: ContactsProps) {
  const d = useTexts(DESK);
  const paper = useContactsPaper(of, reason);
  const [view, setView] = useState<View>("table");
  const [filter, setFilter] = useState<Filter>(EVERYBODY);
  const [sort, setSort] = useState<Sort>(BY_CALLING);
  const [since, setSince] = useState<number>();
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const { value, error, again } = useAnswer<ListView>(listPath(of, reason, filter, since));
  const changed = () => {
    again();
    caseChanged();
  };
  const resolve = useResolve(of, reason, changed);
  const deeds = useMadeLineDeeds(of.id, again);
  const { contacts, shown } = useListed(value, edits, filter, sort);
  const paged = usePaged(shown);
  if (!value)
    return error === undefined ? <Working text={d.loading} /> : <NotLoaded error={error} again={again} />;
  const { before } = value;
  const close = contacts.filter(({ isContact }) => isContact);
  const take: Edited = (contact, now) =>
    setEdits((known) =>
      new Map(known).set(contact.key, editOf(edited(contact, known.get(contact.key)), now)),
    );
  const change = (next: Filter) => {
    // Asking for more people is no reason to forget what changed.
    if (next.onlyClose !== filter.onlyClose) setSince(since ?? before?.number);
    setFilter(next);
  };
  const order = (by: SortKey) => {
    setSort(sortedNext(sort, by));
    paged.show(0);
  };
  const goTo = ({ key, label }: NumberedContact) => {
    setFilter({ ...EVERYBODY, onlyClose: filter.onlyClose, text: label });
    setView("table");
    paged.show(0);
    // Once its row is drawn.
    setTimeout(() => document.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"]`)?.focus());
  };
  return (
    <LineDeedsProvider value={deeds}>
      <Summary of={of} view={value} close={close} resolve={resolve} />
      <Resolved resolve={resolve} />
      <Changes view={value} choose={setSince} />
      <Deeds view={view} choose={setView} isBusy={paper.isBusy} print={paper.print}>
        <CaseFiles of={of} reason={reason} everybody={!filter.onlyClose} changed={changed} />
        <CaseSettings of={of} changed={changed} />
        <ShareList of={of.id} changed={again}>
          <TokenCallList of={of.id} contacts={contacts} />
        </ShareList>
      </Deeds>
      <Failure error={paper.error} />
      {view === "passages" ? (
        <Passages {...{ of, reason, contacts, goTo }} isPrinting={paper.on !== undefined} />
      ) : (
        <ListViews
          {...{ of, reason, value, view, contacts, shown, close, filter, change, sort, order, paged, take }}
          changed={again}
          paper={paper.on}
        />
      )}
    </LineDeedsProvider>
  );
}

/** It is written down that the list leaves, and what is to be done about each comes with it. */
function useContactsPaper(of: CaseView, reason: DeskReason) {
  const t = useTexts(CONTACTS);
  const { api } = useDesk();
  const paper = usePaper(async () => {
    await writeLeaving(api, of.id, "paper", reason);
    return api.get<FollowUp>(`/api/cases/${of.id}/follow-up?reason=${reason}`);
  });
  useSheetMarks(paper.on !== undefined, t.sheetOf(of.reference), t.sheet);
  return paper;
}

function listPath(
  { id }: CaseView,
  reason: DeskReason,
  { onlyClose }: Filter,
  since: number | undefined,
): string {
  const more = `${onlyClose ? "" : "&everybody=true"}${since === undefined ? "" : `&since=${since}`}`;
  return `/api/cases/${id}/contacts?reason=${reason}${more}`;
}
