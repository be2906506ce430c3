/** Small pictures beside each other, one a place, of one figure over the weeks; below them the same in numbers. */
import { useState } from "preact/hooks";
import type { UptakeWeeks } from "../../../contract/uptake.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Field } from "../../shared/components/Field.tsx";
import { dayText } from "../../shared/dates.ts";
import { useTexts } from "../../shared/language.ts";
import { hasWords } from "../services/places.ts";
import { COVERAGE, FIGURES, type Figure } from "../texts/coverage.ts";
import { FiguresTable } from "./FiguresTable.tsx";
import { figureOf, figureText } from "./figure-texts.ts";
import { SharesTable } from "./SharesTable.tsx";
import { WeekColumns } from "./WeekColumns.tsx";

const AT_ONCE = 24;

/** With the day and the month of a week alone: the year stands above. */
const shortDay = (day: string) => dayText(day).slice(0, 5);

type PlaceWeeks = UptakeWeeks["places"][number];
type TextOf = (told: PlaceWeeks["told"][number] | undefined) => string;

export function Multiples({ weeks, places }: Pick<UptakeWeeks, "weeks" | "places">) {
  const t = useTexts(COVERAGE);
  const [figure, setFigure] = useState<Figure>("worn");
  const [typed, setTyped] = useState("");
  const [most, setMost] = useState(AT_ONCE);
  const found = places.filter(({ name }) => hasWords(name, typed));
  const shown = found.slice(0, most);
  const textOf: TextOf = (told) => figureText(figureOf(told, figure), figure, t.notCounted);
  return (
    <section class="stack" data-testid="multiples">
      <h2>{t.pictures}</h2>
      <div class="row">
        <Choose
          label={t.figure}
          name="figure"
          value={figure}
          onValue={(value) => setFigure(value as Figure)}
          options={[...FIGURES, "share" as const].map((one) => [one, t.figures[one]] as const)}
        />
        {places.length > 6 && (
          <div class="grow">
            <Field label={t.find} value={typed} onValue={setTyped} kind="search" input={{ name: "search" }} />
          </div>
        )}
      </div>
      <p class="small soft">{t.scale}</p>
      <ul class="multiples">
        {shown.map((one) => (
          <Multiple key={one.place} of={one} weeks={weeks} figure={figure} textOf={textOf} />
        ))}
      </ul>
      {found.length > most && (
        <button type="button" class="button" onClick={() => setMost(most + AT_ONCE)}>
          {t.more}
        </button>
      )}
      <SharesTable places={shown} />
      <FiguresTable
        caption={t.thisWeek}
        rows={shown.map(({ name, told }) => ({ name, figures: told.at(-1) ?? null }))}
      />
      <details>
        <summary>
          {t.byWeek}: {t.figures[figure]}
        </summary>
        <WeeksTable weeks={weeks} places={shown} figure={figure} textOf={textOf} />
      </details>
    </section>
  );
}

interface MultipleProps {
  readonly of: PlaceWeeks;
  readonly weeks: UptakeWeeks["weeks"];
  readonly figure: Figure;
  readonly textOf: TextOf;
}

function Multiple({ of: { place, name, kind, told, target }, weeks, figure, textOf }: MultipleProps) {
  const t = useTexts(COVERAGE);
  const byWeek = told.map((one, week) => `${t.week(shortDay(weeks[week] ?? ""))} ${textOf(one)}`);
  const aim =
    figure === "share" && target ? `${t.target}: ${t.targetOf(target.percent, dayText(target.until))}` : "";
  return (
    <li data-testid="multiple">
      {kind === undefined ? <a href={`#/coverage/${place}`}>{name}</a> : <span>{name}</span>}
      <strong>{textOf(told.at(-1))}</strong>
      <WeekColumns
        told={told.map((one) => figureOf(one, figure))}
        label={`${name}, ${t.figures[figure]}: ${byWeek.join(", ")}${aim === "" ? "" : `. ${aim}`}`}
        ofHundred={figure === "share" ? { target: target?.percent } : undefined}
      />
      <span class="small soft row apart">
        <span>{shortDay(weeks[0] ?? "")}</span>
        <span>
          {figure === "share" ? "100 %" : Math.max(0, ...told.map((one) => figureOf(one, figure)?.most ?? 0))}
        </span>
      </span>
      {aim !== "" && <span class="small">{aim}</span>}
    </li>
  );
}

interface WeeksTableProps extends Omit<MultipleProps, "of"> {
  readonly places: readonly PlaceWeeks[];
}

function WeeksTable({ weeks, places, figure, textOf }: WeeksTableProps) {
  const t = useTexts(COVERAGE);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section class="sideways" tabIndex={0} aria-label={t.byWeek}>
      <table class="figures">
        <caption>{t.figures[figure]}</caption>
        <thead>
          <tr>
            <th scope="col">{t.place}</th>
            {weeks.map((week) => (
              <th key={week} scope="col">
                {shortDay(week)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map(({ place, name, told }) => (
            <tr key={place}>
              <th scope="row">{name}</th>
              {told.map((one, week) => (
                <td key={weeks[week]}>{textOf(one)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
