/** When people were near the case: how many at a time, and below it a line a person, dark where near, light where present. */
import type { Spell } from "../../../contract/contacts.ts";
import { dayEnd, dayInProvince, dayStart } from "../../../contract/province-time.ts";
import { useTexts } from "../../shared/language.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";
import { PICTURES } from "../texts/pictures.ts";
import { nearAtOnce } from "./near-at-once.ts";

const MINUTES_PER_DAY = 1440;
const MINUTE_MS = 60_000;
/** Words above the line: more would run into each other. */
const MOST_MARKS = 5;
/** A short meeting in a long period is still seen, in hundredths of the line. */
const LEAST_WIDTH = 0.4;
const COLUMNS = 96;

interface TimelineProps {
  /** All who are wanted, and those of them that have a line. */
  readonly all: readonly NumberedContact[];
  readonly contacts: readonly NumberedContact[];
  /** Days that are looked at, both included. */
  readonly from: string;
  readonly to: string;
}

export function Timeline({ all, contacts, from, to }: TimelineProps) {
  const t = useTexts(CONTACTS);
  const p = useTexts(PICTURES);
  const start = dayStart(from) / MINUTE_MS;
  const length = Math.round((dayEnd(to) / MINUTE_MS - start) / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  /** Hundredths of the line. */
  const x = (minute: number) => Math.max(0, Math.min(100, (100 * (minute - start)) / length));
  const marks = marksOf(start, length);
  const counts = nearAtOnce(all, start, start + length, COLUMNS);
  const most = Math.max(1, ...counts);
  const bars = (spells: readonly Spell[], kind: string) =>
    spells
      .filter((spell) => spell.to >= start && spell.from < start + length)
      .map((spell) => (
        <rect
          key={spell.from}
          x={x(spell.from)}
          y={kind === "near" ? 0 : 4}
          width={Math.max(LEAST_WIDTH, x(spell.to + 1) - x(spell.from))}
          height={kind === "near" ? 20 : 12}
          class={kind}
        />
      ));
  const upright = marks.map(({ minute }) => (
    <line key={minute} x1={x(minute)} x2={x(minute)} y1={0} y2={20} class="midnight" />
  ));
  return (
    <figure class="picture-frame timeline">
      <div role="img" aria-label={`${t.timeline}. ${t.timelineLead}`}>
        <div class="line dates">
          <span class="name small">{p.crowd(most)}</span>
          <span class="track">
            {marks.map(
              ({ minute, text }) =>
                text && (
                  <span key={minute} class="date" style={{ left: `${x(minute)}%` }}>
                    {text}
                  </span>
                ),
            )}
          </span>
        </div>
        <Columns counts={counts} most={most} />
        {contacts.map(({ key, number, label, spells, closeSpells }) => (
          <div class="line" key={key}>
            <span class="name">
              {number}. {label}
            </span>
            <svg viewBox="0 0 100 20" preserveAspectRatio="none" class="track" aria-hidden="true">
              {upright}
              {bars(spells, "present")}
              {bars(closeSpells, "near")}
            </svg>
          </div>
        ))}
      </div>
      <figcaption class="small soft">{t.timelineLead}</figcaption>
    </figure>
  );
}

/** How many at a time, as columns over the lines. */
function Columns({ counts, most }: { readonly counts: readonly number[]; readonly most: number }) {
  return (
    <div class="line">
      <span class="name" />
      <svg viewBox="0 0 100 20" preserveAspectRatio="none" class="track tall" aria-hidden="true">
        {counts.map((count, i) => (
          <rect
            key={`${i + 1}`}
            x={(100 * i) / COLUMNS}
            y={20 - (20 * count) / most}
            width={90 / COLUMNS}
            height={(20 * count) / most}
            class="near"
          />
        ))}
      </svg>
    </div>
  );
}

interface Mark {
  readonly minute: number;
  readonly text: string;
}

/** Midnights with their dates; of one day, every third hour. Minutes since the Unix epoch. */
export function marksOf(start: number, length: number): Mark[] {
  const days = length / MINUTES_PER_DAY;
  if (days === 1)
    return [0, 3, 6, 9, 12, 15, 18, 21].map((hour) => ({
      minute: start + 60 * hour,
      text: hour % 6 === 0 ? `${String(hour).padStart(2, "0")}:00` : "",
    }));
  const every = Math.ceil(days / MOST_MARKS);
  return Array.from({ length: days }, (_, i) => {
    const minute = start + i * MINUTES_PER_DAY;
    return { minute, text: i % every === 0 ? shortDay(minute) : "" };
  });
}

function shortDay(minute: number): string {
  const date = dayInProvince(minute * MINUTE_MS);
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}
