/** The own place: how many wear a token, and by name for whom there is something to be done. */
import { useCallback, useEffect, useState } from "preact/hooks";
import type { UptakeState } from "../../../contract/uptake.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { TokenTag } from "../../shared/components/TokenTag.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { LongList } from "../people/LongList.tsx";
import { useStation } from "../services/station-context.ts";
import type { OwnUptake } from "../services/types.ts";
import { FRAME } from "../texts/shell.ts";
import { STATES, UPTAKE } from "../texts/uptake.ts";

type Wearer = OwnUptake["wearers"][number];

export function UptakeScreen() {
  const f = useTexts(FRAME);
  const t = useTexts(UPTAKE);
  const s = useTexts(SEAT);
  const { registry } = useStation().station;
  const [own, setOwn] = useState<OwnUptake>();
  const [error, setError] = useState<unknown>();
  const ask = useCallback(() => {
    setError(undefined);
    registry.uptake().then(setOwn, setError);
  }, [registry]);
  useEffect(ask, [ask]);
  return (
    <div class="stack">
      <Heading>{f.uptake}</Heading>
      <p class="soft">{t.lead}</p>
      <Failure error={error} />
      {!own && error === undefined && <Working text={s.loading} />}
      {own && <Totals uptake={own.uptake} />}
      {own && <p>{t.voluntary}</p>}
      {own &&
        STATES.map((state) => (
          <InState key={state} state={state} wearers={own.wearers.filter((one) => one.state === state)} />
        ))}
    </div>
  );
}

function Totals({ uptake: { places } }: Pick<OwnUptake, "uptake">) {
  const t = useTexts(UPTAKE);
  const [own] = places;
  return (
    <section class="card stack" data-testid="totals">
      <p class="result">{t.worn(own?.worn.most ?? 0)}</p>
      <p>{t.synced(own?.synced.most ?? 0)}</p>
      {places.length > 1 && (
        <ul>
          {places.slice(1).map(({ place, name, worn, synced }) => (
            <li key={place}>
              {name}: {t.worn(worn.most)}, {t.synced(synced.most)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function InState({ state, wearers }: { readonly state: UptakeState; readonly wearers: readonly Wearer[] }) {
  const t = useTexts(UPTAKE);
  const words = t.states[state];
  return (
    <section class="stack" data-testid={state}>
      <h2>
        {words.title}: {wearers.length}
      </h2>
      <p class="soft">{wearers.length === 0 ? words.none : words.doNext}</p>
      {wearers.length > 0 && (
        <LongList
          persons={wearers.map(({ person: id, name, birth, serial }) => ({
            id,
            name,
            birth,
            serials: [serial],
          }))}
          line={({ id }) => {
            const wearer = wearers.find(({ person }) => person === id);
            return wearer && <Line key={id} wearer={wearer} />;
          }}
        />
      )}
    </section>
  );
}

function Line({ wearer }: { readonly wearer: Wearer }) {
  const t = useTexts(UPTAKE);
  const { name, birth, hamlet, group, organisation, serial, synced, changeBefore, state } = wearer;
  const where = [organisation, group, hamlet].filter((one) => one !== undefined).join(", ");
  const isBattery = state === "due" || state === "dueLater";
  return (
    <li data-testid="wearer">
      <span class="grow">
        <strong>{name}</strong>, {birth.slice(0, 4)}
        <br />
        <span class="soft">
          {where && `${where} – `}
          {isBattery && changeBefore
            ? t.changeBefore(dayText(changeBefore))
            : synced
              ? t.lastSync(dayText(synced))
              : t.noSync}
        </span>
      </span>
      <TokenTag serial={serial} />
    </li>
  );
}
