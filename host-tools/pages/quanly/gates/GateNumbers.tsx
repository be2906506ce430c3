/** The same in numbers, and of all weeks that are told. */
import type { GateCounts } from "../../../contract/gate-counts.ts";
import { GATE_WAYS, type GateWay, HOURS_OF_DAY } from "../../../contract/gate-hours.ts";
import { type Told, toldText } from "../../../contract/small-numbers.ts";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { GATES } from "../texts/gates.ts";
import { shareText } from "./ByHand.tsx";
import { weekText } from "./GateCard.tsx";
import { GateTable } from "./GateTable.tsx";

type Gate = GateCounts["gates"][number];

const HOURS = Array.from({ length: HOURS_OF_DAY }, (_, hour) => hour);
const toldTextOf = (told: Told | undefined): string => (told ? toldText(told) : "–");

export function GateNumbers({ weeks, gates }: GateCounts) {
  const t = useTexts(GATES);
  const mondays = weeks.map((week) => dayText(week).slice(0, 5));
  const byWay = (cells: (of: Gate, way: GateWay) => readonly string[]) =>
    gates.flatMap((one) =>
      GATE_WAYS.map((way) => ({
        name: `${one.name}, ${one.placeName}: ${t.ways[way]}`,
        cells: cells(one, way),
      })),
    );
  return (
    <details>
      <summary>{t.numbers}</summary>
      <div class="stack">
        <GateTable
          caption={t.dayTable}
          heads={t.days}
          rows={byWay(({ days }, way) => (days.at(-1) ?? []).map((day) => (day ? toldText(day[way]) : "?")))}
        />
        <GateTable
          caption={t.hourTable}
          heads={HOURS.map(String)}
          rows={byWay(({ hours }, way) => HOURS.map((hour) => toldTextOf(hours[way]?.[hour])))}
        />
        <GateTable
          caption={t.weekTable}
          heads={mondays}
          rows={byWay(({ days }, way) =>
            days.map((week) => {
              const { text, known } = weekText(week, way);
              return known > 0 && known < week.length ? `${text} (${t.known(known)})` : text;
            }),
          )}
        />
        <GateTable
          caption={t.handTable}
          heads={mondays}
          rows={gates.map(({ name, placeName, byHand }) => ({
            name: `${name}, ${placeName}`,
            cells: byHand.map((week) => shareText(week)),
          }))}
        />
      </div>
    </details>
  );
}
