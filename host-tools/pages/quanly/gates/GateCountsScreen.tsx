/** How many went in and out at gates: the newest week of each in pictures, and all weeks in numbers. */
import { useState } from "preact/hooks";
import type { GateCounts } from "../../../contract/gate-counts.ts";
import { dayAfter } from "../../../contract/province-time.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { NotLoaded } from "../../shared/components/NotLoaded.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { SEAT } from "../../shared/seat/texts.ts";
import { Back } from "../controls/Back.tsx";
import { hasWords } from "../services/places.ts";
import { mayDo, useAsked, useQuanly } from "../services/quanly-context.ts";
import { GATES } from "../texts/gates.ts";
import { MACHINES } from "../texts/machines.ts";
import { POSTER } from "../texts/poster.ts";
import { GateCard } from "./GateCard.tsx";
import { GateNumbers } from "./GateNumbers.tsx";

const AT_ONCE = 12;
/** With fewer nobody searches. */
const MANY = 6;

export function GateCountsScreen() {
  const t = useTexts(GATES);
  const p = useTexts(POSTER);
  const m = useTexts(MACHINES);
  const { access, account } = useQuanly();
  const s = useTexts(SEAT);
  const { value, error, again } = useAsked<GateCounts>("/api/gates/counts");
  return (
    <div class="stack coverage">
      <Back />
      <Heading>{t.title}</Heading>
      <p>{t.lead}</p>
      <p class="small soft">{t.rule}</p>
      <p>
        <a class="button" href="#/poster">
          {p.title}
        </a>{" "}
        {mayDo(access, account.role, "gate.change") && (
          <a class="button" href="#/machines">
            {m.open}
          </a>
        )}
      </p>
      <NotLoaded error={error} again={again} />
      {value ? <Gates counts={value} /> : error === undefined && <Working text={s.loading} />}
    </div>
  );
}

function Gates({ counts: { weeks, gates } }: { readonly counts: GateCounts }) {
  const t = useTexts(GATES);
  const [typed, setTyped] = useState("");
  const [most, setMost] = useState(AT_ONCE);
  const newest = weeks.at(-1);
  if (newest === undefined) return <p role="status">{t.none}</p>;
  if (gates.length === 0) return <p role="status">{t.noGate}</p>;
  const found = gates.filter(({ name, placeName }) => hasWords(`${name} ${placeName}`, typed));
  const shown = found.slice(0, most);
  return (
    <>
      <section class="stack" data-testid="gates">
        <h2>{t.week(dayText(newest), dayText(dayAfter(newest, 6)))}</h2>
        {gates.length > MANY && (
          <Field label={t.find} value={typed} onValue={setTyped} kind="search" input={{ name: "search" }} />
        )}
        <ul class="multiples gates">
          {shown.map((one) => (
            <GateCard key={one.gate} of={one} />
          ))}
        </ul>
        {found.length > most && (
          <button type="button" class="button" onClick={() => setMost(most + AT_ONCE)}>
            {t.more}
          </button>
        )}
        <p class="small soft">{t.few}</p>
        <p class="small soft">{t.unknown}</p>
      </section>
      <GateNumbers weeks={weeks} gates={shown} />
    </>
  );
}
