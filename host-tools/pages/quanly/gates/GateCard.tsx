/** A gate's newest week: in and out, by day and by hour of the day. */
import type { GateCounts } from "../../../contract/gate-counts.ts";
import { GATE_WAYS, type GateWay } from "../../../contract/gate-hours.ts";
import { sum, toldText } from "../../../contract/small-numbers.ts";
import { useTexts } from "../../shared/language.ts";
import { WeekColumns } from "../coverage/WeekColumns.tsx";
import { GATES } from "../texts/gates.ts";
import { ByHand } from "./ByHand.tsx";

type Gate = GateCounts["gates"][number];
type GateDays = Gate["days"][number];

/** Of the days that are known. */
export function weekText(days: GateDays, way: GateWay): { readonly text: string; readonly known: number } {
  const known = days.flatMap((day) => (day ? [day[way]] : []));
  return { text: known.length === 0 ? "?" : toldText(sum(known)), known: known.length };
}

export function GateCard({ of: { name, placeName, zone, days, hours, byHand } }: { readonly of: Gate }) {
  const week = days.at(-1) ?? [];
  return (
    <li data-testid="gate">
      <h3>
        {name}
        <span class="small soft">
          {placeName}, {zone}
        </span>
      </h3>
      {GATE_WAYS.map((way) => (
        <Way key={way} gate={name} way={way} days={week} hours={hours[way]} />
      ))}
      <ByHand of={byHand.at(-1) ?? null} />
    </li>
  );
}

interface WayProps {
  readonly gate: string;
  readonly way: GateWay;
  readonly days: GateDays;
  readonly hours: Gate["hours"][GateWay];
}

const HOUR_MARKS = [0, 6, 12, 18, 24];

function Way({ gate, way, days, hours }: WayProps) {
  const t = useTexts(GATES);
  const { text, known } = weekText(days, way);
  const told = days.map((day) => day?.[way] ?? null);
  const byDay = told.map((one, day) => `${t.days[day]} ${one ? toldText(one) : "?"}`);
  const byHour = (hours ?? []).map((one, hour) => `${t.hour(hour)} ${toldText(one)}`);
  const what = `${gate}, ${t.ways[way]}`;
  return (
    <div class="way" data-way={way}>
      <p>
        {t.ways[way]} <strong>{t.passages(text)}</strong>{" "}
        {known < days.length && <span class="small soft">({t.known(known)})</span>}
      </p>
      <figure>
        <WeekColumns
          told={told}
          slots={days.length}
          missing="?"
          label={`${what}, ${t.byDay}: ${byDay.join(", ")}`}
        />
        <div class="small soft days" aria-hidden="true">
          {t.days.map((day) => (
            <span key={day}>{day}</span>
          ))}
        </div>
        <figcaption class="small soft">{t.byDay}</figcaption>
      </figure>
      {hours ? (
        <figure>
          <WeekColumns
            told={hours}
            slots={hours.length}
            label={`${what}, ${t.byHour}: ${byHour.join(", ")}`}
          />
          <div class="small soft row apart" aria-hidden="true">
            {HOUR_MARKS.map((hour) => (
              <span key={hour}>{hour}</span>
            ))}
          </div>
          <figcaption class="small soft">{t.byHour}</figcaption>
        </figure>
      ) : (
        <p class="small soft">{t.noHours}</p>
      )}
    </div>
  );
}
