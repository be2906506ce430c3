/** Before a new person is made: those who are likely to be the same one. Only who has them in front of them can tell. */
import type { Resembling, RosterEntry } from "../../../contract/roster.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import type { Work } from "../../shared/use-work.ts";
import type { TypedPerson } from "../services/types.ts";
import { DOUBLES } from "../texts/doubles.ts";
import { Resemblance } from "./Resemblance.tsx";

interface LikelyDoublesProps {
  readonly person: TypedPerson;
  readonly found: readonly Resembling[];
  readonly work: Work;
  readonly onSame: (person: RosterEntry) => void;
  readonly onAnother: () => void;
  readonly onBack: () => void;
}

export function LikelyDoublesStep({ person, found, work, onSame, onAnother, onBack }: LikelyDoublesProps) {
  const t = useTexts(DOUBLES);
  return (
    <div class="stack" data-testid="doubles">
      <h2>{t.isItThem(person.name)}</h2>
      <p>{t.isItThemLead}</p>
      <Failure error={work.error} />
      {found.map((one) => (
        <section class="card stack" key={one.id}>
          <Resemblance person={one} />
          <button
            type="button"
            class="button primary"
            data-testid="same"
            disabled={work.isBusy}
            onClick={() => onSame(one)}
          >
            {t.same(one.name)}
          </button>
        </section>
      ))}
      <button type="button" class="button" data-testid="another" disabled={work.isBusy} onClick={onAnother}>
        {t.another(person.name)}
      </button>
      <button type="button" class="button quiet" disabled={work.isBusy} onClick={onBack}>
        {t.back}
      </button>
    </div>
  );
}
