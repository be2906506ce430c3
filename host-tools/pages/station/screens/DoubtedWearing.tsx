import { useState } from "preact/hooks";
import { dayStart, isDay } from "../../../contract/province-time.ts";
import type { DoubtedWearings } from "../../../contract/tokens.ts";
import { Field } from "../../shared/components/Field.tsx";
import { clockText, dateText } from "../../shared/format.ts";
import { useTexts } from "../../shared/language.ts";
import { QUESTIONS } from "../texts/questions.ts";

interface DoubtedWearingProps {
  readonly doubted: DoubtedWearings["doubted"][number];
  readonly token: string;
  readonly isBusy: boolean;
  /** With when it began, Unix ms; undefined: there was none. */
  readonly onSettled: (at: number | undefined) => void;
}

/** Unix ms of "31/12/2026" and "14:05" in the province; NaN where it is none. */
function timeOf(day: string, time: string): number {
  const [, date = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day.trim()) ?? [];
  const [, hours = "", minutes = ""] = /^([01]?\d|2[0-3])[:.h]([0-5]\d)$/.exec(time.trim()) ?? [];
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  if (hours === "" || !isDay(iso)) return Number.NaN;
  return dayStart(iso) + (60 * Number(hours) + Number(minutes)) * 60_000;
}

function when(iso: string): string {
  const at = Date.parse(iso);
  return `${clockText(at)} ${dateText(at)}`;
}

/** Who had a token when: what the form said, who else may have had it, and the two answers. */
export function DoubtedWearing({ doubted, token, isBusy, onSettled }: DoubtedWearingProps) {
  const t = useTexts(QUESTIONS);
  const { person, told, others } = doubted;
  const [day, setDay] = useState(dateText(Date.parse(told)));
  const [time, setTime] = useState(clockText(Date.parse(told)));
  const at = timeOf(day, time);
  return (
    <section class="card stack" data-testid="doubted">
      <h2>{t.whoHad(token)}</h2>
      <p>{t.told(person.name, when(told))}</p>
      {others.map(({ person: other, from, to }) => (
        <p key={`${other.id} ${from}`}>
          {to === undefined
            ? t.other(other.name, when(from))
            : t.otherUntil(other.name, when(from), when(to))}
        </p>
      ))}
      <p class="soft">{t.both}</p>
      <div class="row">
        <Field
          label={t.day}
          value={day}
          onValue={setDay}
          input={{ name: "day", inputMode: "numeric", autocomplete: "off" }}
        />
        <Field
          label={t.time}
          value={time}
          onValue={setTime}
          input={{ name: "time", inputMode: "numeric", autocomplete: "off" }}
        />
      </div>
      <button
        type="button"
        class="button primary"
        data-testid="got-it"
        disabled={isBusy || Number.isNaN(at)}
        onClick={() => onSettled(at)}
      >
        {t.gotIt(person.name)}
      </button>
      <button
        type="button"
        class="button"
        data-testid="never"
        disabled={isBusy}
        onClick={() => onSettled(undefined)}
      >
        {t.never(person.name)}
      </button>
    </section>
  );
}
