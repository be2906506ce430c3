/** Who of the list is shown, and in which order; the same on a phone, where no headings can be pressed. */
import type { ContactView } from "../../../contract/contacts.ts";
import { folded } from "../../../contract/names.ts";
import { readablePhone } from "../../../contract/phones.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { Field } from "../../shared/components/Field.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { doneSoFar } from "../services/done-so-far.ts";
import { isOfLines, LINE_FILTERS, type LineFilter, type Looking } from "../services/line-filter.ts";
import { CALLS } from "../texts/calls.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { PICTURES } from "../texts/pictures.ts";
import { WORDS } from "../texts/words.ts";
import type { Sort, SortKey } from "./contact-order.ts";

export interface Filter {
  readonly text: string;
  /** By what was done, or by how far the calls have come and who calls. */
  readonly status: ContactState | `line-${LineFilter}` | "every";
  readonly onlyClose: boolean;
  /** Who was near or present on this day. */
  readonly day?: string | undefined;
}

export const EVERYBODY: Filter = { text: "", status: "every", onlyClose: true };

/** What a contact is found by, without diacritics; phones as they are read out and in one piece. */
function wordsOf({ label, note, person, tokens }: ContactView): string {
  const phones = [person?.phone, person?.guardian?.phone].flatMap((phone) =>
    phone === undefined ? [] : [readablePhone(phone), readablePhone(phone).replaceAll(" ", "")],
  );
  const places = [person?.unitName, person?.organisation, person?.group, person?.hamlet];
  const names = [label, person?.birth, person?.guardian?.name, ...tokens.map(({ name }) => name)];
  return folded([...names, note, ...phones, ...places].filter(Boolean).join(" "));
}

export function filtered<C extends ContactView>(
  contacts: readonly C[],
  { text, status, onlyClose, day }: Filter,
  looking: Looking,
): C[] {
  const wanted = folded(text);
  return contacts.filter((contact) => {
    const { note = "", isContact } = contact;
    const state = doneSoFar(contact);
    // Whom somebody has worked on stays in sight.
    if (onlyClose && !isContact && state === "to-call" && note === "") return false;
    if (!isOfStatus(status, contact, looking)) return false;
    if (day !== undefined && !contact.days.some(({ date }) => date === day)) return false;
    return wanted === "" || wordsOf(contact).includes(wanted);
  });
}

function isOfStatus(status: Filter["status"], contact: ContactView, looking: Looking): boolean {
  const lines = LINE_FILTERS.find((one) => `line-${one}` === status);
  if (lines) return isOfLines(lines, contact, looking);
  return status === "every" || doneSoFar(contact) === status;
}

/** Somebody is looked for, not everybody. */
export function isSearched({ text, status, day }: Filter): boolean {
  return text !== "" || status !== "every" || day !== undefined;
}

/** Days on which anybody was met, the first first. */
export function daysOf(contacts: readonly ContactView[]): string[] {
  return [...new Set(contacts.flatMap(({ days }) => days.map(({ date }) => date)))].sort();
}

interface FiltersProps {
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
  readonly sort: Sort;
  /** By another column, or the other way round. */
  readonly order: (by: SortKey) => void;
  /** To choose from; none where a day makes no difference. */
  readonly days: readonly string[];
}

export function Filters({ filter, change, sort, order, days }: FiltersProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  const c = useTexts(CALLS);
  const p = useTexts(PICTURES);
  return (
    <div class="row no-print filters">
      <Field
        label={t.search}
        value={filter.text}
        onValue={(text) => change({ ...filter, text })}
        kind="search"
        input={{ name: "filter", autocomplete: "off" }}
      />
      <Choice
        label={t.status}
        name="filter-status"
        value={filter.status}
        onValue={(status) => change({ ...filter, status })}
        options={[["every", t.everyStatus] as const, ...optionsOf(w.status)]}
        groups={{ [c.calling]: LINE_FILTERS.map((one) => [`line-${one}`, c.lineFilter[one]] as const) }}
      />
      <div class="row order-by">
        <Choice
          label={t.orderBy}
          name="order"
          value={sort.by}
          onValue={order}
          options={optionsOf(t.orders)}
        />
        <button type="button" class="button" aria-label={t.turnAround} onClick={() => order(sort.by)}>
          <span aria-hidden="true">{sort.isUp ? "▲" : "▼"}</span>
        </button>
      </div>
      {(days.length > 1 || filter.day !== undefined) && (
        <Choice
          label={p.day}
          name="filter-day"
          value={filter.day ?? ""}
          onValue={(day) => change({ ...filter, day: day || undefined })}
          options={[["", p.everyDay] as const, ...days.map((day) => [day, dayText(day)] as const)]}
        />
      )}
      <label class="choice">
        <input
          type="checkbox"
          name="only-close"
          checked={filter.onlyClose}
          onChange={() => change({ ...filter, onlyClose: !filter.onlyClose })}
        />
        {t.who}
      </label>
    </div>
  );
}
