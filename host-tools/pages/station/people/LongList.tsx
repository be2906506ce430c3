/** People of one list, who may be hundreds: a field to find somebody in it, and some at a time. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/roster.ts";
import { tidyText } from "../../../contract/texts.ts";
import { Field } from "../../shared/components/Field.tsx";
import { MoreFound } from "../../shared/components/MoreFound.tsx";
import { useTexts } from "../../shared/language.ts";
import { searched } from "../services/names.ts";
import { PEOPLE } from "../texts/people.ts";

/** What is read at a glance needs no field to search. */
const FEW = 12;
const AT_A_TIME = 40;

interface LongListProps {
  /** In the order of the list. */
  readonly persons: readonly RosterEntry[];
  /** An `li`, with the person's id as its key. */
  readonly line: (person: RosterEntry) => ComponentChildren;
}

export function LongList({ persons, line }: LongListProps) {
  const t = useTexts(PEOPLE);
  const [text, setText] = useState("");
  const [most, setMost] = useState(AT_A_TIME);
  const wanted = tidyText(text);
  const found = wanted === "" ? persons : searched(persons, wanted).persons;
  const shown = found.slice(0, most);
  return (
    <>
      {persons.length > FEW && (
        <Field
          label={t.searchList}
          value={text}
          onValue={(next) => {
            setText(next);
            setMost(AT_A_TIME);
          }}
          kind="search"
          input={{ autocomplete: "off", name: "search" }}
        />
      )}
      {found.length === 0 && wanted !== "" && <p role="status">{t.noneInList(text)}</p>}
      <MoreFound
        shown={shown.length}
        total={found.length}
        isBusy={false}
        more={() => setMost(most + AT_A_TIME)}
      >
        <ul class="list">{shown.map(line)}</ul>
      </MoreFound>
    </>
  );
}
