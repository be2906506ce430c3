import { useEffect, useRef, useState } from "preact/hooks";
import type { CardHolder } from "../../../contract/card-codes.ts";
import type { PlannedPerson } from "../../../contract/lists.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { tidyText } from "../../../contract/texts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { MoreFound } from "../../shared/components/MoreFound.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { FoundPeople } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { CardScan } from "./CardScan.tsx";
import { PersonLine } from "./PersonLine.tsx";
import { PlannedSearch } from "./PlannedSearch.tsx";
import { useCard } from "./use-card.ts";

const PAUSE_MS = 250;

interface PersonSearchProps {
  readonly onPerson: (person: RosterEntry) => void;
  /** Shown where nobody is found. */
  readonly onNew?: (name: string, birthYear?: string) => void;
  /** People of lists are looked up, too: they have not been asked yet. */
  readonly onPlanned?: (planned: PlannedPerson) => void;
  /** A card was read: as soon as its reader is silent. The cursor waits in the field for the next. */
  readonly onHolder?: (holder: CardHolder) => void;
}

/** Where somebody waits for each card a reader's own pauses are short: what comes late is not taken for anything else. */
const CARD_PAUSE_MS = 150;

/** Those who fit what is typed, a pause behind the last key. */
function useSearch(text: string) {
  const { registry } = useStation().station;
  const [found, setFound] = useState<FoundPeople & { readonly text: string }>();
  const [error, setError] = useState<unknown>();
  const work = useWork();
  useEffect(() => {
    setError(undefined);
    const wanted = tidyText(text);
    if (wanted.length < 2) return setFound(undefined);
    let isOld = false;
    const timer = setTimeout(() => {
      registry.search(wanted).then(
        (people) => isOld || setFound({ ...people, text: wanted }),
        (reason) => isOld || setError(reason),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, registry]);
  const more = () =>
    found &&
    work.run(async () => {
      const next = await registry.search(found.text, found.persons.length);
      // Somebody may have typed on meanwhile.
      setFound((now) =>
        now === found ? { ...found, ...next, persons: [...found.persons, ...next.persons] } : now,
      );
    });
  return { found, error: error ?? work.error, isBusy: work.isBusy, more };
}

export function PersonSearch({ onPerson, onNew, onPlanned, onHolder }: PersonSearchProps) {
  const t = useTexts(PEOPLE);
  const [text, setText] = useState("");
  const { holder, problem, words } = useCard(text, setText, onHolder && CARD_PAUSE_MS);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (onHolder) place.current?.querySelector("input")?.focus();
  }, []);
  useEffect(() => {
    if (holder) onHolder?.(holder);
  }, [holder]);
  const { found, error, isBusy, more } = useSearch(words);
  const none = found?.total === 0 ? t.noneFound : undefined;
  return (
    <div class="stack" ref={place}>
      <Field
        label={t.search}
        value={text}
        onValue={setText}
        hint={t.searchHint}
        kind="search"
        input={{ autocomplete: "off", name: "search" }}
      />
      <CardScan holder={holder} problem={problem} setText={setText} />
      <Failure error={error} />
      {found?.isHeld && (
        <Notice tone="amber">
          <p data-testid="held-only">{t.heldOnly}</p>
        </Notice>
      )}
      {found && found.persons.length > 0 && (
        <MoreFound shown={found.persons.length} total={found.total} isBusy={isBusy} more={more}>
          <ul class="list" aria-label={t.search}>
            {found.persons.map((person) => (
              <li class="pressable" key={person.id}>
                <button type="button" class="list-button" onClick={() => onPerson(person)}>
                  <PersonLine person={person} />
                </button>
              </li>
            ))}
          </ul>
        </MoreFound>
      )}
      {onPlanned ? (
        <PlannedSearch text={words} none={none} onPlanned={onPlanned} />
      ) : (
        none && <p role="status">{none}</p>
      )}
      {onNew && (
        <button
          type="button"
          class="button"
          data-testid="new-person"
          onClick={() => (holder ? onNew(holder.name, holder.birthYear) : onNew(words))}
        >
          {t.newPerson}
        </button>
      )}
    </div>
  );
}
