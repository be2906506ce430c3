/** People whom another place gives over: taken in here, or not. */
import { useCallback, useEffect, useState } from "preact/hooks";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { useTexts } from "../../shared/language.ts";
import { useWork } from "../../shared/use-work.ts";
import { useStation } from "../services/station-context.ts";
import type { Coming } from "../services/types.ts";
import { PEOPLE } from "../texts/people.ts";
import { FRAME } from "../texts/shell.ts";

export function ComingScreen() {
  const f = useTexts(FRAME);
  const t = useTexts(PEOPLE);
  const { registry } = useStation().station;
  const [coming, setComing] = useState<readonly Coming[]>();
  const [error, setError] = useState<unknown>();
  const work = useWork();
  const [refusing, setRefusing] = useState<string>();
  const ask = useCallback(() => {
    setError(undefined);
    registry.coming().then(setComing, setError);
  }, [registry]);
  useEffect(ask, [ask]);
  const decide = (one: Coming, accepted: boolean) =>
    work.run(async () => {
      await registry.takeIn(one.id, accepted);
      setRefusing(undefined);
      ask();
    });
  return (
    <div class="stack">
      <Heading>{f.coming}</Heading>
      <p class="soft">{t.comingLead}</p>
      <Failure error={error ?? work.error} />
      {coming?.length === 0 && <p>{t.comingNone}</p>}
      {coming?.map((one) => (
        <section class="card stack" key={one.id} data-testid="coming">
          <p>
            <strong>{one.name}</strong>, {one.birth.slice(0, 4)}
            <br />
            <span class="soft">{one.what === "unit" ? t.comingUnit(one.from ?? "") : t.comingWork}</span>
          </p>
          <div class="row">
            <button
              type="button"
              class="button primary grow"
              disabled={work.isBusy}
              onClick={() => decide(one, true)}
            >
              {t.takeIn(one.name)}
            </button>
            <button type="button" class="button" disabled={work.isBusy} onClick={() => setRefusing(one.id)}>
              {t.notOurs(one.name)}
            </button>
          </div>
          {refusing === one.id && (
            <Sure
              text={t.notOursSure(one.name)}
              isBusy={work.isBusy}
              yes={() => decide(one, false)}
              no={() => setRefusing(undefined)}
            />
          )}
        </section>
      ))}
    </div>
  );
}
