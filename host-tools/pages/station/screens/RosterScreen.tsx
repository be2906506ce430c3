/** A class or workshop: the list ticks itself off as tokens sync, whoever comes next. */
import { useState } from "preact/hooks";
import { tokenName } from "../../../../protocol/identity.ts";
import type { RosterEntry } from "../../../contract/roster.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { ClockWarning } from "../notices/ClockWarning.tsx";
import { LongList } from "../people/LongList.tsx";
import { membersOf } from "../services/groups.ts";
import { useStation } from "../services/station-context.ts";
import { tickOfPerson, wears } from "../services/worn.ts";
import { MODES } from "../texts/modes.ts";
import { SYNC } from "../texts/sync.ts";
import { ChooseGroup } from "./ChooseGroup.tsx";
import { RosterLine } from "./RosterLine.tsx";
import { SyncPanel } from "./SyncPanel.tsx";
import { useEverybody } from "./use-everybody.ts";
import { useSync } from "./use-sync.ts";

export function RosterScreen({ group }: { readonly group: string | undefined }) {
  const t = useTexts(MODES);
  const { persons, error } = useEverybody();
  return (
    <div class="stack">
      <Heading>{group ?? t.rosterTitle}</Heading>
      <ClockWarning />
      {group === undefined || !persons ? (
        <ChooseGroup
          {...{ persons, error, field: "group", path: "roster", lead: t.chooseGroup, none: t.noGroups }}
        />
      ) : (
        <Roster members={membersOf(persons, "group", group)} />
      )}
    </div>
  );
}

function Roster({ members }: { readonly members: readonly RosterEntry[] }) {
  const t = useTexts(MODES);
  const s = useTexts(SYNC);
  const { ticks } = useStation();
  const syncs = useStore(ticks.syncs);
  const { phase, isBusy, start, retry, cancel } = useSync();
  const [hidesDone, setHidesDone] = useState(false);
  const tickOf = (person: RosterEntry) => tickOfPerson(syncs, person);
  const done = members.filter(tickOf).length;
  const stranger = phase.kind === "done" && !members.some((one) => wears(one, phase.result.serial));
  return (
    <>
      <p class="result" role="status">
        {t.ticked(done, members.length)}
      </p>
      <progress
        class="progress"
        max={members.length}
        value={done}
        aria-label={t.ticked(done, members.length)}
      />
      {done === members.length && members.length > 0 && (
        <Notice tone="green" live>
          <p>{t.allDone}</p>
        </Notice>
      )}
      <SyncPanel phase={phase} cancel={cancel} />
      {stranger && phase.kind === "done" && (
        <Notice tone="amber">
          <p>{t.notOnList(tokenName(phase.result.serial))}</p>
        </Notice>
      )}
      {!isBusy && (
        <div class="row">
          {phase.kind === "failed" && phase.name !== undefined && (
            <button type="button" class="button primary grow" data-testid="retry" onClick={retry}>
              {s.retry}
            </button>
          )}
          <button type="button" class="button primary grow" data-testid="sync" onClick={() => start()}>
            {t.syncNext}
          </button>
        </div>
      )}
      <label class="choice">
        <input type="checkbox" checked={hidesDone} onChange={() => setHidesDone(!hidesDone)} />
        {t.filter}
      </label>
      <LongList
        persons={members.filter((person) => !hidesDone || !tickOf(person))}
        line={(person) => (
          <RosterLine key={person.id} person={person} tick={tickOf(person)} isBusy={isBusy} onSync={start} />
        )}
      />
      <a class="button quiet" href="#/roster">
        {t.otherGroup}
      </a>
    </>
  );
}
