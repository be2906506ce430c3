/** Something has happened: who is inside a zone, by name where they agreed to it, as long as it lasts. */
import { useState } from "preact/hooks";
import type { Fire, FireList, NewFire } from "../../../contract/fires.ts";
import type { GateList } from "../../../contract/gates.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Sure } from "../../shared/components/Sure.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { useWork } from "../../shared/use-work.ts";
import { Back } from "../controls/Back.tsx";
import { useAsked, useQuanly } from "../services/quanly-context.ts";
import { FIRES } from "../texts/fires.ts";
import { InsideNow } from "./InsideNow.tsx";

interface Zone extends NewFire {
  readonly name: string;
}

/** Each zone once, however many gates lead into it. */
function zonesOf({ gates }: GateList): Zone[] {
  const zones = gates.map(({ place, placeName, zone }) => ({ place, zone, name: `${zone}, ${placeName}` }));
  return [...new Map(zones.map((one) => [`${one.place} ${one.zone}`, one])).values()];
}

export function FireScreen() {
  const t = useTexts(FIRES);
  const s = useTexts(SEAT);
  const { value: gates, error, again } = useAsked<GateList>("/api/gates");
  const lasting = useAsked<FireList>("/api/fires");
  const fault = error ?? lasting.error;
  const askAgain = () => {
    again();
    lasting.again();
  };
  return (
    <div class="stack fire">
      <Back />
      <Heading>{t.title}</Heading>
      <p class="paper-why">{t.paperWhy}</p>
      <NotLoaded error={fault} again={askAgain} />
      {gates && lasting.value ? (
        <Fires zones={zonesOf(gates)} known={lasting.value.fires} />
      ) : (
        fault === undefined && <Working text={s.loading} />
      )}
    </div>
  );
}

function Fires({ zones, known }: { readonly zones: readonly Zone[]; readonly known: readonly Fire[] }) {
  const t = useTexts(FIRES);
  const { api } = useQuanly();
  const work = useWork();
  const [fires, setFires] = useState(known);
  const [isOver, setOver] = useState(false);
  const raise = ({ place, zone }: Zone) =>
    work.run(async () => {
      const fire = await api.send<Fire>("POST", "/api/fires", { place, zone } satisfies NewFire);
      setOver(false);
      setFires((all) => [...all.filter(({ id }) => id !== fire.id), fire]);
    });
  const end = (fire: Fire) =>
    work.run(async () => {
      await api.send("DELETE", `/api/fires/${fire.id}`);
      gone(fire);
    });
  const gone = ({ id }: Fire) => {
    setFires((all) => all.filter((one) => one.id !== id));
    setOver(true);
  };
  const quiet = zones.filter(
    ({ place, zone }) => !fires.some((one) => one.place === place && one.zone === zone),
  );
  return (
    <>
      <Failure error={work.error} />
      {fires.map((fire) => (
        <InsideNow
          key={fire.id}
          fire={fire}
          isBusy={work.isBusy}
          end={() => end(fire)}
          gone={() => gone(fire)}
        />
      ))}
      {isOver && (
        <Notice tone="green" live>
          <p>{t.over}</p>
        </Notice>
      )}
      {zones.length === 0 && <p role="status">{t.noZone}</p>}
      {quiet.length > 0 && <Raise zones={quiet} isBusy={work.isBusy} raise={raise} />}
    </>
  );
}

interface RaiseProps {
  readonly zones: readonly Zone[];
  readonly isBusy: boolean;
  readonly raise: (zone: Zone) => void;
}

/** Asked before anybody is named. */
function Raise({ zones, isBusy, raise }: RaiseProps) {
  const t = useTexts(FIRES);
  const [asking, setAsking] = useState<Zone>();
  const yes = () => {
    if (asking) raise(asking);
    setAsking(undefined);
  };
  return (
    <section class="stack" data-testid="raise">
      <p>{t.lead}</p>
      <p class="small soft">{t.rule}</p>
      {asking ? (
        <Sure text={t.sure(asking.name)} isBusy={isBusy} yes={yes} no={() => setAsking(undefined)} />
      ) : (
        zones.map((zone) => (
          <p key={zone.name}>
            <button type="button" class="button danger" disabled={isBusy} onClick={() => setAsking(zone)}>
              {t.raise(zone.name)}
            </button>
          </p>
        ))
      )}
    </section>
  );
}
