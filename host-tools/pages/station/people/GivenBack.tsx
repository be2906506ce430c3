/** A token came back, was replaced or is lost: said, and undone where it was a mistake. */
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

interface GivenBackProps {
  readonly person: RosterEntry;
  readonly serial: number;
  /** The token that they got for it. */
  readonly fresh?: number;
  readonly text: string;
  readonly outcome: Outcome;
}

export function GivenBack({ person, serial, fresh, text, outcome }: GivenBackProps) {
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [undone, setUndone] = useState<Outcome>();
  const work = useWork();
  const undo = () =>
    work.run(async () => {
      // Nobody is left without a token half-way.
      let how = await registry.undoEnd(serial, person.id);
      if (fresh !== undefined) how = await registry.end(fresh, person.id, "returned");
      setUndone(how);
    });
  return (
    <div class="stack" data-testid={undone ? "end-undone" : "given-back"}>
      <Failure error={work.error} />
      <Notice tone={undone ? "note" : "green"} live>
        <p class="result">{undone ? t.wearsAgain(person.name, tokenName(serial)) : text}</p>
        {undone && fresh !== undefined && <p>{t.takeFresh(tokenName(fresh))}</p>}
        {(undone ?? outcome) === "kept" && <KeptHere />}
      </Notice>
      {!undone && (
        <button type="button" class="button" data-testid="undo" disabled={work.isBusy} onClick={undo}>
          {t.undo}
        </button>
      )}
    </div>
  );
}
