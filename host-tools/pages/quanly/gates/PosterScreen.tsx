/** Posters for gates: a code is drawn for each, and its sheet is printed, or saved as PDF, by the browser. */
import { useState } from "preact/hooks";
import type { GateList } from "../../../contract/gates.ts";
import type { SiteDrawn } from "../../../contract/site.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { goTo } from "../../shared/hash-route.ts";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { GATES } from "../texts/gates.ts";
import { POSTER } from "../texts/poster.ts";
import { Poster } from "./Poster.tsx";

type Gate = GateList["gates"][number];

/** `id`: of the gate whose poster is shown; none where all gates are. */
export function PosterScreen({ id }: { readonly id: string }) {
  const t = useTexts(POSTER);
  const g = useTexts(GATES);
  const s = useTexts(SEAT);
  const { value, error, again } = useAsked<GateList>("/api/gates");
  const shown = value?.gates.find((one) => one.id === id);
  return (
    <div class="stack">
      {id === "" ? <Back to="gates" text={g.title} /> : <Back to="poster" text={t.back} />}
      <div class="no-print">
        <Heading>{t.title}</Heading>
        <p>{t.lead}</p>
      </div>
      <NotLoaded error={error} again={again} />
      {!value ? (
        error === undefined && <Working text={s.loading} />
      ) : shown?.site === undefined ? (
        <Gates gates={value.gates} />
      ) : (
        <>
          <p class="no-print">
            <button type="button" class="button primary" data-testid="print" onClick={() => window.print()}>
              {t.print}
            </button>
          </p>
          <Poster placeName={shown.placeName} gate={shown.name} site={shown.site} />
        </>
      )}
    </div>
  );
}

function Gates({ gates }: { readonly gates: readonly Gate[] }) {
  const t = useTexts(POSTER);
  const { api } = useQuanly();
  const work = useWork();
  const [asking, setAsking] = useState<Gate>();
  const draw = ({ id }: Gate) =>
    work.run(async () => {
      await api.send<SiteDrawn>("POST", `/api/gates/${id}/site`);
      goTo(`poster/${id}`);
    });
  if (gates.length === 0) return <p role="status">{t.noGate}</p>;
  return (
    <>
      <Failure error={work.error} />
      {asking && (
        <Sure
          text={t.sure(asking.name)}
          isBusy={work.isBusy}
          yes={() => draw(asking)}
          no={() => setAsking(undefined)}
        />
      )}
      <ul class="list">
        {gates.map((gate) => (
          <li key={gate.id} data-testid="gate">
            <span>
              <strong>{gate.name}</strong>
              <br />
              <span class="small soft">
                {gate.placeName}, {gate.zone}
              </span>
            </span>
            {gate.site === undefined ? (
              <button type="button" class="button" disabled={work.isBusy} onClick={() => draw(gate)}>
                {t.make(gate.name)}
              </button>
            ) : (
              <span class="row">
                <a class="button primary" href={`#/poster/${gate.id}`}>
                  {t.open(gate.name)}
                </a>
                <button type="button" class="button quiet" onClick={() => setAsking(gate)}>
                  {t.change(gate.name)}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
