import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { stepNow } from "../services/route.ts";
import { PEOPLE } from "../texts/people.ts";

interface WhatProps {
  readonly person: RosterEntry;
  readonly serial: number;
  readonly isBusy: boolean;
  readonly onReturned: () => void;
  readonly onReplace: () => void;
  readonly onLost: () => void;
}

export function WhatHappened({ person, serial, isBusy, onReturned, onReplace, onLost }: WhatProps) {
  const t = useTexts(PEOPLE);
  const choices = [
    ["returned", t.returnIt, t.returnLead, onReturned],
    ["replaced", t.replaceIt, t.replaceLead, onReplace],
    ["lost", t.lostIt, t.lostLead, onLost],
  ] as const;
  return (
    <>
      <p class="result">{t.nowWears(person.name, tokenName(serial))}</p>
      <Notice tone="note">
        <p>{t.syncFirst}</p>
        <a class="button" href={`#/sync/give-back/~${stepNow()}`}>
          {t.syncNow}
        </a>
      </Notice>
      <div class="tiles">
        {choices.map(([name, title, lead, choose]) => (
          <button type="button" class="tile" key={name} data-testid={name} disabled={isBusy} onClick={choose}>
            <span>
              <strong>{title}</strong>
              <span class="small soft">{lead}</span>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
