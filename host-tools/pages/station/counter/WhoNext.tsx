/** Whose turn it is: a card, a row of a list, or a name. What was just done stands above, and can be undone. */
import type { CardHolder } from "../../../contract/card-codes.ts";
import type { PlannedPerson } from "../../../contract/lists.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { type Both, useLanguage, useTexts } from "../../shared/language.ts";
import { HandedOutNotice, useUndoneHandOut } from "../people/HandedOut.tsx";
import { PersonSearch } from "../people/PersonSearch.tsx";
import { COUNTER } from "../texts/counter.ts";
import { PEOPLE } from "../texts/people.ts";
import type { Done, Family } from "./use-counter.ts";

interface WhoNextProps {
  readonly last: Done | undefined;
  readonly refused: Both<string> | undefined;
  readonly family: Family | undefined;
  readonly onHolder: (holder: CardHolder) => void;
  readonly onPlanned: (planned: PlannedPerson) => void;
  readonly onNew: (name: string, birthYear?: string) => void;
  readonly onKnown: (person: RosterEntry) => void;
  readonly onFamily: (family: Family) => void;
}

export function WhoNext({ last, refused, family, onFamily, onKnown, ...found }: WhoNextProps) {
  const t = useTexts(COUNTER);
  return (
    <>
      {last && <LastDone key={last.serial} done={last} isFamily={family !== undefined} onFamily={onFamily} />}
      {refused && <RefusedNotice say={refused} />}
      <h2>{t.who}</h2>
      {/* The field is empty again for the next one. */}
      <PersonSearch key={last?.serial ?? 0} {...found} onPerson={onKnown} />
    </>
  );
}

interface LastDoneProps {
  readonly done: Done;
  readonly isFamily: boolean;
  readonly onFamily: (family: Family) => void;
}

function LastDone({ done, isFamily, onFamily }: LastDoneProps) {
  const t = useTexts(COUNTER);
  const { isUndone, work, undo } = useUndoneHandOut(done);
  const { name } = done.person;
  return (
    <div class="stack" data-testid="last-done" data-serial={done.serial}>
      <Failure error={work.error} />
      <HandedOutNotice {...done} isUndone={isUndone} />
      {!isUndone && (
        <div class="row">
          <button
            type="button"
            class="button grow"
            data-testid="undo-last"
            disabled={work.isBusy}
            onClick={undo}
          >
            {t.undo}
          </button>
          {!isFamily && (
            <button
              type="button"
              class="button grow"
              data-testid="family-too"
              onClick={() => onFamily({ collector: name, got: [{ name, serial: done.serial }] })}
            >
              {t.familyToo(name)}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function RefusedNotice({ say }: { readonly say: Both<string> }) {
  const t = useTexts(PEOPLE);
  const language = useLanguage();
  return (
    <Notice tone="note" title={t.refusedTitle} live>
      <p>{say[language]}</p>
      <p>{t.refusedNext}</p>
    </Notice>
  );
}
