import { useEffect, useState } from "preact/hooks";
import type { RosterEntry } from "../../../contract/stations.ts";
import { tidyText } from "../../../contract/texts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStation } from "../services/station-context.ts";
import { PEOPLE } from "../texts/people.ts";

const PAUSE_MS = 250;

interface PersonSearchProps {
  readonly onPerson: (person: RosterEntry) => void;
  /** Shown where nobody is found. */
  readonly onNew?: (text: string) => void;
}

export function PersonSearch({ onPerson, onNew }: PersonSearchProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly RosterEntry[]>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    setError(undefined);
    if (tidyText(text).length < 2) return setFound(undefined);
    let isOld = false;
    const timer = setTimeout(() => {
      registry.search(tidyText(text)).then(
        (persons) => isOld || setFound(persons),
        (reason) => isOld || setError(reason),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, registry]);
  return (
    <div class="stack">
      <Field
        label={t.search}
        value={text}
        onValue={setText}
        hint={t.searchHint}
        kind="search"
        input={{ autocomplete: "off", name: "search" }}
      />
      <Failure error={error} />
      {found && found.length > 0 && (
        <ul class="list" aria-label={t.search}>
          {found.map((person) => (
            <li class="pressable" key={person.id}>
              <button type="button" class="list-button" onClick={() => onPerson(person)}>
                <PersonLine person={person} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {found?.length === 0 && <p role="status">{t.noneFound}</p>}
      {onNew && (
        <button type="button" class="button" data-testid="new-person" onClick={() => onNew(text)}>
          {t.newPerson}
        </button>
      )}
    </div>
  );
}

/** Name, year of birth, hamlet or group, and the token worn. */
export function PersonLine({ person }: { readonly person: RosterEntry }) {
  const t = useTexts(PEOPLE);
  const { name, birth, hamlet, group, serial } = person;
  const more = [t.born(birth), hamlet, group].filter(Boolean).join(" · ");
  return (
    <>
      <span class="grow">
        <strong>{name}</strong>
        <br />
        <span class="small soft">{more}</span>
      </span>
      {serial !== undefined && <TokenTag serial={serial} />}
    </>
  );
}
