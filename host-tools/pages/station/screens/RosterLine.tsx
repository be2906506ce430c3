import type { RosterEntry } from "../../../contract/roster.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { PersonLine } from "../people/PersonLine.tsx";
import type { SyncTick } from "../services/ticks.ts";
import { MODES } from "../texts/modes.ts";
import { TickChip } from "./QueueScreen.tsx";
import { SyncButtons } from "./SyncButtons.tsx";

interface RosterLineProps {
  readonly person: RosterEntry;
  readonly tick: SyncTick | undefined;
  readonly isBusy: boolean;
  readonly onSync: (expected: { name: string; serial: number }) => void;
}

export function RosterLine({ person, tick, isBusy, onSync }: RosterLineProps) {
  const t = useTexts(MODES);
  const { serials = [], name } = person;
  return (
    <li>
      <PersonLine person={person} />
      {tick ? (
        <TickChip tick={tick} />
      ) : serials.length === 0 ? (
        <Chip tone="grey" text={t.noToken} />
      ) : (
        <Chip tone="grey" text={t.notYet} />
      )}
      {!tick && <SyncButtons serials={serials} about={name} isBusy={isBusy} onSync={onSync} />}
      {serials.length === 0 && (
        <a class="button" href={`#/hand-out/${person.id}`} aria-label={`${t.giveOne} – ${name}`}>
          {t.giveOne}
        </a>
      )}
    </li>
  );
}
