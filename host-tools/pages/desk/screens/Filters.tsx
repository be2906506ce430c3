import type { ContactView } from "../../../contract/contacts.ts";
import { folded } from "../../../contract/names.ts";
import type { ContactState } from "../../../contract/vocabulary.ts";
import { Field } from "../../shared/components/Field.tsx";
import { useTexts } from "../../shared/language.ts";
import { Choice, optionsOf } from "../controls/Choice.tsx";
import { CONTACTS } from "../texts/contacts.ts";
import { WORDS } from "../texts/words.ts";

export interface Filter {
  readonly text: string;
  readonly status: ContactState | "every";
  readonly onlyClose: boolean;
}

export const EVERYBODY: Filter = { text: "", status: "every", onlyClose: true };

export function filtered<C extends ContactView>(
  contacts: readonly C[],
  { text, status, onlyClose }: Filter,
): C[] {
  const wanted = folded(text);
  return contacts.filter((contact) => {
    const { label, note = "", person, state, isContact } = contact;
    // Whom somebody has worked on stays in sight.
    if (onlyClose && !isContact && state === "to-call" && note === "") return false;
    if (status !== "every" && state !== status) return false;
    const { phone = "", unitName = "", organisation = "", group = "" } = person ?? {};
    return folded([label, note, phone, unitName, organisation, group].join(" ")).includes(wanted);
  });
}

interface FiltersProps {
  readonly filter: Filter;
  readonly change: (filter: Filter) => void;
}

export function Filters({ filter, change }: FiltersProps) {
  const t = useTexts(CONTACTS);
  const w = useTexts(WORDS);
  return (
    <div class="row no-print filters">
      <div class="grow">
        <Field
          label={t.search}
          value={filter.text}
          onValue={(text) => change({ ...filter, text })}
          kind="search"
          input={{ name: "filter", autocomplete: "off" }}
        />
      </div>
      <div class="grow">
        <Choice
          label={t.status}
          name="filter-status"
          value={filter.status}
          onValue={(status) => change({ ...filter, status })}
          options={[["every", t.everyStatus] as const, ...optionsOf(w.status)]}
        />
      </div>
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
