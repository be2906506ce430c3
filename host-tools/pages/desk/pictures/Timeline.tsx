/** Who was near the case when: a line a person, dark where near, light where present. Its numbers stand in the table. */

import type { Spell } from "../../../contract/contacts.ts";
import { dayEnd, dayInProvince, dayStart } from "../../../contract/province-time.ts";
import { useTexts } from "../../shared/language.ts";
import type { NumberedContact } from "../services/numbered-contact.ts";
import { CONTACTS } from "../texts/contacts.ts";

const MINUTES_PER_DAY = 1440;
const MINUTE_MS = 60_000;
const MOST = 60;
/** Days with a date above them: more would run into each other. */
const MOST_DATES = 5;
/** A short meeting in a long period is still seen, in hundredths of the line. */
const LEAST_WIDTH = 0.4;

interface TimelineProps {
  readonly contacts: readonly NumberedContact[];
  /** Days of the infectious period, both included. */
  readonly from: string;
  readonly to: string;
}

export function Timeline({ contacts, from, to }: TimelineProps) {
  const t = useTexts(CONTACTS);
  const start = dayStart(from) / MINUTE_MS;
  const days = Math.round((dayEnd(to) / MINUTE_MS - start) / MINUTES_PER_DAY);
  const lines = contacts.slice(0, MOST);
  /** Hundredths of the line. */
  const x = (minute: number) =>
    Math.max(0, Math.min(100, (100 * (minute - start)) / (days * MINUTES_PER_DAY)));
  const midnights = Array.from({ length: days }, (_, i) => start + i * MINUTES_PER_DAY);
  const every = Math.ceil(days / MOST_DATES);
  const bars = (spells: readonly Spell[], kind: string) =>
    spells.map(({ from, to }) => (
      <rect
        key={from}
        x={x(from)}
        y={kind === "near" ? 0 : 4}
        width={Math.max(LEAST_WIDTH, x(to + 1) - x(from))}
        height={kind === "near" ? 20 : 12}
        class={kind}
      />
    ));
  return (
    <figure class="picture-frame timeline">
      <div role="img" aria-label={`${t.timeline}. ${t.timelineLead}`}>
        <div class="line dates">
          <span class="name" />
          <span class="track">
            {midnights.map(
              (day, i) =>
                i % every === 0 && (
                  <span key={day} class="date" style={{ left: `${x(day)}%` }}>
                    {shortDay(day)}
                  </span>
                ),
            )}
          </span>
        </div>
        {lines.map(({ key, number, label, spells, closeSpells }) => (
          <div class="line" key={key}>
            <span class="name">
              {number}. {label}
            </span>
            <svg viewBox="0 0 100 20" preserveAspectRatio="none" class="track" aria-hidden="true">
              {midnights.map((day) => (
                <line key={day} x1={x(day)} x2={x(day)} y1={0} y2={20} class="midnight" />
              ))}
              {bars(spells, "present")}
              {bars(closeSpells, "near")}
            </svg>
          </div>
        ))}
      </div>
      <figcaption class="small soft">
        {t.timelineLead} {contacts.length > MOST && t.firstOnly(MOST, contacts.length)}
      </figcaption>
    </figure>
  );
}

function shortDay(minute: number): string {
  const date = dayInProvince(minute * MINUTE_MS);
  return `${date.slice(8, 10)}/${date.slice(5, 7)}`;
}
