/** The contacts of an open case as table, timeline and graph, and what can be done with them. */
import { useState } from "preact/hooks";
import type { CaseView, RuleList } from "../../../contract/cases.ts";
import type { ListView } from "../../../contract/contacts.ts";
import { hasGaps, NOBODY } from "../../../contract/coverage-words.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { CoverageNotice } from "../controls/CoverageNotice.tsx";
import { Graph } from "../pictures/Graph.tsx";
import { Timeline } from "../pictures/Timeline.tsx";
import { type Edit, type Edited, edited, editOf } from "../services/contact-edits.ts";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import { type DeskReason, WORDS } from "../texts/words.ts";
import { CaseFiles } from "./CaseFiles.tsx";
import { CaseSettings } from "./CaseSettings.tsx";
import { Changes } from "./Changes.tsx";
import { ContactTable } from "./ContactTable.tsx";
import { EVERYBODY, type Filter, Filters, filtered } from "./Filters.tsx";
import { OutsidePeriod } from "./OutsidePeriod.tsx";
import { ResolveButton, Resolved, useResolve } from "./Resolve.tsx";

const VIEWS = ["table", "timeline", "graph"] as const;
type View = (typeof VIEWS)[number];

interface ContactsProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  readonly caseChanged: () => void;
}

export function Contacts({ of, reason, caseChanged }: ContactsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const language = useLanguage();
  const [view, setView] = useState<View>("table");
  const [filter, setFilter] = useState<Filter>(EVERYBODY);
  const [since, setSince] = useState<number>();
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const path = `/api/cases/${of.id}/contacts?reason=${reason}`;
  const { value, error, again } = useAnswer<ListView>(
    `${path}${filter.onlyClose ? "" : "&everybody=true"}${since === undefined ? "" : `&since=${since}`}`,
  );
  const rules = useAnswer<RuleList>("/api/rules").value?.rules;
  const changed = () => {
    again();
    caseChanged();
  };
  const resolve = useResolve(of, reason, changed);
  if (!value) return error === undefined ? <Working text={d.loading} /> : <Failure error={error} />;
  const { list, others, before, coverage } = value;
  const ruleName = rules?.find(({ id }) => id === list.rule)?.name[language] ?? list.rule;
  const contacts: NumberedContact[] = value.contacts.map((contact, i) => ({
    ...edited(contact, edits.get(contact.key)),
    number: i + 1,
  }));
  const close = contacts.filter(({ isContact }) => isContact);
  const shown = filtered(contacts, filter);
  const take: Edited = (contact, now) =>
    setEdits((known) =>
      new Map(known).set(contact.key, editOf(edited(contact, known.get(contact.key)), now)),
    );
  const change = (next: Filter) => {
    // Asking for more people is no reason to forget what changed.
    if (next.onlyClose !== filter.onlyClose) setSince(since ?? before?.number);
    setFilter(next);
  };
  const table = shown.length > 0 && <ContactTable caseId={of.id} contacts={shown} edited={take} />;
  return (
    <>
      <CoverageNotice coverage={coverage}>
        {!coverage.isExhaustive && coverage.unresolved > 0 && <ResolveButton resolve={resolve} />}
      </CoverageNotice>
      <Resolved resolve={resolve} />
      <Summary list={list} ruleName={ruleName} close={close} others={others} />
      <Changes view={value} choose={setSince} />
      <Marks list={list} />
      <Views view={view} choose={setView} />
      {view !== "graph" && <Filters filter={filter} change={change} />}
      {contacts.length === 0 && (
        <p data-testid="nobody">{NOBODY[hasGaps(coverage) ? "gaps" : "whole"][language]}</p>
      )}
      {view !== "graph" && contacts.length > 0 && shown.length === 0 && <p>{t.none}</p>}
      {view === "table" && table}
      {view === "timeline" && shown.length > 0 && (
        <>
          <Timeline contacts={shown} from={list.from} to={list.to} />
          {table}
        </>
      )}
      {view === "table" && <OutsidePeriod dropped={value.dropped} />}
      {view === "graph" && <Graph of={of} contacts={close} reason={reason} />}
      <CaseFiles of={of} reason={reason} everybody={!filter.onlyClose} changed={changed} />
      <CaseSettings of={of} changed={changed} />
    </>
  );
}

interface SummaryProps {
  readonly list: ListView["list"];
  readonly ruleName: string;
  readonly close: readonly NumberedContact[];
  /** How many were near by and are no close contacts. */
  readonly others: number;
}

/** How many there are, how far they are, and by which definition the list was made. */
function Summary({ list, ruleName, close, others }: SummaryProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  return (
    <div>
      <p class="result" data-testid="count">
        {t.count(close.length, others)}
      </p>
      <p data-testid="progress">
        {Object.entries(w.status)
          .map(([status, name]) => [close.filter(({ state }) => state === status).length, name] as const)
          .filter(([count]) => count > 0)
          .map(([count, name]) => `${name}: ${count}`)
          .join(" · ")}
      </p>
      <p class="soft small">
        {t.madeBy(list.number, whenText(list.madeAt), ruleName, list.ruleVersion)}
        <span class="print-only"> {t.printedBy(account.name, whenText(new Date().toISOString()))}</span>
      </p>
    </div>
  );
}

/** What of the logs was not counted, or with a doubt, and what is of nobody known. */
function Marks({ list }: Pick<SummaryProps, "list">) {
  const t = useTexts(CONTACTS);
  const marks = t.marks(list.marks);
  return (
    <>
      {marks && <p class="soft small">{marks}</p>}
      {list.unresolved > 0 && <p class="small">{t.unresolved(list.unresolved)}</p>}
    </>
  );
}

interface ViewsProps {
  readonly view: View;
  readonly choose: (view: View) => void;
}

function Views({ view, choose }: ViewsProps) {
  const t = useTexts(CONTACTS);
  return (
    <fieldset class="row views no-print">
      <legend class="visually-hidden">{t.views}</legend>
      {VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          class={`button ${view === one ? "primary" : ""}`}
          aria-pressed={view === one}
          onClick={() => choose(one)}
        >
          {t[one]}
        </button>
      ))}
      <button type="button" class="button" onClick={() => window.print()}>
        {t.print}
      </button>
    </fieldset>
  );
}
