/** Lists that were brought, each with the way to undo it. Nothing of their rows is shown. */
import { useEffect, useState } from "preact/hooks";
import type { KeptLists as Kept } from "../../../contract/lists.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { whenText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { LISTS } from "../texts/lists.ts";

interface KeptListsProps {
  /** How often something has changed: then they are asked for anew. */
  readonly times: number;
  readonly changed: () => void;
}

export function KeptLists({ times, changed }: KeptListsProps) {
  const t = useTexts(LISTS);
  const { api } = useQuanly();
  const work = useWork();
  const [isUndone, setUndone] = useState(false);
  const { value, error, again } = useAsked<Kept>("/api/lists");
  useEffect(() => {
    if (times > 0) again();
  }, [times]);
  const undo = (list: string) =>
    work.run(async () => {
      await api.send("DELETE", `/api/lists/${list}`);
      setUndone(true);
      changed();
    });
  if (error !== undefined) return <Failure error={error} />;
  return (
    <section class="stack" data-testid="kept-lists">
      <h2>{t.keptTitle}</h2>
      <Failure error={work.error} />
      {isUndone && (
        <Notice tone="green" live>
          <p>{t.undone}</p>
        </Notice>
      )}
      {value?.lists.length === 0 && <p>{t.keptNone}</p>}
      {value && value.lists.length > 0 && (
        <ul class="list">
          {value.lists.map(({ id, placeName, at, created, updated, mayUndo }) => (
            <li key={id}>
              <span class="grow">
                <strong>{t.kept(placeName, whenText(at))}</strong>
                <br />
                {t.keptCounts(created, updated)}
                {!mayUndo && ` · ${t.noUndo}`}
              </span>
              {mayUndo && (
                <button type="button" class="button" disabled={work.isBusy} onClick={() => undo(id)}>
                  {t.undo}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
