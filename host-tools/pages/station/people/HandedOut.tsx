import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { Outcome } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { KeptHere } from "./KeptHere.tsx";

interface HandOutDone {
  readonly serial: number;
  readonly person: RosterEntry;
  readonly outcome: Outcome;
}

interface HandedOutProps extends HandOutDone {
  readonly onAgain: () => void;
  /** Goes back to a list rather than to the next token. */
  readonly isList: boolean;
}

/** It was a mistake: the token is free again. */
export function useUndoneHandOut({ serial, person }: HandOutDone) {
  const { registry } = useStation().station;
  const [isUndone, setUndone] = useState(false);
  const work = useWork();
  const undo = () =>
    work.run(async () => {
      await registry.end(serial, person.id, "returned");
      setUndone(true);
    });
  return { isUndone, work, undo };
}

/** Done, with what to tell the wearer. */
export function HandedOutNotice({
  serial,
  person,
  outcome,
  isUndone,
}: HandOutDone & { readonly isUndone: boolean }) {
  const t = useTexts(PEOPLE);
  if (isUndone)
    return (
      <Notice tone="note" live>
        <p>{t.undone}</p>
      </Notice>
    );
  return (
    <Notice tone="green" live>
      <p class="result">{t.handedOut(tokenName(serial), person.name)}</p>
      {outcome === "kept" && <KeptHere />}
      <p>{t.tell}</p>
    </Notice>
  );
}

/** Done, with a way to undo it. */
export function HandedOut({ onAgain, isList, ...done }: HandedOutProps) {
  const t = useTexts(PEOPLE);
  const { isUndone, work, undo } = useUndoneHandOut(done);
  return (
    <div class="stack" data-testid="handed-out">
      <Failure error={work.error} />
      <HandedOutNotice {...done} isUndone={isUndone} />
      <button type="button" class="button primary" onClick={onAgain}>
        {isList ? t.back : t.another}
      </button>
      {!isUndone && (
        <button type="button" class="button" disabled={work.isBusy} onClick={undo}>
          {t.undo}
        </button>
      )}
    </div>
  );
}
