/** One case: its contacts as table, timeline and graph, and what can be done with them. */
import { useState } from "preact/hooks";
import { Failure } from "../../../web/ui/components/Failure.tsx";
import { Heading } from "../../../web/ui/components/Heading.tsx";
import { Chip, Notice } from "../../../web/ui/components/Notice.tsx";
import { Working } from "../../../web/ui/components/Working.tsx";
import { useLanguage, useTexts } from "../../../web/ui/language.ts";
import { useAnswer, useDesk } from "../desk-context.ts";
import { Graph } from "../pictures/Graph.tsx";
import { Timeline } from "../pictures/Timeline.tsx";
import { CONTACTS } from "../texts/contacts.ts";
import { DESK } from "../texts/desk.ts";
import { type ReasonText, WORDS } from "../texts/words.ts";
import type { CaseView, ListView, RuleText } from "../types.ts";
import { CaseFiles } from "./CaseFiles.tsx";
import { CaseSettings } from "./CaseSettings.tsx";
import { CaseName, dayText, STATE_TONES } from "./CasesScreen.tsx";
import { Changes } from "./Changes.tsx";
import { ContactTable } from "./ContactTable.tsx";
import { EVERYBODY, type Filter, Filters, filtered } from "./Filters.tsx";
import { Choice } from "./NewCaseScreen.tsx";
import { Unresolved } from "./Unresolved.tsx";

const VIEWS = ["table", "timeline", "graph"] as const;
type View = (typeof VIEWS)[number];

export function CaseScreen({ id }: { readonly id: string }) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const w = useTexts(WORDS);
  const { account } = useDesk();
  const { value: of, error, again } = useAnswer<CaseView>(`/api/cases/${id}`);
  const [reason, setReason] = useState<ReasonText>("case-investigation");
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
      </p>
      {!of.isOpen && (
        <Notice tone="amber" title={t.notOpen}>
          <p>{of.isOwn ? d.mustOther : d.casesLead}</p>
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
            onValue={(value) => setReason(value as ReasonText)}
            options={Object.entries(w.reason)}
          />
          <p class="small soft">{t.whyHint}</p>
          <button type="submit" class="button primary">
            {t.show}
          </button>
        </form>
      )}
      {of.isOpen && isSeen && <Contacts of={of} reason={reason} caseChanged={again} />}
      {!isSeen && account.role === "investigator" && <CaseSettings of={of} changed={again} />}
    </div>
  );
}

interface ContactsProps {
  readonly of: CaseView;
  readonly reason: ReasonText;
  readonly caseChanged: () => void;
}

function Contacts({ of, reason, caseChanged }: ContactsProps) {
  const t = useTexts(CONTACTS);
  const d = useTexts(DESK);
  const language = useLanguage();
  const [view, setView] = useState<View>("table");
  const [filter, setFilter] = useState<Filter>(EVERYBODY);
  const { value, error, again } = useAnswer<ListView>(`/api/cases/${of.id}/contacts?reason=${reason}`);
  const rules = useAnswer<{ rules: RuleText[] }>("/api/rules").value?.rules;
  if (!value) return error === undefined ? <Working text={d.loading} /> : <Failure error={error} />;
  const { list, contacts } = value;
  const close = contacts.filter(({ isContact }) => isContact);
  const shown = filtered(contacts, filter);
  const ruleName = rules?.find(({ id }) => id === list.rule)?.name[language] ?? list.rule;
  const changed = () => {
    again();
    caseChanged();
  };
  return (
    <>
      <p class="result" data-testid="count">
        {t.count(close.length, contacts.length)}
      </p>
      <p class="soft small">{t.madeBy(list.number, ruleName, list.ruleVersion)}</p>
      <Changes view={value} />
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
      <Filters filter={filter} change={setFilter} />
      {contacts.length === 0 && <p>{t.nobody}</p>}
      {contacts.length > 0 && shown.length === 0 && <p>{t.none}</p>}
      {view === "table" && shown.length > 0 && (
        <ContactTable caseId={of.id} contacts={shown} changed={again} />
      )}
      {view === "timeline" && shown.length > 0 && (
        <>
          <Timeline contacts={shown} from={list.from} to={list.to} />
          <ContactTable caseId={of.id} contacts={shown} changed={again} />
        </>
      )}
      {view === "graph" && <Graph of={of} contacts={close} reason={reason} />}
      <CaseFiles of={of} reason={reason} changed={changed} />
      <CaseSettings of={of} changed={changed} />
    </>
  );
}
