import type { GuardScreen } from "../../contract/guard-screen.ts";
import { dayInProvince, minuteInProvince } from "../../contract/province-time.ts";
import { toldText } from "../../contract/small-numbers.ts";
import { numberText } from "../shared/format.ts";
import { useLanguage, useTexts } from "../shared/language.ts";
import { TEXTS } from "./texts.ts";

/** What the gate counts, large enough to be read in passing. */
export function Figures({ screen }: { readonly screen: GuardScreen }) {
  const t = useTexts(TEXTS);
  const language = useLanguage();
  const { inside, thisHour, today, passages } = screen;
  return (
    <dl class="figures">
      {inside && <Figure name={t.inside} value={toldText(inside)} id="inside" />}
      <Figure name={t.thisHour} value={numberText(thisHour, language)} id="this-hour" />
      <Figure name={t.today} lead={sinceStart(screen, t)} value={numberText(today, language)} id="today" />
      <Figure name={t.passages} lead={t.passagesLead} value={numberText(passages, language)} id="passages" />
    </dl>
  );
}

interface FigureProps {
  readonly name: string;
  readonly lead?: string | undefined;
  readonly value: string;
  readonly id: string;
}

function Figure({ name, lead, value, id }: FigureProps) {
  return (
    <div>
      <dt>
        {name} {lead !== undefined && <span class="small">({lead})</span>}
      </dt>
      <dd data-testid={id}>{value}</dd>
    </div>
  );
}

/** Where the machine was started today, what was before is not in today's number. */
function sinceStart(
  { now, startedAt }: GuardScreen,
  { since }: { readonly since: (clock: string) => string },
): string | undefined {
  const [start, day] = [minuteInProvince(Date.parse(startedAt)), dayInProvince(Date.parse(now))];
  return start.startsWith(day) ? since(start.slice(-5)) : undefined;
}
