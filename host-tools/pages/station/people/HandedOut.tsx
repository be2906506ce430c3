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

interface HandedOutProps {
  readonly serial: number;
  readonly person: RosterEntry;
  readonly outcome: Outcome;
  readonly onAgain: () => void;
  /** Goes back to a list rather than to the next token. */
  readonly isList: boolean;
}

/** Done, with what to tell the wearer and a way to undo it. */
export function HandedOut({ serial, person, outcome, onAgain, isList }: HandedOutProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [isUndone, setUndone] = useState(false);
  const work = useWork();
  const undo = () =>
    work.run(async () => {
      await registry.end(serial, person.id, "returned");
      setUndone(true);
    });
  return (
    <div class="stack" data-testid="handed-out">
      <Failure error={work.error} />
      {isUndone ? (
        <Notice tone="note" live>
          <p>{t.undone}</p>
        </Notice>
      ) : (
        <Notice tone="green" live>
          <p class="result">{t.handedOut(tokenName(serial), person.name)}</p>
          {outcome === "kept" && <KeptHere />}
          <p>{t.tell}</p>
        </Notice>
      )}
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
