/** People of lists that organisations and hamlets brought: they spare typing, and are asked as anybody is. */
import { useEffect, useState } from "preact/hooks";
import type { PlannedPeople, PlannedPerson } from "../../../contract/lists.ts";
import { readablePhone } from "../../../contract/phones.ts";
import { tidyText } from "../../../contract/texts.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useStation } from "../services/station-context.ts";
import { PLANNED } from "../texts/planned.ts";

const PAUSE_MS = 250;

interface PlannedSearchProps {
  readonly text: string;
  /** Said where there is nobody here either. */
  readonly none: string | undefined;
  readonly onPlanned: (planned: PlannedPerson) => void;
}

export function PlannedSearch({ text, none, onPlanned }: PlannedSearchProps) {
  const t = useTexts(PLANNED);
  const { registry } = useStation().station;
  const [found, setFound] = useState<PlannedPeople>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    setError(undefined);
    const wanted = tidyText(text);
    if (wanted.length < 2) return setFound(undefined);
    let isOld = false;
    const timer = setTimeout(() => {
      registry.planned(wanted).then(
        (people) => isOld || setFound(people),
        (reason) => isOld || setError(reason),
      );
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, registry]);
  if (error !== undefined) return <Failure error={error} />;
  if (!found || found.total === 0) return none === undefined ? null : <p role="status">{none}</p>;
  return (
    <section class="stack" data-testid="planned">
      <h3>{t.title}</h3>
      <p>{t.lead}</p>
      <ul class="list" aria-label={t.title}>
        {found.planned.map((planned) => (
          <li class="pressable" key={planned.id}>
            <button type="button" class="list-button" onClick={() => onPlanned(planned)}>
              <PlannedLine planned={planned} />
            </button>
          </li>
        ))}
      </ul>
      {found.total > found.planned.length && (
        <p role="status">{t.more(found.total - found.planned.length)}</p>
      )}
    </section>
  );
}

function PlannedLine({ planned }: { readonly planned: PlannedPerson }) {
  const t = useTexts(PLANNED);
  const { name, birth, hamlet, group, phone, placeName } = planned;
  const more = [t.born(birth), hamlet, group, phone && readablePhone(phone), placeName].filter(Boolean);
  return (
    <span class="grow">
      <strong>{name}</strong>
      <br />
      <span class="small soft">{more.join(" · ")}</span>
    </span>
  );
}
