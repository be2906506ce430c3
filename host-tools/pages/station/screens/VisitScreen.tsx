/** From house to house: who wears a token, who was synced, who refused, who was not home. */
import type { RosterEntry } from "../../../contract/roster.ts";
import { Heading } from "../../shared/components/Heading.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStore } from "../../shared/store.ts";
import { ClockWarning } from "../notices/ClockWarning.tsx";
import { HandOut } from "../people/HandOut.tsx";
import { LongList } from "../people/LongList.tsx";
import { membersOf } from "../services/groups.ts";
import { useStation } from "../services/station-context.ts";
import { tickOfPerson } from "../services/worn.ts";
import { MODES } from "../texts/modes.ts";
import { SYNC } from "../texts/sync.ts";
import { ChooseGroup } from "./ChooseGroup.tsx";
import { SyncPanel } from "./SyncPanel.tsx";
import { useEverybody } from "./use-everybody.ts";
import { useSync } from "./use-sync.ts";
import { VisitLine } from "./VisitLine.tsx";

interface VisitProps {
  readonly hamlet: string | undefined;
  /** Who is handed a token: id of a person, or "new". */
  readonly whom: string | undefined;
}

export function VisitScreen({ hamlet, whom }: VisitProps) {
  const t = useTexts(MODES);
  const { persons, error, ask } = useEverybody();
  return (
    <div class="stack">
      <Heading>{hamlet ?? t.visitTitle}</Heading>
      <ClockWarning />
      {hamlet === undefined || !persons ? (
        <>
          <p class="soft">{t.noDeadline}</p>
          <ChooseGroup
            {...{ persons, error, field: "hamlet", path: "visit", lead: t.chooseHamlet, none: t.noHamlets }}
          />
        </>
      ) : (
        <Hamlet hamlet={hamlet} people={membersOf(persons, "hamlet", hamlet)} whom={whom} ask={ask} />
      )}
    </div>
  );
}

interface HamletProps {
  readonly hamlet: string;
  readonly people: readonly RosterEntry[];
  readonly whom: string | undefined;
  readonly ask: () => void;
}

function Hamlet({ hamlet, people, whom, ask }: HamletProps) {
  const t = useTexts(MODES);
  const s = useTexts(SYNC);
  const { station, ticks } = useStation();
  const syncs = useStore(ticks.syncs);
  const marks = useStore(ticks.marks);
  const { phase, isBusy, start, retry, cancel } = useSync();
  const tickOf = (person: RosterEntry) => tickOfPerson(syncs, person);

  const here = `#/visit/${encodeURIComponent(hamlet)}`;
  const handOut = (to: string) => {
    location.hash = `${here}/hand-out/${to}`;
  };
  if (whom) {
    const person = people.find(({ id }) => id === whom);
    const back = () => {
      location.hash = here;
      ask();
    };
    return (
      <div class="stack">
        <HandOut channel="home-visit" preset={{ hamlet }} {...(person ? { person } : {})} onDone={back} />
        <button type="button" class="button quiet" onClick={back}>
          {t.back}
        </button>
      </div>
    );
  }
  const done = people.filter(tickOf).length;
  const count = (mark: "refused" | "not-home") => people.filter(({ id }) => marks[id]?.mark === mark).length;
  const [refused, away] = [count("refused"), count("not-home")];
  return (
    <>
      <p class="summary" role="status">
        {t.visitSummary(done, refused, away, people.length - done - refused - away)}
      </p>
      <SyncPanel phase={phase} cancel={cancel} />
      {!isBusy && phase.kind === "failed" && phase.name !== undefined && (
        <button type="button" class="button primary" data-testid="retry" onClick={retry}>
          {s.retry}
        </button>
      )}
      <LongList
        persons={people}
        line={(person) => (
          <VisitLine
            key={person.id}
            person={person}
            tick={tickOf(person)}
            mark={marks[person.id]?.mark}
            isBusy={isBusy}
            onSync={start}
            onHandOut={() => handOut(person.id)}
            onMark={(mark) => ticks.mark(person.id, mark, station.clock.now())}
          />
        )}
      />
      <div class="row">
        <button type="button" class="button primary grow" onClick={() => handOut("new")}>
          {t.newHere}
        </button>
        <a class="button quiet grow" href="#/visit">
          {t.otherHamlet}
        </a>
      </div>
    </>
  );
}
