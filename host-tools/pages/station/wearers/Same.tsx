/** Trùng với người khác: somebody was written down twice; the two become one, and can be taken apart. */
import { useEffect, useState } from "preact/hooks";
import type { Merged } from "../../../contract/merges.ts";
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import type { MergedField } from "../../../contract/vocabulary.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { PersonSearch } from "../people/PersonSearch.tsx";
import { Resemblance } from "../people/Resemblance.tsx";
import { useStation } from "../services/station-context.ts";
import type { KeptOf, Merging } from "../services/types.ts";
import { MERGING } from "../texts/merging.ts";
import { WEARERS } from "../texts/wearers.ts";
import { SideBySide } from "./SideBySide.tsx";

interface SameProps {
  readonly kept: KeptOf;
  readonly merging: Merging;
  /** Asks again what is kept of them. */
  readonly look: () => Promise<void>;
  readonly onBack: () => void;
}

export function Same({ kept, merging, look, onBack }: SameProps) {
  const t = useTexts(MERGING);
  const { rights } = useStation().station;
  const [other, setOther] = useState<KeptOf>();
  const [merged, setMerged] = useState<Merged>();
  const [isUndone, setUndone] = useState(false);
  const work = useWork();
  const { person } = kept;
  const choose = ({ id }: RosterEntry) => work.run(async () => setOther(await rights.look(id)));
  const merge = (take: readonly MergedField[]) =>
    work.run(async () => {
      setMerged(await merging.merge(person, other!.person, take));
      await look();
    });
  const undo = () =>
    work.run(async () => {
      await merging.takeApart(person.id, other!.person.id);
      setUndone(true);
      await look();
    });
  if (merged)
    return <Done {...{ kept, merged, isUndone, undo, onBack }} error={work.error} isBusy={work.isBusy} />;
  if (other) {
    const again = () => {
      work.clear();
      setOther(undefined);
    };
    return <SideBySide kept={kept} other={other} work={work} onMerge={merge} onBack={again} />;
  }
  return (
    <div class="stack">
      <Heading>{t.title(person.name)}</Heading>
      <p>{t.lead}</p>
      <Failure error={work.error} />
      {work.isBusy && <Working text={t.looking} />}
      <Alike kept={kept} merging={merging} isBusy={work.isBusy} onChoose={choose} />
      <section class="card stack">
        <h2>{t.find}</h2>
        <FindOther person={person.id} onChoose={choose} />
      </section>
      <button type="button" class="button quiet" onClick={onBack}>
        {t.back}
      </button>
    </div>
  );
}

interface AlikeProps extends Pick<SameProps, "kept" | "merging"> {
  readonly isBusy: boolean;
  readonly onChoose: (person: RosterEntry) => void;
}

function Alike({ kept, merging, isBusy, onChoose }: AlikeProps) {
  const t = useTexts(MERGING);
  const [found, setFound] = useState<readonly Resembling[]>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    merging.alike(kept.person).then(setFound, setError);
  }, [merging, kept]);
  return (
    <section class="stack">
      <h2>{t.alike}</h2>
      <Failure error={error} />
      {found?.length === 0 && <p data-testid="none-alike">{t.noneAlike}</p>}
      {found?.map((one) => (
        <div class="card stack" key={one.id}>
          <Resemblance person={one} />
          <button
            type="button"
            class="button"
            data-testid="compare"
            disabled={isBusy}
            onClick={() => onChoose(one)}
          >
            {t.compare(one.name)}
          </button>
        </div>
      ))}
    </section>
  );
}

function FindOther({ person, onChoose }: { readonly person: string } & Pick<AlikeProps, "onChoose">) {
  const t = useTexts(MERGING);
  const [isItself, setItself] = useState(false);
  return (
    <>
      <PersonSearch
        onPerson={(found) => {
          setItself(found.id === person);
          if (found.id !== person) onChoose(found);
        }}
      />
      {isItself && (
        <Notice tone="amber" live>
          <p>{t.itself}</p>
        </Notice>
      )}
    </>
  );
}

interface DoneProps {
  readonly kept: KeptOf;
  readonly merged: Merged;
  readonly isUndone: boolean;
  readonly undo: () => void;
  readonly onBack: () => void;
  readonly error: unknown;
  readonly isBusy: boolean;
}

function Done({ kept, merged, isUndone, undo, onBack, error, isBusy }: DoneProps) {
  const t = useTexts(MERGING);
  const w = useTexts(WEARERS);
  const { id, name } = kept.person;
  return (
    <div class="stack" data-testid={isUndone ? "apart" : "merged"}>
      <Heading>{name}</Heading>
      <Notice tone="green" live>
        <p>{isUndone ? t.undone : t.done(name)}</p>
        {!isUndone && <p>{t.until(whenText(merged.until))}</p>}
      </Notice>
      {!isUndone && merged.narrowed.length > 0 && (
        <Notice tone="amber">
          {merged.narrowed.map((purpose) => (
            <p key={purpose}>{t.narrower(w.purpose[purpose])}</p>
          ))}
          <a class="button" href={`#/consent/${id}`} data-testid="ask-again">
            {t.askAgain}
          </a>
        </Notice>
      )}
      <Failure error={error} />
      <div class="row">
        <button type="button" class="button primary grow" onClick={onBack} data-testid="open">
          {t.open}
        </button>
        {!isUndone && (
          <button type="button" class="button grow" data-testid="undo" disabled={isBusy} onClick={undo}>
            {t.undo}
          </button>
        )}
      </div>
    </div>
  );
}
