/** Who was near the case when: a line a person, dark where near, light where present. Its numbers stand in the table. */
import { useTexts } from "../../../web/ui/language.ts";
import { CONTACTS } from "../texts/contacts.ts";
import type { ContactView, Spell } from "../types.ts";

const WIDTH = 1000;
const NAMES = 230;
const LINE = 30;
const TOP = 34;
const MINUTES_PER_DAY = 1440;
const PROVINCE_MINUTES = 7 * 60;
const MOST = 60;

interface TimelineProps {
  readonly contacts: readonly ContactView[];
  /** Days of the infectious period, both included. */
  readonly from: string;
  readonly to: string;
}

export function Timeline({ contacts, from, to }: TimelineProps) {
  const t = useTexts(CONTACTS);
  const start = dayStart(from);
  const end = dayStart(to) + MINUTES_PER_DAY;
  const lines = contacts.slice(0, MOST);
  const x = (minute: number) => NAMES + ((minute - start) / (end - start)) * (WIDTH - NAMES);
  const height = TOP + lines.length * LINE + 8;
  const days = Array.from({ length: (end - start) / MINUTES_PER_DAY }, (_, i) => start + i * MINUTES_PER_DAY);
  return (
    <figure class="picture-frame">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${t.timeline}. ${t.timelineLead}`}>
        {days.map((day) => (
          <g key={day}>
            <line x1={x(day)} x2={x(day)} y1={4} y2={height - 4} class="midnight" />
            <text x={(x(day) + x(day + MINUTES_PER_DAY)) / 2} y={22} class="day">
              {shortDay(day)}
            </text>
          </g>
        ))}
        {lines.map(({ key, label, spells, closeSpells }, i) => (
          <g key={key}>
            <text x={NAMES - 10} y={TOP + i * LINE + 20} class="name">
              {label.length > 26 ? `${label.slice(0, 25)}…` : label}
            </text>
            <line x1={NAMES} x2={WIDTH} y1={TOP + (i + 1) * LINE} y2={TOP + (i + 1) * LINE} class="rule" />
            {bars(spells, x, TOP + i * LINE + 8, 14, "present")}
            {bars(closeSpells, x, TOP + i * LINE + 4, 22, "near")}
          </g>
        ))}
      </svg>
      <figcaption class="small soft">{t.timelineLead}</figcaption>
    </figure>
  );
}

function bars(
  spells: readonly Spell[],
  x: (minute: number) => number,
  y: number,
  height: number,
  kind: string,
) {
  return spells.map(({ from, to }) => (
    <rect
      key={from}
      x={x(from)}
      y={y}
      width={Math.max(2.5, x(to + 1) - x(from))}
      height={height}
      class={kind}
    />
  ));
}

/** Minutes from the Unix epoch to the start of a day in the province. */
function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 60_000 - PROVINCE_MINUTES;
}

function shortDay(minute: number): string {
  const date = new Date((minute + PROVINCE_MINUTES) * 60_000).toISOString();
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}
