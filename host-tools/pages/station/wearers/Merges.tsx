/** Who became one with somebody, on their page: they are taken apart where it was a mistake. */
import { useEffect, useState } from "preact/hooks";
import type { PersonMerges } from "../../../contract/merges.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { dayText, whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import type { KeptOf, Merging } from "../services/types.ts";
import { MERGING } from "../texts/merging.ts";

interface MergesProps {
  readonly kept: KeptOf;
  readonly merging: Merging;
  readonly look: () => Promise<void>;
}

export function Merges({ kept, merging, look }: MergesProps) {
  const t = useTexts(MERGING);
  const [merges, setMerges] = useState<PersonMerges["merges"]>([]);
  const [asked, setAsked] = useState<string>();
  const [isApart, setApart] = useState(false);
  const work = useWork();
  const { id } = kept.person;
  useEffect(() => {
    merging.of(id).then(setMerges, () => setMerges([]));
  }, [merging, id]);
  const takeApart = (other: string) =>
    work.run(async () => {
      await merging.takeApart(id, other);
      setApart(true);
      setAsked(undefined);
      setMerges(await merging.of(id));
      await look();
    });
  if (merges.length === 0 && !isApart) return null;
  return (
    <section class="card stack">
      <h2>{t.merges}</h2>
      {isApart && (
        <Notice tone="green" live>
          <p data-testid="taken-apart">{t.undone}</p>
        </Notice>
      )}
      <Failure error={work.error} />
      {merges.map(({ person, name, birth, at, until }) => (
        <div class="stack" key={person}>
          <p>
            <strong>{name}</strong>
            <br />
            <span class="small soft">{t.mergedAt(dayText(birth), whenText(at))}</span>
            <br />
            <span class="small soft">{t.until(whenText(until))}</span>
          </p>
          {asked === person ? (
            <Notice tone="amber" live>
              <p>{t.reallyApart(name)}</p>
              <p class="row">
                <button
                  type="button"
                  class="button primary"
                  data-testid="apart-now"
                  disabled={work.isBusy}
                  onClick={() => takeApart(person)}
                >
                  {t.apartNow}
                </button>
                <button type="button" class="button" onClick={() => setAsked(undefined)}>
                  {t.keep}
                </button>
              </p>
            </Notice>
          ) : (
            <button type="button" class="button" data-testid="take-apart" onClick={() => setAsked(person)}>
              {t.takeApart}
            </button>
          )}
        </div>
      ))}
    </section>
  );
}
