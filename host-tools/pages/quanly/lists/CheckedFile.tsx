/** What would become of a file: how many rows, which columns, which cells are wrong, and the way on. */
import type { ListChecked } from "../../../contract/lists.ts";
import { COLUMN_USES, type ColumnUse } from "../../../contract/roster-files.ts";
import { Choose } from "../../shared/components/Choose.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { LISTS } from "../texts/lists.ts";
import type { ListFile } from "./use-list-file.ts";

interface CheckedProps {
  readonly list: ListFile;
  readonly checked: ListChecked;
}

/** What can be chosen; the others follow from the file. */
const CHOSEN = COLUMN_USES.filter((use) => use !== "id-numbers" && use !== "marks");

export function CheckedFile({ list, checked }: CheckedProps) {
  const t = useTexts(LISTS);
  const language = useLanguage();
  const { fault, rows, ready, problems, repaired, merged, otherSheets, doubles } = checked;
  if (fault)
    return (
      <>
        <Notice tone="red">
          <p data-testid="fault">{fault[language]}.</p>
        </Notice>
        {checked.columns.length > 1 && <Columns {...{ list, checked }} isOpen />}
      </>
    );
  const more = [
    repaired > 0 && t.repaired(repaired),
    merged > 0 && t.merged(merged),
    otherSheets.length > 0 && t.otherSheets(otherSheets.join(", ")),
    doubles > 0 && t.doubles(doubles),
  ].filter((text) => text !== false);
  return (
    <>
      <Notice tone={problems.length > 0 ? "amber" : "green"} title={t.checked(rows, ready)} live>
        {more.map((text) => (
          <p key={text}>{text}</p>
        ))}
        <p>{t.nothingKept}</p>
      </Notice>
      <Columns {...{ list, checked }} />
      {problems.length > 0 && <Problems {...{ list, checked }} />}
      <HowToKeep {...{ list, checked }} />
    </>
  );
}

function Columns({ list, checked, isOpen = false }: CheckedProps & { readonly isOpen?: boolean }) {
  const t = useTexts(LISTS);
  return (
    <details open={isOpen}>
      <summary>{t.columns}</summary>
      <div class="stack" data-testid="columns">
        <p class="soft">{t.columnsLead}</p>
        {checked.columns.map(({ index, heading, use }) =>
          use === "id-numbers" || use === "marks" ? (
            <p key={index}>
              <strong>{t.column(heading, index)}</strong>: {t.uses[use]}
            </p>
          ) : (
            <Choose
              key={index}
              label={t.column(heading, index)}
              name={`column-${index}`}
              value={use}
              onValue={(value) => list.choose(index, value as ColumnUse)}
              options={CHOSEN.map((one) => [one, t.uses[one]] as const)}
            />
          ),
        )}
      </div>
    </details>
  );
}

function Problems({ list, checked }: CheckedProps) {
  const t = useTexts(LISTS);
  const language = useLanguage();
  const { problems, moreProblems } = checked;
  return (
    <section class="stack" data-testid="problems">
      <h2>{t.problems(problems.length + moreProblems)}</h2>
      <div>
        <button
          type="button"
          class="button"
          data-testid="marked"
          disabled={list.work.isBusy}
          onClick={list.marked}
        >
          {t.marked}
        </button>
      </div>
      <p class="soft">{t.markedHint}</p>
      <ul class="list">
        {problems.map((one) => (
          <li key={`${one.column}${one.row} ${one.code}`}>
            <span class="grow">
              <strong>
                {t.cell} {one.column}
                {one.row}
              </strong>
              {one.value !== "" && ` · ${one.value}`}
              <br />
              {one[language]}
            </span>
          </li>
        ))}
      </ul>
      {moreProblems > 0 && <p>{t.more(moreProblems)}</p>}
    </section>
  );
}

function HowToKeep({ list, checked }: CheckedProps) {
  const t = useTexts(LISTS);
  const hasProblems = checked.problems.length > 0;
  const isHeldBack = hasProblems && list.mode === "all";
  return (
    <>
      {hasProblems && (
        <fieldset class="stack">
          <legend>{t.modeTitle}</legend>
          {(["all", "rows"] as const).map((mode) => (
            <label class="choice" key={mode}>
              <input
                type="radio"
                name="mode"
                value={mode}
                checked={list.mode === mode}
                onChange={() => list.setMode(mode)}
              />
              {mode === "all" ? t.all : t.rows(checked.ready)}
            </label>
          ))}
        </fieldset>
      )}
      {isHeldBack && <p>{t.fixFirst}</p>}
      <div>
        <button
          type="button"
          class="button primary"
          data-testid="bring"
          disabled={list.work.isBusy || isHeldBack || checked.ready === 0}
          onClick={list.bring}
        >
          {t.bring}
        </button>
      </div>
    </>
  );
}
