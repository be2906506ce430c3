/** Lines of the paper sheet, typed later. Each is noted by itself; what is wrong stays with its word, and so does what could not be noted. */
import { useState } from "preact/hooks";
import { GUARD_PAPER } from "../../../contract/guard-screen.ts";
import { dayBefore, dayInProvince } from "../../../contract/province-time.ts";
import { KEPT_DAYS } from "../../../contract/visits.ts";
import { Field } from "../../shared/components/Field.tsx";
import { Notice } from "../../shared/components/Notice.tsx";
import { useTexts } from "../../shared/language.ts";
import { noteVisit } from "./note-visit.ts";
import {
  emptyLine,
  isEmpty,
  LINE_FIELDS,
  type LineField,
  type PaperLine,
  visitsOfLine,
} from "./paper-line.ts";
import { PAPER_TEXTS } from "./paper-texts.ts";
import { type NotNoted, VISIT_TEXTS } from "./texts.ts";

const LINES = 3;
const INPUT = { autocomplete: "off", maxLength: 200 } as const;

/** `now`: of the machine's clock, ms. */
export function PaperLines({ now }: { readonly now: number }) {
  const t = useTexts(PAPER_TEXTS);
  const [day, setDay] = useState(() => dayInProvince(now));
  const [lines, setLines] = useState<readonly PaperLine[]>(() => Array.from({ length: LINES }, emptyLine));
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly noted: number; readonly failed: NotNoted | undefined }>();
  const today = dayInProvince(now);

  const note = async () => {
    setBusy(true);
    const { left, noted, failed } = await noteLines(lines, day, now);
    setLines(left.length > 0 ? left : Array.from({ length: LINES }, emptyLine));
    setTried(left.length > 0);
    setSaid({ noted, failed });
    setBusy(false);
  };
  const set = (at: number, field: LineField, text: string) =>
    setLines((before) => before.map((line, i) => (i === at ? { ...line, [field]: text } : line)));
  return (
    <details data-testid="paper">
      <summary>
        <h2>{t.title}</h2>
      </summary>
      <div class="stack">
        <p>{t.lead}</p>
        <div class="row">
          <a class="button" href={GUARD_PAPER} download="to-ghi-khach.pdf">
            {t.print}
          </a>
        </div>
        <Field
          label={t.day}
          kind="date"
          value={day}
          onValue={setDay}
          input={{ name: "paper-day", min: dayBefore(today, KEPT_DAYS), max: today }}
        />
        {lines.map((line, i) => (
          <Line
            key={line.ids.in}
            {...{ line, day, now, isTried, number: i + 1 }}
            set={(...told) => set(i, ...told)}
          />
        ))}
        {said && <Said {...said} left={lines.filter((line) => !isEmpty(line)).length} />}
        <div class="row">
          <button type="button" class="button" onClick={() => setLines([...lines, emptyLine()])}>
            {t.more}
          </button>
          <button
            type="button"
            class="button primary"
            disabled={isBusy || lines.every(isEmpty)}
            onClick={() => void note()}
          >
            {t.note}
          </button>
        </div>
      </div>
    </details>
  );
}

/** One after the other; where the machine takes none, those behind wait too. */
async function noteLines(lines: readonly PaperLine[], day: string, now: number) {
  const left: PaperLine[] = [];
  let noted = 0;
  let failed: NotNoted | undefined;
  for (const line of lines.filter((one) => !isEmpty(one))) {
    const read = visitsOfLine(line, day, now);
    const visits = "visits" in read ? read.visits : [];
    for (const visit of visits) failed ??= await noteVisit(visit);
    if (visits.length === 0 || failed) left.push(line);
    else noted++;
  }
  return { left, noted, failed };
}

interface LineProps {
  readonly line: PaperLine;
  readonly number: number;
  readonly day: string;
  readonly now: number;
  readonly isTried: boolean;
  readonly set: (field: LineField, text: string) => void;
}

function Line({ line, number, day, now, isTried, set }: LineProps) {
  const t = useTexts(PAPER_TEXTS);
  const read = isTried && !isEmpty(line) ? visitsOfLine(line, day, now) : undefined;
  const wrong = read && "wrong" in read ? read : undefined;
  return (
    <fieldset class="paper-line" data-testid="paper-line">
      <legend>{t.line(number)}</legend>
      {LINE_FIELDS.map((field) => (
        <Field
          key={field}
          label={t.field[field]}
          value={line[field]}
          onValue={(text) => set(field, text)}
          wrong={wrong?.field === field ? `${t.line(number)}: ${t.wrong[wrong.wrong]}.` : undefined}
          input={{ ...INPUT, name: `paper-${field}` }}
        />
      ))}
    </fieldset>
  );
}

function Said({
  noted,
  failed,
  left,
}: {
  readonly noted: number;
  readonly failed: NotNoted | undefined;
  readonly left: number;
}) {
  const t = useTexts(PAPER_TEXTS);
  const visit = useTexts(VISIT_TEXTS);
  return (
    <div data-testid="paper-said">
      <Notice tone={left === 0 ? "green" : "amber"} title={t.noted(noted)} live>
        {left > 0 && <p>{t.left(left)}</p>}
        {failed && <p>{visit.failed[failed]}</p>}
      </Notice>
    </div>
  );
}
