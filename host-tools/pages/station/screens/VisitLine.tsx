import type { RosterEntry } from "../../../contract/roster.ts";
import { Chip } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { PersonLine } from "../people/PersonLine.tsx";
import type { SyncTick, VisitMark } from "../services/ticks.ts";
import { MODES } from "../texts/modes.ts";
import { TickChip } from "./QueueScreen.tsx";
import { SyncButtons } from "./SyncButtons.tsx";

interface VisitLineProps {
  readonly person: RosterEntry;
  readonly tick: SyncTick | undefined;
  readonly mark: VisitMark | undefined;
  readonly isBusy: boolean;
  readonly onSync: (expected: { name: string; serial: number }) => void;
  readonly onHandOut: () => void;
  readonly onMark: (mark: VisitMark | undefined) => void;
}

export function VisitLine({ person, tick, mark, isBusy, onSync, onHandOut, onMark }: VisitLineProps) {
  const t = useTexts(MODES);
  const { serials = [], name } = person;
  const about = (action: string) => ({ "aria-label": `${action} – ${name}` });
  return (
    <li class="visit">
      <PersonLine person={person} />
      {tick ? (
        <TickChip tick={tick} />
      ) : mark === "refused" ? (
        <Chip tone="red" text={t.refused} />
      ) : mark === "not-home" ? (
        <Chip tone="amber" text={t.notHome} />
      ) : (
        <Chip tone="grey" text={serials.length === 0 ? t.noToken : t.toVisit} />
      )}
      {!tick && (
        <div class="row actions">
          {serials.length === 0 && (
            <button type="button" class="button" disabled={isBusy} onClick={onHandOut} {...about(t.giveOne)}>
              {t.giveOne}
            </button>
          )}
          <SyncButtons serials={serials} about={name} isBusy={isBusy} onSync={onSync} />
          {mark ? (
            <button
              type="button"
              class="button quiet"
              onClick={() => onMark(undefined)}
              {...about(t.clearMark)}
            >
              {t.clearMark}
            </button>
          ) : (
            <>
              <button
                type="button"
                class="button quiet"
                onClick={() => onMark("not-home")}
                {...about(t.notHome)}
              >
                {t.notHome}
              </button>
              <button
                type="button"
                class="button quiet"
                onClick={() => onMark("refused")}
                {...about(t.refused)}
              >
                {t.refused}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}
