/** One case: its contacts as table, timeline and graph, and what can be done with them. */
import { useState } from "preact/hooks";
import type { CaseView, RuleList } from "../../../contract/cases.ts";
import type { ListView } from "../../../contract/contacts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Chip, Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Graph } from "../pictures/Graph.tsx";
import { Timeline } from "../pictures/Timeline.tsx";
import { useAnswer, useDesk } from "../services/desk-context.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { dayText, whenText } from "../texts/dates.ts";
import { DESK } from "../texts/desk.ts";
import type { DeskReason } from "../texts/words.ts";
import { WORDS } from "../texts/words.ts";
import { Bring, CaseFiles } from "./CaseFiles.tsx";
import { CaseSettings } from "./CaseSettings.tsx";
import { CaseName, STATE_TONES } from "./CasesScreen.tsx";
import { Changes } from "./Changes.tsx";
import { ContactTable, type Edit } from "./ContactTable.tsx";
import { EVERYBODY, type Filter, Filters, filtered } from "./Filters.tsx";
import { Choice, optionsOf } from "./NewCaseScreen.tsx";
import { Unresolved } from "./Unresolved.tsx";

const VIEWS = ["table", "timeline", "graph"] as const;
type View = (typeof VIEWS)[number];

export function CaseScreen({ id }: { readonly id: string }) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  const why = (of: CaseView) => {
    if (of.state === "refused") return d.wasRefused;
    if (of.state === "closed") return d.wasClosed;
    if (of.state === "emergency") return d.wasShut;
    return of.isOwn ? d.mustOther : d.casesLead;
  };
  const { value: of, error, again } = useAnswer<CaseView>(`/api/cases/${id}`);
  const [reason, setReason] = useState<DeskReason>("case-investigation");
  const [isSeen, setSeen] = useState(false);
  if (!of)
    return error === undefined ? (
      <Working text={d.loading} />
    ) : (
      <>
        <Heading>{t.contacts}</Heading>
        <Failure error={error} />
      </>
    );
  return (
    <div class="stack">
      <div class="row apart">
        <Heading>
          <CaseName of={of} />
        </Heading>
        <Chip tone={STATE_TONES[of.state]} text={w.state[of.state]} />
      </div>
      <p>
        {of.reference} · {w.ground[of.ground]} · {of.placeName} · {d.infectious}: {dayText(of.from)} –{" "}
        {dayText(of.to)}
        {of.reviewDue && (
          <strong>
            {" "}
            · {d.reviewBy} {whenText(of.reviewDue)}
          </strong>
        )}
      </p>
      {!of.isOpen && (
        <Notice tone="amber" title={t.notOpen}>
          <p>{why(of)}</p>
        </Notice>
      )}
      {of.isOpen && account.role === "investigator" && !isSeen && (
        <form
          class="stack card no-print"
          onSubmit={(event) => {
            event.preventDefault();
            setSeen(true);
          }}
        >
          <Choice
            label={t.why}
            name="reason"
            value={reason}
            onValue={setReason}
            options={optionsOf(w.reason)}
          />
          <p class="small soft">{t.whyHint}</p>
          <button type="submit" class="button primary">
            {t.show}
          </button>
        </form>
      )}
      {of.isOpen && isSeen && <Contacts of={of} reason={reason} caseChanged={again} />}
      {!of.isOpen && of.state === "waiting" && of.phone && account.role === "investigator" && (
        <Bring of={of} changed={again} />
      )}
      {!isSeen && account.role === "investigator" && of.state !== "closed" && of.state !== "refused" && (
        <CaseSettings of={of} changed={again} />
      )}
    </div>
  );
}

interface ContactsProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  readonly caseChanged: () => void;
}

function Contacts({ of, reason, caseChanged }: ContactsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  const language = useLanguage();
  const { account } = useDesk();
  const [view, setView] = useState<View>("table");
  const [filter, setFilter] = useState<Filter>(EVERYBODY);
  const [since, setSince] = useState<number>();
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const path = `/api/cases/${of.id}/contacts?reason=${reason}`;
  const { value, error, again } = useAnswer<ListView>(
    `${path}${filter.onlyClose ? "" : "&everybody=true"}${since === undefined ? "" : `&since=${since}`}`,
  );
  const rules = useAnswer<RuleList>("/api/rules").value?.rules;
  if (!value) return error === undefined ? <Working text={d.loading} /> : <Failure error={error} />;
  const { list, others, before } = value;
  const contacts: NumberedContact[] = value.contacts.map((contact, i) => ({
    ...contact,
    ...edits.get(contact.key),
    number: i + 1,
  }));
  const close = contacts.filter(({ isContact }) => isContact);
  const shown = filtered(contacts, filter);
  const ruleName = rules?.find(({ id }) => id === list.rule)?.name[language] ?? list.rule;
  const changed = () => {
    again();
    caseChanged();
  };
  const edited = (key: string, edit: Edit) => setEdits(new Map(edits).set(key, edit));
  const change = (next: Filter) => {
    // Asking for more people is no reason to forget what changed.
    if (next.onlyClose !== filter.onlyClose) setSince(since ?? before?.number);
    setFilter(next);
  };
  const table = shown.length > 0 && <ContactTable caseId={of.id} contacts={shown} edited={edited} />;
  return (
    <>
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
      <Changes view={value} choose={setSince} />
      <Unresolved of={of} list={list} reason={reason} changed={again} />
      <fieldset class="row views no-print">
        <legend class="visually-hidden">{t.views}</legend>
        {VIEWS.map((one) => (
          <button
            key={one}
            type="button"
            class={`button ${view === one ? "primary" : ""}`}
            aria-pressed={view === one}
            onClick={() => setView(one)}
          >
            {t[one]}
          </button>
        ))}
        <button type="button" class="button" onClick={() => window.print()}>
          {t.print}
        </button>
      </fieldset>
      {view !== "graph" && <Filters filter={filter} change={change} />}
      {contacts.length === 0 && <p>{t.nobody}</p>}
      {view !== "graph" && contacts.length > 0 && shown.length === 0 && <p>{t.none}</p>}
      {view === "table" && table}
      {view === "timeline" && shown.length > 0 && (
        <>
          <Timeline contacts={shown} from={list.from} to={list.to} />
          {table}
        </>
      )}
      {view === "graph" && <Graph of={of} contacts={close} reason={reason} />}
      <CaseFiles of={of} reason={reason} everybody={!filter.onlyClose} changed={changed} />
      <CaseSettings of={of} changed={changed} />
    </>
  );
}
