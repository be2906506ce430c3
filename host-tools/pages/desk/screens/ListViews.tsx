/** A case's list as table, timeline or graph, with what is asked of it above; on paper whole. */
import type { CaseView } from "../../../contract/cases.ts";
import type { ListView } from "../../../contract/contacts.ts";
import { hasGaps, NOBODY } from "../../../contract/coverage-words.ts";
import type { FollowUp } from "../../../contract/health.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { Graph } from "../pictures/Graph.tsx";
import { Timeline } from "../pictures/Timeline.tsx";
import type { Edited } from "../services/contact-edits.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import type { Paged } from "../services/paged.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { DeskReason } from "../texts/words.ts";
import { ContactTable } from "./ContactTable.tsx";
import type { Sort, SortKey } from "./contact-order.ts";
import type { View } from "./Deeds.tsx";
import { daysOf, type Filter, Filters, isSearched } from "./Filters.tsx";
import { OutsidePeriod } from "./OutsidePeriod.tsx";
import { PaperTable } from "./PaperTable.tsx";

interface ListViewsProps {
  readonly of: CaseView;
  readonly reason: DeskReason;
  readonly value: ListView;
  readonly view: Exclude<View, "passages">;
  /** All that were answered, those of them who are wanted, and those who are close. */
  readonly contacts: readonly NumberedContact[];
  readonly shown: readonly NumberedContact[];
  readonly close: readonly NumberedContact[];
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
  readonly sort: Sort;
  readonly order: (by: SortKey) => void;
  readonly paged: Paged<NumberedContact>;
  readonly take: Edited;
  readonly changed: () => void;
  /** What paper needs besides; undefined while nothing is for paper. */
  readonly paper: FollowUp | undefined;
}

export function ListViews(props: ListViewsProps) {
  const { of, reason, value, view, contacts, shown, close, filter, change, sort, order, paged } = props;
  const t = useTexts(CONTACTS);
  const language = useLanguage();
  const nobody = NOBODY[hasGaps(value.coverage) ? "gaps" : "whole"];
  const isAny = shown.length > 0;
  return (
    <>
      <Filters
        filter={filter}
        change={change}
        sort={sort}
        order={order}
        days={view === "table" ? [] : daysOf(contacts)}
      />
      {!isAny && <p data-testid="nobody">{contacts.length > 0 ? t.none : nobody[language]}</p>}
      {view === "timeline" && isAny && (
        <Timeline all={shown} contacts={paged.rows} {...daysSeen(filter, value.list)} />
      )}
      {view === "graph" && (
        <Graph of={of} contacts={close} wanted={shown} isSearched={isSearched(filter)} reason={reason} />
      )}
      {view !== "graph" && isAny && (
        <ContactTable
          caseId={of.id}
          paged={paged}
          sort={sort}
          sortBy={order}
          edited={props.take}
          changed={props.changed}
        />
      )}
      {view !== "graph" && props.paper && <PaperTable contacts={shown} followUp={props.paper} />}
      {view === "table" && <OutsidePeriod dropped={value.dropped} isPrinting={props.paper !== undefined} />}
    </>
  );
}

function daysSeen({ day }: Filter, { from, to }: ListView["list"]) {
  return { from: day ?? from, to: day ?? to };
}
