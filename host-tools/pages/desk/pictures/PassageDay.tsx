/** A day at gates: when the case was where, and below it a line for each who was there meanwhile. */
import type { CasePassages } from "../../../contract/gates.ts";
import { dayEnd, dayStart } from "../../../contract/province-time.ts";
import { useTexts } from "../../shared/language.ts";
import { PASSAGES } from "../texts/passages.ts";
import { marksOf } from "./Timeline.tsx";

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1440;
/** A short stay is still seen, in hundredths of the line. */
const LEAST_WIDTH = 0.4;

interface Line {
  readonly key: string;
  readonly name: string;
  readonly isCase: boolean;
  readonly bars: readonly { readonly from: number; readonly to: number; readonly isSure: boolean }[];
  readonly passed: readonly number[];
}

const minuteOf = (time: string) => Date.parse(time) / MINUTE_MS;

interface DayProps extends Pick<CasePassages, "day" | "stays"> {
  /** Those who have a line. */
  readonly others: CasePassages["others"];
}

/** One for each zone of the case, and one for each of the others. */
function linesOf({ day, stays, others }: DayProps, caseLine: string): Line[] {
  const zoneOf = ({ place, zone }: (typeof stays)[number]) => `${place} ${zone}`;
  const zones = [...new Set(stays.map(zoneOf))];
  const own = zones.map((key): Line => {
    const all = stays.filter((stay) => zoneOf(stay) === key);
    return {
      key,
      name: `${caseLine} · ${all[0]!.zone}`,
      isCase: true,
      bars: all
        .filter(({ from, to }) => from !== undefined || to !== undefined)
        .map(({ from, to }) => ({
          from: from === undefined ? dayStart(day) / MINUTE_MS : minuteOf(from),
          to: to === undefined ? dayEnd(day) / MINUTE_MS : minuteOf(to),
          isSure: from !== undefined && to !== undefined,
        })),
      passed: all.flatMap(({ passed }) => passed.map(minuteOf)),
    };
  });
  const theirs = others.map(
    ({ key, label, zone, placeName, from, to, isSure }): Line => ({
      key: `${key} ${placeName} ${zone}`,
      name: label,
      isCase: false,
      bars: [{ from: minuteOf(from), to: minuteOf(to), isSure }],
      passed: [],
    }),
  );
  return [...own, ...theirs];
}

export function PassageDay(props: DayProps) {
  const t = useTexts(PASSAGES);
  const start = dayStart(props.day) / MINUTE_MS;
  /** Hundredths of the line. */
  const x = (minute: number) => Math.max(0, Math.min(100, (100 * (minute - start)) / MINUTES_PER_DAY));
  const marks = marksOf(start, MINUTES_PER_DAY);
  return (
    <figure class="picture-frame timeline">
      <div role="img" aria-label={`${t.picture}. ${t.pictureLead}`}>
        <div class="line dates">
          <span class="name" />
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
        {linesOf(props, t.caseLine).map(({ key, name, isCase, bars, passed }) => (
          <div class={`line ${isCase ? "of-the-case" : ""}`} key={key}>
            <span class="name">{name}</span>
            <svg viewBox="0 0 100 20" preserveAspectRatio="none" class="track" aria-hidden="true">
              {marks.map(({ minute }) => (
                <line key={minute} x1={x(minute)} x2={x(minute)} y1={0} y2={20} class="midnight" />
              ))}
              {bars.map(({ from, to, isSure }) => (
                <rect
                  key={from}
                  x={x(from)}
                  y={isSure ? 0 : 4}
                  width={Math.max(LEAST_WIDTH, x(to + 1) - x(from))}
                  height={isSure ? 20 : 12}
                  class={isSure ? "near" : "present"}
                />
              ))}
              {passed.map((minute) => (
                <rect key={`at ${minute}`} x={x(minute)} y={0} width={LEAST_WIDTH} height={20} class="near" />
              ))}
            </svg>
          </div>
        ))}
      </div>
      <figcaption class="small soft">{t.pictureLead}</figcaption>
    </figure>
  );
}
