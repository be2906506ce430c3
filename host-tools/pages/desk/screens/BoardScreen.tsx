/** How the calls go, by case and by caller: counts and hours. */
import "./board.css";
import type { Board } from "../../../contract/board.ts";
import { Failure } from "../../shared/components/Failure.tsx";
import { Heading } from "../../shared/components/Heading.tsx";
import { Working } from "../../shared/components/Working.tsx";
import { whenText } from "../../shared/dates.ts";
import { numberText } from "../../shared/format.ts";
import { useLanguage, useTexts } from "../../shared/language.ts";
import { useAnswer } from "../services/desk-context.ts";
import { CALLS } from "../texts/calls.ts";
import { DESK } from "../texts/desk.ts";

type Cell = string | number;

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

function Table({ title, heads, rows }: TableProps) {
  return (
    <section
      class="scroll"
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move a table that is wider than the page
      tabIndex={0}
    >
      <table class="board">
        <caption>{title}</caption>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th scope="col" key={head} class={i > 0 ? "number" : ""}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest], i) => (
            <tr key={`${first} ${i}`}>
              <th scope="row">{first}</th>
              {rest.map((cell, at) => (
                <td class="number" key={heads[at + 1]} data-label={heads[at + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function BoardScreen() {
  const t = useTexts(CALLS);
  const d = useTexts(DESK);
  const language = useLanguage();
  const { value, error, again } = useAnswer<Board>("/api/board");
  const hours = (number: number | undefined) =>
    number === undefined ? "–" : numberText(number, language, 1);
  return (
    <div class="stack free-on-paper" data-testid="board">
      <div class="row apart">
        <Heading>{t.board}</Heading>
        <button type="button" class="button" onClick={again}>
          {t.refresh}
        </button>
      </div>
      <p class="soft">
        {t.boardLead} {value && t.at(whenText(value.at))}
      </p>
      <Failure error={error} />
      {!value && error === undefined && <Working text={d.loading} />}
      {value?.cases.length === 0 && <p>{t.noCases}</p>}
      {value?.medianLastHours !== undefined && <p>{t.medianLast(hours(value.medianLastHours))}</p>}
      {value && value.cases.length > 0 && (
        <Table
          title={t.byCase}
          heads={[t.case, t.lines, t.toCall, t.overdue, t.reached, t.inTime, t.held, t.median, t.last]}
          rows={value.cases.map((of) => [
            `${of.reference} · ${of.placeName}`,
            of.lines,
            of.toCall,
            of.overdue,
            of.reached,
            of.reachedInTime,
            of.held,
            hours(of.medianHours),
            of.isComplete ? hours(of.lastHours) : t.lastOpen,
          ])}
        />
      )}
      {value && (
        <Table
          title={t.byCaller}
          heads={[t.caller, t.held, t.toCall, t.overdue, t.callsOfDay, t.reached, t.inTime]}
          rows={value.callers.map((one) => [
            one.name,
            one.held,
            one.toCall,
            one.overdue,
            one.calls,
            one.reached,
            one.reachedInTime,
          ])}
        />
      )}
    </div>
  );
}
