/** A day, with how it is read below it. */
import { useId } from "preact/hooks";
import { dayInProvince } from "../../../contract/province-time.ts";
import { dayText } from "../../shared/dates.ts";
import { type Language, useLanguage, useTexts } from "../../shared/language.ts";
import { DESK } from "../texts/desk.ts";

interface DateFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly isRequired?: boolean;
  /** It may be a day that is still to come. */
  readonly isAhead?: boolean;
  /** What is wrong with it, beside a day that is still to come. */
  readonly wrong?: string | undefined;
}

export function DateField(props: DateFieldProps) {
  const { label, name, value, onValue, isRequired = false, isAhead = false, wrong } = props;
  const id = useId();
  const t = useTexts(DESK);
  const language = useLanguage();
  const told = !isAhead && isToCome(value) ? t.future : wrong;
  return (
    <div class="field grow">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="date"
        value={value}
        required={isRequired}
        aria-describedby={`${id}-read${told === undefined ? "" : ` ${id}-wrong`}`}
        aria-invalid={told !== undefined}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
      <span class="hint" id={`${id}-read`}>
        {value === "" ? t.noDay : readableDay(value, language)}
      </span>
      {told !== undefined && (
        <span class="wrong" id={`${id}-wrong`} role="alert">
          {told}
        </span>
      )}
    </div>
  );
}

/** Days of people here, by this computer's clock; the server has the last word. */
export function isToCome(day: string): boolean {
  return day > dayInProvince(Date.now());
}

/** Browsers write dates as their own language does, which may put the month first: here it is in full. */
function readableDay(date: string, language: Language): string {
  const day = new Intl.DateTimeFormat(language === "vi" ? "vi-VN" : "en-GB", {
    weekday: "long",
    timeZone: "UTC",
  }).format(Date.parse(`${date}T00:00:00Z`));
  return `${day}, ${dayText(date)}`;
}
