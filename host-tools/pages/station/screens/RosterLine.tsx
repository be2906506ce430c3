import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/stations.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { PersonLine } from "../people/PersonSearch.tsx";
import type { SyncTick } from "../services/ticks.ts";
import { MODES } from "../texts/modes.ts";
import { TickChip } from "./QueueScreen.tsx";

interface RosterLineProps {
  readonly person: RosterEntry;
  readonly tick: SyncTick | undefined;
  readonly isBusy: boolean;
  readonly onSync: (expected: { name: string; serial: number }) => void;
}

export function RosterLine({ person, tick, isBusy, onSync }: RosterLineProps) {
  const t = useTexts(MODES);
  const { serial, name } = person;
  return (
    <li>
      <PersonLine person={person} />
      {tick ? (
        <TickChip tick={tick} />
      ) : serial === undefined ? (
        <Chip tone="grey" text={t.noToken} />
      ) : (
        <Chip tone="grey" text={t.notYet} />
      )}
      {!tick && serial !== undefined && (
        <button
          type="button"
          class="button"
          disabled={isBusy}
          aria-label={`${t.syncThis} – ${name}`}
          onClick={() => onSync({ name: tokenName(serial), serial })}
        >
          {t.syncThis}
        </button>
      )}
      {serial === undefined && (
        <a class="button" href={`#/hand-out/${person.id}`} aria-label={`${t.giveOne} – ${name}`}>
          {t.giveOne}
        </a>
      )}
    </li>
  );
}
